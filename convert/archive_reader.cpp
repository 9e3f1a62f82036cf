#include "convert/archive_reader.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>

namespace tenderlead::convert {
namespace {

constexpr std::string_view kSevenZip("7z\xBC\xAF\x27\x1C", 6);
// Below it a ratio says nothing.
constexpr std::uint64_t kRatioFrom = 1u << 20;

struct Closer {
  void operator()(archive* a) const { archive_read_free(a); }
};

bool is_seven_zip(std::string_view bytes) {
  return bytes.starts_with(kSevenZip);
}

Problem unpack(archive* source, std::uint64_t packed, const PackageLimits& limits, std::uint64_t& unpacked,
               std::string& out) {
  std::array<char, 64 << 10> buffer;
  for (;;) {
    const la_ssize_t got = archive_read_data(source, buffer.data(), buffer.size());
    if (got == 0) return Problem::none;
    if (got < 0)
      return archive_read_has_encrypted_entries(source) > 0 ? Problem::encrypted : Problem::damaged;
    unpacked += static_cast<std::uint64_t>(got);
    if (unpacked > limits.max_total_bytes) return Problem::too_large;
    if (unpacked > kRatioFrom && unpacked / std::max<std::uint64_t>(packed, 1) > limits.max_ratio)
      return Problem::too_large;
    out.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

Problem read_archive(std::string_view bytes, const PackageLimits& limits, Package& out) {
  out = {};
  out.kind = is_seven_zip(bytes) ? PackageKind::seven_zip : PackageKind::tar;
  const std::unique_ptr<archive, Closer> source(archive_read_new());
  if (!source) return Problem::out_of_memory;
  if (out.kind == PackageKind::seven_zip) {
    archive_read_support_format_7zip(source.get());
  } else {
    archive_read_support_format_tar(source.get());
    archive_read_support_filter_gzip(source.get());
    archive_read_support_filter_bzip2(source.get());
    archive_read_support_filter_xz(source.get());
  }
  if (archive_read_open_memory(source.get(), bytes.data(), bytes.size()) < ARCHIVE_WARN) {
    // What is packed is no tar file.
    return out.kind == PackageKind::tar ? Problem::unsupported : Problem::damaged;
  }
  std::uint64_t unpacked = 0;
  std::size_t entries = 0;
  for (;;) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(source.get(), &entry);
    if (status == ARCHIVE_EOF) break;
    if (status < ARCHIVE_WARN) {
      if (archive_read_has_encrypted_entries(source.get()) > 0) return Problem::encrypted;
      if (out.frames.empty())
        return entries == 0 && out.kind == PackageKind::tar ? Problem::unsupported : Problem::damaged;
      out.cut = true;  // what stood before the fault is read
      break;
    }
    if (++entries > limits.max_entries) return Problem::too_large;
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr) continue;
    if (out.frames.size() >= limits.max_members) {
      out.cut = true;
      break;
    }
    Frame frame;
    const char* name = archive_entry_pathname_utf8(entry);
    if (name == nullptr) name = archive_entry_pathname(entry);
    if (name != nullptr) frame.name = name;
    frame.problem = archive_entry_is_encrypted(entry) != 0
                        ? Problem::encrypted
                        : unpack(source.get(), bytes.size(), limits, unpacked, frame.payload);
    if (frame.problem == Problem::too_large) return Problem::too_large;
    if (frame.problem != Problem::none) frame.payload.clear();
    out.frames.push_back(std::move(frame));
  }
  if (out.all_locked()) return Problem::encrypted;
  return out.frames.empty() ? Problem::empty : Problem::none;
}

}  // namespace tenderlead::convert

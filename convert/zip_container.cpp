#include "convert/zip_container.h"

#include <zip.h>

#include <algorithm>
#include <array>

namespace tenderlead::convert {
namespace {

// Below it a ratio says nothing: a page of one repeated word packs well too.
constexpr std::uint64_t kRatioFrom = 1u << 20;

struct FileCloser {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

}  // namespace

void ZipContainer::Closer::operator()(zip* archive) const {
  zip_discard(archive);
}

Problem ZipContainer::open(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) {
    zip_error_fini(&error);
    return Problem::out_of_memory;
  }
  archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
  zip_error_fini(&error);
  if (!archive_) {
    zip_source_free(source);
    return Problem::damaged;
  }
  const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
  if (count < 0) return Problem::damaged;
  if (static_cast<std::uint64_t>(count) > limits_.max_entries) return Problem::too_large;
  for (zip_uint64_t index = 0; index < static_cast<zip_uint64_t>(count); ++index) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(archive_.get(), index, ZIP_FL_ENC_RAW, &stat) != 0 || stat.name == nullptr) continue;
    ZipEntry entry;
    entry.index = index;
    entry.name = stat.name;
    entry.packed = (stat.valid & ZIP_STAT_COMP_SIZE) != 0 ? stat.comp_size : 0;
    entry.encrypted = (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE;
    entry.folder = entry.name.ends_with('/') || entry.name.empty();
    entries_.push_back(std::move(entry));
  }
  return Problem::none;
}

const ZipEntry* ZipContainer::find(std::string_view name) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(),
                                  [&](const ZipEntry& entry) { return entry.name == name; });
  return found == entries_.end() ? nullptr : &*found;
}

Problem ZipContainer::read(const ZipEntry& entry, std::string& out) {
  out.clear();
  if (entry.encrypted) return Problem::encrypted;
  const std::unique_ptr<zip_file_t, FileCloser> file(zip_fopen_index(archive_.get(), entry.index, 0));
  if (!file) return Problem::damaged;
  std::array<char, 64 << 10> buffer;
  for (;;) {
    const zip_int64_t got = zip_fread(file.get(), buffer.data(), buffer.size());
    if (got < 0) return Problem::damaged;
    if (got == 0) return Problem::none;
    unpacked_ += static_cast<std::uint64_t>(got);
    if (unpacked_ > limits_.max_total_bytes) return Problem::too_large;
    out.append(buffer.data(), static_cast<std::size_t>(got));
    if (out.size() > kRatioFrom && out.size() / std::max<std::uint64_t>(entry.packed, 1) > limits_.max_ratio)
      return Problem::too_large;
  }
}

}  // namespace tenderlead::convert

#include "convert/package_reader.h"

#include <algorithm>
#include <cstdint>

#include "convert/archive_reader.h"
#include "convert/office_text.h"
#include "convert/zip_container.h"

namespace tenderlead::convert {
namespace {

constexpr std::string_view kMagic = "TLPK";
constexpr std::uint64_t kMostFrames = 10'000;

void put_number(std::string& out, std::uint64_t number) {
  for (int shift = 0; shift < 64; shift += 8) out += static_cast<char>((number >> shift) & 0xFF);
}

bool take_number(std::string_view& in, std::uint64_t& number) {
  if (in.size() < 8) return false;
  number = 0;
  for (std::size_t i = 8; i-- > 0;) number = number << 8 | static_cast<unsigned char>(in[i]);
  in.remove_prefix(8);
  return true;
}

bool take_bytes(std::string_view& in, std::string& bytes) {
  std::uint64_t size = 0;
  if (!take_number(in, size) || size > in.size()) return false;
  bytes = in.substr(0, static_cast<std::size_t>(size));
  in.remove_prefix(static_cast<std::size_t>(size));
  return true;
}

// A member's fault is its own; the archive's limits are those of all.
Problem read_members(ZipContainer& container, const PackageLimits& limits, Package& out) {
  for (const ZipEntry& entry : container.entries()) {
    if (entry.folder) continue;
    if (out.frames.size() >= limits.max_members) {
      out.cut = true;
      break;
    }
    Frame frame{entry.name, {}, Problem::none};
    frame.problem = container.read(entry, frame.payload);
    if (frame.problem == Problem::too_large) return Problem::too_large;
    if (frame.problem != Problem::none) frame.payload.clear();
    out.frames.push_back(std::move(frame));
  }
  return out.all_locked() ? Problem::encrypted : Problem::none;
}

}  // namespace

Problem read_package(std::string_view bytes, const PackageLimits& limits, Package& out) {
  if (!bytes.starts_with("PK")) return read_archive(bytes, limits, out);
  out = {};
  ZipContainer container(limits);
  if (const Problem problem = container.open(bytes); problem != Problem::none) return problem;
  Problem problem = Problem::none;
  if (container.find(kWordMain) != nullptr) {
    out.kind = PackageKind::word;
    problem = read_word(container, limits, out);
  } else if (container.find(kWorkbookMain) != nullptr) {
    out.kind = PackageKind::workbook;
    problem = read_workbook(container, limits, out);
  } else if (container.find("OFD.xml") != nullptr || container.find("[Content_Types].xml") != nullptr) {
    return Problem::unsupported;  // OFD; presentations and drawings
  } else {
    problem = read_members(container, limits, out);
  }
  if (problem == Problem::none && out.frames.empty()) return Problem::empty;
  return problem;
}

std::string encode_package(const Package& package) {
  std::string out(kMagic);
  out += static_cast<char>(package.kind);
  out += package.cut ? '+' : '.';
  put_number(out, package.frames.size());
  for (const Frame& frame : package.frames) {
    out += static_cast<char>(frame.problem);
    put_number(out, frame.name.size());
    out += frame.name;
    put_number(out, frame.payload.size());
    out += frame.payload;
  }
  return out;
}

bool decode_package(std::string_view stream, Package& out) {
  out = {};
  if (!stream.starts_with(kMagic) || stream.size() < kMagic.size() + 2) return false;
  const char kind = stream[kMagic.size()];
  if (std::string_view("zwx7t").find(kind) == std::string_view::npos) return false;
  out.kind = static_cast<PackageKind>(kind);
  out.cut = stream[kMagic.size() + 1] == '+';
  stream.remove_prefix(kMagic.size() + 2);
  std::uint64_t frames = 0;
  if (!take_number(stream, frames) || frames > kMostFrames) return false;
  for (std::uint64_t i = 0; i < frames; ++i) {
    Frame frame;
    if (stream.empty()) return false;
    const auto problem = static_cast<unsigned char>(stream.front());
    if (problem > static_cast<unsigned char>(Problem::unconfined)) return false;
    frame.problem = static_cast<Problem>(problem);
    stream.remove_prefix(1);
    if (!take_bytes(stream, frame.name) || !take_bytes(stream, frame.payload)) return false;
    out.frames.push_back(std::move(frame));
  }
  return stream.empty();
}

}  // namespace tenderlead::convert

#include "crawler/warc_members.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string>
#include <string_view>

namespace tenderlead::crawler {
namespace {

// Whether a gzip member that begins with these bytes holds a record.
bool begins_record(std::string_view bytes) {
  constexpr std::string_view kBegin = "WARC/";
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) return false;
  std::array<char, kBegin.size()> out{};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  inflate(&stream, Z_SYNC_FLUSH);
  const std::string_view begun(out.data(), out.size() - stream.avail_out);
  inflateEnd(&stream);
  return begun == kBegin;
}

}  // namespace

std::optional<std::uint64_t> next_member(const std::filesystem::path& path, std::uint64_t from,
                                         std::uint64_t end) {
  // Enough for the head of a gzip member, a name of a file within it, and the first bytes of what is compressed.
  constexpr std::size_t kHead = 4096, kRead = 1u << 20;
  constexpr std::string_view kMagic("\x1f\x8b\x08", 3);
  std::ifstream in(path, std::ios::binary);
  std::string bytes;
  while (in && from < end) {
    bytes.resize(static_cast<std::size_t>(std::min<std::uint64_t>(kRead, end - from)));
    in.seekg(static_cast<std::streamoff>(from));
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    for (auto at = bytes.find(kMagic); at != std::string::npos; at = bytes.find(kMagic, at + 1)) {
      // What begins near the end is looked at with the next bytes.
      if (in && from + bytes.size() < end && bytes.size() - at < kHead) break;
      if (begins_record(std::string_view(bytes).substr(at, kHead))) return from + at;
    }
    if (!in || bytes.size() <= kHead) break;
    from += bytes.size() - kHead;
    if (bytes.size() < kRead) break;
  }
  return std::nullopt;
}

}  // namespace tenderlead::crawler

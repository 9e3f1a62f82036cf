// PKWARE's APPNOTE 6.3: local headers, a central directory and its end, all members deflated.
#include <zlib.h>

#include <stdexcept>

#include "tests/office/bytes.h"
#include "tests/office/office_files.h"

namespace tenderlead::office {
namespace {

std::string deflated(const std::string& bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("deflateInit2 failed");
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace

std::string make_zip(const std::vector<std::pair<std::string, std::string>>& files) {
  constexpr std::uint32_t kDate = (2026 - 1980) << 9 | 3 << 5 | 16;
  std::string out, directory;
  for (const auto& [name, bytes] : files) {
    const std::string packed = deflated(bytes);
    const auto crc = static_cast<std::uint32_t>(
        crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
    std::string common;
    put16(common, 20);
    put16(common, 0);
    put16(common, 8);
    put16(common, 0);
    put16(common, kDate);
    put32(common, crc);
    put32(common, static_cast<std::uint32_t>(packed.size()));
    put32(common, static_cast<std::uint32_t>(bytes.size()));
    put16(common, static_cast<unsigned>(name.size()));
    put16(common, 0);
    const auto offset = static_cast<std::uint32_t>(out.size());
    out += "PK\x03\x04" + common + name + packed;
    directory += "PK\x01\x02";
    put16(directory, 20);
    directory += common;
    put16(directory, 0);  // comment
    put16(directory, 0);  // disk
    put16(directory, 0);
    put32(directory, 0);
    put32(directory, offset);
    directory += name;
  }
  const auto start = static_cast<std::uint32_t>(out.size());
  out += directory + "PK\x05\x06";
  put32(out, 0);
  put16(out, static_cast<unsigned>(files.size()));
  put16(out, static_cast<unsigned>(files.size()));
  put32(out, static_cast<std::uint32_t>(directory.size()));
  put32(out, start);
  put16(out, 0);
  return out;
}

}  // namespace tenderlead::office

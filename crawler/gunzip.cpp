#include "crawler/gunzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>

namespace tenderlead::crawler {
namespace {

// zlib's window sizes: 15 bits with 32 added reads gzip and zlib headers alike, negative reads raw deflate.
constexpr int kGzipOrZlib = 15 + 32;
constexpr int kRawDeflate = -15;
constexpr std::size_t kUnsuspicious = 1u << 20;

Result<std::string> inflate_as(std::string_view bytes, std::size_t limit, std::size_t max_ratio,
                               int window_bits) {
  z_stream stream{};
  if (inflateInit2(&stream, window_bits) != Z_OK)
    return Error{ErrorCode::io, "not enough memory to decompress"};
  const std::unique_ptr<z_stream, int (*)(z_stream*)> guard(&stream, inflateEnd);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  std::array<char, 32768> buffer{};
  while (true) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    const int status = inflate(&stream, Z_NO_FLUSH);
    const std::size_t produced = buffer.size() - stream.avail_out;
    if (out.size() + produced > limit) {
      return Error{ErrorCode::too_large, "decompresses to more than " + std::to_string(limit) + " bytes"};
    }
    out.append(buffer.data(), produced);
    if (max_ratio != 0 && out.size() > kUnsuspicious &&
        out.size() / max_ratio > bytes.size() - stream.avail_in)
      return Error{ErrorCode::too_large,
                   "decompresses to more than " + std::to_string(max_ratio) + " times its size"};
    if (status == Z_STREAM_END) {
      // Another member may follow; anything else after the end is padding that gzip(1) ignores as well.
      const std::string_view rest(reinterpret_cast<const char*>(stream.next_in), stream.avail_in);
      if (window_bits != kGzipOrZlib || !looks_like_gzip(rest)) return out;
      inflateReset(&stream);
    } else if (status != Z_OK || (produced == 0 && stream.avail_in == 0)) {
      return Error{ErrorCode::corrupt, "compressed data is damaged or cut short"};
    }
  }
}

}  // namespace

bool looks_like_gzip(std::string_view bytes) {
  return bytes.starts_with("\x1F\x8B");
}

Result<std::string> inflated(std::string_view bytes, std::size_t limit, std::size_t max_ratio) {
  constexpr std::size_t kMaxInput = std::size_t{1} << 31;  // zlib counts its input in 32 bits
  if (bytes.size() > kMaxInput) return Error{ErrorCode::too_large, "more than 2 GiB of compressed data"};
  auto result = inflate_as(bytes, limit, max_ratio, kGzipOrZlib);
  if (result.ok() || result.error().code != ErrorCode::corrupt || looks_like_gzip(bytes)) return result;
  // "Content-Encoding: deflate" should be zlib (RFC 9110 8.4.1.2), and often is raw deflate.
  return inflate_as(bytes, limit, max_ratio, kRawDeflate);
}

}  // namespace tenderlead::crawler

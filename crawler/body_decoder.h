// Takes the content codings of a body off as it comes (RFC 9110 8.4): gzip and deflate (RFC 1952, 1951), br (RFC 7932) and zstd
// (RFC 8878), also several one over the other. Libcurl's own decoders neither read several gzip members nor what has
// something behind its end, don't notice that a stream was cut, and give zstd a window of 128 MiB. Internal to this room.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace tenderlead::crawler {

// One coding. Not thread-safe.
class BodyDecoder {
 public:
  // Takes what was decoded, in pieces of at most 16 KiB; false: no more of it.
  using Out = std::function<bool(std::string_view)>;
  BodyDecoder() = default;
  virtual ~BodyDecoder() = default;
  BodyDecoder(const BodyDecoder&) = delete;
  BodyDecoder& operator=(const BodyDecoder&) = delete;

  // False where the bytes are damaged, or `out` takes no more. What lies behind the end of a stream is passed over.
  virtual bool put(std::string_view bytes, const Out& out) = 0;
  // Whether what came is whole; nothing at all is.
  virtual bool whole() = 0;
};

enum class Coding : std::uint8_t { gzip, deflate, brotli, zstandard };

// Holds up to 16 MiB for br and 8 MiB for zstd (RFC 9659 3: what wants a greater window is damaged), where the stream
// wants so much.
std::unique_ptr<BodyDecoder> decoder_of(Coding coding);

// What Accept-Encoding says.
inline constexpr const char* kAcceptedCodings = "deflate, gzip, br, zstd";

// All codings of one body. Not thread-safe; used again for the next body.
class BodyDecoders {
 public:
  // For the next body, which has none.
  void clear();
  // The value of a Content-Encoding field, then of Transfer-Encoding, in whose chunks libcurl leaves nothing to do; those of
  // several fields follow each other.
  void add(std::string_view codings);
  // Whether bytes are passed on as they are.
  bool none() const { return stages_.empty() && !unknown_; }
  // Whether all of them are known, and no more than five.
  bool known() const { return !unknown_; }

  // False where the bytes are damaged or in a coding that isn't known (then and only then is refused() false), or
  // `out` takes no more.
  bool put(std::string_view bytes, const BodyDecoder::Out& out);
  bool refused() const { return refused_; }
  bool whole();

 private:
  bool put_through(std::size_t stages, std::string_view bytes, const BodyDecoder::Out& out);

  std::vector<std::unique_ptr<BodyDecoder>>
      stages_;  // in the order in which they were put on; the last one comes off first
  std::uint64_t between_bytes_ = 0;
  bool unknown_ = false;
  bool refused_ = false;
};

}  // namespace tenderlead::crawler

// The bytes of a WARC file as a stream, plain or gzip, with the places of gzip members. Internal to this room.
#pragma once

#include <zlib.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "model/result.h"

namespace tenderlead::crawler {

// Reads [offset, offset + length) of a file. Not thread-safe. Memory: two buffers of 64 kB and what buffered() holds.
class WarcStream {
 public:
  WarcStream() = default;
  WarcStream(const WarcStream&) = delete;
  WarcStream& operator=(const WarcStream&) = delete;
  ~WarcStream();

  Result<void> open(const std::filesystem::path& path, std::uint64_t offset = 0,
                    std::uint64_t length = std::numeric_limits<std::uint64_t>::max());

  // Uncompressed bytes that are there already.
  std::string_view buffered() const { return std::string_view(out_).substr(out_at_); }
  void consume(std::size_t count);

  enum class Pulled {
    data,        // buffered() has grown
    member_end,  // a gzip member is over; the next call begins the next one
    end,         // of the file
  };
  // corrupt where the gzip data is damaged or cut short, io where reading fails.
  Result<Pulled> pull();

  // pull() until buffered() has grown; false at the end.
  Result<bool> more();

  bool is_gzip() const { return gzip_; }
  // Plain: where buffered() begins in the file. Gzip: where the member begins that pull() has come to.
  std::uint64_t position() const { return gzip_ ? member_start_ : plain_at_; }
  std::uint64_t member_end() const { return member_end_; }
  // Has nothing of the current gzip member been consumed yet?
  bool at_member_start() const { return gzip_ && member_consumed_ == 0; }

 private:
  Result<bool> fill_input();
  Result<Pulled> pull_gzip();
  void make_room();

  int file_ = -1;
  std::string name_;
  bool gzip_ = false;
  std::uint64_t left_ = 0;      // bytes of the range not read yet
  std::uint64_t input_at_ = 0;  // file offset of input_[0]
  std::array<unsigned char, 65536> input_{};
  std::size_t input_begin_ = 0, input_end_ = 0;
  z_stream inflater_{};  // in use only where gzip_ is set
  bool in_member_ = false;
  bool member_over_ = false;  // its end is reached, but not reported yet
  std::uint64_t member_start_ = 0, member_end_ = 0, member_consumed_ = 0;
  std::uint64_t plain_at_ = 0;
  std::string out_;
  std::size_t out_at_ = 0;
};

}  // namespace tenderlead::crawler

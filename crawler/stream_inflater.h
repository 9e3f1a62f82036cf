// Takes gzip and deflate bodies apart as they come. Libcurl's own decoder neither reads what has several gzip members, or
// something behind its end, nor notices that a stream was cut. Internal to the fetcher.
#pragma once

#include <zlib.h>

#include <functional>
#include <string>
#include <string_view>

namespace tenderlead::crawler {

class StreamInflater {
 public:
  enum class Kind { gzip, deflate };

  StreamInflater() = default;
  ~StreamInflater();
  StreamInflater(const StreamInflater&) = delete;
  StreamInflater& operator=(const StreamInflater&) = delete;

  void begin(Kind kind);
  // False where the bytes are damaged, or `out` said that it takes no more (then refused() is true).
  bool put(std::string_view bytes, const std::function<bool(std::string_view)>& out);
  bool refused() const { return refused_; }
  // Whether what came is whole; nothing at all is, and so is what lacks no more than the check sum behind it (RFC 1952 2.3.1): some servers
  // leave that out.
  bool whole();

 private:
  enum class State {
    empty,      // nothing has come
    beginning,  // fewer bytes than tell what it is
    within,
    ended,  // a gzip member or the stream; another member may follow
    over,   // and something else has followed: nobody reads it
  };
  bool open(std::string_view first);
  bool ends_in_check(unsigned char filling);
  bool inflate_some(std::string_view& bytes, const std::function<bool(std::string_view)>& out);

  Kind kind_ = Kind::gzip;
  State state_ = State::empty;
  std::string ahead_;  // the first bytes of a stream or a member
  z_stream stream_{};
  bool initialised_ = false;
  bool refused_ = false;
};

}  // namespace tenderlead::crawler

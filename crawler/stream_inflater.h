// Takes gzip and deflate bodies apart as they come. Internal to this room.
#pragma once

#include <zlib.h>

#include <string>
#include <string_view>

#include "crawler/body_decoder.h"

namespace tenderlead::crawler {

class StreamInflater : public BodyDecoder {
 public:
  enum class Kind : std::uint8_t { gzip, deflate };

  explicit StreamInflater(Kind kind) : kind_(kind) {}
  ~StreamInflater() override;

  bool put(std::string_view bytes, const Out& out) override;
  // What lacks no more than the check sum behind it (RFC 1952 2.3.1) is whole too: some servers leave that out.
  bool whole() override;

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
  bool inflate_some(std::string_view& bytes, const Out& out);

  Kind kind_;
  State state_ = State::empty;
  std::string ahead_;  // the first bytes of a stream or a member
  z_stream stream_{};
  bool initialised_ = false;
};

}  // namespace tenderlead::crawler

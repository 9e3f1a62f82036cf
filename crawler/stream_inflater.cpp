#include "crawler/stream_inflater.h"

#include <algorithm>
#include <array>
#include <utility>

#include "crawler/gunzip.h"

namespace tenderlead::crawler {
namespace {

// How many bytes tell a gzip member from other things, and zlib's format from raw deflate.
constexpr std::size_t kMagic = 2;

// RFC 1950 2.2: the method, and a check over both bytes.
bool looks_like_zlib(std::string_view bytes) {
  const auto first = static_cast<unsigned char>(bytes[0]), second = static_cast<unsigned char>(bytes[1]);
  return (first & 0x0f) == Z_DEFLATED && (first * 256 + second) % 31 == 0;
}

}  // namespace

StreamInflater::~StreamInflater() {
  if (initialised_) inflateEnd(&stream_);
}

// Gets ready for what begins with these bytes.
bool StreamInflater::open(std::string_view first) {
  int window_bits = 16 + MAX_WBITS;  // gzip alone
  // "deflate" should be zlib (RFC 9110 8.4.1.2), and often is raw deflate.
  if (kind_ == Kind::deflate) window_bits = looks_like_zlib(first) ? MAX_WBITS : -MAX_WBITS;
  if (kind_ == Kind::gzip && !looks_like_gzip(first)) return false;
  if (initialised_) return inflateReset2(&stream_, window_bits) == Z_OK;
  initialised_ = inflateInit2(&stream_, window_bits) == Z_OK;
  return initialised_;
}

bool StreamInflater::inflate_some(std::string_view& bytes, const Out& out) {
  std::array<char, 16384> buffer;
  stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream_.avail_in = static_cast<uInt>(bytes.size());
  while (state_ == State::within) {
    stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream_.avail_out = static_cast<uInt>(buffer.size());
    const int status = inflate(&stream_, Z_NO_FLUSH);
    const std::size_t produced = buffer.size() - stream_.avail_out;
    if (produced > 0 && !out({buffer.data(), produced})) return false;
    if (status == Z_STREAM_END)
      state_ = State::ended;
    else if (status == Z_BUF_ERROR || (status == Z_OK && stream_.avail_in == 0 && stream_.avail_out > 0))
      break;
    else if (status != Z_OK)
      return false;
  }
  bytes.remove_prefix(bytes.size() - stream_.avail_in);
  return true;
}

bool StreamInflater::put(std::string_view bytes, const Out& out) {
  while (!bytes.empty() && state_ != State::over) {
    if (state_ == State::within) {
      if (!inflate_some(bytes, out)) return false;
      continue;
    }
    if (state_ == State::ended && kind_ != Kind::gzip) {
      state_ = State::over;
      break;
    }
    // A stream begins, or another member of it may.
    const bool first = state_ == State::empty || state_ == State::beginning;
    const auto wanted = std::min(kMagic - ahead_.size(), bytes.size());
    ahead_ += bytes.substr(0, wanted);
    bytes.remove_prefix(wanted);
    if (ahead_.size() < kMagic) {
      if (first) state_ = State::beginning;
      break;
    }
    const std::string begun = std::exchange(ahead_, {});
    if (!first && !looks_like_gzip(begun)) {
      state_ = State::over;
      break;
    }
    if (!open(begun)) return false;
    state_ = State::within;
    std::string_view head = begun;
    if (!inflate_some(head, out)) return false;
  }
  return true;
}

bool StreamInflater::whole() {
  if (state_ == State::empty || state_ == State::ended || state_ == State::over) return true;
  // Where the last block has ended, whatever follows is a wrong check sum. Within a block no code is all zeros and all ones too.
  return state_ == State::within && ends_in_check(0x00) && ends_in_check(0xff);
}

// Whether such bytes behind what came would be taken for the check sum.
bool StreamInflater::ends_in_check(unsigned char filling) {
  std::array<unsigned char, 8> rest;
  rest.fill(filling);
  std::array<unsigned char, 1024> buffer;
  z_stream copy{};
  if (inflateCopy(&copy, &stream_) != Z_OK) return false;
  copy.next_in = rest.data();
  copy.avail_in = static_cast<uInt>(rest.size());
  copy.next_out = buffer.data();
  copy.avail_out = static_cast<uInt>(buffer.size());
  const int status = inflate(&copy, Z_NO_FLUSH);
  const std::string_view why = copy.msg == nullptr ? "" : copy.msg;
  const bool check = copy.avail_out == buffer.size() &&
                     (status == Z_STREAM_END || (status == Z_DATA_ERROR && why.find("check") != why.npos));
  inflateEnd(&copy);
  return check;
}

}  // namespace tenderlead::crawler

#include "crawler/warc_stream.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "crawler/gunzip.h"

namespace tenderlead::crawler {

WarcStream::~WarcStream() {
  if (gzip_) inflateEnd(&inflater_);
  if (file_ >= 0) ::close(file_);
}

Result<void> WarcStream::open(const std::filesystem::path& path, std::uint64_t offset, std::uint64_t length) {
  name_ = path.string();
  file_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file_ < 0) {
    const ErrorCode code = errno == ENOENT ? ErrorCode::not_found : ErrorCode::io;
    return Error{code, "can't open " + name_ + ": " + std::generic_category().message(errno)};
  }
  if (::lseek(file_, static_cast<off_t>(offset), SEEK_SET) < 0) {
    return Error{ErrorCode::io, "can't read " + name_ + ": " + std::generic_category().message(errno)};
  }
  left_ = length;
  input_at_ = plain_at_ = member_start_ = offset;
  if (const auto filled = fill_input(); !filled.ok()) return filled.error();
  if (!looks_like_gzip({reinterpret_cast<const char*>(input_.data()), input_end_})) return {};
  if (inflateInit2(&inflater_, 15 + 16) != Z_OK) {  // 16 added to the window bits: gzip alone
    return Error{ErrorCode::io, "not enough memory to decompress " + name_};
  }
  gzip_ = true;
  return {};
}

// Reads on where the input is used up; false at the end of the range.
Result<bool> WarcStream::fill_input() {
  if (input_begin_ < input_end_) return true;
  input_at_ += input_end_;
  input_begin_ = input_end_ = 0;
  const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(left_, input_.size()));
  if (wanted == 0) return false;
  ssize_t count = 0;
  do {
    count = ::read(file_, input_.data(), wanted);
  } while (count < 0 && errno == EINTR);
  if (count < 0)
    return Error{ErrorCode::io, "can't read " + name_ + ": " + std::generic_category().message(errno)};
  input_end_ = static_cast<std::size_t>(count);
  left_ -= static_cast<std::uint64_t>(count);
  return count > 0;
}

void WarcStream::consume(std::size_t count) {
  out_at_ += count;
  plain_at_ += count;
  member_consumed_ += count;
}

// Moves what isn't consumed to the front once the consumed part is the larger one.
void WarcStream::make_room() {
  if (out_at_ * 2 < out_.size()) return;
  out_.erase(0, out_at_);
  out_at_ = 0;
}

Result<WarcStream::Pulled> WarcStream::pull() {
  make_room();
  if (gzip_) return pull_gzip();
  const auto filled = fill_input();
  if (!filled.ok()) return filled.error();
  if (!*filled) return Pulled::end;
  out_.append(reinterpret_cast<const char*>(input_.data()) + input_begin_, input_end_ - input_begin_);
  input_begin_ = input_end_;
  return Pulled::data;
}

Result<WarcStream::Pulled> WarcStream::pull_gzip() {
  if (member_over_) {
    member_over_ = in_member_ = false;
    return Pulled::member_end;
  }
  std::array<unsigned char, 65536> buffer;
  while (true) {
    const auto filled = fill_input();
    if (!filled.ok()) return filled.error();
    if (!*filled) {
      if (!in_member_) return Pulled::end;
      return Error{ErrorCode::corrupt,
                   name_ + " ends within the gzip member at offset " + std::to_string(member_start_)};
    }
    if (!in_member_) {
      // Zeros after a member are padding, as of tapes.
      if (input_[input_begin_] == 0) {
        ++input_begin_;
        continue;
      }
      in_member_ = true;
      member_start_ = input_at_ + input_begin_;
      member_consumed_ = 0;
      inflateReset(&inflater_);
    }
    inflater_.next_in = input_.data() + input_begin_;
    inflater_.avail_in = static_cast<uInt>(input_end_ - input_begin_);
    inflater_.next_out = buffer.data();
    inflater_.avail_out = static_cast<uInt>(buffer.size());
    const int status = inflate(&inflater_, Z_NO_FLUSH);
    input_begin_ = input_end_ - inflater_.avail_in;
    const std::size_t produced = buffer.size() - inflater_.avail_out;
    if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
      return Error{ErrorCode::corrupt,
                   name_ + " is damaged in the gzip member at offset " + std::to_string(member_start_)};
    }
    if (status == Z_STREAM_END) {
      member_over_ = true;
      member_end_ = input_at_ + input_begin_;
    }
    if (produced > 0) {
      out_.append(reinterpret_cast<const char*>(buffer.data()), produced);
      return Pulled::data;
    }
    if (member_over_) return pull_gzip();
  }
}

Result<bool> WarcStream::more() {
  while (true) {
    const auto pulled = pull();
    if (!pulled.ok()) return pulled.error();
    if (*pulled == Pulled::data) return true;
    if (*pulled == Pulled::end) return false;
  }
}

}  // namespace tenderlead::crawler

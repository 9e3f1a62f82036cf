#include "crawler/warc_reader.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "crawler/percent_encoding.h"
#include "crawler/warc.h"
#include "crawler/warc_format.h"
#include "crawler/warc_members.h"
#include "crawler/warc_stream.h"

namespace tenderlead::crawler {
namespace {

constexpr std::size_t kMaxHeadBytes = 64u << 10;  // of a record's own fields; others' archives have about 500

bool is_newline(char c) {
  return c == '\r' || c == '\n';
}

// Where the empty line that ends a record's head is over; npos where it isn't there yet.
std::size_t head_end(std::string_view text) {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    if (text.substr(at + 1, 1) == "\n") return at + 2;
    if (text.substr(at + 1, 2) == "\r\n") return at + 3;
  }
  return std::string_view::npos;
}

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string WarcRecord::target_uri() const {
  std::string_view uri = header_value(headers, "WARC-Target-URI");
  // wget 1.19 and others wrote the brackets of the grammar into the value.
  if (uri.size() >= 2 && uri.front() == '<' && uri.back() == '>') uri = uri.substr(1, uri.size() - 2);
  std::string out;
  for (const char c : uri) {
    if (c == ' ') {
      append_triplet(out, ' ');
    } else {
      out += c;
    }
  }
  return out;
}

class WarcReader::State {
 public:
  explicit State(WarcReaderOptions options) : options_(options) {}

  Result<void> open(const std::filesystem::path& path, std::uint64_t offset, std::uint64_t length) {
    path_ = path;
    name_ = path.string();
    end_ = length > std::numeric_limits<std::uint64_t>::max() - offset
               ? std::numeric_limits<std::uint64_t>::max()
               : offset + length;
    if (auto opened = stream_->open(path, offset, length); !opened.ok()) return opened;
    // What is damaged is for next() to tell, and for resume() to leave behind.
    if (const auto grown = stream_->more(); !grown.ok() && grown.error().code != ErrorCode::corrupt)
      return grown.error();
    if (stream_->buffered().starts_with("filedesc:")) {
      return Error{ErrorCode::unsupported, name_ + " is in the older ARC format; convert it to WARC first"};
    }
    return {};
  }

  Result<std::optional<WarcRecord>> next() {
    if (over_) return std::optional<WarcRecord>();
    auto record = read();
    failed_ = !record.ok();
    if (failed_ || !record->has_value()) over_ = true;
    return record;
  }

  bool resume() {
    if (!std::exchange(failed_, false)) return false;
    std::uint64_t from = record_offset_ + 1;
    const bool gzip = stream_->is_gzip();
    if (gzip) {
      const auto next = next_member(path_, from, end_);
      if (!next) return false;
      from = *next;
    }
    stream_ = std::make_unique<WarcStream>();
    if (from >= end_ || !stream_->open(path_, from, end_ - from).ok()) return false;
    // An error in this very place leads on from it.
    record_offset_ = from;
    std::uint64_t skipped = 0;
    if (!gzip && !skip_to_record(skipped).ok()) return false;
    over_ = false;
    return true;
  }

 private:
  Error corrupt(const std::string& what) const {
    return {ErrorCode::corrupt, name_ + " at offset " + std::to_string(record_offset_) + ": " + what};
  }

  Result<std::optional<WarcRecord>> read() {
    const auto begun = begin_record();
    record_offset_ = stream_->position();
    if (!begun.ok()) return begun.error();
    if (!*begun) return std::optional<WarcRecord>();
    WarcRecord record;
    if (auto found = skip_to_record(record.skipped); !found.ok()) return found.error();
    record.offset = record_offset_ = stream_->position();
    const bool begins_member = stream_->at_member_start();
    if (auto head = read_head(record); !head.ok()) return head.error();
    const auto length = number_of(header_value(record.headers, "Content-Length"));
    if (!length) return corrupt("the record has no valid Content-Length");
    if (auto block = read_block(record, *length); !block.ok()) return block.error();
    const auto ends_member = skip_newlines();
    if (!ends_member.ok()) return ends_member.error();
    if (!stream_->is_gzip()) record.length = stream_->position() - record.offset;
    if (begins_member && *ends_member) record.length = stream_->member_end() - record.offset;
    if (options_.verify_digests && !record.oversized && !digest_matches(record)) {
      return corrupt("the record doesn't match its digest");
    }
    return std::optional<WarcRecord>(std::move(record));
  }

  // Goes to the first byte that is no line end; false at the end.
  Result<bool> begin_record() {
    while (true) {
      if (const auto skipped = skip_newlines(); !skipped.ok()) return skipped.error();
      if (!stream_->buffered().empty()) return true;
      const auto grown = stream_->more();
      if (!grown.ok() || !*grown) return grown;
    }
  }

  // Skips line ends up to the next record. True where that lies behind the end of the current gzip member, or at
  // the end of the file.
  Result<bool> skip_newlines() {
    while (true) {
      const std::string_view text = stream_->buffered();
      const auto end = std::find_if_not(text.begin(), text.end(), is_newline);
      const bool found = end != text.end();
      stream_->consume(static_cast<std::size_t>(end - text.begin()));
      if (found) return false;
      const auto pulled = stream_->pull();
      if (!pulled.ok()) return pulled.error();
      if (*pulled != WarcStream::Pulled::data) return true;
    }
  }

  // Goes on to the next line that begins a record.
  Result<void> skip_to_record(std::uint64_t& skipped) {
    constexpr std::string_view kBegin = "WARC/";
    while (true) {
      while (stream_->buffered().size() < kBegin.size()) {
        const auto grown = stream_->more();
        if (!grown.ok()) return grown.error();
        if (!*grown) return corrupt("what follows is no WARC record");
      }
      if (stream_->buffered().starts_with(kBegin)) return {};
      const std::size_t line = stream_->buffered().find('\n');
      const std::size_t step = line == std::string_view::npos ? stream_->buffered().size() : line + 1;
      skipped += step;
      stream_->consume(step);
    }
  }

  Result<void> read_head(WarcRecord& record) {
    std::size_t end = head_end(stream_->buffered());
    while (end == std::string_view::npos) {
      if (stream_->buffered().size() > kMaxHeadBytes) return corrupt("the record's head doesn't end");
      const auto grown = stream_->more();
      if (!grown.ok()) return grown.error();
      if (!*grown) return corrupt("the file ends within a record's head");
      end = head_end(stream_->buffered());
    }
    const std::string_view head = stream_->buffered().substr(0, end);
    record.version = head.substr(0, head.find_first_of("\r\n"));
    parse_fields(head.substr(head.find('\n') + 1), record.headers);
    stream_->consume(end);
    return {};
  }

  Result<void> read_block(WarcRecord& record, std::uint64_t length) {
    record.oversized = length > options_.max_block_bytes;
    for (std::uint64_t left = length; left > 0;) {
      if (stream_->buffered().empty()) {
        const auto grown = stream_->more();
        if (!grown.ok()) return grown.error();
        if (!*grown) return corrupt("the file ends within a record");
      }
      const std::string_view text = stream_->buffered();
      const auto take = static_cast<std::size_t>(std::min<std::uint64_t>(left, text.size()));
      if (!record.oversized) record.block += text.substr(0, take);
      stream_->consume(take);
      left -= take;
    }
    return {};
  }

  static bool digest_matches(const WarcRecord& record) {
    const std::string_view stated = header_value(record.headers, "WARC-Block-Digest");
    if (!equals_ignoring_case(stated.substr(0, 5), "sha1:") || stated.size() != 37) return true;
    return equals_ignoring_case(stated.substr(5), payload_digest(record.block));
  }

  WarcReaderOptions options_;
  std::string name_;
  std::filesystem::path path_;
  std::uint64_t end_ = 0;  // of the range
  std::unique_ptr<WarcStream> stream_ = std::make_unique<WarcStream>();
  std::uint64_t record_offset_ = 0;
  bool over_ = false;
  bool failed_ = false;  // the last call of next() did
};

WarcReader::WarcReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
WarcReader::WarcReader(WarcReader&&) noexcept = default;
WarcReader& WarcReader::operator=(WarcReader&&) noexcept = default;
WarcReader::~WarcReader() = default;

Result<WarcReader> WarcReader::open(const std::filesystem::path& path, WarcReaderOptions options) {
  return open_range(path, 0, std::numeric_limits<std::uint64_t>::max(), options);
}

Result<WarcReader> WarcReader::open_range(const std::filesystem::path& path, std::uint64_t offset,
                                          std::uint64_t length, WarcReaderOptions options) {
  auto state = std::make_unique<State>(options);
  if (auto opened = state->open(path, offset, length); !opened.ok()) return opened.error();
  return WarcReader(std::move(state));
}

Result<std::optional<WarcRecord>> WarcReader::next() {
  return state_->next();
}

bool WarcReader::resume() {
  return state_->resume();
}

}  // namespace tenderlead::crawler

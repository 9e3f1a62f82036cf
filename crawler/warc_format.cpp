#include "crawler/warc_format.h"

#include <algorithm>

#include "crawler/percent_encoding.h"
#include "model/time.h"

namespace tenderlead::crawler {
namespace {

constexpr std::size_t kMaxFields = 1000;  // of one head; real ones have 10 to 30

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// One line without its end, which is taken off `text` too; false where no line end is left.
bool take_line(std::string_view& text, std::string_view& line) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return false;
  line = text.substr(0, end > 0 && text[end - 1] == '\r' ? end - 1 : end);
  text.remove_prefix(end + 1);
  return true;
}

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); });
}

bool is_field_name(std::string_view name) {
  const auto is_token_character = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  };
  return !name.empty() && std::all_of(name.begin(), name.end(), is_token_character);
}

std::size_t parse_fields(std::string_view text, HeaderList& fields) {
  std::string_view rest = text;
  std::string_view line;
  while (take_line(rest, line)) {
    if (line.empty()) return text.size() - rest.size();
    const std::size_t colon = line.find(':');
    if (line.front() == ' ' || line.front() == '\t') {
      if (fields.empty()) continue;  // there is nothing that it could go on with (RFC 9112 2.2)
      fields.back().second += ' ';
      fields.back().second += trimmed(line);
    } else if (colon != std::string_view::npos && fields.size() < kMaxFields) {
      const std::string_view name = trimmed(line.substr(0, colon));
      if (is_field_name(name)) fields.emplace_back(name, trimmed(line.substr(colon + 1)));
    }
  }
  return std::string_view::npos;
}

std::optional<int> http_status_of(std::string_view start_line) {
  const std::size_t space = start_line.find(' ');
  if (!start_line.starts_with("HTTP/") || space == std::string_view::npos) return std::nullopt;
  const std::string_view code = start_line.substr(space + 1, 3);
  if (code.size() != 3 || code.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  const int status = (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
  return status >= 100 ? std::optional(status) : std::nullopt;
}

std::int64_t warc_epoch(std::string_view date) {
  constexpr std::string_view kStart = "0001-01-01T00:00:00Z";
  std::string text(date.substr(0, date.find_first_of(".Z")));
  if (text.size() < 4 || text.size() >= kStart.size()) return 0;
  text += kStart.substr(text.size());
  return epoch_from_utc_timestamp(text).value_or(0);
}

Result<HttpMessage> parse_http_message(std::string_view block) {
  HttpMessage message;
  std::string_view rest = block;
  std::string_view line;
  if (!take_line(rest, line) || line.empty()) return Error{ErrorCode::invalid_input, "there is no HTTP head"};
  message.start_line = line;
  const std::size_t head = parse_fields(rest, message.headers);
  // A head that fills the whole block ends without an empty line on some servers; there is no body then.
  if (head != std::string_view::npos) message.body = rest.substr(head);
  return message;
}

Result<std::string> dechunked(std::string_view body) {
  const Error damaged{ErrorCode::invalid_input, "the body says that it is chunked and isn't"};
  std::string out;
  while (true) {
    std::string_view line;
    if (!take_line(body, line)) return damaged;
    std::size_t size = 0, digits = 0;
    while (digits < line.size() && hex_value(line[digits]) >= 0) {
      size = size * 16 + static_cast<std::size_t>(hex_value(line[digits++]));
      if (size > body.size()) return damaged;
    }
    if (digits == 0) return damaged;
    if (size == 0) return out;  // trailers, if any, say nothing about the page
    out += body.substr(0, size);
    body.remove_prefix(size);
    if (!take_line(body, line) || !line.empty()) return damaged;
  }
}

}  // namespace tenderlead::crawler

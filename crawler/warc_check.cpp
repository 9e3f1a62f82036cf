#include "crawler/warc_check.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "crawler/warc_digest.h"
#include "crawler/warc_format.h"

namespace tenderlead::crawler {
namespace {

// The types of WARC 1.1, 5.5, as bits, so that a field's row in the table says where it may stand.
enum Type : unsigned {
  warcinfo = 1,
  response = 2,
  resource = 4,
  request = 8,
  metadata = 16,
  revisit = 32,
  conversion = 64,
  continuation = 128,
  known = 255,
  unknown = 256,
  any = known | unknown,
};
constexpr std::array<std::string_view, 8> kTypes{"warcinfo", "response", "resource",   "request",
                                                 "metadata", "revisit",  "conversion", "continuation"};

struct FieldRule {
  std::string_view name;
  unsigned required;   // on these types
  unsigned forbidden;  // on these
};
// WARC 1.1, 5.2 to 5.23: "may be used on", "shall not be used on", "mandatory for".
constexpr FieldRule kFields[] = {
    {"WARC-Record-ID", any, 0},
    {"Content-Length", any, 0},
    {"WARC-Date", any, 0},
    {"WARC-Type", any, 0},
    {"WARC-Target-URI", known & ~(warcinfo | metadata), warcinfo},
    {"WARC-Profile", revisit, 0},
    {"WARC-Segment-Origin-ID", continuation, known & ~(continuation | conversion)},
    {"WARC-Segment-Total-Length", 0, known & ~(continuation | conversion)},
    {"WARC-Concurrent-To", 0, warcinfo | conversion | continuation},
    {"WARC-IP-Address", 0, warcinfo | conversion | continuation},
    {"WARC-Refers-To", 0, warcinfo | response | resource | request | continuation},
    {"WARC-Refers-To-Target-URI", 0, known & ~revisit},
    {"WARC-Refers-To-Date", 0, known & ~revisit},
    {"WARC-Warcinfo-ID", 0, warcinfo},
    {"WARC-Filename", 0, known & ~warcinfo},
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// "<" scheme ":" anything ">".
bool is_record_id(std::string_view text) {
  if (text.size() < 4 || text.front() != '<' || text.back() != '>' || !is_letter(text[1])) return false;
  const std::size_t colon = text.find(':');
  return colon != std::string_view::npos &&
         std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '.' || c == '-'; });
}

// W3C's profile of ISO 8601: a year, and as much more as one likes.
bool is_date(std::string_view text) {
  constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:dd";
  std::size_t at = 0;
  while (at < text.size() && at < kForm.size() &&
         (kForm[at] == 'd' ? is_digit(text[at]) : text[at] == kForm[at]))
    ++at;
  if (at == text.size()) return at == 4 || at == 7 || at == 10 || at == 16 || at == kForm.size();
  if (at < kForm.size()) return false;
  if (text[at] == '.') {
    const std::size_t digits = ++at;
    while (at < text.size() && is_digit(text[at])) ++at;
    if (at == digits) return false;
  }
  const std::string_view zone = text.substr(at);
  return zone.empty() || zone == "Z" ||
         (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && is_digit(zone[1]) && is_digit(zone[2]) &&
          zone[3] == ':' && is_digit(zone[4]) && is_digit(zone[5]));
}

// algorithm ":" token, where "/" and "@" may stand too, as base64 needs.
bool is_labelled_digest(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || !is_field_name(text.substr(0, colon))) return false;
  std::string value(text.substr(colon + 1));
  std::erase_if(value, [](char c) { return c == '/' || c == '@' || c == '='; });
  return text.size() > colon + 1 && (value.empty() || is_field_name(value));
}

bool is_http(const WarcRecord& record) {
  const std::string_view type = header_value(record.headers, "Content-Type");
  return equals_ignoring_case(type.substr(0, 16), "application/http");
}

void check_fields(const WarcRecord& record, unsigned type, std::vector<std::string>& faults) {
  for (const auto& rule : kFields) {
    const auto count = std::count_if(record.headers.begin(), record.headers.end(), [&](const auto& field) {
      return equals_ignoring_case(field.first, rule.name);
    });
    const std::string name(rule.name);
    if (count == 0 && (rule.required & type) != 0) faults.push_back(name + " is missing");
    if (count > 0 && (rule.forbidden & type) != 0)
      faults.push_back(name + " may not stand on a " + std::string(record.type()) + " record");
    if (count > 1 && rule.name != "WARC-Concurrent-To") faults.push_back(name + " stands more than once");
  }
  const auto pattern = [&](std::string_view name, bool (*good)(std::string_view)) {
    const std::string_view value = header_value(record.headers, name);
    if (!value.empty() && !good(value))
      faults.push_back(std::string(name) + " is '" + std::string(value.substr(0, 80)) + "'");
  };
  pattern("WARC-Record-ID", is_record_id);
  pattern("WARC-Concurrent-To", is_record_id);
  pattern("WARC-Date", is_date);
  pattern("WARC-Refers-To-Date", is_date);
  pattern("WARC-Block-Digest", is_labelled_digest);
  pattern("WARC-Payload-Digest", is_labelled_digest);
}

// What the HTTP head says of its body's length.
void check_length(const WarcRecord& record, std::vector<std::string>& faults) {
  const auto message = parse_http_message(record.block);
  if (!message.ok()) {
    faults.push_back("the block has no HTTP head");
    return;
  }
  const std::string_view stated = header_value(message->headers, "Content-Length");
  if (stated.empty() || !header_value(message->headers, "Transfer-Encoding").empty()) return;
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(stated.data(), stated.data() + stated.size(), length);
  if (error != std::errc() || end != stated.data() + stated.size() || length != message->body.size())
    faults.push_back("the HTTP Content-Length is " + std::string(stated.substr(0, 20)) + ", the body has " +
                     std::to_string(message->body.size()) + " bytes");
}

}  // namespace

std::string_view payload_of(const WarcRecord& record) {
  if (!is_http(record)) return record.block;
  const auto message = parse_http_message(record.block);
  return message.ok() ? message->body : std::string_view();
}

std::optional<bool> payload_matches(const WarcRecord& record) {
  const std::string_view stated = header_value(record.headers, "WARC-Payload-Digest");
  if (stated.empty() || record.type() == "revisit" || record.oversized) return std::nullopt;
  const std::string_view payload = payload_of(record);
  const auto whole = digest_matches(stated, payload);
  if (!whole || *whole || !is_http(record)) return whole;
  const auto plain = dechunked(payload);
  return plain.ok() && digest_matches(stated, *plain).value_or(false);
}

std::optional<bool> digests_match(const WarcRecord& record) {
  const auto payload = payload_matches(record);
  const auto block = record.oversized
                         ? std::nullopt
                         : digest_matches(header_value(record.headers, "WARC-Block-Digest"), record.block);
  if (!payload || !block) return payload ? payload : block;
  return *payload && *block;
}

std::vector<std::string> record_faults(const WarcRecord& record) {
  std::vector<std::string> faults;
  if (record.skipped > 0)
    faults.push_back("before it lie " + std::to_string(record.skipped) + " bytes that belong to no record");
  if (record.version != "WARC/1.0" && record.version != "WARC/1.1")
    faults.push_back("the version is '" + record.version.substr(0, 20) + "'");
  const auto type = std::find(kTypes.begin(), kTypes.end(), record.type());
  // A type that isn't known may be passed over (WARC 1.1, 5.5); the fields of all records are still asked for.
  check_fields(record, type == kTypes.end() ? unsigned{unknown} : 1u << (type - kTypes.begin()), faults);
  if (record.oversized) return faults;
  if (digest_matches(header_value(record.headers, "WARC-Block-Digest"), record.block) == false)
    faults.push_back("the block doesn't match WARC-Block-Digest");
  if (payload_matches(record) == false) faults.push_back("the payload doesn't match WARC-Payload-Digest");
  const bool has_message = record.type() == "response" || record.type() == "request";
  if (has_message && is_http(record)) check_length(record, faults);
  return faults;
}

}  // namespace tenderlead::crawler

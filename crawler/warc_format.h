// What the WARC writer and reader share. Internal to this room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/page.h"
#include "model/result.h"

namespace tenderlead::crawler {

// The address that was asked for, where redirects led elsewhere. WARC has no field for it and lets readers ignore
// what they don't know (WARC 1.1, 4).
inline constexpr std::string_view kRequestedUriField = "X-Tenderlead-Requested-URI";

// Why a revisit record stands for an earlier one (WARC 1.1, 6.7.2 and 6.7.3).
inline constexpr std::string_view kIdenticalPayload =
    "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
inline constexpr std::string_view kServerNotModified =
    "http://netpreserve.org/warc/1.1/revisit/server-not-modified";

// ASCII, without case.
bool equals_ignoring_case(std::string_view a, std::string_view b);

// What a header field may be called (RFC 9110 5.6.2): ASCII letters, digits and 15 signs, at least one.
bool is_field_name(std::string_view name);

// "HTTP/1.1 200 OK" to the empty line, its header fields, and what follows.
struct HttpMessage {
  std::string start_line;
  HeaderList headers;
  std::string_view body;  // into the text that was parsed
};
// Tolerates LF line ends, folded fields and lines that are no field (skipped). invalid_input where there is no head.
Result<HttpMessage> parse_http_message(std::string_view block);

// "HTTP/1.1 200 OK" gives 200; nothing where it is no status line.
std::optional<int> http_status_of(std::string_view start_line);

// WARC-Date (WARC 1.1, 5.4): W3C's profile of ISO 8601, in UTC, from a year alone to fractions of a second. 0 where
// it can't be read: a page without a date is still a page.
std::int64_t warc_epoch(std::string_view date);

// Appends header fields up to the empty line; returns how much of `text` they took, npos where no empty line ends
// them. A line without a colon, or without a name before it, is skipped.
std::size_t parse_fields(std::string_view text, HeaderList& fields);

// The body of a chunked message (RFC 9112 7.1); nothing where it isn't chunked in fact.
Result<std::string> dechunked(std::string_view body);

}  // namespace tenderlead::crawler

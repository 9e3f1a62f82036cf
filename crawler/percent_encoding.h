// Percent-encoding: the sets of WHATWG URL 1.3 and the normal form of RFC 3986 6.2.2. Internal to this room.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tenderlead::crawler {

// Which bytes are written as %XX besides controls and everything above 0x7E.
enum class EncodeSet { fragment, special_query, path, userinfo };

// Appends `bytes` (UTF-8) to `out`, encoding what the set says. "%" itself is left alone, as the standard wants it.
void append_percent_encoded(std::string& out, std::string_view bytes, EncodeSet set);

// Every %XX replaced by its byte; a "%" without two hex digits stays.
std::string percent_decoded(std::string_view text);

// The same URL text in RFC 3986's normal form: unreserved characters decoded, hex digits upper case, bytes above
// 0x7E encoded.
std::string percent_normalised(std::string_view text);

// 0..15, or -1.
constexpr int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Does "%XX" stand at `at`?
constexpr bool is_percent_triplet(std::string_view text, std::size_t at) {
  return at + 2 < text.size() && text[at] == '%' && hex_value(text[at + 1]) >= 0 &&
         hex_value(text[at + 2]) >= 0;
}
constexpr std::uint8_t triplet_byte(std::string_view text, std::size_t at) {
  return static_cast<std::uint8_t>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2]));
}

void append_triplet(std::string& out, std::uint8_t byte);

}  // namespace tenderlead::crawler

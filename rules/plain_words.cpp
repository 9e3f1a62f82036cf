#include "rules/plain_words.h"

#include <cstdint>

namespace tenderlead::rules {
namespace {

// One code point at `at` and its length; 0 where the bytes are no UTF-8.
std::pair<char32_t, std::size_t> decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return {first, 1};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
  if (length == 0 || first > 0xF4 || at + length > text.size()) return {0, 0};
  char32_t point = first & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {0, 0};
    point = (point << 6) | (byte(at + i) & 0x3Fu);
  }
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (point < kLeast[length] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return {0, 0};
  return {point, length};
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x3000 || c == 0x2028 ||
         c == 0x2029 || (c >= 0x2000 && c <= 0x200A);
}

// Characters that nobody sees and that change how others look: Unicode's Cc and the Cf of UAX #9 and UAX #31.
bool is_hidden(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x061C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

}  // namespace

std::string plain_words(std::string_view text, std::size_t most) {
  std::string out;
  std::size_t count = 0;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto [point, length] = decode(text, at);
    const auto from = at;
    at += length == 0 ? 1 : length;
    if (length == 0) continue;
    if (is_space(point)) {
      space = !out.empty();
      continue;
    }
    if (is_hidden(point)) continue;
    if (count + (space ? 1u : 0u) >= most) return out + "…";
    if (space) {
      out += ' ';
      ++count;
      space = false;
    }
    out.append(text.substr(from, length));
    ++count;
  }
  return out;
}

}  // namespace tenderlead::rules

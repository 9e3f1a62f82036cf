#include "parsers/values/folded_text.h"

#include <algorithm>

namespace tenderlead::parsers {

namespace {

struct Decoded {
  char32_t point = 0xFFFD;
  std::size_t length = 1;
};

Decoded decode_rare(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
  if (length == 1 || lead > 0xF4 || at + length > text.size()) return {};
  char32_t point = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {};
    point = (point << 6) | (byte(at + i) & 0x3Fu);
  }
  constexpr char32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (point < kLeast[length] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return {};
  return {point, length};
}

// ASCII, and Chinese: three bytes of which none is at the edge of its range. All else is rare.
inline Decoded decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1};
  if (lead >= 0xE1 && lead <= 0xEC && text.size() - at >= 3 && (byte(at + 1) & 0xC0) == 0x80 &&
      (byte(at + 2) & 0xC0) == 0x80)
    return {(lead & 0x0Fu) << 12 | (byte(at + 1) & 0x3Fu) << 6 | (byte(at + 2) & 0x3Fu), 3};
  return decode_rare(text, at);
}

// As many code points as the text has, or fewer where it is malformed.
std::size_t count_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Writes at `out`, which has room for four bytes; returns where it ends.
inline char* write_utf8(char32_t c, char* out) {
  if (c < 0x80) {
    *out++ = static_cast<char>(c);
    return out;
  }
  if (c < 0x800) {
    *out++ = static_cast<char>(0xC0 | (c >> 6));
  } else {
    if (c < 0x10000) {
      *out++ = static_cast<char>(0xE0 | (c >> 12));
    } else {
      *out++ = static_cast<char>(0xF0 | (c >> 18));
      *out++ = static_cast<char>(0x80 | ((c >> 12) & 0x3F));
    }
    *out++ = static_cast<char>(0x80 | ((c >> 6) & 0x3F));
  }
  *out++ = static_cast<char>(0x80 | (c & 0x3F));
  return out;
}

}  // namespace

char32_t fold(char32_t c) {
  if (c < 0x80) return (c == U'\t' || c == U'\n' || c == U'\r' || c == U'\v' || c == U'\f') ? U' ' : c;
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  switch (c) {
    case 0x00A0:
    case 0x3000:
    case 0x2002:
    case 0x2003:
    case 0x2009:
    case 0x200A:
    case 0x202F:
    case 0xFEFF:
    case 0x200B:
      return U' ';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0x2500:
      return U'-';
    case 0xFFE5:
      return U'¥';
    case 0xFFE1:
      return U'£';
    case 0x3007:
    case 0x25CB:
      return U'零';
    case 0x2236:
    case 0xFE55:
      return U':';
    default:
      return c;
  }
}

FoldedText::FoldedText(std::string_view text) {
  // Of short texts, which most are, counting takes longer than the room for some more costs.
  constexpr std::size_t kShort = 256;  // bytes
  const std::size_t expected = text.size() <= kShort ? text.size() : count_points(text);
  points_.resize(expected);
  bytes_.resize(expected + 1);
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (count == points_.size()) {
      // Malformed, and so not more than this.
      points_.resize(text.size());
      bytes_.resize(text.size() + 1);
    }
    const Decoded decoded = decode(text, at);
    bytes_[count] = static_cast<std::uint32_t>(at);
    points_[count++] = is_chinese(decoded.point) ? decoded.point : fold(decoded.point);
    at += decoded.length;
  }
  bytes_[count] = static_cast<std::uint32_t>(text.size());
  points_.resize(count);
  bytes_.resize(count + 1);
}

std::string to_utf8(std::u32string_view points) {
  std::string out(points.size() * 4, '\0');
  char* end = out.data();
  for (const char32_t c : points) end = write_utf8(c, end);
  out.resize(static_cast<std::size_t>(end - out.data()));
  return out;
}

std::u32string to_utf32(std::string_view text) {
  // A malformed text has a code point a byte at most.
  std::u32string out(text.size(), U'\0');
  std::size_t size = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode(text, at);
    out[size++] = decoded.point;
    at += decoded.length;
  }
  out.resize(size);
  return out;
}

}  // namespace tenderlead::parsers

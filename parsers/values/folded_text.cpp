#include "parsers/values/folded_text.h"

#include <algorithm>

namespace tenderlead::parsers {

namespace {

struct Decoded {
  char32_t point = 0xFFFD;
  std::size_t length = 1;
};

Decoded decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return {lead, 1};
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

void append_utf8(char32_t c, std::string& out) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (c >> 6)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (c >> 12)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xF0 | (c >> 18)));
    out.push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
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
  points_.reserve(text.size() / 2 + 1);
  bytes_.reserve(text.size() / 2 + 2);
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode(text, at);
    bytes_.push_back(static_cast<std::uint32_t>(at));
    points_.push_back(fold(decoded.point));
    at += decoded.length;
  }
  bytes_.push_back(static_cast<std::uint32_t>(text.size()));
}

std::string to_utf8(std::u32string_view points) {
  std::string out;
  out.reserve(points.size() * 3);
  for (const char32_t c : points) append_utf8(c, out);
  return out;
}

std::u32string to_utf32(std::string_view text) {
  std::u32string out;
  out.reserve(text.size() / 2 + 1);
  for (std::size_t at = 0; at < text.size();) {
    const Decoded decoded = decode(text, at);
    out.push_back(decoded.point);
    at += decoded.length;
  }
  return out;
}

}  // namespace tenderlead::parsers

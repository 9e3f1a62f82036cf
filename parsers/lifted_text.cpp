#include "parsers/lifted_text.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <system_error>

namespace tenderlead::parsers {
namespace {

// Plane 15 in UTF-8: F3 B0 80 80 to F3 BF BF BF.
constexpr char kStandIn = '\xF3';
constexpr std::size_t kStandInBytes = 4;
constexpr std::uint32_t kPlane15 = 0xF0000;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

// Characters that stay as they are (gumbo's utf8.c replaces the others). Line ends are seen to when the text is put back.
bool stays(UChar32 c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r' || c == '\f';
  if (c < 0x7F) return true;
  return c > 0x9F && !(c >= 0xFDD0 && c <= 0xFDEF) && (c & 0xFFFE) != 0xFFFE;
}

bool all_stay(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    UChar32 c = 0;
    U8_NEXT(bytes, at, text.size(), c);
    if (c < 0 || !stays(c)) return false;
  }
  return true;
}

// HTML 13.2.3.5: a carriage return with or without a line feed is a line feed. Returns the end of what was written.
char* copy_with_line_feeds(std::string_view text, char* out) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') continue;
    *out++ = text[at] == '\r' ? '\n' : text[at];
  }
  return out;
}

// Of the bytes that begin a character: how long it is, where it may be lifted whatever follows.
constexpr std::array<std::uint8_t, 256> kPlainBytes = [] {
  std::array<std::uint8_t, 256> length{};
  for (std::size_t c = 0x21; c < 0x7F; ++c) length[c] = c == '<' || c == '>' || c == '&' ? 0 : 1;
  for (std::size_t c = 0xC3; c <= 0xDF; ++c) length[c] = 2;
  // What C2, E0, ED and most of EF begin may be a control character, overlong, a surrogate or no character.
  for (std::size_t c = 0xE1; c <= 0xEF; ++c) length[c] = c == 0xED ? 0 : 3;
  return length;
}();

// &#983040; and the like.
bool refers_to_plane15(std::string_view html) {
  for (std::size_t at = html.find("&#"); at != html.npos; at = html.find("&#", at)) {
    at += 2;
    const bool hex = at < html.size() && (html[at] == 'x' || html[at] == 'X');
    if (hex) ++at;
    std::uint32_t point = 0;
    const auto error = std::from_chars(html.data() + at, html.data() + html.size(), point, hex ? 16 : 10).ec;
    // Gumbo's own number overflows, and may end up anywhere.
    if (error == std::errc::result_out_of_range) return true;
    if (point >= kPlane15 && point < kPlane15 + 0x10000) return true;
  }
  return false;
}

}  // namespace

std::size_t plain_length(std::string_view html, bool spaced) {
  const auto byte = [&](std::size_t at) {
    return at < html.size() ? static_cast<unsigned char>(html[at]) : 0u;
  };
  const auto goes_on = [&](std::size_t at) { return (byte(at) & 0xC0) == 0x80; };
  // A step of a length known beforehand lets the processor go on to the next character before it has looked this one up.
  for (std::size_t at = 0;;) {
    const unsigned lead = byte(at);
    switch (kPlainBytes[lead]) {
      case 1:
        ++at;
        break;
      case 2:
        if (!goes_on(at + 1)) return at;
        at += 2;
        break;
      case 3:
        // Of EF only U+FF00 to U+FFBF.
        if (!goes_on(at + 1) || !goes_on(at + 2) ||
            (lead == 0xEF && (byte(at + 1) < 0xBC || byte(at + 1) == 0xBF)))
          return at;
        at += 3;
        break;
      default:
        if (!spaced || lead != ' ') return at;
        ++at;
    }
  }
}

bool is_plain_code(std::string_view content) {
  return content.find("<!--") == std::string_view::npos &&
         !std::all_of(content.begin(), content.end(), is_space) && all_stay(content);
}

LiftedText::LiftedText(std::string_view html)
    : possible_(html.find(kStandIn) == html.npos && !refers_to_plane15(html)) {}

void LiftedText::add(std::string_view text, bool code, std::string& html) {
  const auto number = static_cast<std::uint32_t>(pieces_.size());
  const auto six_bits = [&](int shift) { return static_cast<char>(0x80 | ((number >> shift) & 0x3F)); };
  const char stand_in[kStandInBytes] = {kStandIn, static_cast<char>(0xB0 | (number >> 12)), six_bits(6),
                                        six_bits(0)};
  html.append(stand_in, kStandInBytes);
  pieces_.push_back({text, code});
  if (code) ++code_;
}

// nullptr where no piece has this number.
const LiftedText::Piece* LiftedText::piece_at(const char* stand_in) const {
  const auto bits = [&](std::size_t i) {
    return static_cast<std::size_t>(static_cast<unsigned char>(stand_in[i]) & 0x3F);
  };
  const std::size_t number = ((bits(1) & 0x0F) << 12) | (bits(2) << 6) | bits(3);
  return number < pieces_.size() ? &pieces_[number] : nullptr;
}

bool LiftedText::put_back(GumboNode* document, const std::function<void*(std::size_t)>& allocate) const {
  std::size_t code = 0;
  // The text with its pieces; nullptr where there is no memory for it, or where code isn't `within` an element for it.
  const auto restored = [&](const char* text, const char* first, const GumboNode* within) -> const char* {
    std::size_t size = std::strlen(text);
    for (const char* at = first; at != nullptr; at = std::strchr(at + kStandInBytes, kStandIn)) {
      const Piece* piece = piece_at(at);
      if (piece == nullptr) return nullptr;
      size += piece->text.size();
      if (!piece->code) continue;
      const bool element =
          within != nullptr && within->type == GUMBO_NODE_ELEMENT &&
          within->v.element.tag_namespace == GUMBO_NAMESPACE_HTML &&
          (within->v.element.tag == GUMBO_TAG_SCRIPT || within->v.element.tag == GUMBO_TAG_STYLE);
      if (!element) return nullptr;
      ++code;
    }
    auto* whole = static_cast<char*>(allocate(size + 1));
    if (whole == nullptr) return nullptr;
    char* out = whole;
    for (const char* at = first; at != nullptr;) {
      out = std::copy(text, at, out);
      const Piece* piece = piece_at(at);
      out = piece->code ? copy_with_line_feeds(piece->text, out)
                        : std::copy(piece->text.begin(), piece->text.end(), out);
      text = at + kStandInBytes;
      at = std::strchr(text, kStandIn);
    }
    std::memcpy(out, text, std::strlen(text) + 1);
    return whole;
  };
  std::vector<GumboNode*> pending{document};
  while (!pending.empty()) {
    GumboNode* node = pending.back();
    pending.pop_back();
    const bool element = node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
    if (!element && node->type != GUMBO_NODE_DOCUMENT) {
      if (node->type == GUMBO_NODE_WHITESPACE) continue;
      const char*& text = node->v.text.text;
      if (const char* first = std::strchr(text, kStandIn); first != nullptr)
        if (text = restored(text, first, node->parent); text == nullptr) return false;
      continue;
    }
    const GumboVector& children = element ? node->v.element.children : node->v.document.children;
    for (unsigned i = children.length; i-- > 0;) pending.push_back(static_cast<GumboNode*>(children.data[i]));
    for (unsigned i = 0; element && i < node->v.element.attributes.length; ++i) {
      auto* attribute = static_cast<GumboAttribute*>(node->v.element.attributes.data[i]);
      if (std::strchr(attribute->name, kStandIn) != nullptr) return false;
      const char*& value = attribute->value;
      if (const char* first = std::strchr(value, kStandIn); first != nullptr)
        if (value = restored(value, first, nullptr); value == nullptr) return false;
    }
  }
  return code == code_;
}

}  // namespace tenderlead::parsers

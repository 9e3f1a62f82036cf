// The cleaning of text values (names.h).
#include <algorithm>

#include "parsers/values/folded_text.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers {

namespace {

bool is_space(char32_t c) {
  return fold(c) == U' ';
}

// Full-width letters and digits, which always become half-width.
bool is_full_width_alnum(char32_t c) {
  const char32_t folded = fold(c);
  return c >= 0xFF01 && c <= 0xFF5E && (is_digit(folded) || is_ascii_letter(folded));
}

constexpr bool is_alnum(char32_t c) {
  return is_digit(c) || is_ascii_letter(c);
}

constexpr std::u32string_view kOpening = U"([（【《〈“‘「『{";
constexpr std::u32string_view kClosing = U")]）】》〉”’」』}";

constexpr std::u32string_view kOuter = U".,;:。，；：、!！?？|·•-—_~*\"'";

// Whether trimming may take this bracket: its partner isn't in the text.
bool unmatched(std::u32string_view text, std::size_t at) {
  const std::size_t open = kOpening.find(text[at]);
  const std::size_t close = kClosing.find(text[at]);
  // Half-width and full-width brackets pair up as well.
  const auto partner_of = [](char32_t c) -> std::u32string_view {
    switch (fold(c)) {
      case U'(':
        return U")）";
      case U')':
        return U"(（";
      case U'[':
        return U"]】";
      case U']':
        return U"[【";
      default:
        break;
    }
    const std::size_t o = kOpening.find(c);
    return o != kOpening.npos ? kClosing.substr(o, 1) : kOpening.substr(kClosing.find(c), 1);
  };
  if (open == kOpening.npos && close == kClosing.npos) return false;
  return text.find_first_of(partner_of(text[at])) == text.npos;
}

std::u32string_view trim_outer(std::u32string_view text) {
  const auto removable = [&](std::size_t at, bool front) {
    const char32_t c = text[at];
    if (is_chinese(c) || is_alnum(c)) return false;
    if (is_space(c) || c == 0xFFFD) return true;
    if (kOuter.find(c) != kOuter.npos) {
      // A mask, a minus sign or a decimal point belongs to the value.
      if (c == U'*') return false;
      if (front && (c == U'-' || c == U'.') && text.size() > 1 && is_digit(fold(text[1]))) return false;
      return true;
    }
    return unmatched(text, at);
  };
  while (!text.empty() && removable(0, true)) text.remove_prefix(1);
  while (!text.empty() && removable(text.size() - 1, false)) text.remove_suffix(1);
  return text;
}

// Whether a text is Chinese characters and visible ASCII without outer signs, of which nothing changes: half of the values.
bool is_normal(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  // U+5000 to U+8FFF.
  const auto chinese = [&](std::size_t i) {
    return byte(i) >= 0xE5 && byte(i) <= 0xE8 && i + 2 < text.size() && (byte(i + 1) & 0xC0) == 0x80 &&
           (byte(i + 2) & 0xC0) == 0x80;
  };
  for (std::size_t i = 0; i < text.size();) {
    if (chinese(i)) {
      i += 3;
      continue;
    }
    if (byte(i) <= 0x20 || byte(i) >= 0x7F) return false;
    if ((i == 0 || i + 1 == text.size()) && !is_alnum(byte(i))) return false;
    ++i;
  }
  return true;
}

}  // namespace

std::string normalise_text(std::string_view utf8) {
  if (is_normal(utf8)) return std::string(utf8);
  const std::u32string points = to_utf32(utf8);
  const std::u32string_view text = trim_outer(points);
  // Only white space and full-width forms ever change; most values have neither.
  if (std::none_of(text.begin(), text.end(), [](char32_t c) {
        return !is_chinese(c) && (is_space(c) || (c >= 0xFF01 && c <= 0xFF5E));
      }))
    return to_utf8(text);

  std::u32string spaced;
  spaced.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (!is_space(c)) {
      spaced.push_back(is_full_width_alnum(c) ? fold(c) : c);
      continue;
    }
    std::size_t next = i;
    while (next < text.size() && is_space(text[next])) ++next;
    i = next - 1;
    if (spaced.empty() || next == text.size()) continue;
    const auto is_wide = [](char32_t p) {
      return is_chinese(p) || (p >= 0x3001 && p <= 0x303F) || (p >= 0xFF01 && p <= 0xFF5E);
    };
    if (!(is_wide(spaced.back()) && is_wide(text[next]))) spaced.push_back(U' ');
  }

  // Punctuation between half-width letters and digits is a part of a number or code.
  std::u32string out = spaced;
  std::vector<std::pair<std::size_t, bool>> open;  // position, converted
  for (std::size_t i = 0; i < spaced.size(); ++i) {
    const char32_t c = spaced[i];
    const char32_t folded = c >= 0xFF01 && c <= 0xFF5E ? fold(c) : c;
    const char32_t before = i > 0 ? out[i - 1] : U' ';
    const char32_t after = i + 1 < spaced.size() ? spaced[i + 1] : U' ';
    if (folded == U'(' || folded == U'[') {
      const bool convert = folded != c && (is_alnum(before) || i == 0) && is_alnum(after);
      if (convert) out[i] = folded;
      open.emplace_back(i, convert);
    } else if ((folded == U')' || folded == U']') && !open.empty()) {
      if (open.back().second) out[i] = folded;
      open.pop_back();
    } else if (folded != c && is_alnum(before) && is_alnum(after) && folded != U';') {
      // A comma or a semicolon between two codes separates them; within digits it groups.
      if (folded != U',' || (is_digit(before) && is_digit(after))) out[i] = folded;
    }
  }
  return to_utf8(out);
}

std::string normalise_code(std::string_view utf8) {
  std::u32string out;
  for (const char32_t c : to_utf32(utf8)) {
    const char32_t folded = fold(c);
    if (folded == U' ') continue;
    // A dash is no full-width hyphen: numbers keep it as their notices write it.
    const bool as_written = c == 0x3007 || c == 0x25CB || (c >= 0x2010 && c <= 0x2015);
    out.push_back(as_written ? c : folded);
  }
  return to_utf8(trim_outer(out));
}

}  // namespace tenderlead::parsers

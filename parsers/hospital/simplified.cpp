#include "parsers/hospital/simplified.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>
#include <vector>

namespace tenderlead::parsers {

namespace {

constexpr char32_t kFirst = 0x4E00;
constexpr char32_t kLast = 0x9FFF;

// One entry a character of the basic ideographs.
std::vector<char32_t> build_table() {
  std::vector<char32_t> table;
  table.reserve(kLast - kFirst + 1);
  for (char32_t c = kFirst; c <= kLast; ++c) table.push_back(c);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> transform(
      icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
  if (U_FAILURE(status) || !transform) return table;
  // A line break between characters keeps the transform's rules for whole words from joining them.
  icu::UnicodeString text;
  for (const char32_t c : table) text.append(static_cast<UChar32>(c)).append(static_cast<UChar32>('\n'));
  transform->transliterate(text);
  std::size_t index = 0;
  char32_t only = 0;
  int length = 0;
  for (std::int32_t i = 0; i < text.length() && index < table.size(); i = text.moveIndex32(i, 1)) {
    const auto c = static_cast<char32_t>(text.char32At(i));
    if (c != U'\n') {
      only = c;
      ++length;
      continue;
    }
    if (length == 1) table[index] = only;
    ++index;
    length = 0;
  }
  return table;
}

}  // namespace

bool looks_traditional(std::u32string_view text) {
  return text.find_first_of(U"醫門診級總業專員萬務設歷與們") != std::u32string_view::npos;
}

char32_t simplified(char32_t c) {
  static const std::vector<char32_t> table = build_table();
  return c >= kFirst && c <= kLast ? table[c - kFirst] : c;
}

}  // namespace tenderlead::parsers

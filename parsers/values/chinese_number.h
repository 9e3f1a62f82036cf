// Whole and decimal numbers as Chinese texts write them: 一百二十万, 壹拾玖万柒仟, 二〇二一, 两千, 1.2万, 31余万, 5千多.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "parsers/values/folded_text.h"

namespace tenderlead::parsers {

// The value 0..9 of 零一二…九, 壹…玖, 两; -1 for anything else.
int chinese_digit(char32_t c);

struct ChineseNumber {
  std::int64_t value = 0;
  std::size_t end = 0;  // index one past the number
};

// The number in Chinese numerals (plain or capital) that starts at `begin`: with place words (一百二十万) or digit by
// digit (二〇二一). nullopt where none starts there or it exceeds 10^15.
std::optional<ChineseNumber> read_chinese_number(const FoldedText& text, std::size_t begin);

struct FigureNumber {
  double value = 0;             // exact up to 2^53
  std::int64_t millionths = 0;  // value * 10^6, exact; saturates
  std::size_t end = 0;
  bool separated = false;  // had thousands separators
  bool decimal = false;    // had a decimal point
};

// The number in figures that starts at `begin`: 1,234,567.89 or 1234567. A comma counts only before exactly three
// digits. At most 18 integer digits; nullopt beyond.
std::optional<FigureNumber> read_figure(const FoldedText& text, std::size_t begin);

}  // namespace tenderlead::parsers

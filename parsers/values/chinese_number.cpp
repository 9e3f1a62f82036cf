#include "parsers/values/chinese_number.h"

#include <array>

namespace tenderlead::parsers {

namespace {

constexpr std::int64_t kLargest = 1'000'000'000'000'000;

// Place words: plain, capital (财会 use) and the traditional forms.
std::int64_t place_value(char32_t c) {
  switch (c) {
    case U'十':
    case U'拾':
      return 10;
    case U'百':
    case U'佰':
      return 100;
    case U'千':
    case U'仟':
      return 1000;
    default:
      return 0;
  }
}

std::int64_t group_value(char32_t c) {
  switch (c) {
    case U'万':
    case U'萬':
      return 10'000;
    case U'亿':
    case U'億':
      return 100'000'000;
    default:
      return 0;
  }
}

}  // namespace

int chinese_digit(char32_t c) {
  switch (c) {
    case U'零':
    case U'〇':
      return 0;
    case U'一':
    case U'壹':
    case U'弌':
      return 1;
    case U'二':
    case U'贰':
    case U'貳':
    case U'两':
    case U'兩':
      return 2;
    case U'三':
    case U'叁':
    case U'叄':
    case U'參':
      return 3;
    case U'四':
    case U'肆':
      return 4;
    case U'五':
    case U'伍':
      return 5;
    case U'六':
    case U'陆':
    case U'陸':
      return 6;
    case U'七':
    case U'柒':
      return 7;
    case U'八':
    case U'捌':
      return 8;
    case U'九':
    case U'玖':
      return 9;
    default:
      return -1;
  }
}

std::optional<ChineseNumber> read_chinese_number(const FoldedText& text, std::size_t begin) {
  std::int64_t total = 0;    // of the closed groups (亿, 万)
  std::int64_t group = 0;    // below 10,000, being built
  std::int64_t digits = -1;  // digits since the last place word; -1 where none
  int run = 0;               // how many digits stood side by side
  bool places = false;
  std::size_t at = begin;
  for (; at < text.size() && at - begin < 40; ++at) {
    const char32_t c = text[at];
    if (const int digit = chinese_digit(c); digit >= 0) {
      if (digit == 0 && places) {  // 一百零五: the zero only bridges
        digits = -1;
        run = 0;
        continue;
      }
      if (run >= 15 || (places && run > 0)) break;
      digits = (digits < 0 ? 0 : digits) * 10 + digit;
      ++run;
    } else if (const std::int64_t place = place_value(c); place > 0) {
      if (run > 1 || (digits < 0 && place != 10)) break;
      if (digits < 0 && (at != begin && !places)) break;
      group += (digits < 0 ? 1 : digits) * place;
      digits = -1;
      run = 0;
      places = true;
    } else if (const std::int64_t scale = group_value(c); scale > 0) {
      const std::int64_t below = group + (digits < 0 ? 0 : digits);
      if (below == 0 && total == 0) break;
      if (scale == 100'000'000 && total > 0) {
        total = (total + below) * (total < 100'000'000 ? scale : 1);  // 一万二千亿
      } else {
        total += below * scale;
      }
      if (total > kLargest) return std::nullopt;
      group = 0;
      digits = -1;
      run = 0;
      places = true;
    } else {
      break;
    }
  }
  if (at == begin) return std::nullopt;
  const std::int64_t value = total + group + (digits < 0 ? 0 : digits);
  if (value > kLargest) return std::nullopt;
  return ChineseNumber{value, at};
}

std::optional<FigureNumber> read_figure(const FoldedText& text, std::size_t begin) {
  if (!is_digit(text[begin])) return std::nullopt;
  constexpr std::int64_t kSaturated = INT64_MAX;
  FigureNumber number;
  std::int64_t whole = 0;
  int whole_digits = 0;
  std::size_t at = begin;
  const auto three_digits = [&](std::size_t i) {
    return is_digit(text[i]) && is_digit(text[i + 1]) && is_digit(text[i + 2]) && !is_digit(text[i + 3]);
  };
  // 250,0000.00元: set apart by ten thousands, as numbers are spoken.
  const auto four_digits = [&](std::size_t i) {
    for (std::size_t k = i; k < i + 4; ++k)
      if (!is_digit(text[k])) return false;
    return text[i + 4] == U'.' || text[i + 4] == U'元';
  };
  // 586 000.00, 4 390 000: set apart by white space; one group alone needs the cents to be told from two numbers.
  const auto spaced_digits = [&](std::size_t i) {
    std::size_t groups = 0;
    for (; text[i] == U' ' && three_digits(i + 1); i += 4) ++groups;
    const bool cents =
        text[i] == U'.' && is_digit(text[i + 1]) && is_digit(text[i + 2]) && !is_digit(text[i + 3]);
    return groups > 0 && (cents || groups > 1 || number.separated);
  };
  while (true) {
    if (is_digit(text[at])) {
      if (++whole_digits > 18) return std::nullopt;
      whole = whole * 10 + static_cast<std::int64_t>(text[at] - U'0');
      ++at;
    } else if (text[at] == U',' && (three_digits(at + 1) || four_digits(at + 1)) && at - begin >= 1 &&
               (number.separated || at - begin <= 3)) {
      number.separated = true;
      ++at;
    } else if (text[at] == U' ' && (number.separated || at - begin <= 3) && at > begin && spaced_digits(at)) {
      number.separated = true;
      ++at;
    } else {
      break;
    }
  }
  std::int64_t fraction = 0;  // millionths
  if (text[at] == U'.' && is_digit(text[at + 1])) {
    number.decimal = true;
    ++at;
    std::int64_t place = 100'000;
    bool round_up = false;
    for (int i = 0; is_digit(text[at]) && i < 30; ++i, ++at) {
      const auto digit = static_cast<std::int64_t>(text[at] - U'0');
      fraction += digit * place;
      if (i == 6) round_up = digit >= 5;
      place /= 10;
    }
    if (round_up) ++fraction;
  }
  number.value = static_cast<double>(whole) + static_cast<double>(fraction) / 1e6;
  number.millionths = whole > kSaturated / 1'000'000 - 1 ? kSaturated : whole * 1'000'000 + fraction;
  number.end = at;
  return number;
}

}  // namespace tenderlead::parsers

#include "parsers/hospital/stated_values.h"

#include <re2/re2.h>

#include "parsers/hospital/figure_statements.h"
#include "parsers/hospital/simplified.h"
#include "parsers/values/chinese_number.h"
#include "parsers/values/folded_text.h"

namespace tenderlead::parsers {

namespace {

// Longer ones are no values but texts.
constexpr std::size_t kLongest = 120;  // bytes

// 1..9 of Ⅰ..Ⅸ and ⅰ..ⅸ; -1 of anything else.
int roman_digit(char32_t c) {
  if (c >= 0x2160 && c <= 0x2168) return static_cast<int>(c - 0x2160) + 1;
  if (c >= 0x2170 && c <= 0x2178) return static_cast<int>(c - 0x2170) + 1;
  return -1;
}

// The words half-width, simplified, in small letters, Roman numerals as figures, and without white space but for what stands between
// two numbers. Empty where they are too long.
std::string plain(std::string_view words) {
  if (words.size() > kLongest) return {};
  std::u32string out;
  const FoldedText text(words);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (c == U' ' && (out.empty() || !is_digit(out.back()) || !is_digit(text[i + 1]))) continue;
    const int roman = roman_digit(c);
    out += roman > 0                ? U'0' + static_cast<char32_t>(roman)
           : c >= U'A' && c <= U'Z' ? c - U'A' + U'a'
           : is_chinese(c)          ? simplified(c)
                                    : c;
  }
  std::string plain_words = to_utf8(out);
  // III级 in letters.
  static const RE2 kRoman("^(iii|ii|i|iv|v)([级甲乙丙等]|$)");
  std::string letters;
  if (RE2::PartialMatch(plain_words, kRoman, &letters)) {
    const int number = letters == "iv" ? 4 : letters == "v" ? 5 : static_cast<int>(letters.size());
    plain_words = std::to_string(number) + plain_words.substr(letters.size());
  }
  return plain_words;
}

constexpr const char* kTail = ")?(?:/年|每年)?(?:左右|以上)?(?:\\([^()]*\\))?";

// What may stand behind a number of what is counted.
const RE2& behind(Counted counted) {
  static const RE2 kBeds(std::string("(?:张床位|张床|张|床位|床|个") + kTail);
  static const RE2 kPeople(std::string("(?:人|名|位") + kTail);
  static const RE2 kPatients(std::string("(?:人次|人|例次|例|次") + kTail);
  static const RE2 kSurgeries(std::string("(?:台次|例次|人次|台|例|次|人") + kTail);
  switch (counted) {
    case Counted::beds_authorised:
    case Counted::beds_open:
      return kBeds;
    case Counted::staff:
      return kPeople;
    case Counted::visits:
    case Counted::discharges:
      return kPatients;
    case Counted::surgeries:
      break;
  }
  return kSurgeries;
}

}  // namespace

int small_number(std::string_view digit) {
  const FoldedText folded(digit);
  if (folded.size() != 1) return -1;
  if (const int roman = roman_digit(folded[0]); roman > 0) return roman;
  return is_digit(folded[0]) ? static_cast<int>(folded[0] - U'0') : chinese_digit(folded[0]);
}

std::optional<HospitalLevel> level_of_words(std::string_view words) {
  static const RE2 kGraded("([一二三123])(?:级[^甲乙丙]{0,20})?([甲乙丙])(?:等|级|$|[^\\d])");
  static const RE2 kTier("([一二三123])级|^(?:level)?([一二三123])(?:\\.0+)?等?$");
  // 三级 of 十三级 is none.
  static const RE2 kLonger("[\\d十百.][一二三123]级");
  const std::string text = plain(words);
  std::string tier, alone, grade;
  if (RE2::PartialMatch(text, kLonger)) return std::nullopt;
  if (!RE2::PartialMatch(text, kGraded, &tier, &grade)) {
    if (!RE2::PartialMatch(text, kTier, &tier, &alone)) return std::nullopt;
    grade = "未定";
  }
  return HospitalLevel{small_number(tier.empty() ? alone : tier), grade};
}

std::optional<int> rating_of_words(std::string_view words, int highest) {
  static const RE2 kRating(
      "(?:level|lv\\.?|等级|级别|已|通过|达到|达|评为|获评|国家|(?:19|20)\\d\\d年度?|第|:)*"
      "([0-9零一二三四五六七八九])(?:\\.0+)?(?:级|等级|level)?(?:水平|标准|医院)?(?:\\([^()]*\\)|,?(?:19|20)"
      "\\d\\d年度?)?");
  std::string digit;
  if (!RE2::FullMatch(plain(words), kRating, &digit)) return std::nullopt;
  const int level = small_number(digit);
  if (level < 0 || level > highest) return std::nullopt;
  return level;
}

std::string interconnection_level(std::string_view written) {
  static const RE2 kLevel("([0-9一二三四五])级?(?:([甲乙])等?)?");
  static constexpr std::string_view kNumerals[] = {"", "一", "二", "三", "四", "五"};
  std::string digit, grade;
  if (!RE2::FullMatch(re2::StringPiece(written.data(), written.size()), kLevel, &digit, &grade)) return {};
  const int level = small_number(digit);
  if (level < 1 || level > 5) return {};
  return std::string(kNumerals[level]) + "级" + (grade.empty() ? "" : grade + "等");
}

std::optional<std::string> interconnection_of_words(std::string_view words) {
  static const RE2 kStated(
      "(?:level|等级|级别|已|通过|达到|达|评为|获评|国家|(?:19|20)\\d\\d年度?|:)*"
      "([0-9一二三四五](?:\\.0+)?级?(?:[甲乙]等?)?)(?:水平|标准|医院)?(?:\\([^()]*\\)|,?(?:19|20)\\d\\d年度?)"
      "?");
  static const RE2 kFraction("\\.0+");
  std::string level;
  if (!RE2::FullMatch(plain(words), kStated, &level)) return std::nullopt;
  RE2::Replace(&level, kFraction, "");
  level = interconnection_level(level);
  if (level.empty()) return std::nullopt;
  return level;
}

std::optional<std::int64_t> number_of(std::string_view digits, std::string_view scale) {
  FoldedText text(digits);
  double value = 0;
  if (is_digit(text[0])) {
    const auto figure = read_figure(text, 0);
    if (!figure) return std::nullopt;
    value = figure->value;
    // 1 200张: a space between the thousands. 800 900 are two figures.
    constexpr double kMostThousands = 100;
    std::size_t group = figure->end;
    while ((group > figure->end || value < kMostThousands) && text[group] == U' ' &&
           is_digit(text[group + 1]) && is_digit(text[group + 2]) && is_digit(text[group + 3]) &&
           !is_digit(text[group + 4])) {
      value = value * 1000 + 100 * (text[group + 1] - U'0') + 10 * (text[group + 2] - U'0') +
              (text[group + 3] - U'0');
      group += 4;
    }
    if (group == figure->end && text[group] == U' ' && is_digit(text[group + 1])) {
      if (scale != "万") return std::nullopt;
      value += static_cast<double>(text[figure->end + 1] - U'0') / 10.0;
    }
  } else {
    // 百万, 近千张: the unit's own hundred or thousand
    const bool alone = text.size() == 1 && (text[0] == U'百' || text[0] == U'千');
    const auto number = read_chinese_number(text, 0);
    if (!alone && (!number || number->end != text.size())) return std::nullopt;
    value = alone ? (text[0] == U'百' ? 100 : 1000) : static_cast<double>(number->value);
  }
  if (scale == "万") value *= 10'000;
  if (scale == "千") value *= 1'000;
  if (scale == "百") value *= 100;
  if (value > 1e10) return std::nullopt;
  return static_cast<std::int64_t>(value + 0.5);
}

std::optional<std::int64_t> figure_of_words(std::string_view words, Counted counted, std::int64_t unit) {
  // What an attribute takes (model/organisation_fields.h).
  constexpr std::int64_t kMost = 999'999'999;
  const std::string text = plain(words);
  re2::StringPiece rest(text);
  static const RE2 kBefore(kFill);
  static const RE2 kFigure(kNumber);
  std::string digits, scale;
  RE2::Consume(&rest, kBefore);
  if (!RE2::Consume(&rest, kFigure, &digits, &scale)) return std::nullopt;
  if (!RE2::FullMatch(rest, behind(counted))) return std::nullopt;
  // Half a bed is another kind of number; 120.5 of 万 is none.
  static const RE2 kHalf("\\.\\d*[1-9]");
  if (scale.empty() && unit == 1 && RE2::PartialMatch(digits, kHalf)) return std::nullopt;
  if (scale.empty() && unit == 10'000) scale = "万";
  const auto value = number_of(digits, scale);
  if (!value || *value > kMost) return std::nullopt;
  return value;
}

int year_of(std::string_view words) {
  const FoldedText text(words);
  if (is_digit(text[0])) return std::stoi(std::string(words));
  const auto number = read_chinese_number(text, 0);
  return number && number->value >= 1800 && number->value < 2100 ? static_cast<int>(number->value) : 0;
}

std::optional<int> year_of_words(std::string_view words) {
  static const RE2 kDay(std::string("(?:始建于|建于|创建于|成立于|公元|约)*") + kYear +
                        "(?:[-/.年].*|(?:0[1-9]|1[0-2])(?:[0-3]\\d)?)?");
  std::string year;
  if (!RE2::FullMatch(plain(words), kDay, &year)) return std::nullopt;
  const int number = year_of(year);
  if (number == 0) return std::nullopt;
  return number;
}

}  // namespace tenderlead::parsers

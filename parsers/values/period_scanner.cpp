#include "parsers/values/period_scanner.h"

#include "parsers/values/chinese_number.h"

namespace tenderlead::parsers {

namespace {

constexpr int kLongest = 5000;

struct UnitWord {
  std::u32string_view words;
  Period::Unit unit;
  int times = 1;  // how many units one of these is
};
constexpr UnitWord kUnits[] = {
    {U"个工作日", Period::Unit::working_day},
    {U"工作日", Period::Unit::working_day},
    {U"个日历天", Period::Unit::day},
    {U"个日历日", Period::Unit::day},
    {U"日历天", Period::Unit::day},
    {U"日历日", Period::Unit::day},
    {U"个自然日", Period::Unit::day},
    {U"自然日", Period::Unit::day},
    {U"个自然天", Period::Unit::day},
    {U"自然天", Period::Unit::day},
    {U"(日历天)", Period::Unit::day},
    {U"(日历日)", Period::Unit::day},
    {U"天", Period::Unit::day},
    {U"日", Period::Unit::day},
    {U"个星期", Period::Unit::week},
    {U"周年", Period::Unit::year},
    {U"周", Period::Unit::week},
    {U"个日历月", Period::Unit::month},
    {U"个自然月", Period::Unit::month},
    {U"个月", Period::Unit::month},
    {U"月", Period::Unit::month},
    {U"个季度", Period::Unit::month, 3},
    {U"个日历年", Period::Unit::year},
    {U"个自然年", Period::Unit::year},
    {U"自然年", Period::Unit::year},
    {U"个年度", Period::Unit::year},
    {U"个合同年", Period::Unit::year},
    {U"年", Period::Unit::year},
};

bool starts_count(const FoldedText& text, std::size_t at) {
  const char32_t c = text[at];
  return is_digit(c) || chinese_digit(c) >= 0 || c == U'十' || c == U'半';
}

// 1+1+1: renewed each time, and three in all.
std::optional<int> read_sum(const FoldedText& text, std::size_t& at) {
  auto total = read_count(text, at, 4);
  for (int terms = 1; total && terms < 10 && text[at] == U'+'; ++terms) {
    std::size_t next = at + 1;
    const auto more = read_count(text, next, 2);
    if (!more) break;
    *total += *more;
    at = next;
  }
  return total;
}

}  // namespace

std::optional<ScannedPeriod> read_period_at(const FoldedText& text, std::size_t begin) {
  if (text.starts_with(begin, U"半年")) return ScannedPeriod{begin, begin + 2, 6, Period::Unit::month};
  std::size_t at = begin;
  const auto count = read_sum(text, at);
  if (!count || *count <= 0 || *count > kLongest) return std::nullopt;
  at = skip_spaces(text, at);
  // 三（3）年, 3(三)年, 5（五）个工作日
  if (text[at] == U'(') {
    std::size_t inside = skip_spaces(text, at + 1);
    if (read_count(text, inside, 4) && text[skip_spaces(text, inside)] == U')')
      at = skip_spaces(text, skip_spaces(text, inside) + 1);
  }
  if (text.starts_with(at, U"年半"))
    return ScannedPeriod{begin, at + 2, *count * 12 + 6, Period::Unit::month};
  for (const auto& unit : kUnits) {
    if (!text.starts_with(at, unit.words)) continue;
    const std::size_t end = at + unit.words.size();
    if (unit.unit == Period::Unit::year && *count >= 1900) return std::nullopt;  // 2026年
    const char32_t next = text[end];
    if (unit.words == U"年" && (next == U'级' || next == U'制' || next == U'来')) return std::nullopt;
    if (unit.words == U"月" && (*count <= 12 || next == U'份')) return std::nullopt;  // 5月 names a month
    if (unit.words == U"日" && begin > 0 && text[begin - 1] == U'月') return std::nullopt;
    return ScannedPeriod{begin, end, *count * unit.times, unit.unit};
  }
  return std::nullopt;
}

std::vector<ScannedPeriod> scan_periods(const FoldedText& text, const std::vector<ScannedDate>& dates) {
  std::vector<ScannedPeriod> found;
  auto next_date = dates.begin();
  for (std::size_t at = 0; at < text.size(); ++at) {
    while (next_date != dates.end() && next_date->end <= at) ++next_date;
    if (next_date != dates.end() && at >= next_date->begin) {
      at = next_date->end - 1;
      continue;
    }
    if (!starts_count(text, at)) continue;
    if (const auto period = read_period_at(text, at)) {
      found.push_back(*period);
      at = period->end - 1;
      continue;
    }
    const bool figure = is_digit(text[at]);
    while (figure ? is_digit(text[at + 1]) : chinese_digit(text[at + 1]) >= 0) ++at;
  }
  return found;
}

}  // namespace tenderlead::parsers

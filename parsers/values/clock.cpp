#include <algorithm>

#include "parsers/values/chinese_number.h"
#include "parsers/values/date_scanner.h"

namespace tenderlead::parsers {

namespace {

enum class DayPart { none, morning, noon, afternoon, evening, night };

struct DayPartWord {
  std::u32string_view words;
  DayPart part;
};
constexpr DayPartWord kDayParts[] = {
    {U"上午", DayPart::morning},   {U"下午", DayPart::afternoon}, {U"中午", DayPart::noon},
    {U"晚上", DayPart::evening},   {U"晚间", DayPart::evening},   {U"傍晚", DayPart::evening},
    {U"凌晨", DayPart::night},     {U"早上", DayPart::morning},   {U"清晨", DayPart::morning},
    {U"午后", DayPart::afternoon}, {U"夜间", DayPart::evening},   {U"晚", DayPart::evening},
    {U"早", DayPart::morning},     {U"AM", DayPart::morning},     {U"PM", DayPart::afternoon},
    {U"am", DayPart::morning},     {U"pm", DayPart::afternoon},
};

DayPart read_day_part(const FoldedText& text, std::size_t& at) {
  // （上午）10时30分
  if (text[at] == U'(') {
    for (const auto& word : kDayParts)
      if (text.starts_with(at + 1, word.words) && text[at + 1 + word.words.size()] == U')') {
        at += word.words.size() + 2;
        return word.part;
      }
    return DayPart::none;
  }
  for (const auto& word : kDayParts)
    if (text.starts_with(at, word.words)) {
      at += word.words.size();
      return word.part;
    }
  return DayPart::none;
}

int apply_day_part(DayPart part, int hour) {
  switch (part) {
    case DayPart::afternoon:
    case DayPart::evening:
      if (hour == 12) return part == DayPart::evening ? 24 : 12;
      return hour < 12 ? hour + 12 : hour;
    case DayPart::noon:
      return hour < 11 ? hour + 12 : hour;
    case DayPart::night:
      return hour == 12 ? 0 : hour;
    case DayPart::morning:
    case DayPart::none:
      return hour;
  }
  return hour;
}

}  // namespace

std::optional<int> read_figures(const FoldedText& text, std::size_t& at, int most) {
  int value = 0;
  int count = 0;
  std::size_t i = at;
  while (is_digit(text[i]) && count <= most) {
    value = value * 10 + static_cast<int>(text[i] - U'0');
    ++i;
    ++count;
  }
  if (count == 0 || count > most) return std::nullopt;
  at = i;
  return value;
}

std::optional<int> read_count(const FoldedText& text, std::size_t& at, int most) {
  if (is_digit(text[at])) return read_figures(text, at, most);
  const auto number = read_chinese_number(text, at);
  if (!number || number->value > 100'000) return std::nullopt;
  at = number->end;
  return static_cast<int>(number->value);
}

std::optional<ClockTime> read_clock(const FoldedText& text, std::size_t begin) {
  std::size_t at = begin;
  DayPart part = read_day_part(text, at);
  at = skip_spaces(text, at);
  const bool in_figures = is_digit(text[at]);
  auto hour = read_count(text, at, 2);
  if (!hour || *hour > 24) return std::nullopt;
  int minute = 0;
  int second = 0;
  const std::size_t tight = at;
  at = skip_spaces(text, at);
  if (in_figures && (text[at] == U':' || (part != DayPart::none && text[at] == U'.' && tight == at))) {
    at = skip_spaces(text, at + 1);
    const auto minutes = read_figures(text, at, 2);
    if (!minutes) return std::nullopt;
    minute = *minutes;
    std::size_t next = skip_spaces(text, at);
    if (text[next] == U':') {
      next = skip_spaces(text, next + 1);
      if (const auto seconds = read_figures(text, next, 2)) {
        second = *seconds;
        at = next;
        if (text[at] == U'.' && is_digit(text[at + 1])) {
          ++at;
          while (is_digit(text[at])) ++at;
        }
      }
    }
    if (text[at] == U'时') ++at;
  } else if (text[at] == U'时' || text[at] == U'時' || text[at] == U'点' || text[at] == U'點') {
    ++at;
    if (text[at] == U'钟') ++at;
    if (text[at] == U'半') {
      minute = 30;
      ++at;
    } else if (text[at] == U'整' || text[at] == U'正') {
      ++at;
    } else if (text.starts_with(at, U"一刻") || text.starts_with(at, U"三刻")) {
      minute = text[at] == U'一' ? 15 : 45;
      at += 2;
    } else {
      std::size_t next = skip_spaces(text, at);
      if (text[next] == U':') next = skip_spaces(text, next + 1);  // 09时:30分
      const auto minutes = read_count(text, next, 2);
      std::size_t after = skip_spaces(text, next);
      if (minutes && *minutes < 60 && text[after] == U'分') {
        minute = *minutes;
        at = after + 1;
        next = skip_spaces(text, at);
        const auto seconds = read_count(text, next, 2);
        after = skip_spaces(text, next);
        if (seconds && *seconds < 60 && text[after] == U'秒') {
          second = *seconds;
          at = after + 1;
        } else if (text[at] == U'整') {
          ++at;
        }
      } else if (minutes && *minutes < 60 && next == at + 2 && is_digit(text[at]) && text[next] != U'月' &&
                 text[next] != U'日' && text[next] != U'年') {
        minute = *minutes;  // 13点30
        at = next;
      }
    }
  } else if (part != DayPart::none && (text[tight] == U'a' || text[tight] == U'p')) {
    at = tight;
  } else {
    return std::nullopt;
  }
  std::size_t suffix = skip_spaces(text, at);
  if (part == DayPart::none && (text.starts_with(suffix, U"AM") || text.starts_with(suffix, U"PM") ||
                                text.starts_with(suffix, U"am") || text.starts_with(suffix, U"pm"))) {
    part = read_day_part(text, suffix);
    at = suffix;
    if (part == DayPart::morning && *hour == 12) hour = 0;
  }
  const int full_hour = apply_day_part(part, *hour);
  if (full_hour > 24 || minute > 59 || second > 60 || (full_hour == 24 && (minute > 0 || second > 0)))
    return std::nullopt;
  return ClockTime{full_hour * 3600 + minute * 60 + std::min(second, 59), at};
}

std::size_t skip_range_connector(const FoldedText& text, std::size_t begin) {
  std::size_t at = skip_spaces(text, begin);
  // （北京时间）, （星期二） and 起 may stand between the first end and the connector.
  if (text[at] == U'(') {
    std::size_t close = at;
    while (close < at + 12 && text[close] != U')' && text[close] != U'\0') ++close;
    if (text[close] == U')') at = skip_spaces(text, close + 1);
  }
  if (text.starts_with(at, U"北京时间")) at = skip_spaces(text, at + 4);
  if (text[at] == U'起')
    at = skip_spaces(text, at + 1);
  else if (text.starts_with(at, U"开始"))
    at = skip_spaces(text, at + 2);
  if (text[at] == U',' && (text[at + 1] == U'至' || text[at + 1] == U'到')) ++at;
  const std::size_t connector = at;
  if (text[at] == U'至' || text[at] == U'到' || text[at] == U'~') {
    ++at;
  } else {
    while (text[at] == U'-') ++at;
  }
  if (at == connector) return begin;
  at = skip_spaces(text, at);
  if (text[at] == U'-') at = skip_spaces(text, at + 1);
  return at;
}

}  // namespace tenderlead::parsers

#include "parsers/values/dates.h"

#include <algorithm>
#include <cstdio>

#include "parsers/values/chinese_number.h"
#include "parsers/values/date_scanner.h"

namespace tenderlead::parsers {

namespace {

StatedTime to_time(const ScannedDate& scanned) {
  return StatedTime{scanned.date, scanned.second_of_day, scanned.offset_minutes};
}

// Whether one of the words stands right after `at`, brackets and 北京时间 aside.
bool followed_by(const FoldedText& text, std::size_t at, std::initializer_list<std::u32string_view> words) {
  at = skip_spaces(text, at);
  if (text[at] == U'(') {
    std::size_t close = at;
    while (close < at + 12 && text[close] != U')' && text[close] != U'\0') ++close;
    if (text[close] == U')') at = skip_spaces(text, close + 1);
  }
  return std::any_of(words.begin(), words.end(),
                     [&](std::u32string_view word) { return text.starts_with(at, word); });
}

bool preceded_by(const FoldedText& text, std::size_t at, std::initializer_list<std::u32string_view> words) {
  const std::size_t from = at > 10 ? at - 10 : 0;
  const auto before = text.view(from, at);
  return std::any_of(words.begin(), words.end(), [&](std::u32string_view word) {
    return before.find(word) != std::u32string_view::npos;
  });
}

struct UnitWord {
  std::u32string_view words;
  Period::Unit unit;
  int days = 1;  // how many units one of these is
};
constexpr UnitWord kUnits[] = {
    {U"个工作日", Period::Unit::working_day, 1},
    {U"工作日", Period::Unit::working_day, 1},
    {U"个日历天", Period::Unit::day, 1},
    {U"日历天", Period::Unit::day, 1},
    {U"日历日", Period::Unit::day, 1},
    {U"个自然日", Period::Unit::day, 1},
    {U"自然日", Period::Unit::day, 1},
    {U"个自然天", Period::Unit::day, 1},
    {U"天", Period::Unit::day, 1},
    {U"日", Period::Unit::day, 1},
    {U"个星期", Period::Unit::week, 1},
    {U"周", Period::Unit::week, 1},
    {U"个月", Period::Unit::month, 1},
    {U"个季度", Period::Unit::month, 3},
    {U"个日历年", Period::Unit::year, 1},
    {U"年", Period::Unit::year, 1},
    {U"个年度", Period::Unit::year, 1},
    {U"个合同年", Period::Unit::year, 1},
};

std::optional<Period> read_period_at(const FoldedText& text, std::size_t begin) {
  std::size_t at = begin;
  const auto count = read_count(text, at, 4);
  if (!count || *count <= 0 || *count > 5000) return std::nullopt;
  at = skip_spaces(text, at);
  // 三（3）年, 3(三)年, 5（五）个工作日
  if (text[at] == U'(') {
    std::size_t inside = skip_spaces(text, at + 1);
    if (read_count(text, inside, 4) && text[skip_spaces(text, inside)] == U')')
      at = skip_spaces(text, skip_spaces(text, inside) + 1);
  }
  if (text.starts_with(at, U"年半"))
    return Period{*count * 12 + 6, Period::Unit::month, text.span(begin, at + 2)};
  for (const auto& unit : kUnits) {
    if (!text.starts_with(at, unit.words)) continue;
    const std::size_t end = at + unit.words.size();
    if (unit.unit == Period::Unit::year && *count >= 1900) return std::nullopt;  // 2026年
    if (unit.words == U"年" && (text.starts_with(end, U"级") || text.starts_with(end, U"制")))
      return std::nullopt;
    if (unit.words == U"日" && begin > 0 && text[begin - 1] == U'月') return std::nullopt;
    return Period{*count * unit.days, unit.unit, text.span(begin, end)};
  }
  return std::nullopt;
}

int days_in_month(int year, int month) {
  for (int day = 31; day > 28; --day)
    if (is_valid(Date{year, month, day})) return day;
  return 28;
}

std::optional<TimeRange> relative_range(const FoldedText& text, std::optional<Date> reference,
                                        const WorkingDays& calendar) {
  if (!reference) return std::nullopt;
  const auto view = text.view();
  std::size_t from = view.find(U"之日起");
  if (from == std::u32string_view::npos) from = view.find(U"次日起");
  if (from == std::u32string_view::npos) return std::nullopt;
  // Of the contract's signing or the goods' arrival nothing is known here.
  const auto before = view.substr(from > 16 ? from - 16 : 0, std::min<std::size_t>(from, 16));
  const auto says = [&](std::u32string_view word) { return before.find(word) != std::u32string_view::npos; };
  if (!(says(U"发布") || says(U"公告") || says(U"公示") || says(U"发出") || says(U"刊登") || says(U"公布")))
    return std::nullopt;
  std::size_t at = from + 3;
  for (const std::size_t stop = at + 12; at < stop && at < text.size(); ++at) {
    const auto period = read_period_at(text, at);
    if (!period) continue;
    TimeRange range;
    range.from = StatedTime{*reference, std::nullopt, kShanghaiOffsetMinutes};
    // The day of publication doesn't count (Civil Code, article 201).
    Date last = *reference;
    switch (period->unit) {
      case Period::Unit::working_day:
        last = calendar.add(*reference, period->count);
        break;
      case Period::Unit::day:
        last = date_from_days(days_from_date(*reference) + period->count);
        break;
      case Period::Unit::week:
        last = date_from_days(days_from_date(*reference) + 7 * period->count);
        break;
      case Period::Unit::month:
      case Period::Unit::year:
        last = date_from_days(days_from_date(period_end(*reference, *period, calendar)) + 1);
        break;
    }
    range.until = StatedTime{last, std::nullopt, kShanghaiOffsetMinutes};
    range.span = Span{text.byte(from), period->span.end};
    range.computed = true;
    return range;
  }
  return std::nullopt;
}

}  // namespace

std::vector<TimeMatch> find_times(std::string_view original, std::optional<Date> reference) {
  const FoldedText text(original);
  std::vector<TimeMatch> matches;
  for (const auto& scanned : scan_dates(text, reference))
    matches.push_back({to_time(scanned), text.span(scanned.begin, scanned.end), scanned.year_assumed});
  return matches;
}

std::optional<TimeMatch> read_time(std::string_view text, std::optional<Date> reference) {
  auto matches = find_times(text, reference);
  if (matches.empty()) return std::nullopt;
  return matches.front();
}

std::optional<TimeRange> find_range(std::string_view original, std::optional<Date> reference,
                                    const WorkingDays& calendar) {
  const FoldedText text(original);
  const auto dates = scan_dates(text, reference);
  for (std::size_t i = 0; i + 1 < dates.size(); ++i) {
    if (!dates[i + 1].continues) continue;
    TimeRange range;
    range.from = to_time(dates[i]);
    range.until = to_time(dates[i + 1]);
    range.span = text.span(dates[i].begin, dates[i + 1].end);
    return range;
  }
  if (dates.empty()) return relative_range(text, reference, calendar);
  const ScannedDate& first = dates.front();
  TimeRange range;
  range.span = text.span(first.begin, first.end);
  if (first.second_of_day) {
    const std::size_t connected = skip_range_connector(text, first.end);
    if (connected > first.end) {
      if (const auto clock = read_clock(text, connected)) {  // 6月1日9:00至12:00: within one day
        range.from = to_time(first);
        StatedTime until = to_time(first);
        if (clock->second_of_day < 86'400) {
          until.second_of_day = clock->second_of_day;
        } else {
          until.date = date_from_days(days_from_date(until.date) + 1);
          until.second_of_day = 0;
        }
        range.until = until;
        range.span = text.span(first.begin, clock->end);
        return range;
      }
    }
  }
  const bool ends = followed_by(text, first.end, {U"前", U"之前", U"以前", U"止", U"为止", U"截止"}) ||
                    preceded_by(text, first.begin, {U"截止", U"截至", U"止于", U"至"});
  const bool begins = followed_by(text, first.end, {U"起", U"开始", U"后", U"以后", U"之后"});
  (ends && !begins ? range.until : range.from) = to_time(first);
  return range;
}

std::optional<MonthMatch> read_month(std::string_view original) {
  const FoldedText text(original);
  const auto month_match = [&](int year, int month, std::size_t begin,
                               std::size_t end) -> std::optional<MonthMatch> {
    if (year < 1990 || year > 2099 || month < 1 || month > 12) return std::nullopt;
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%04d-%02d", year, month);
    return MonthMatch{buffer, text.span(begin, end)};
  };
  for (std::size_t begin = 0; begin < text.size(); ++begin) {
    if (begin > 0 && is_digit(text[begin - 1])) continue;
    std::size_t at = begin;
    if (!is_digit(text[at]) && text[at] != U'二') continue;
    const auto year = read_count(text, at, 6);
    if (!year) continue;
    if (at - begin == 6 && is_digit(text[begin]) && !is_digit(text[at]) && !is_ascii_letter(text[at]) &&
        text[at] != U'-') {
      if (auto match = month_match(*year / 100, *year % 100, begin, at)) return match;
      continue;
    }
    if (*year < 1990 || *year > 2099) continue;
    at = skip_spaces(text, at);
    const char32_t separator = text[at];
    if (separator != U'年' && separator != U'-' && separator != U'/' && separator != U'.') continue;
    at = skip_spaces(text, at + 1);
    const auto month = read_count(text, at, 2);
    if (!month) continue;
    if (separator == U'年') {
      at = skip_spaces(text, at);
      if (text[at] == U'月')
        ++at;
      else if (text[at] != U'\0' && text[at] != U' ' && text[at] != U'-')
        continue;
    } else if (is_digit(text[at])) {
      continue;
    }
    if (auto match = month_match(*year, *month, begin, at)) return match;
  }
  return std::nullopt;
}

std::optional<Period> read_period(std::string_view original) {
  const FoldedText text(original);
  // The days and years of dates are no periods; any reference will do to find those that leave the year out.
  const auto dates = scan_dates(text, Date{2000, 1, 1});
  auto next_date = dates.begin();
  for (std::size_t at = 0; at < text.size(); ++at) {
    while (next_date != dates.end() && next_date->end <= at) ++next_date;
    if (next_date != dates.end() && at >= next_date->begin) {
      at = next_date->end - 1;
      continue;
    }
    const char32_t c = text[at];
    const bool figure = is_digit(c);
    if (!figure && chinese_digit(c) < 0 && c != U'十' && c != U'半') continue;
    if (text.starts_with(at, U"半年")) return Period{6, Period::Unit::month, text.span(at, at + 2)};
    if (auto period = read_period_at(text, at)) return period;
    while (figure ? is_digit(text[at + 1]) : chinese_digit(text[at + 1]) >= 0) ++at;
  }
  return std::nullopt;
}

Date period_end(Date first, const Period& period, const WorkingDays& calendar) {
  switch (period.unit) {
    case Period::Unit::day:
      return date_from_days(days_from_date(first) + period.count - 1);
    case Period::Unit::week:
      return date_from_days(days_from_date(first) + 7 * period.count - 1);
    case Period::Unit::working_day:
      return calendar.last_of(first, period.count);
    case Period::Unit::month:
    case Period::Unit::year:
      break;
  }
  const int months =
      period.unit == Period::Unit::year ? std::min(period.count, 400) * 12 : std::min(period.count, 4800);
  const int index = first.year * 12 + (first.month - 1) + months;
  Date end{index / 12, index % 12 + 1, first.day};
  if (end.year > 9999) return Date{9999, 12, 31};
  const int last_day = days_in_month(end.year, end.month);
  if (end.day > last_day) {
    end.day = last_day;  // one month from 31 January ends on the last day of February
    return end;
  }
  return date_from_days(days_from_date(end) - 1);
}

}  // namespace tenderlead::parsers

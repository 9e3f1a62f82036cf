#include "parsers/values/dates.h"

#include <algorithm>
#include <cstdio>

#include "parsers/english_date.h"
#include "parsers/values/date_scanner.h"
#include "parsers/values/period_scanner.h"

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

// The last day of a period that `first` is the first of.
Date last_day(Date first, const Period& period, const WorkingDays& calendar) {
  return period.unit == Period::Unit::working_day ? calendar.last_of(first, period.count)
                                                  : period_end(first, period, calendar);
}

std::optional<TimeRange> relative_range(const FoldedText& text, std::optional<Date> reference,
                                        const WorkingDays& calendar) {
  if (!reference) return std::nullopt;
  const auto view = text.view();
  std::size_t from = std::u32string_view::npos;
  for (const std::u32string_view words : {U"之日起", U"次日起", U"即日起", U"发布后", U"公告后"})
    if (from == std::u32string_view::npos) from = view.find(words);
  if (from == std::u32string_view::npos) return std::nullopt;
  // 即日起5日内: today is the first of them.
  const bool at_once = view.substr(from).starts_with(U"即日起");
  // Of the contract's signing or the goods' arrival nothing is known here.
  const auto before = view.substr(from > 16 ? from - 16 : 0, std::min<std::size_t>(from, 16) + 2);
  const auto says = [&](std::u32string_view word) { return before.find(word) != std::u32string_view::npos; };
  if (!at_once &&
      !(says(U"发布") || says(U"公告") || says(U"公示") || says(U"发出") || says(U"刊登") || says(U"公布")))
    return std::nullopt;
  std::size_t at = from + 3;
  for (const std::size_t stop = at + 12; at < stop && at < text.size(); ++at) {
    const auto period = read_period_at(text, at);
    if (!period) continue;
    TimeRange range;
    range.from = StatedTime{*reference, std::nullopt, kShanghaiOffsetMinutes};
    // The day of publication doesn't count (Civil Code, article 201).
    const Period whole{period->count, period->unit, {}};
    Date last = at_once ? last_day(*reference, whole, calendar)
                        : date_from_days(days_from_date(period_end(*reference, whole, calendar)) + 1);
    if (!at_once && period->unit == Period::Unit::working_day) last = calendar.add(*reference, period->count);
    range.until = StatedTime{last, std::nullopt, kShanghaiOffsetMinutes};
    std::size_t begin = from;
    while (begin > 0 && from - begin < 12 && is_chinese(text[begin - 1])) --begin;
    range.span = text.span(begin, period->end);
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
  if (!matches.empty()) return matches.front();
  if (const auto english = read_english_date(text)) return TimeMatch{*english, {0, text.size()}, false};
  return std::nullopt;
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

std::optional<TimeRange> reckoned_range(std::string_view original, std::optional<Date> reference,
                                        const WorkingDays& calendar) {
  const FoldedText text(original);
  const auto dates = scan_dates(text, reference);
  if (dates.empty()) return relative_range(text, reference, calendar);
  // 2026年7月9日起5个工作日
  const ScannedDate& first = dates.front();
  std::size_t at = skip_spaces(text, first.end);
  if (dates.size() > 1 || !followed_by(text, at, {U"起", U"之日起", U"开始"})) return std::nullopt;
  constexpr std::size_t kReach = 8;
  for (const std::size_t stop = at + kReach; at < stop && at < text.size(); ++at) {
    const auto period = read_period_at(text, at);
    if (!period) continue;
    TimeRange range;
    range.from = to_time(first);
    range.until = StatedTime{last_day(first.date, {period->count, period->unit, {}}, calendar), std::nullopt,
                             kShanghaiOffsetMinutes};
    range.span = text.span(first.begin, period->end);
    range.computed = true;
    return range;
  }
  return std::nullopt;
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

}  // namespace tenderlead::parsers

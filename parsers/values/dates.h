// Dates and times as notices write them.
//
// What may surprise: 24时 of a day is 00:00 of the next one. A date without a year takes the year of the context's
// reference that brings it nearest to the reference; without a reference it is no match. "上午9:00至12:00 每天" after a
// range of days are daily hours and belong to no end of the range. Impossible dates (2026-02-30) are no match.
// All functions are thread-safe and linear in the text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/time.h"
#include "parsers/document.h"
#include "parsers/values/working_days.h"

namespace tenderlead::parsers {

struct TimeMatch {
  StatedTime time;
  Span span;
  bool year_assumed = false;  // the words give no year
};

// All dates and times in reading order; they do not overlap. Both ends of a range are matches of their own. Bare clock
// times without a date are none.
std::vector<TimeMatch> find_times(std::string_view text, std::optional<Date> reference = std::nullopt);

// The first of them; where there is none, the whole text as a date in English (parsers/english_date.h).
std::optional<TimeMatch> read_time(std::string_view text, std::optional<Date> reference = std::nullopt);

struct TimeRange {
  std::optional<StatedTime> from;
  std::optional<StatedTime> until;
  Span span;
  bool computed = false;  // from a relative period (5个工作日) and the reference
};

// The period that a text states: 2026年6月1日至2026年6月5日, 7月9—11日, 6月1日9时至6月5日17时, "自公告发布之日起5个工作日"
// (from the reference, which must then be the day of publication). One date after 截至/前/之前 is an `until`; one date
// before 起 is a `from`; one date alone is a `from`.
std::optional<TimeRange> find_range(std::string_view text, std::optional<Date> reference = std::nullopt,
                                    const WorkingDays& calendar = WorkingDays::weekends_only());

// The days that a length comes to, counted from the day of publication (自公告发布之日起5个工作日, 即日起5日内; `reference`
// must be that day) or from a stated one (2026年7月9日起5个工作日). The day of publication itself doesn't count (Civil Code, article
// 201), a stated first day and 即日 do. `span` is its words. nullopt where the text states its last day itself.
std::optional<TimeRange> reckoned_range(std::string_view text, std::optional<Date> reference,
                                        const WorkingDays& calendar);

struct MonthMatch {
  std::string month;  // "YYYY-MM"
  Span span;
};
// 2026年5月, 2026-05, 202605, 2026/5, 2026年05月15日 (its month). The first one.
std::optional<MonthMatch> read_month(std::string_view text);

}  // namespace tenderlead::parsers

// Dates as lists write them. Lists have a narrow hand: a day in digits, perhaps a time, perhaps no year.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/time.h"

namespace tenderlead::parsers {

struct FoundDate {
  StatedTime time;
  std::size_t begin = 0;  // where it stands in the text, bytes
  std::size_t end = 0;
  bool year_stated = true;
};

// The first date of a text: 2026-07-03, 2026/7/3 10:20, 2026.07.03, 2026年7月3日, 20260703, 20260703102030. nullopt where there is none.
std::optional<FoundDate> find_date(std::string_view text);

// A day without a year (07-03, [7/3], 7月3日) when that is all that the text is; the year is `year`.
std::optional<FoundDate> find_day(std::string_view text, int year);

// A day in a URL's path: /202607/t20260703_, /2026/07/03/, /20260703/. nullopt where there is none.
std::optional<Date> date_in_url(std::string_view url);

// The first date of a text as ISO 8601; empty where there is none.
std::string list_date(std::string_view text);

}  // namespace tenderlead::parsers

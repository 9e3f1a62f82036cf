// Dates and times as notices state them. A date is not a time: a notice that says "4月7日" says no hour, and no
// hour is made up for it.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tenderlead {

// A day of the proleptic Gregorian calendar.
struct Date {
  int year = 0;   // 1..9999
  int month = 0;  // 1..12
  int day = 0;    // 1..31

  friend auto operator<=>(const Date&, const Date&) = default;
};

bool is_valid(Date date);
// Days since 1970-01-01; the inverse of date_from_days.
std::int64_t days_from_date(Date date);
Date date_from_days(std::int64_t days);
// "YYYY-MM-DD".
std::string to_string(Date date);
// Reads exactly "YYYY-MM-DD"; nothing else.
std::optional<Date> date_from_iso(std::string_view text);

// The wall-clock offset of Asia/Shanghai, which has been the same all year since 1991.
inline constexpr int kShanghaiOffsetMinutes = 8 * 60;

// A day, and where the page states one, the time of that day with the zone it was stated in.
struct StatedTime {
  Date date;
  std::optional<int> second_of_day;             // 0..86399; absent where only a day is stated
  int offset_minutes = kShanghaiOffsetMinutes;  // east of UTC; Asia/Shanghai where unsaid

  friend bool operator==(const StatedTime&, const StatedTime&) = default;
};

// ISO 8601: "2026-04-07T13:30:00+08:00" with a time, "2026-04-07" without.
std::string to_string(const StatedTime& time);
std::optional<StatedTime> stated_time_from_iso(std::string_view text);
// Seconds since 1970-01-01T00:00:00Z; a day without a time counts as its first second.
std::int64_t epoch_seconds(const StatedTime& time);

// "2026-04-07T05:30:00Z" from seconds since the epoch; what logs, WARC-Date and the store write.
std::string utc_timestamp(std::int64_t epoch_seconds);
std::optional<std::int64_t> epoch_from_utc_timestamp(std::string_view text);

// The local day of an instant at an offset east of UTC.
Date local_date(std::int64_t epoch_seconds, int offset_minutes = kShanghaiOffsetMinutes);

}  // namespace tenderlead

#include "model/time.h"

#include <array>
#include <cstdio>

namespace tenderlead {
namespace {

constexpr std::int64_t kSecondsPerDay = 86400;

// Reads `count` digits at `at`; -1 where they aren't digits.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

// Seconds of the day from "HH:MM:SS" at `at`; nothing where it isn't one.
std::optional<int> clock_at(std::string_view text, std::size_t at) {
  const int hour = digits(text, at, 2), minute = digits(text, at + 3, 2), second = digits(text, at + 6, 2);
  if (hour < 0 || minute < 0 || second < 0 || text[at + 2] != ':' || text[at + 5] != ':') return std::nullopt;
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return hour * 3600 + minute * 60 + second;
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

bool is_two_digits(int number) {
  return number >= 0 && number <= 99;
}
void put_two(std::string& text, std::size_t at, int number) {
  text[at] = static_cast<char>('0' + number / 10);
  text[at + 1] = static_cast<char>('0' + number % 10);
}

}  // namespace

bool is_valid(Date date) {
  if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1) return false;
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;
  const int last = kDays[static_cast<std::size_t>(date.month - 1)] + (date.month == 2 && leap ? 1 : 0);
  return date.day <= last;
}

// Both directions follow Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms" (eras of 400 years).
std::int64_t days_from_date(Date date) {
  const std::int64_t y = date.year - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = floor_div(y, 400);
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Date date_from_days(std::int64_t days) {
  days += 719468;
  const std::int64_t era = floor_div(days, 146097);
  const std::int64_t day_of_era = days - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t mp = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * mp + 2) / 5 + 1);
  const int month = static_cast<int>(mp < 10 ? mp + 3 : mp - 9);
  return {static_cast<int>(year_of_era + era * 400) + (month <= 2 ? 1 : 0), month, day};
}

std::string to_string(Date date) {
  const bool usual =
      date.year >= 0 && date.year <= 9999 && is_two_digits(date.month) && is_two_digits(date.day);
  if (usual) {
    std::string out = "0000-00-00";
    put_two(out, 0, date.year / 100);
    put_two(out, 2, date.year % 100);
    put_two(out, 5, date.month);
    put_two(out, 8, date.day);
    return out;
  }
  std::array<char, 40> out{};
  const int n = std::snprintf(out.data(), out.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
  return {out.data(), static_cast<std::size_t>(n)};
}

std::optional<Date> date_from_iso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const Date date{digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)};
  if (!is_valid(date)) return std::nullopt;
  return date;
}

std::string to_string(const StatedTime& time) {
  std::string out = to_string(time.date);
  if (!time.second_of_day) return out;
  const int s = *time.second_of_day;
  const int offset = time.offset_minutes < 0 ? -time.offset_minutes : time.offset_minutes;
  if (s >= 0 && is_two_digits(s / 3600) && is_two_digits(offset / 60)) {
    std::string usual = "T00:00:00+00:00";
    put_two(usual, 1, s / 3600);
    put_two(usual, 4, s / 60 % 60);
    put_two(usual, 7, s % 60);
    if (time.offset_minutes < 0) usual[9] = '-';
    put_two(usual, 10, offset / 60);
    put_two(usual, 13, offset % 60);
    return out += usual;
  }
  std::array<char, 64> clock{};
  const int n = std::snprintf(clock.data(), clock.size(), "T%02d:%02d:%02d%c%02d:%02d", s / 3600, s / 60 % 60,
                              s % 60, time.offset_minutes < 0 ? '-' : '+', offset / 60, offset % 60);
  return out.append(clock.data(), static_cast<std::size_t>(n));
}

std::optional<StatedTime> stated_time_from_iso(std::string_view text) {
  if (text.size() < 10) return std::nullopt;
  const auto date = date_from_iso(text.substr(0, 10));
  if (!date) return std::nullopt;
  StatedTime time{*date, std::nullopt, kShanghaiOffsetMinutes};
  if (text.size() == 10) return time;
  if ((text.size() != 20 || text[19] != 'Z') && text.size() != 25) return std::nullopt;
  if (text[10] != 'T') return std::nullopt;
  time.second_of_day = clock_at(text, 11);
  if (!time.second_of_day) return std::nullopt;
  if (text.size() == 20) {
    time.offset_minutes = 0;
    return time;
  }
  const int hours = digits(text, 20, 2), minutes = digits(text, 23, 2);
  if ((text[19] != '+' && text[19] != '-') || text[22] != ':' || hours < 0 || minutes < 0 || minutes > 59)
    return std::nullopt;
  time.offset_minutes = (text[19] == '-' ? -1 : 1) * (hours * 60 + minutes);
  return time;
}

std::int64_t epoch_seconds(const StatedTime& time) {
  return days_from_date(time.date) * kSecondsPerDay + time.second_of_day.value_or(0) -
         time.offset_minutes * 60;
}

std::string utc_timestamp(std::int64_t seconds) {
  const std::int64_t days = floor_div(seconds, kSecondsPerDay);
  const StatedTime time{date_from_days(days), static_cast<int>(seconds - days * kSecondsPerDay), 0};
  std::string out = to_string(time);
  return out.replace(19, std::string::npos, "Z");
}

std::optional<std::int64_t> epoch_from_utc_timestamp(std::string_view text) {
  if (text.size() != 20 || text[19] != 'Z') return std::nullopt;
  const auto time = stated_time_from_iso(text);
  if (!time) return std::nullopt;
  return epoch_seconds(*time);
}

Date local_date(std::int64_t seconds, int offset_minutes) {
  return date_from_days(floor_div(seconds + offset_minutes * 60, kSecondsPerDay));
}

}  // namespace tenderlead

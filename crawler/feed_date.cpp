#include "crawler/feed_date.h"

#include <re2/re2.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

#include "model/time.h"

namespace tenderlead::crawler {
namespace {

constexpr int kShanghai = 8 * 60;
constexpr std::size_t kLongest = 100;

constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

int month_of(std::string_view name) {
  const std::string word = lower(name.substr(0, 3));
  for (std::size_t i = 0; i < kMonths.size(); ++i)
    if (kMonths[i] == word) return static_cast<int>(i) + 1;
  return 0;
}

// Minutes east of Greenwich. CST is -6 in RFC 822 5.1, and China's time on the sites that are read here; the names of
// the other American zones don't occur on them.
int offset_of(std::string_view zone) {
  if (zone.empty()) return kShanghai;
  if (zone.front() != '+' && zone.front() != '-') {
    const std::string name = lower(zone);
    return name == "gmt" || name == "ut" || name == "utc" || name == "z" ? 0 : kShanghai;
  }
  int digits = 0;
  for (const char c : zone)
    if (c >= '0' && c <= '9') digits = digits * 10 + (c - '0');
  const int minutes = digits / 100 * 60 + digits % 100;
  return zone.front() == '-' ? -minutes : minutes;
}

struct Parts {
  int year = 0, month = 0, day = 0, hour = -1, minute = 0, second = 0;
  std::string zone;
};

std::optional<Parts> parts_of(std::string_view text) {
#define TENDERLEAD_CLOCK R"((\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2}|[A-Za-z]{1,5})?)"
  static const re2::RE2 kYearFirst(
      R"(^\s*(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?(?:[T\s]+)" TENDERLEAD_CLOCK ")?");
  static const re2::RE2 kDayFirst(
      R"(^\s*(?:[^\d,]{1,20},?\s*)?(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*\.?[\s-]+(\d{4}|\d{2})(?:\s+)" TENDERLEAD_CLOCK
      ")?");
#undef TENDERLEAD_CLOCK
  const re2::StringPiece piece(text.data(), text.size());
  Parts parts;
  re2::StringPiece hour, minute, second, zone;
  std::string month;
  if (re2::RE2::PartialMatch(piece, kYearFirst, &parts.year, &parts.month, &parts.day, &hour, &minute,
                             &second, &zone)) {
    // All is there.
  } else if (re2::RE2::PartialMatch(piece, kDayFirst, &parts.day, &month, &parts.year, &hour, &minute,
                                    &second, &zone)) {
    parts.month = month_of(month);
    if (parts.year < 100) parts.year += 2000;
  } else {
    return std::nullopt;
  }
  // A group that took no part in the match is empty.
  const auto number = [](re2::StringPiece digits, int otherwise) {
    int value = otherwise;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  };
  parts.hour = number(hour, -1);
  parts.minute = number(minute, 0);
  parts.second = number(second, 0);
  parts.zone = std::string(zone);
  return parts;
}

// A day, and its instant where the text says more than a day.
struct Moment {
  Date date;
  std::optional<std::int64_t> seconds;
};

std::optional<Moment> moment_of(std::string_view text) {
  constexpr int kEarliest = 1990, kLatest = 2100;
  const auto parts = parts_of(text.substr(0, kLongest));
  if (!parts || parts->year < kEarliest || parts->year > kLatest) return std::nullopt;
  const Date date{parts->year, parts->month, parts->day};
  if (!is_valid(date) || parts->hour > 24 || parts->minute > 59 || parts->second > 60) return std::nullopt;
  if (parts->hour < 0) return Moment{date, std::nullopt};
  return Moment{date, days_from_date(date) * 86400 + parts->hour * 3600 + parts->minute * 60 + parts->second -
                          std::int64_t{60} * offset_of(parts->zone)};
}

}  // namespace

std::string feed_date(std::string_view text) {
  const auto moment = moment_of(text);
  if (!moment) return {};
  return to_string(moment->seconds ? local_date(*moment->seconds) : moment->date);
}

std::optional<std::int64_t> feed_time(std::string_view text) {
  const auto moment = moment_of(text);
  if (!moment) return std::nullopt;
  return moment->seconds ? *moment->seconds : epoch_seconds(StatedTime{moment->date, std::nullopt});
}

}  // namespace tenderlead::crawler

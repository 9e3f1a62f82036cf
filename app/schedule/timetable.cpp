#include "app/schedule/timetable.h"

#include <unicode/gregocal.h>

#include <algorithm>
#include <utility>

#include "model/time.h"

namespace tenderlead::app {
namespace {

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kMostSlack = 3600;

// `at`, or when the source's hours begin after it.
std::int64_t within(const std::optional<DailyHours>& hours, std::int64_t at) {
  if (!hours || hours->contains(at)) return at;
  constexpr std::int64_t kOffset = 60 * kShanghaiOffsetMinutes;
  const std::int64_t begins = at - (at + kOffset) % kDay + 60 * hours->from;
  return begins > at ? begins : begins + kDay;
}

}  // namespace

// A calendar that is only copied from.
class Zone::Calendar {
 public:
  explicit Calendar(icu::GregorianCalendar calendar) : calendar_(std::move(calendar)) {}

  std::int64_t next(const std::vector<int>& minutes, std::int64_t at) const {
    // Yesterday's and tomorrow's as well: a day there may have begun before or after that of UTC.
    std::int64_t best = 0;
    bool found = false;
    for (std::int64_t day = at / kDay - 1; day <= at / kDay + 2; ++day)
      for (const int minute : minutes) {
        const auto instant = instant_of(day, minute);
        if (instant <= at || (found && instant >= best)) continue;
        best = instant;
        found = true;
      }
    return best;
  }

 private:
  // Of the day `day` after 1 January 1970 there.
  std::int64_t instant_of(std::int64_t day, int minute) const {
    icu::GregorianCalendar calendar(calendar_);
    calendar.clear();
    calendar.set(1970, UCAL_JANUARY, 1 + static_cast<std::int32_t>(day), minute / 60, minute % 60, 0);
    UErrorCode failed = U_ZERO_ERROR;
    return static_cast<std::int64_t>(calendar.getTime(failed) / 1000);
  }
  icu::GregorianCalendar calendar_;
};

std::optional<Zone> Zone::named(const std::string& name) {
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  if (*zone == icu::TimeZone::getUnknown()) return std::nullopt;
  UErrorCode failed = U_ZERO_ERROR;
  icu::GregorianCalendar calendar(*zone, icu::Locale::getRoot(), failed);
  if (U_FAILURE(failed)) return std::nullopt;
  calendar.setSkippedWallTimeOption(UCAL_WALLTIME_NEXT_VALID);
  calendar.setRepeatedWallTimeOption(UCAL_WALLTIME_FIRST);
  return Zone(std::make_shared<const Calendar>(std::move(calendar)));
}

std::int64_t Zone::next(const std::vector<int>& minutes, std::int64_t at) const {
  return calendar_->next(minutes, at);
}

std::int64_t due_at(const Zone& zone, const Rhythm& rhythm, std::int64_t last) {
  const std::int64_t every = rhythm.every.count();
  const std::int64_t rests = rhythm.own_times ? 0 : every - std::min(every / 10, kMostSlack);
  // A time at which the rest is just over counts.
  const std::int64_t after = std::max(last, last + rests - 1);
  return within(rhythm.hours, zone.next(rhythm.at, after));
}

}  // namespace tenderlead::app

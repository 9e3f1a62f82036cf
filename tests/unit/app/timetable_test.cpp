#include "app/schedule/timetable.h"

#include <gtest/gtest.h>

#include "model/time.h"

namespace tenderlead::app {
namespace {

std::int64_t at(const char* utc) {
  const auto instant = epoch_from_utc_timestamp(utc);
  EXPECT_TRUE(instant) << utc;
  return instant.value_or(0);
}

struct NextTime {
  const char* what;
  const char* zone;
  std::vector<int> minutes;
  const char* after;
  const char* next;
};

class TimesOfDay : public testing::TestWithParam<NextTime> {};

TEST_P(TimesOfDay, ComeNextAtTheInstantThatClocksThereShow) {
  const auto& row = GetParam();
  const auto zone = Zone::named(row.zone);
  ASSERT_TRUE(zone) << row.zone;
  EXPECT_EQ(utc_timestamp(zone->next(row.minutes, at(row.after))), row.next) << row.what;
}

constexpr int kHalfPastSix = 6 * 60 + 30, kHalfPastTwo = 2 * 60 + 30, kHalfPastOne = 90;

INSTANTIATE_TEST_SUITE_P(
    Table, TimesOfDay,
    testing::Values(
        NextTime{"later the same day",
                 "Asia/Shanghai",
                 {kHalfPastSix},
                 "2026-11-22T22:00:00Z",
                 "2026-11-22T22:30:00Z"},
        NextTime{"the time itself is over",
                 "Asia/Shanghai",
                 {kHalfPastSix},
                 "2026-11-22T22:30:00Z",
                 "2026-11-23T22:30:00Z"},
        NextTime{"a second before it",
                 "Asia/Shanghai",
                 {kHalfPastSix},
                 "2026-11-22T22:29:59Z",
                 "2026-11-22T22:30:00Z"},
        NextTime{"the second of two",
                 "Asia/Shanghai",
                 {kHalfPastSix, 13 * 60},
                 "2026-11-22T23:00:00Z",
                 "2026-11-23T05:00:00Z"},
        NextTime{"midnight", "Asia/Shanghai", {0}, "2026-11-22T12:00:00Z", "2026-11-22T16:00:00Z"},
        NextTime{"over the end of a leap February",
                 "UTC",
                 {kHalfPastSix},
                 "2028-02-28T07:00:00Z",
                 "2028-02-29T06:30:00Z"},
        NextTime{"far east of UTC",
                 "Pacific/Kiritimati",
                 {kHalfPastSix},
                 "2026-11-22T17:00:00Z",
                 "2026-11-23T16:30:00Z"},
        NextTime{"far west of UTC",
                 "Pacific/Pago_Pago",
                 {23 * 60},
                 "2026-11-22T09:00:00Z",
                 "2026-11-22T10:00:00Z"},
        NextTime{
            "summer time", "Europe/Berlin", {kHalfPastSix}, "2026-03-29T00:00:00Z", "2026-03-29T04:30:00Z"},
        NextTime{
            "winter time", "Europe/Berlin", {kHalfPastSix}, "2026-03-28T00:00:00Z", "2026-03-28T05:30:00Z"},
        NextTime{"a time that the day leaves out",
                 "Europe/Berlin",
                 {kHalfPastTwo},
                 "2026-03-28T12:00:00Z",
                 "2026-03-29T01:00:00Z"},
        NextTime{"and the day after",
                 "Europe/Berlin",
                 {kHalfPastTwo},
                 "2026-03-29T01:00:00Z",
                 "2026-03-30T00:30:00Z"},
        NextTime{"a time that the day has twice",
                 "Europe/Berlin",
                 {kHalfPastTwo},
                 "2026-10-24T12:00:00Z",
                 "2026-10-25T00:30:00Z"},
        NextTime{"which counts once",
                 "Europe/Berlin",
                 {kHalfPastTwo},
                 "2026-10-25T00:30:00Z",
                 "2026-10-26T01:30:00Z"},
        NextTime{"across the ocean too",
                 "America/New_York",
                 {kHalfPastOne},
                 "2026-11-01T04:00:00Z",
                 "2026-11-01T05:30:00Z"},
        NextTime{"an offset of quarters",
                 "Asia/Kathmandu",
                 {kHalfPastSix},
                 "2026-11-22T00:00:00Z",
                 "2026-11-22T00:45:00Z"}));

TEST(AZone, IsOneOfTheDatabaseOnly) {
  EXPECT_TRUE(Zone::named("Asia/Shanghai"));
  EXPECT_FALSE(Zone::named("Asia/Chengdu"));
  EXPECT_FALSE(Zone::named(""));
}

struct Due {
  const char* what;
  Rhythm rhythm;
  const char* last;
  const char* due;
};

class ASource : public testing::TestWithParam<Due> {};

TEST_P(ASource, IsDueAtItsNextTime) {
  const auto& row = GetParam();
  EXPECT_EQ(utc_timestamp(due_at(*Zone::named("Asia/Shanghai"), row.rhythm, at(row.last))), row.due)
      << row.what;
}

Rhythm daily(std::vector<int> times, bool own = false, std::chrono::hours every = std::chrono::hours(24)) {
  return {std::move(times), own, every, {}};
}
Rhythm within(DailyHours hours) {
  auto rhythm = daily({kHalfPastSix});
  rhythm.hours = hours;
  return rhythm;
}

// 06:30 in China is 22:30 of the day before.
INSTANTIATE_TEST_SUITE_P(
    Table, ASource,
    testing::Values(
        Due{"a day after it ran on time", daily({kHalfPastSix}), "2026-11-21T22:30:01Z",
            "2026-11-22T22:30:00Z"},
        Due{"a run that was late by half an hour doesn't move the next one", daily({kHalfPastSix}),
            "2026-11-21T23:00:00Z", "2026-11-22T22:30:00Z"},
        Due{"one that was late by hours lets a time pass", daily({kHalfPastSix}), "2026-11-22T05:00:00Z",
            "2026-11-23T22:30:00Z"},
        Due{"after a week's downtime: the first time that was missed, once", daily({kHalfPastSix}),
            "2026-11-15T22:30:01Z", "2026-11-16T22:30:00Z"},
        Due{"a weekly one", daily({kHalfPastSix}, false, std::chrono::hours(168)), "2026-11-15T22:30:01Z",
            "2026-11-22T22:30:00Z"},
        Due{"an hourly one waits for its time", daily({kHalfPastSix}, false, std::chrono::hours(1)),
            "2026-11-22T01:00:00Z", "2026-11-22T22:30:00Z"},
        Due{"times of its own count each", daily({kHalfPastSix, 13 * 60}, true), "2026-11-21T22:30:01Z",
            "2026-11-22T05:00:00Z"},
        Due{"when its hours begin", within({22 * 60, 6 * 60}), "2026-11-21T22:30:01Z",
            "2026-11-23T14:00:00Z"},
        Due{"within its hours", within({6 * 60, 8 * 60}), "2026-11-21T22:30:01Z", "2026-11-22T22:30:00Z"}));

}  // namespace
}  // namespace tenderlead::app

#include "model/time.h"

#include <gtest/gtest.h>

namespace tenderlead {
namespace {

TEST(Date, KnowsWhichDaysExist) {
  const struct {
    Date date;
    bool valid;
  } cases[] = {{{2024, 2, 29}, true},  {{2023, 2, 29}, false}, {{2000, 2, 29}, true}, {{1900, 2, 29}, false},
               {{2026, 4, 31}, false}, {{2026, 12, 31}, true}, {{2026, 0, 1}, false}, {{0, 1, 1}, false},
               {{2026, 13, 1}, false}, {{2026, 1, 0}, false}};
  for (const auto& c : cases) EXPECT_EQ(is_valid(c.date), c.valid) << to_string(c.date);
}

TEST(Date, CountsDaysFromTheEpochAndBack) {
  EXPECT_EQ(days_from_date({1970, 1, 1}), 0);
  EXPECT_EQ(days_from_date({1969, 12, 31}), -1);
  EXPECT_EQ(days_from_date({2026, 11, 21}), 20778);
  for (std::int64_t day = -800000; day < 800000; day += 379)
    EXPECT_EQ(days_from_date(date_from_days(day)), day);
}

TEST(Date, ReadsOnlyTheIsoForm) {
  EXPECT_EQ(date_from_iso("2026-04-07"), (Date{2026, 4, 7}));
  for (const char* text : {"2026-4-7", "2026/04/07", "2026-02-30", "", "2026-04-07 ", "２０２６-04-07"})
    EXPECT_FALSE(date_from_iso(text)) << text;
}

TEST(StatedTime, WritesAClockTimeOnlyWhereOneIsStated) {
  EXPECT_EQ(to_string(StatedTime{{2026, 4, 7}, std::nullopt}), "2026-04-07");
  EXPECT_EQ(to_string(StatedTime{{2026, 4, 7}, 13 * 3600 + 30 * 60}), "2026-04-07T13:30:00+08:00");
  EXPECT_EQ(to_string(StatedTime{{2026, 4, 7}, 1, -210}), "2026-04-07T00:00:01-03:30");
}

TEST(StatedTime, SurvivesTheWayThroughText) {
  for (const char* text : {"2026-04-07", "2026-04-07T13:30:00+08:00", "1999-12-31T23:59:59-03:30"}) {
    const auto time = stated_time_from_iso(text);
    ASSERT_TRUE(time) << text;
    EXPECT_EQ(to_string(*time), text);
  }
  for (const char* text : {"2026-04-07T24:00:00+08:00", "2026-04-07T13:30", "2026-04-07 13:30:00+08:00", "x"})
    EXPECT_FALSE(stated_time_from_iso(text)) << text;
}

TEST(StatedTime, CountsSecondsInTheZoneItWasStatedIn) {
  EXPECT_EQ(epoch_seconds({{1970, 1, 1}, 8 * 3600}), 0);
  EXPECT_EQ(utc_timestamp(epoch_seconds({{2026, 4, 7}, 13 * 3600 + 1800})), "2026-04-07T05:30:00Z");
  EXPECT_EQ(epoch_from_utc_timestamp("2026-04-07T05:30:00Z"),
            epoch_seconds({{2026, 4, 7}, 13 * 3600 + 1800}));
  EXPECT_FALSE(epoch_from_utc_timestamp("2026-04-07T05:30:00"));
}

TEST(StatedTime, KnowsTheLocalDayOfAnInstant) {
  EXPECT_EQ(local_date(*epoch_from_utc_timestamp("2026-04-07T15:59:59Z")), (Date{2026, 4, 7}));
  EXPECT_EQ(local_date(*epoch_from_utc_timestamp("2026-04-07T16:00:00Z")), (Date{2026, 4, 8}));
  EXPECT_EQ(local_date(-1, 0), (Date{1969, 12, 31}));
}

}  // namespace
}  // namespace tenderlead

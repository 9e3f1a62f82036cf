#include "model/period.h"

#include <gtest/gtest.h>

namespace tenderlead {
namespace {

TEST(Period, LastDayOfMonthsIsTheDayBeforeTheSameDayOrTheMonthsLast) {
  struct Case {
    Date first;
    int months;
    Date last;
  };
  for (const Case& c : {Case{{2026, 3, 1}, 12, {2027, 2, 28}}, Case{{2026, 1, 31}, 1, {2026, 2, 28}},
                        Case{{2024, 2, 29}, 12, {2025, 2, 28}}, Case{{2026, 12, 15}, 36, {2029, 12, 14}},
                        Case{{2026, 7, 1}, 6, {2026, 12, 31}}, Case{{2026, 7, 1}, 0, {2026, 6, 30}},
                        Case{{9990, 1, 1}, 1200, {9999, 12, 31}}})
    EXPECT_EQ(last_day_of_months(c.first, c.months), c.last) << to_string(c.first) << " + " << c.months;
}

TEST(Period, CountsItsLengthFromADayThatIsKnownLater) {
  ContractPeriod period;
  EXPECT_FALSE(end_counted_from(period, {2026, 1, 1}));
  period.working_days = 5;
  EXPECT_FALSE(end_counted_from(period, {2026, 1, 1})) << "needs a calendar";
  period = {};
  period.days = 365;
  EXPECT_EQ(end_counted_from(period, {2026, 1, 1}), (Date{2026, 12, 31}));
  period = {};
  period.months = 36;
  EXPECT_EQ(end_counted_from(period, {2026, 3, 20}), (Date{2029, 3, 19}));
}

}  // namespace
}  // namespace tenderlead

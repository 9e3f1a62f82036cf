#include "model/source.h"

#include <gtest/gtest.h>

namespace tenderlead {
namespace {

TEST(DailyHours, AreOfShanghaiAndMayGoOverMidnight) {
  constexpr std::int64_t kMidnightUtc = 1792000000 / 86400 * 86400;  // 08:00 in Shanghai
  const DailyHours office{8 * 60, 18 * 60}, night{22 * 60, 6 * 60 + 30};
  const struct {
    int hour, minute;  // UTC
    bool in_office, at_night;
  } cases[] = {{0, 0, true, false},    {9, 59, true, false},   {10, 0, false, false},
               {13, 59, false, false}, {14, 0, false, true},   {16, 0, false, true},
               {22, 29, false, true},  {22, 30, false, false}, {23, 59, false, false}};
  for (const auto& row : cases) {
    const std::int64_t at = kMidnightUtc + row.hour * 3600 + row.minute * 60;
    EXPECT_EQ(office.contains(at), row.in_office) << row.hour << ":" << row.minute;
    EXPECT_EQ(night.contains(at), row.at_night) << row.hour << ":" << row.minute;
  }
  EXPECT_TRUE(DailyHours{}.contains(kMidnightUtc));
  EXPECT_TRUE(office.contains(-86400)) << "before 1970 as well";
  EXPECT_EQ(to_string(night), "22:00-06:30");
}

}  // namespace
}  // namespace tenderlead

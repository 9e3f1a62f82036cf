#include "app/pipeline/alarms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tenderlead::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kToday = 20'000 * kDay;  // 2024-10-04

SourceRunCounts run(int days_ago, std::int64_t listed, std::int64_t fresh, std::int64_t parsed = 5,
                    std::int64_t rejected = 0) {
  SourceRunCounts made;
  made.begun_at = kToday - days_ago * kDay;
  made.counts.source_id = "portal";
  made.counts.listed = listed;
  made.counts.fresh = fresh;
  made.counts.parsed = parsed;
  made.counts.rejected = rejected;
  made.counts.fetched = parsed + rejected;
  return made;
}

// A run a day, each with sixty links and something new every other day, up to `until` days ago.
std::vector<SourceRunCounts> usual(int until = 1) {
  std::vector<SourceRunCounts> runs;
  for (int day = until; day < until + 20; ++day) runs.push_back(run(day, 60, day % 2 == 0 ? 3 : 0));
  return runs;
}

TEST(Alarms, AreSilentWhereAllIsAsUsual) {
  EXPECT_THAT(alarms_of(run(0, 60, 2), usual()), IsEmpty());
  EXPECT_THAT(alarms_of(run(0, 20, 0), usual()), IsEmpty()) << "a third of the usual links";
  EXPECT_THAT(alarms_of(run(0, 1, 1), {}), IsEmpty()) << "the first run has nothing to compare with";
  EXPECT_THAT(alarms_of(run(0, 1, 0), {run(1, 60, 9), run(2, 60, 9)}), IsEmpty()) << "two runs are no habit";
}

TEST(Alarms, TellOfListsThatGiveFarLessThanUsual) {
  EXPECT_THAT(
      alarms_of(run(0, 1, 0), usual()),
      ElementsAre(
          "source portal: its lists gave 1 links, usually 60; look whether its start pages have moved "
          "or changed"));
  auto holiday = run(0, 1, 0);
  holiday.counts.unchanged = 1;
  EXPECT_THAT(alarms_of(holiday, usual()), IsEmpty()) << "its list is unchanged, and so not read again";
  holiday.counts.reasons = {{"rejected:no_items", 1}};
  EXPECT_THAT(alarms_of(holiday, usual()), ElementsAre(HasSubstr("its lists gave 1 links")))
      << "another is empty";
  auto with_retries = usual();
  for (int i = 0; i < 12; ++i) with_retries.insert(with_retries.begin(), run(0, 0, 0));
  EXPECT_THAT(alarms_of(run(0, 2, 0), with_retries), ElementsAre(HasSubstr("usually 60")))
      << "runs that took up failures alone list nothing";
}

TEST(Alarms, TellOfPagesThatCanNoLongerBeRead) {
  EXPECT_THAT(alarms_of(run(0, 60, 12, 5, 7), usual()), ElementsAre(HasSubstr("7 of 12 pages said nothing")));
  EXPECT_THAT(alarms_of(run(0, 60, 12, 6, 6), usual()), IsEmpty());
  EXPECT_THAT(alarms_of(run(0, 60, 4, 1, 5), usual()), IsEmpty()) << "too few pages to say";
  std::vector<SourceRunCounts> always_mixed;
  for (int day = 1; day < 10; ++day) always_mixed.push_back(run(day, 60, 3, 3, 6));
  EXPECT_THAT(alarms_of(run(0, 60, 12, 5, 7), always_mixed), IsEmpty());
}

TEST(Alarms, TellOfASourceThatHasFallenSilent) {
  EXPECT_THAT(alarms_of(run(0, 60, 0), usual(8)), IsEmpty()) << "eight days, at two days' usual gap";
  EXPECT_THAT(
      alarms_of(run(0, 60, 0), usual(10)),
      ElementsAre(
          "source portal: nothing new since 2024-09-24, usually every 2 days; look whether it publishes "
          "elsewhere now"));
  std::vector<SourceRunCounts> seldom;
  for (int day = 20; day < 200; day += 30) seldom.push_back(run(day, 60, 1));
  EXPECT_THAT(alarms_of(run(0, 60, 0), seldom), IsEmpty()) << "a hospital that buys once a month";
}

TEST(Alarms, TellOfListsThatSayTheyHaveMoreThanTheyGave) {
  const store::ListTotalRow row{"portal", "c", "http://portal.example/list", 29'216, 13'783, false};
  EXPECT_EQ(alarm_of(row),
            "source portal: the list http://portal.example/list says that it has 29216 items, got 13783; "
            "look at its "
            "paging and at politeness.max_list_pages");
  const auto with = [&](std::optional<std::int64_t> stated, std::int64_t got, bool seen = false) {
    auto changed = row;
    changed.stated = stated;
    changed.got = got;
    changed.seen = seen;
    return alarm_of(changed).has_value();
  };
  EXPECT_FALSE(with(29'216, 29'000)) << "some went while it was read";
  EXPECT_FALSE(with(20, 17));
  EXPECT_TRUE(with(20, 16));
  EXPECT_FALSE(with(29'216, 20, true)) << "it stopped at what was seen before";
  EXPECT_FALSE(with(std::nullopt, 0));
  auto waiting = row;
  waiting.waits = true;
  EXPECT_FALSE(alarm_of(waiting)) << "the rest of it may come yet";
}

TEST(Alarms, TellAtOnceWhereNothingCouldBeFetched) {
  SourceRunCounts dead = run(0, 2, 2, 0);
  dead.counts.failed = 1;
  dead.counts.refused = 3;
  dead.counts.reasons = {{"failed:dns", 1}, {"refused:robots", 3}};
  EXPECT_THAT(alarms_of(dead, {}),
              ElementsAre(HasSubstr("nothing could be fetched; most often: refused:robots")));
  SourceRunCounts waiting = run(5, 0, 0, 0);
  waiting.counts.fetched = 0;
  waiting.counts.reasons = {{"waiting:robots_unreachable", 5}};
  EXPECT_THAT(alarms_of(waiting, {}),
              ElementsAre(HasSubstr("nothing could be fetched; most often: waiting:robots_unreachable")));
  EXPECT_THAT(alarms_of(run(0, 0, 0, 0), {}), IsEmpty()) << "nothing was to be fetched";
}

}  // namespace
}  // namespace tenderlead::app

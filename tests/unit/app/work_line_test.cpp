#include "app/pipeline/work_line.h"

#include <gtest/gtest.h>

#include <chrono>
#include <latch>
#include <vector>

namespace tenderlead::app {
namespace {

// Longer than a test may take: what waits for it has failed.
constexpr std::chrono::milliseconds kForever = std::chrono::hours(1);

TEST(WorkLine, GathersAGoodBatchWhileMoreJobsWait) {
  std::latch all_pushed(1);
  std::vector<std::vector<int>> batches;
  WorkLine<int, int> line(
      {.threads = 1, .good_batch = 4, .longest_gathering = kForever},
      [&](int job) {
        all_pushed.wait();
        return job * 10;
      },
      [&](std::vector<int> batch) { batches.push_back(std::move(batch)); });
  for (int job = 0; job < 9; ++job) line.push(job);
  all_pushed.count_down();
  line.drain();
  std::vector<int> all;
  for (const auto& batch : batches) all.insert(all.end(), batch.begin(), batch.end());
  EXPECT_EQ(all, (std::vector<int>{0, 10, 20, 30, 40, 50, 60, 70, 80}));
  ASSERT_FALSE(batches.empty());
  EXPECT_GE(batches.front().size(), 4u);
}

TEST(WorkLine, PutsAwayAtOnceWhatNothingFollows) {
  std::vector<int> away;
  WorkLine<int, int> line(
      {.threads = 2, .good_batch = 100, .longest_gathering = kForever}, [](int job) { return job; },
      [&](const std::vector<int>& batch) { away.insert(away.end(), batch.begin(), batch.end()); });
  for (int job = 0; job < 3; ++job) {
    line.push(job);
    line.drain();
  }
  EXPECT_EQ(away, (std::vector<int>{0, 1, 2}));
}

TEST(WorkLine, DoesNotWaitForAGoodBatchLongerThanItMay) {
  std::latch one_away(1);
  WorkLine<int, int> line(
      {.threads = 1, .good_batch = 100, .longest_gathering = std::chrono::milliseconds(1)},
      [&](int job) {
        if (job == 1) one_away.wait();  // job 2 waits behind it
        return job;
      },
      [&, counted = false](const std::vector<int>&) mutable {
        if (!counted) one_away.count_down();
        counted = true;
      });
  for (int job = 0; job < 3; ++job) line.push(job);
  line.drain();
}

}  // namespace
}  // namespace tenderlead::app

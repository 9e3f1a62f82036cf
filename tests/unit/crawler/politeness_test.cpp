#include "crawler/politeness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "crawler/retry_after.h"

namespace tenderlead::crawler {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kStart{std::chrono::hours(1000)};

HostPolicy policy(Duration delay, int connections = 1) {
  HostPolicy made;
  made.delay = delay;
  made.connections = connections;
  return made;
}

// Takes and ends the next job; the request takes `took`.
void run_one(Workbench& bench, TimePoint now, Duration took, HostAnswer answer = HostAnswer::fine) {
  const auto ready = bench.next(now);
  ASSERT_TRUE(ready);
  bench.finished(ready->host, now, now + took, answer);
}

TEST(Workbench, GivesAHostsJobsByRankAndThenInOrder) {
  Workbench bench(8);
  bench.require("a", policy(0s, 8));
  bench.add("a", 1, 4);
  bench.add("a", 2, 0);
  bench.add("a", 3, 4);
  bench.add("a", 4, -1);
  std::vector<Workbench::Job> order;
  while (const auto ready = bench.next(kStart)) order.push_back(ready->job);
  EXPECT_EQ(order, (std::vector<Workbench::Job>{4, 2, 1, 3}));
  EXPECT_EQ(bench.waiting(), 0u);
  EXPECT_EQ(bench.in_use(), 4);
}

TEST(Workbench, CountsTheDelayFromTheEndOfAFetch) {
  Workbench bench(8);
  bench.require("a", policy(2s));
  bench.add("a", 1);
  bench.add("a", 2);
  ASSERT_TRUE(bench.next(kStart));
  EXPECT_FALSE(bench.next(kStart + 10s)) << "one connection, in use";
  EXPECT_FALSE(bench.next_time()) << "only finished() can help";
  bench.finished("a", kStart, kStart + 100ms, HostAnswer::fine);
  EXPECT_EQ(bench.next_time(), kStart + 100ms + 2s);
  EXPECT_FALSE(bench.next(kStart + 2099ms));
  EXPECT_TRUE(bench.next(kStart + 2100ms));
}

TEST(Workbench, SlowsDownAsTheSiteDoes) {
  struct Case {
    const char* name;
    Duration delay, took, expected;
  };
  for (const auto& row :
       {Case{"a fast site keeps the configured delay", 2s, 100ms, 2s},
        Case{"a slow one gets ten times its time", 2s, 700ms, 7s}, Case{"up to the cap", 2s, 20s, 30s},
        Case{"the operator's own server isn't slowed", 0s, 1s, 0s},
        Case{"unless it takes very long", 0s, 6s, 30s}, Case{"a long delay holds", 60s, 20s, 60s}}) {
    Workbench bench(8);
    bench.require("a", policy(row.delay));
    bench.add("a", 1);
    run_one(bench, kStart, row.took);
    EXPECT_EQ(bench.delay_of("a"), row.expected) << row.name;
    bench.add("a", 2);
    EXPECT_EQ(bench.next_time(), kStart + row.took + row.expected) << row.name;
  }
}

TEST(Workbench, NeverUsesMoreConnectionsThanAHostOrTheWholeAllows) {
  Workbench bench(3);
  bench.require("a", policy(0s, 2));
  bench.require("b", policy(0s, 2));
  for (Workbench::Job job = 0; job < 10; ++job) bench.add(job % 2 == 0 ? "a" : "b", job);
  std::map<std::string, int> taken;
  while (const auto ready = bench.next(kStart)) ++taken[ready->host];
  EXPECT_EQ(bench.in_use(), 3);
  EXPECT_LE(taken["a"], 2);
  EXPECT_LE(taken["b"], 2);
  EXPECT_FALSE(bench.next_time());
}

TEST(Workbench, SpacesTheStartsOfSeveralConnectionsByTheDelay) {
  Workbench bench(8);
  bench.require("a", policy(2s, 4));
  for (Workbench::Job job = 0; job < 4; ++job) bench.add("a", job);
  EXPECT_TRUE(bench.next(kStart));
  EXPECT_FALSE(bench.next(kStart + 1999ms));
  EXPECT_TRUE(bench.next(kStart + 2s));
}

TEST(Workbench, ASlowHostLeavesTheOthersTheirTurns) {
  Workbench bench(4);
  bench.require("a-slow", policy(30s));
  bench.require("fast", policy(0s));
  for (Workbench::Job job = 0; job < 100; ++job) bench.add("a-slow", job);
  for (Workbench::Job job = 100; job < 105; ++job) bench.add("fast", job);
  ASSERT_EQ(bench.next(kStart)->host, "a-slow");
  TimePoint now = kStart;
  for (int i = 0; i < 5; ++i) {
    const auto ready = bench.next(now);
    ASSERT_TRUE(ready);
    EXPECT_EQ(ready->host, "fast");
    bench.finished("fast", now, now + 10ms, HostAnswer::fine);
    now += 10ms;
  }
}

TEST(Workbench, TakesHostsInTheOrderInWhichTheyBecameReady) {
  Workbench bench(8);
  bench.require("a", policy(3s));
  bench.require("b", policy(2s));
  for (const char* host : {"a", "b"}) {
    bench.add(host, 1);
    run_one(bench, kStart, 0s);
    bench.add(host, 2);
  }
  EXPECT_EQ(bench.next_time(), kStart + 2s);
  EXPECT_EQ(bench.next(kStart + 10s)->host, "b");
  EXPECT_EQ(bench.next(kStart + 10s)->host, "a");
}

TEST(Workbench, DoublesThePauseAfterEveryFailureAndForgetsThemAtASuccess) {
  Workbench bench(8);
  bench.require("a", policy(1s));
  TimePoint now = kStart;
  for (const auto expected : {1s, 2s, 4s, 8s}) {
    bench.add("a", 1);
    run_one(bench, now, 0s, HostAnswer::overloaded);
    EXPECT_EQ(bench.delay_of("a"), Duration(expected));
    now += expected;
  }
  bench.add("a", 1);
  run_one(bench, now, 0s);
  EXPECT_EQ(bench.delay_of("a"), Duration(1s));
  bench.add("a", 1);
  run_one(bench, now + 1s, 0s, HostAnswer::overloaded);
  EXPECT_EQ(bench.delay_of("a"), Duration(1s));
}

TEST(Workbench, NoPauseExceedsItsCap) {
  Workbench bench(8);
  HostPolicy capped = policy(1s);
  capped.backoff_cap = 10s;
  bench.require("a", capped);
  TimePoint now = kStart;
  for (int i = 0; i < 70; ++i) {
    bench.add("a", 1);
    run_one(bench, now, 0s, HostAnswer::overloaded);
    now += 10s;
  }
  EXPECT_EQ(bench.delay_of("a"), Duration(10s));
  for (const int tries : {20, 70, 1000}) EXPECT_LE(bench.backoff("a", "/page", tries), Duration(10s));
}

TEST(Workbench, SpreadsTheTriesOfPagesThatFailedTogetherOverHalfAsLongAgain) {
  Workbench bench(8);
  bench.require("a", policy(1s));
  for (const auto& [tries, pause] : {std::pair{1, 1s}, {2, 2s}, {3, 4s}, {6, 32s}}) {
    std::set<Duration> pauses;
    Duration sum{};
    constexpr int kPages = 1000;
    for (int i = 0; i < kPages; ++i) {
      const std::string page = "http://a/t2026080" + std::to_string(i) + ".html";
      const Duration one = bench.backoff("a", page, tries);
      EXPECT_EQ(one, bench.backoff("a", page, tries)) << "a run can be repeated";
      EXPECT_GE(one, Duration(pause));
      EXPECT_LE(one, Duration(pause) * 3 / 2);
      pauses.insert(one);
      sum += one;
    }
    EXPECT_GT(pauses.size(), 500u) << tries << " tries";
    EXPECT_NEAR(std::chrono::duration<double>(sum).count() / kPages,
                1.25 * static_cast<double>(pause.count()), 0.02 * static_cast<double>(pause.count()))
        << tries << " tries: evenly";
  }
}

TEST(Workbench, FailuresOfRequestsUnderWayTogetherCountOnce) {
  Workbench bench(16);
  bench.require("a", policy(0s, 16));
  for (Workbench::Job job = 0; job < 16; ++job) bench.add("a", job);
  for (int i = 0; i < 16; ++i) ASSERT_TRUE(bench.next(kStart));
  for (int i = 0; i < 16; ++i) bench.finished("a", kStart, kStart + 1s, HostAnswer::unreachable);
  EXPECT_FALSE(bench.given_up("a"));
  EXPECT_EQ(bench.delay_of("a"), HostPolicy{}.backoff_first);
}

TEST(Workbench, GivesAHostUpAfterManyFailuresInARow) {
  Workbench bench(1);
  bench.require("a", policy(0s));
  TimePoint now = kStart;
  for (int i = 1; i <= HostPolicy{}.give_up_after_network; ++i) {
    EXPECT_FALSE(bench.given_up("a"));
    bench.add("a", 1);
    now += 10min;
    run_one(bench, now, 1s, HostAnswer::unreachable);
  }
  EXPECT_TRUE(bench.given_up("a"));
  bench.add("a", 7);
  bench.add("a", 8, 0, now + 1h);
  EXPECT_EQ(bench.drain("a"), (std::vector<Workbench::Job>{7, 8}));
  EXPECT_EQ(bench.waiting(), 0u);
  EXPECT_FALSE(bench.next_time());
}

TEST(Workbench, HoldsAHostAsLongAsItAsksWithinBounds) {
  Workbench bench(1);
  bench.require("a", policy(0s));
  bench.add("a", 1);
  bench.hold("a", kStart, 90s);
  EXPECT_EQ(bench.next_time(), kStart + 90s);
  bench.hold("a", kStart, 30s);
  EXPECT_EQ(bench.next_time(), kStart + 90s) << "a shorter wish doesn't end a longer one";
  bench.hold("a", kStart, 24h);
  EXPECT_EQ(bench.next_time(), kStart + HostPolicy{}.retry_after_cap);
}

TEST(Workbench, AJobMayWaitForItsOwnTime) {
  Workbench bench(2);
  bench.require("a", policy(0s, 2));
  bench.add("a", 1, 0, kStart + 5s);
  bench.add("a", 2, 4);
  EXPECT_EQ(bench.next(kStart)->job, 2u);
  EXPECT_FALSE(bench.next(kStart + 4s));
  EXPECT_EQ(bench.next_time(), kStart + 5s);
  EXPECT_EQ(bench.next(kStart + 5s)->job, 1u);
}

TEST(Workbench, TheMostCarefulSourceOfAHostDecides) {
  Workbench bench(8);
  bench.require("a", policy(1s, 4));
  bench.require("a", policy(5s, 8));
  bench.require("a", policy(2s, 1));
  bench.require_delay("a", 3s);
  bench.add("a", 1);
  bench.add("a", 2);
  ASSERT_TRUE(bench.next(kStart));
  EXPECT_FALSE(bench.next(kStart + 1min)) << "one connection";
  bench.finished("a", kStart, kStart, HostAnswer::fine);
  EXPECT_EQ(bench.next_time(), kStart + 5s);
  bench.require_delay("a", 9s);
  EXPECT_EQ(bench.next_time(), kStart + 9s) << "it holds from the fetch that told of it";
  ASSERT_TRUE(bench.next(kStart + 9s));
  bench.finished("a", kStart + 9s, kStart + 9s, HostAnswer::fine);
  EXPECT_EQ(bench.delay_of("a"), Duration(9s));
}

TEST(Workbench, HostsOfOneAddressTakeTurnsAndKeepItsDelay) {
  Workbench bench(8);
  HostPolicy shared = policy(10s);
  shared.address_delay = 1s;
  for (const char* host : {"a", "b", "c"}) {
    bench.place(host, "192.0.2.1");
    bench.require(host, shared);
    bench.add(host, 1);
    bench.add(host, 2);
  }
  bench.require("elsewhere", shared);
  bench.add("elsewhere", 9);
  std::vector<std::string> order;
  for (TimePoint now = kStart; order.size() < 4; now += 1s) {
    const auto ready = bench.next(now);
    ASSERT_TRUE(ready) << order.size();
    order.push_back(ready->host);
    if (ready->host == "elsewhere") {
      now -= 1s;
      continue;
    }
    if (const auto another = bench.next(now)) {
      EXPECT_EQ(another->host, "elsewhere") << "the address is in use";
      order.push_back(another->host);
    }
    bench.finished(ready->host, now, now, HostAnswer::fine);
    if (order.size() < 4) {
      EXPECT_EQ(bench.next_time(), now + 1s);
    }
  }
  std::sort(order.begin(), order.end());
  EXPECT_EQ(order, (std::vector<std::string>{"a", "b", "c", "elsewhere"}));
  EXPECT_EQ(bench.next_time(), kStart + 10s) << "each has had its turn, and keeps its own delay";
}

TEST(Workbench, AJobThatIsReturnedCostsItsHostNothing) {
  Workbench bench(1);
  bench.place("a", "192.0.2.1");
  bench.require("a", policy(10s));
  bench.add("a", 1);
  bench.add("a", 2);
  ASSERT_TRUE(bench.next(kStart));
  bench.returned("a");
  const auto second = bench.next(kStart);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->job, 2u);
  EXPECT_EQ(bench.in_use(), 1);
}

TEST(RetryAfter, ReadsSecondsAndDates) {
  constexpr std::int64_t now = 1792000000;  // 2026-10-14T17:46:40Z
  struct Case {
    const char* value;
    std::optional<std::chrono::seconds> expected;
  };
  for (const auto& row :
       {Case{"120", 120s}, Case{"0", 0s}, Case{"Wed, 14 Oct 2026 17:47:40 GMT", 60s},
        Case{"Wed, 14 Oct 2020 17:47:40 GMT", 0s}, Case{"", std::nullopt}, Case{"soon", std::nullopt},
        Case{"-5", std::nullopt}, Case{"99999999999999999999999", 366 * 24h}})
    EXPECT_EQ(parse_retry_after(row.value, now), row.expected) << row.value;
}

}  // namespace
}  // namespace tenderlead::crawler

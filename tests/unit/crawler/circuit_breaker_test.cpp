// The circuit breaker of a host: open after failures in a row, half open at the next run's first request, closed by an
// answer.
#include "crawl_harness.h"
#include "crawler/politeness.h"

namespace tenderlead::crawler {
namespace {

// Opens it with failures of one kind; says after how many.
int failures_until_open(Workbench& bench, HostAnswer answer, TimePoint& now) {
  for (int failures = 1; failures <= 100; ++failures) {
    bench.add("a", 1);
    now += std::chrono::hours(1);
    EXPECT_TRUE(bench.next(now));
    bench.finished("a", now, now + 1s, answer);
    if (bench.given_up("a")) return failures;
  }
  return 0;
}

TEST(CircuitBreaker, OpensAfterFailuresInARowAndAnyAnswerClosesIt) {
  Workbench bench(1);
  bench.require("a", {});
  TimePoint now{std::chrono::hours(1000)};
  const auto answer = [&](HostAnswer what) {
    bench.add("a", 1);
    now += std::chrono::hours(1);
    ASSERT_TRUE(bench.next(now));
    bench.finished("a", now, now + 1s, what);
  };
  for (int i = 0; i < 50; ++i) {
    for (int j = 1; j < HostPolicy{}.give_up_after_network; ++j) answer(HostAnswer::unreachable);
    for (int j = 1; j < HostPolicy{}.give_up_after_status; ++j) answer(HostAnswer::overloaded);
    EXPECT_FALSE(bench.given_up("a")) << "one failure short of either";
    answer(HostAnswer::fine);
  }
  EXPECT_EQ(failures_until_open(bench, HostAnswer::overloaded, now), HostPolicy{}.give_up_after_status);
  answer(HostAnswer::fine);
  EXPECT_FALSE(bench.given_up("a"));
  EXPECT_EQ(failures_until_open(bench, HostAnswer::unreachable, now), HostPolicy{}.give_up_after_network);
  EXPECT_FALSE(bench.given_up("b")) << "another host's own affair";
}

TEST_F(CrawlTest, LeavesAHostWithAnOpenCircuitToTheNextRunAndTheOthersGoOn) {
  bool down = true;
  int answered = 0;
  TestServer weak([&](const ServerRequest& request) {
    if (request.target == "/robots.txt") return reply(404);
    if (down && ++answered > 5) return reply(503);
    return reply(200, "page");
  });
  TestServer strong([](const ServerRequest& request) {
    return request.target == "/robots.txt" ? reply(404) : reply(200, "page");
  });
  Source first = source_for(weak, "weak"), second = source_for(strong, "strong");
  for (Source* source : {&first, &second}) source->politeness.max_retries = 100;
  const auto queue = [&](int from, int until) {
    for (int i = from; i < until; ++i) frontier_.add("weak", weak.url("/" + std::to_string(i)));
  };
  queue(0, 30);
  for (int i = 0; i < 30; ++i) frontier_.add("strong", strong.url("/" + std::to_string(i)));
  const FastClock clock(1000);
  CrawlOptions options;
  options.clock = &clock;
  auto summary = crawl({first, second}, options);
  EXPECT_EQ(summary.totals.fetched, 35u);
  EXPECT_EQ(summary.totals.failed, 0u);
  EXPECT_EQ(frontier_.size(), 25u) << "what the host didn't give stays queued";
  EXPECT_EQ(weak.requests().size(), 1u + 5u + 10u) << "robots.txt, five answers, ten failures";

  // Still down: it opens again, and the host isn't asked more often than before.
  frontier_ = MemoryFrontier();
  queue(5, 30);
  summary = crawl({first}, options);
  EXPECT_EQ(summary.totals.fetched, 0u);
  EXPECT_EQ(frontier_.size(), 25u);
  EXPECT_EQ(weak.requests().size(), 2u * (1u + 10u) + 5u);

  down = false;
  frontier_ = MemoryFrontier();
  queue(5, 30);
  summary = crawl({first}, options);
  EXPECT_EQ(summary.totals.fetched, 25u);
  EXPECT_EQ(frontier_.size(), 0u);
}

}  // namespace
}  // namespace tenderlead::crawler

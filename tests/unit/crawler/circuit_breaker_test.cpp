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

TEST(CircuitBreaker, HasOneRequestAtATimeAndNoFailureToSpareOnProbation) {
  Workbench bench(8);
  HostPolicy policy;
  policy.delay = Duration::zero();
  policy.connections = 4;
  bench.require("a", policy);
  bench.put_on_probation("a");
  TimePoint now{std::chrono::hours(1000)};
  for (Workbench::Job job = 1; job <= 4; ++job) bench.add("a", job);
  ASSERT_TRUE(bench.next(now));
  EXPECT_FALSE(bench.next(now)) << "the probe alone";
  EXPECT_FALSE(bench.given_up("a"));
  bench.finished("a", now, now, HostAnswer::fine);
  bench.trust("a");
  ASSERT_TRUE(bench.next(now));
  EXPECT_TRUE(bench.next(now)) << "and then as any host";
  bench.put_on_probation("a");
  bench.finished("a", now, now, HostAnswer::unreachable);
  EXPECT_TRUE(bench.given_up("a"));
}

TEST(CircuitBreaker, LendsTheConnectionOfARequestThatIsAnsweredToOtherHosts) {
  Workbench bench(1);
  HostPolicy policy;
  policy.delay = Duration::zero();
  for (const char* host : {"a", "b"}) bench.require(host, policy);
  TimePoint now{std::chrono::hours(1000)};
  bench.add("a", 1);
  bench.add("a", 2);
  ASSERT_EQ(bench.next(now)->job, 1u);
  bench.add("b", 3);
  EXPECT_FALSE(bench.next(now)) << "there is one connection";
  bench.answered("a");
  EXPECT_EQ(bench.next(now)->job, 3u);
  bench.finished("b", now, now, HostAnswer::fine);
  EXPECT_FALSE(bench.next(now)) << "but its own host waits until it is done";
  bench.finished("a", now, now, HostAnswer::fine, true);
  EXPECT_EQ(bench.next(now)->job, 2u);
  EXPECT_EQ(bench.in_use(), 1);
}

class RememberedHosts : public CrawlTest {
 protected:
  // What a run learnt, as the next one is told.
  CrawlSummary run(const Source& source) {
    CrawlOptions options;
    options.clock = &clock_;
    for (const auto& [name, record] : known_) options.hosts.push_back(record);
    options.on_host = [&](const HostRecord& record) {
      reports_.push_back(record);
      known_[record.host] = record;
      if (!record.broke && record.rests_until == 0) known_.erase(record.host);
    };
    return crawl({source}, options);
  }
  void queue(const TestServer& server, int pages) {
    frontier_ = MemoryFrontier();
    for (int i = 0; i < pages; ++i) frontier_.add("portal", server.url("/" + std::to_string(i)));
  }

  const FastClock clock_{1000};
  std::map<std::string, HostRecord> known_;
  std::vector<HostRecord> reports_;
};

TEST_F(RememberedHosts, AreTriedWithOneRequestByTheNextRun) {
  bool down = true;
  TestServer server([&](const ServerRequest& request) {
    if (request.target == "/robots.txt") return reply(404);
    return reply(down ? 503 : 200, "page");
  });
  Source source = source_for(server);
  source.politeness.max_retries = 100;
  queue(server, 20);
  run(source);
  ASSERT_EQ(reports_.size(), 1u);
  EXPECT_TRUE(reports_[0].broke);
  const auto before = server.requests().size();

  queue(server, 20);
  const auto summary = run(source);
  EXPECT_EQ(server.requests().size() - before, 2u) << "robots.txt, which doesn't count, and the probe";
  EXPECT_EQ(frontier_.size(), 20u);
  EXPECT_EQ(reports_.size(), 2u);
  EXPECT_EQ(summary.notes.size(), 1u);

  down = false;
  queue(server, 20);
  run(source);
  EXPECT_EQ(frontier_.size(), 0u);
  EXPECT_EQ(reports_.size(), 3u);
  EXPECT_TRUE(known_.empty()) << "it is back";
}

TEST_F(RememberedHosts, AreThoseWithoutAnyAnswerToo) {
  auto gone = std::make_unique<TestServer>([](const ServerRequest&) { return reply(200); });
  const Source source = source_for(*gone);
  const std::string page = gone->url("/1"), host = gone->host();
  gone.reset();
  for (const std::uint64_t requests : {3U, 1U}) {
    frontier_ = MemoryFrontier();
    frontier_.add("portal", page);
    EXPECT_EQ(run(source).totals.requests, requests) << "robots.txt, with its retries or as a probe";
    EXPECT_EQ(frontier_.size(), 1u);
    EXPECT_TRUE(known_.at(host).broke);
  }
  EXPECT_EQ(reports_.size(), 2u);
}

TEST_F(RememberedHosts, AreLeftAloneWhileTheyRest) {
  TestServer server([](const ServerRequest&) { return reply(200, "page"); });
  const std::int64_t now = clock_.epoch_seconds();
  for (const bool broke : {true, false}) {
    known_[server.host()] = {server.host(), now + 3600, broke};
    queue(server, 5);
    run(source_for(server));
    EXPECT_TRUE(server.requests().empty());
    EXPECT_EQ(frontier_.size(), 5u);
    EXPECT_EQ(frontier_.left_hosts, std::vector<std::string>{server.host()});
  }
  known_[server.host()].rests_until = now - 1;
  queue(server, 5);
  run(source_for(server));
  EXPECT_EQ(frontier_.size(), 0u);
}

TEST_F(RememberedHosts, SayWhenTheyWantToBeAskedAgain) {
  TestServer server([&](const ServerRequest& request) {
    return request.target == "/robots.txt" ? reply(404) : reply(503, "", {{"Retry-After", "7200"}});
  });
  queue(server, 5);
  run(source_for(server));
  ASSERT_EQ(reports_.size(), 1u);
  EXPECT_FALSE(reports_[0].broke);
  EXPECT_NEAR(static_cast<double>(reports_[0].rests_until - clock_.epoch_seconds()), 7200, 60);
}

}  // namespace
}  // namespace tenderlead::crawler

// How much of a source a run fetches, and when: its budgets of pages and bytes, and its hours.
#include <gtest/gtest.h>

#include "crawl_harness.h"

namespace tenderlead::crawler {
namespace {

ServerReply no_robots(const ServerRequest& request) {
  return request.target == "/robots.txt" ? reply(404) : reply(200, request.target);
}

TEST_F(CrawlTest, StopsASourceAtItsLimitAndLeavesTheRestQueued) {
  TestServer server(no_robots);
  Source limited = source_for(server, "limited");
  limited.politeness.max_pages_per_run = 5;
  Source exact = source_for(server, "exact");
  exact.politeness.max_pages_per_run = 3;
  for (int i = 0; i < 9; ++i) frontier_.add("limited", server.url("/l" + std::to_string(i)));
  for (int i = 0; i < 3; ++i) frontier_.add("exact", server.url("/e" + std::to_string(i)));
  const auto summary = crawl({limited, exact});
  EXPECT_EQ(summary.totals.fetched, 8u);
  EXPECT_EQ(frontier_.size(), 4u);
  EXPECT_EQ(summary.limited_sources, std::vector<std::string>{"limited"});
}

TEST_F(CrawlTest, StopsASourceThatHasTakenItsBytesAndLeavesTheRestQueued) {
  TestServer server([](const ServerRequest& request) {
    return request.target == "/robots.txt" ? reply(404) : reply(200, std::string(1000, 'x'));
  });
  Source heavy = source_for(server, "heavy");
  heavy.politeness.max_bytes_per_run = 2500;
  const Source light = source_for(server, "light");
  for (int i = 0; i < 9; ++i) frontier_.add("heavy", server.url("/h" + std::to_string(i)));
  for (int i = 0; i < 9; ++i) frontier_.add("light", server.url("/l" + std::to_string(i)));
  const auto summary = crawl({heavy, light});
  EXPECT_EQ(summary.totals.fetched, 3u + 9u);
  EXPECT_EQ(frontier_.size(), 6u);
  EXPECT_EQ(summary.limited_sources, std::vector<std::string>{"heavy"});
  EXPECT_FALSE(summary.stopped);
}

TEST_F(CrawlTest, CountsTheBytesOfWhatItGivesUpToo) {
  TestServer server([](const ServerRequest& request) {
    if (request.target == "/robots.txt") return reply(404);
    if (request.target.starts_with("/large")) {
      // Without a length, so that only reading it shows how much it is.
      ServerReply endless;
      endless.raw = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + std::string(300'000, 'x');
      return endless;
    }
    return reply(200, std::string(10, 'x'));
  });
  Source source = source_for(server);
  source.politeness.max_body_bytes = 250'000;
  source.politeness.max_bytes_per_run = 500'000;
  for (int i = 0; i < 9; ++i) frontier_.add("portal", server.url("/large" + std::to_string(i)));
  frontier_.add("portal", server.url("/small"));
  const auto summary = crawl({source});
  EXPECT_EQ(result_of(server.url("/large0")), "failed:too_large");
  EXPECT_EQ(summary.totals.failed, 3u) << "a little less than the limit each";
  EXPECT_EQ(frontier_.size(), 7u);
  EXPECT_EQ(summary.limited_sources, std::vector<std::string>{"portal"});
}

TEST_F(CrawlTest, GoesOnWithWhatIsLeftOfABudgetWhereItsRunWasInterrupted) {
  TestServer server([](const ServerRequest& request) {
    return request.target == "/robots.txt" ? reply(404) : reply(200, std::string(100, 'x'));
  });
  struct Case {
    SpentBudget spent;
    unsigned fetched;
  };
  for (const auto& row : {Case{{}, 5}, Case{{3, 0}, 2}, Case{{5, 0}, 0}, Case{{50, 0}, 0}, Case{{0, 800}, 2},
                          Case{{0, 1000}, 0}}) {
    frontier_ = MemoryFrontier();
    for (int i = 0; i < 9; ++i) frontier_.add("portal", server.url("/" + std::to_string(i)));
    Source source = source_for(server);
    source.politeness.max_pages_per_run = 5;
    source.politeness.max_bytes_per_run = 1000;
    CrawlOptions options;
    options.spent = {{"portal", row.spent}, {"another", {100, 10'000}}};
    const auto summary = crawl({source}, options);
    EXPECT_EQ(summary.totals.fetched, row.fetched)
        << row.spent.pages << " pages, " << row.spent.bytes << " bytes";
    EXPECT_EQ(summary.limited_sources, std::vector<std::string>{"portal"});
  }
}

TEST_F(CrawlTest, FetchesASourceInItsHoursOnlyAndTheOthersGoOn) {
  // 21:59:59 in Shanghai, and then two seconds later with every page.
  class Evening : public Clock {
   public:
    std::int64_t epoch_seconds() const override { return now_; }
    std::int64_t now_ = 1792000000 / 86400 * 86400 + 14 * 3600 - 1;
  } evening;
  TestServer server(no_robots);
  Source night = source_for(server, "night"), evenings = source_for(server, "evenings"),
         always = source_for(server, "always");
  night.politeness.hours = DailyHours{22 * 60, 6 * 60};
  evenings.politeness.hours = DailyHours{18 * 60, 22 * 60};
  for (int i = 0; i < 4; ++i)
    for (const char* id : {"night", "evenings", "always"})
      frontier_.add(id, server.url("/" + std::string(id) + std::to_string(i)));
  sink_.on_deliver = [&](const FetchOutcome& outcome) {
    evening.now_ += outcome.task.source_id == "evenings" ? 2 : 0;
  };
  CrawlOptions options;
  options.clock = &evening;
  const auto summary = crawl({night, evenings, always}, options);
  std::map<std::string, int> fetched;
  for (const auto& outcome : sink_.outcomes) ++fetched[outcome.task.source_id];
  EXPECT_EQ(fetched, (std::map<std::string, int>{{"always", 4}, {"evenings", 1}}));
  EXPECT_EQ(frontier_.size(), 7u) << "the rest stays queued";
  ASSERT_EQ(summary.notes.size(), 2u);
  EXPECT_EQ(summary.notes[0],
            "source night is fetched from 22:00-06:00 only (Asia/Shanghai); what is queued stays queued");
  EXPECT_TRUE(server.requests("/night0").empty());
}

}  // namespace
}  // namespace tenderlead::crawler

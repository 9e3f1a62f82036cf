// What a crawl asks of its frontier: little at a time, and never more than it has room for.
#include <boost/asio/post.hpp>

#include "crawl_harness.h"

namespace tenderlead::crawler {
namespace {

using CrawlAndFrontier = CrawlTest;

ServerReply page(const ServerRequest& request) {
  return reply(request.target == "/robots.txt" ? 404 : 200);
}

TEST_F(CrawlAndFrontier, SaysOfEveryTaskWhenItIsSettledAndNotBefore) {
  TestServer server(page);
  for (int i = 0; i < 5; ++i) frontier_.add("portal", server.url("/" + std::to_string(i)));
  sink_.hold = true;
  sink_.on_deliver = [&](const FetchOutcome&) {
    EXPECT_TRUE(frontier_.settled_ids.empty());
    if (sink_.outcomes.size() + 1 < 5) return;
    boost::asio::post(io_, [&] {
      EXPECT_TRUE(frontier_.settled_ids.empty()) << "nothing is durable yet";
      sink_.hold = false;
      for (const auto& committed : sink_.held) committed();
    });
  };
  crawl({source_for(server)});
  std::sort(frontier_.settled_ids.begin(), frontier_.settled_ids.end());
  EXPECT_EQ(frontier_.settled_ids, (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
  EXPECT_TRUE(frontier_.left_hosts.empty());
}

TEST_F(CrawlAndFrontier, SaysWhichHostsAreLeftAlone) {
  TestServer server([](const ServerRequest& request) {
    return request.target == "/robots.txt" ? reply(404) : reply(429, "", {{"Retry-After", "7200"}});
  });
  frontier_.add("portal", server.url("/a"));
  crawl({source_for(server)});
  EXPECT_EQ(frontier_.left_hosts, std::vector<std::string>{server.host()});
}

TEST_F(CrawlAndFrontier, HoldsABoundedNumberOfTasksOfAnyNumberOfSources) {
  constexpr std::size_t kSources = 300, kTasks = 200, kMost = 16384;
  TestServer server(page);
  std::vector<Source> sources;
  for (std::size_t i = 0; i < kSources; ++i) {
    sources.push_back(source_for(server, "s" + std::to_string(i)));
    for (std::size_t task = 0; task < kTasks; ++task)
      frontier_.add(sources.back().id, server.url("/" + std::to_string(i) + "/" + std::to_string(task)));
  }
  std::size_t most = 0;
  std::set<std::string> served;
  sink_.on_deliver = [&](const FetchOutcome& outcome) {
    most = std::max(most, frontier_.handed_out - sink_.outcomes.size());
    served.insert(outcome.task.source_id);
    if (sink_.outcomes.size() == 2000) running_->stop();
  };
  CrawlOptions options;
  options.max_connections = 8;
  crawl(sources, options);
  EXPECT_GT(most, kSources);
  EXPECT_LE(most, kMost);
}

TEST_F(CrawlAndFrontier, ServesMoreSourcesThanHaveRoomInMemoryInTurns) {
  // Each of them gets a few tasks into memory, and the last one is served before the first is through.
  constexpr std::size_t kSources = 5000, kTasks = 8;
  TestServer server(page);
  std::vector<Source> sources;
  struct ManySources : Frontier {
    std::vector<Task> take(const std::string& source, std::size_t limit) override {
      std::vector<Task> tasks;
      auto& left = queued[source];
      for (; left > 0 && tasks.size() < limit; --left) {
        Task task;
        task.id = ++ids;
        task.source_id = source;
        task.url = url + source + "/" + std::to_string(left);
        tasks.push_back(task);
      }
      return tasks;
    }
    std::map<std::string, std::size_t> queued;
    std::string url;
    std::int64_t ids = 0;
  } frontier;
  frontier.url = server.url("/");
  for (std::size_t i = 0; i < kSources; ++i) {
    sources.push_back(source_for(server, "s" + std::to_string(i)));
    frontier.queued[sources.back().id] = kTasks;
  }
  struct Sink : CrawlSink {
    void deliver(FetchOutcome outcome, std::function<void()> committed) override {
      ++delivered[outcome.task.source_id];
      on_deliver();
      committed();
    }
    std::map<std::string, std::size_t> delivered;
    std::function<void()> on_deliver;
  } sink;
  Crawl crawl(fetcher(), frontier, sink, sources, {});
  std::size_t count = 0;
  sink.on_deliver = [&] {
    if (++count == 3000) crawl.stop();
  };
  crawl.start([](const CrawlSummary&) {});
  io_.run();
  std::size_t taken = 0;
  for (const auto& [source, left] : frontier.queued) taken += left < kTasks ? 1 : 0;
  EXPECT_GE(taken, 4096u) << "sources with something in memory";
  EXPECT_LT(frontier.queued.begin()->second, kTasks);
}

}  // namespace
}  // namespace tenderlead::crawler

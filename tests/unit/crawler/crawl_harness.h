// What the tests of the crawl share: a frontier and a sink in memory that keep the promise of frontier.h, a clock that
// runs faster, and a Crawl with everything around it.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "crawler/crawl.h"
#include "test_server.h"

namespace tenderlead::crawler {

using namespace std::chrono_literals;

// Runs `factor` times as fast as the system's clock.
class FastClock : public Clock {
 public:
  explicit FastClock(int factor) : factor_(factor) {}
  TimePoint now() const override { return start_ + (std::chrono::steady_clock::now() - start_) * factor_; }
  Duration timer_span(Duration span) const override { return span / factor_; }

 private:
  int factor_;
  TimePoint start_ = std::chrono::steady_clock::now();
};

class MemoryFrontier : public Frontier {
 public:
  void add(const std::string& source, const std::string& url, TaskKind kind = TaskKind::detail) {
    Task task;
    task.source_id = source;
    task.url = url;
    task.kind = kind;
    add(std::move(task));
  }
  void add(Task task) {
    task.id = next_id_++;
    queued_.emplace(task.id, std::move(task));
  }
  void remove(std::int64_t id) { queued_.erase(id); }
  bool holds(const std::string& url) const {
    return std::any_of(queued_.begin(), queued_.end(),
                       [&](const auto& row) { return row.second.url == url; });
  }
  std::size_t size() const { return queued_.size(); }

  std::vector<Task> take(const std::string& source, std::size_t limit) override {
    std::vector<Task> tasks;
    for (const auto& [id, task] : queued_) {
      if (tasks.size() == limit) break;
      if (task.source_id == source && handed_out_.insert(id).second) tasks.push_back(task);
    }
    handed_out += tasks.size();
    return tasks;
  }
  void settled(std::int64_t id) override { settled_ids.push_back(id); }
  void leave(const std::string& host) override { left_hosts.push_back(host); }

  std::size_t handed_out = 0;
  std::vector<std::int64_t> settled_ids;
  std::vector<std::string> left_hosts;

 private:
  std::int64_t next_id_ = 1;
  std::map<std::int64_t, Task> queued_;
  std::set<std::int64_t> handed_out_;
};

// Commits at once, unless told to hold: takes the task out of the frontier, or leaves it where it is to stay queued.
class MemorySink : public CrawlSink {
 public:
  explicit MemorySink(MemoryFrontier& frontier) : frontier_(frontier) {}

  void deliver(FetchOutcome outcome, std::function<void()> committed) override {
    if (on_deliver) on_deliver(outcome);
    if (!outcome.requeue) frontier_.remove(outcome.task.id);
    outcomes.push_back(std::move(outcome));
    if (hold)
      held.push_back(std::move(committed));
    else
      committed();
  }
  const FetchOutcome* of(const std::string& url) const {
    for (const auto& outcome : outcomes)
      if (outcome.task.url == url) return &outcome;
    return nullptr;
  }

  std::function<void(const FetchOutcome&)> on_deliver;
  bool hold = false;
  std::vector<std::function<void()>> held;
  std::vector<FetchOutcome> outcomes;

 private:
  MemoryFrontier& frontier_;
};

class CrawlTest : public testing::Test {
 protected:
  // A source without delay that may go to the server.
  static Source source_for(const TestServer& server, const std::string& id = "portal") {
    Source source;
    source.id = id;
    source.allowed_hosts = {server.host()};
    source.allowed_private_hosts = {server.host()};
    source.politeness.delay = 0ms;
    source.politeness.request_timeout = 5s;
    return source;
  }

  Fetcher& fetcher() {
    if (!fetcher_)
      fetcher_.emplace(io_, FetcherOptions{user_agent("https://crawler.example.com"), 64, pinned_names_});
    return *fetcher_;
  }

  // Runs a crawl to its end and gives its summary.
  CrawlSummary crawl(std::vector<Source> sources, CrawlOptions options = {}) {
    Crawl crawl(fetcher(), frontier_, sink_, std::move(sources), std::move(options));
    running_ = &crawl;
    int ends = 0;
    CrawlSummary summary;
    crawl.start([&](const CrawlSummary& given) {
      summary = given;
      ++ends;
    });
    io_.run();
    io_.restart();
    EXPECT_EQ(ends, 1);
    running_ = nullptr;
    return summary;
  }

  // "200", or the ledger's reason, with a "~" before it where the task stays queued.
  std::string result_of(const std::string& url) const {
    const auto* outcome = sink_.of(url);
    if (outcome == nullptr) return "nothing";
    if (outcome->page.ok()) return std::to_string(outcome->page.value().status);
    return (outcome->requeue ? "~" : "") + outcome->reason;
  }

  boost::asio::io_context io_;
  MemoryFrontier frontier_;
  MemorySink sink_{frontier_};
  std::vector<std::string> pinned_names_;
  std::optional<Fetcher> fetcher_;
  Crawl* running_ = nullptr;
};

inline ServerReply reply(int status, std::string body = "", HeaderList headers = {}) {
  return {status, std::move(body), std::move(headers), 0ms, ""};
}

}  // namespace tenderlead::crawler

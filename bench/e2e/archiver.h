// What the crawls of this folder share: one source without delays, and a sink that reads a page on several threads, archives it and
// says that it is done. What robots.txt forbids is no failure.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "app/pipeline/work_line.h"
#include "crawler/crawl.h"
#include "crawler/frontier.h"
#include "crawler/url.h"
#include "crawler/warc.h"

namespace tenderlead::bench {

inline constexpr const char* kSource = "bench";

inline Source source_of(const std::string& url, int connections) {
  Source source;
  source.id = kSource;
  source.start.push_back({.url = url, .method = "GET", .body = {}, .headers = {}, .role = PageRole::list});
  source.politeness.delay = std::chrono::milliseconds(0);
  source.politeness.slowdown = 0;
  source.politeness.address_delay = std::chrono::milliseconds(0);
  source.politeness.connections_per_host = connections;
  source.politeness.max_pages_per_run = 10'000'000;
  const auto parsed = crawler::parse_url(url);
  if (parsed) source.allowed_private_hosts.push_back(parsed->host_and_port());
  return source;
}

template <typename Reading>
struct Delivery {
  crawler::FetchOutcome outcome;
  std::function<void()> committed;
  Reading reading;
};

// `read` works on a page on any of `threads` threads, `keep` on what came of it, in one.
template <typename Reading>
class Archiver : public crawler::CrawlSink {
 public:
  Archiver(crawler::WarcSet& archive, int threads, std::function<Reading(const crawler::FetchOutcome&)> read,
           std::function<void(const Reading&)> keep)
      : archive_(archive),
        keep_(std::move(keep)),
        line_(
            {.threads = threads},
            [read = std::move(read)](Delivery<Reading> delivery) {
              delivery.reading = read(delivery.outcome);
              return delivery;
            },
            [this](std::vector<Delivery<Reading>> batch) { put_away(batch); }) {}
  void deliver(crawler::FetchOutcome outcome, std::function<void()> committed) override {
    line_.push({std::move(outcome), std::move(committed), {}});
  }
  void drain() { line_.drain(); }
  std::size_t fetched() const { return fetched_; }
  std::size_t failed() const { return failed_; }

 private:
  void put_away(std::vector<Delivery<Reading>>& batch) {
    for (const auto& delivery : batch) {
      const auto& page = delivery.outcome.page;
      if (page && archive_.append(*page)) {
        ++fetched_;
        keep_(delivery.reading);
      } else if (page || delivery.outcome.reason.rfind("refused:", 0) != 0) {
        ++failed_;
      }
    }
    if (!archive_.sync()) failed_ += batch.size();
    for (const auto& delivery : batch) delivery.committed();
  }

  crawler::WarcSet& archive_;
  const std::function<void(const Reading&)> keep_;
  std::size_t fetched_ = 0, failed_ = 0;
  app::WorkLine<Delivery<Reading>, Delivery<Reading>> line_;
};

}  // namespace tenderlead::bench

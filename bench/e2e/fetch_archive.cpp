// Fetching and archiving alone, the crawl's own way: queue, politeness (without a delay), robots.txt, fetcher, WARC files
// synced a batch at a time; no page is read. Prints {"fetched": N, "failed": N}.
//
//   bench_fetch_archive URLS FOLDER [--connections 16]     URLS: a file of http addresses of 127.0.0.1, one a line
#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "app/pipeline/work_line.h"
#include "crawler/crawl.h"
#include "crawler/fetcher.h"
#include "crawler/frontier.h"
#include "crawler/url.h"
#include "crawler/warc.h"

namespace {

using namespace tenderlead;

constexpr const char* kSource = "bench";

class Urls : public crawler::Frontier {
 public:
  explicit Urls(std::vector<std::string> urls) : urls_(std::move(urls)) {}
  std::vector<crawler::Task> take(const std::string&, std::size_t limit) override {
    std::vector<crawler::Task> tasks;
    while (tasks.size() < limit && next_ < urls_.size()) {
      crawler::Task task;
      task.url = urls_[next_];
      task.id = static_cast<std::int64_t>(++next_);
      task.source_id = kSource;
      tasks.push_back(std::move(task));
    }
    return tasks;
  }

 private:
  const std::vector<std::string> urls_;
  std::size_t next_ = 0;
};

struct Delivery {
  crawler::FetchOutcome outcome;
  std::function<void()> committed;
};

class Archiver : public crawler::CrawlSink {
 public:
  explicit Archiver(crawler::WarcSet& archive)
      : archive_(archive),
        line_(
            {.threads = 1}, [](Delivery delivery) { return delivery; },
            [this](std::vector<Delivery> batch) { put_away(batch); }) {}
  void deliver(crawler::FetchOutcome outcome, std::function<void()> committed) override {
    line_.push({std::move(outcome), std::move(committed)});
  }
  void drain() { line_.drain(); }
  std::size_t fetched() const { return fetched_; }
  std::size_t failed() const { return failed_; }

 private:
  void put_away(std::vector<Delivery>& batch) {
    for (const auto& [outcome, committed] : batch) {
      const bool good = outcome.page && archive_.append(*outcome.page);
      ++(good ? fetched_ : failed_);
    }
    if (!archive_.sync()) failed_ += batch.size();
    for (const auto& delivery : batch) delivery.committed();
  }

  crawler::WarcSet& archive_;
  std::size_t fetched_ = 0, failed_ = 0;
  app::WorkLine<Delivery, Delivery> line_;
};

Source source_of(const std::string& url, int connections) {
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

}  // namespace

int main(int argc, char** argv) {
  std::string list, folder;
  int connections = 16;
  CLI::App app{"Fetches and archives addresses of this machine"};
  app.add_option("urls", list, "A file with an address a line")->required();
  app.add_option("folder", folder, "Where the archive goes")->required();
  app.add_option("--connections", connections)->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  std::vector<std::string> urls;
  std::ifstream in(list);
  for (std::string line; std::getline(in, line);) urls.push_back(line);
  if (urls.empty()) {
    std::cerr << "there are no addresses in " << list << "\n";
    return 2;
  }
  auto archive = crawler::WarcSet::open(folder);
  if (!archive) {
    std::cerr << archive.error().message << "\n";
    return 1;
  }
  const std::vector<Source> sources = {source_of(urls.front(), connections)};
  Urls frontier(std::move(urls));
  Archiver archiver(*archive);
  boost::asio::io_context io;
  crawler::FetcherOptions fetcher_options;
  fetcher_options.user_agent = "bench";
  crawler::Fetcher fetcher(io, fetcher_options);
  crawler::Crawl crawl(fetcher, frontier, archiver, sources);
  crawl.start([](const crawler::CrawlSummary&) {});
  io.run();
  archiver.drain();
  std::cout << R"({"fetched":)" << archiver.fetched() << R"(,"failed":)" << archiver.failed() << "}"
            << std::endl;
  return archiver.failed() == 0 ? 0 : 1;
}

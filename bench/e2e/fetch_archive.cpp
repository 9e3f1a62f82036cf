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

#include "bench/e2e/archiver.h"
#include "crawler/crawl.h"
#include "crawler/fetcher.h"
#include "crawler/frontier.h"
#include "crawler/warc.h"

namespace {

using namespace tenderlead;
using bench::kSource;

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

struct Nothing {};

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
  const std::vector<Source> sources = {bench::source_of(urls.front(), connections)};
  Urls frontier(std::move(urls));
  bench::Archiver<Nothing> archiver(
      *archive, 1, [](const crawler::FetchOutcome&) { return Nothing{}; }, [](const Nothing&) {});
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

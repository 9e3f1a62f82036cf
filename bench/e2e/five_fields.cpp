// What column_spider.py and crawlee/ do, with Tenderlead's crawler, archive and selectors: follows the column's lists, takes five fields
// off each notice, a JSON line each. It archives every page besides, and synced. Prints {"fetched": N, "failed": N}.
//
//   bench_five_fields FOLDER OUTPUT URL... [--connections 16] [--threads 2]     URL: a list page of 127.0.0.1
#include <re2/re2.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <mutex>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "bench/e2e/archiver.h"
#include "crawler/fetcher.h"
#include "crawler/url.h"
#include "parsers/charset.h"
#include "parsers/dom.h"
#include "parsers/select.h"

namespace {

using namespace tenderlead;
using bench::kSource;

// All of it in memory, as both of the others keep it. take() is the crawl's, put() the sink's.
class Queue : public crawler::Frontier {
 public:
  std::vector<crawler::Task> take(const std::string&, std::size_t limit) override {
    const std::lock_guard guard(mutex_);
    std::vector<crawler::Task> tasks;
    for (; tasks.size() < limit && next_ < urls_.size(); ++next_) {
      crawler::Task task;
      task.id = static_cast<std::int64_t>(next_ + 1);
      task.url = *urls_[next_].first;
      task.kind = urls_[next_].second;
      task.source_id = kSource;
      tasks.push_back(std::move(task));
    }
    return tasks;
  }
  void put(const std::string& url, crawler::TaskKind kind) {
    const std::lock_guard guard(mutex_);
    const auto [at, is_new] = seen_.insert(url);
    if (is_new) urls_.emplace_back(&*at, kind);
  }

 private:
  std::mutex mutex_;
  std::unordered_set<std::string> seen_;
  std::vector<std::pair<const std::string*, crawler::TaskKind>> urls_;
  std::size_t next_ = 0;
};

struct Reading {
  std::vector<std::string> notices;  // addresses of a list page
  std::string next;
  std::string row;  // of a notice: JSON
};

std::string first(const parsers::SelectorTree& tree, const char* selector) {
  auto value = tree.value(selector);
  return value ? std::move(*value) : std::string();
}

Reading read_page(const crawler::FetchOutcome& outcome) {
  // What the others' \s and \S mean: RE2's know ASCII alone.
  static const re2::RE2 kNumber(R"(项目编号[\s\p{Z}]*[：:][\s\p{Z}]*([\w-]+))");
  static const re2::RE2 kBudget(R"(预算金额[\s\p{Z}]*[：:][\s\p{Z}]*([^\s\p{Z}]+))");
  static const re2::RE2 kPage(R"(index_(\d+)\.htm$)");
  Reading reading;
  if (!outcome.page) return reading;
  const auto& page = *outcome.page;
  const auto type = std::find_if(page.headers.begin(), page.headers.end(),
                                 [](const auto& header) { return header.first == "Content-Type"; });
  const parsers::Dom dom(parsers::decode_page(page.body, type == page.headers.end() ? "" : type->second));
  const parsers::SelectorTree tree(dom);
  if (outcome.task.kind == crawler::TaskKind::list) {
    const auto links = tree.values("ul.c_list_bid > li > a::attr(href)");
    if (!links || links->empty()) return reading;
    for (const auto& link : *links)
      if (auto url = crawler::resolve(link, page.url)) reading.notices.push_back(std::move(*url));
    int number = 0;
    re2::RE2::PartialMatch(page.url, kPage, &number);
    reading.next = crawler::resolve("index_" + std::to_string(number + 1) + ".htm", page.url).value_or("");
    return reading;
  }
  const auto body = tree.elements("div.vF_detail_content");
  const std::string text = body && !body->empty() ? tree.raw_text(body->front()) : "";
  std::string number, budget;
  re2::RE2::PartialMatch(text, kNumber, &number);
  re2::RE2::PartialMatch(text, kBudget, &budget);
  reading.row = boost::json::serialize(
      boost::json::object{{"title", first(tree, "h2.tc")},
                          {"published_at", first(tree, "#pubTime")},
                          {"project_no", number},
                          {"buyer", first(tree, "//td[.='采购单位']/following-sibling::td[1]")},
                          {"budget", budget}});
  return reading;
}

}  // namespace

int main(int argc, char** argv) {
  std::string folder, output;
  std::vector<std::string> lists;
  int connections = 16, threads = 2, waiting = 32;
  CLI::App app{"Follows lists of this machine and takes five fields off each notice"};
  app.add_option("folder", folder, "Where the archive goes")->required();
  app.add_option("output", output, "Where the rows go")->required();
  app.add_option("lists", lists, "The first page of each list")->required();
  app.add_option("--connections", connections)->capture_default_str();
  app.add_option("--threads", threads)->capture_default_str();
  app.add_option("--waiting", waiting, "Pages that are fetched and not put away")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  auto archive = crawler::WarcSet::open(folder);
  if (!archive) {
    std::cerr << archive.error().message << "\n";
    return 1;
  }
  std::ofstream rows(output);
  const std::vector<Source> sources = {bench::source_of(lists.front(), connections)};
  Queue queue;
  for (const auto& list : lists) queue.put(list, crawler::TaskKind::list);
  bench::Archiver<Reading> archiver(*archive, threads, read_page, [&](const Reading& reading) {
    for (const auto& url : reading.notices) queue.put(url, crawler::TaskKind::detail);
    if (!reading.next.empty()) queue.put(reading.next, crawler::TaskKind::list);
    if (!reading.row.empty()) rows << reading.row << "\n";
  });
  boost::asio::io_context io;
  crawler::FetcherOptions fetcher_options;
  fetcher_options.user_agent = "bench";
  crawler::Fetcher fetcher(io, fetcher_options);
  crawler::CrawlOptions options;
  options.max_uncommitted = static_cast<std::size_t>(waiting);
  crawler::Crawl crawl(fetcher, queue, archiver, sources, options);
  crawl.start([](const crawler::CrawlSummary&) {});
  io.run();
  archiver.drain();
  rows.close();
  std::cout << R"({"fetched":)" << archiver.fetched() << R"(,"failed":)" << archiver.failed() << "}"
            << std::endl;
  return archiver.failed() == 0 && rows ? 0 : 1;
}

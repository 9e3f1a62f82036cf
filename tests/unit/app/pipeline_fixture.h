// A pipeline over a site that exists in memory alone: outcomes are made up from a table of pages and faults, in an
// order that the test shuffles, and handed to Ingest as the crawl would.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "app/config/reading_tables.h"
#include "app/pipeline/ingest.h"
#include "app/pipeline/link.h"
#include "app/pipeline/match.h"
#include "app/pipeline/queue_frontier.h"
#include "app/pipeline/run.h"
#include "app/rules/rule_history.h"
#include "store/ids.h"

namespace tenderlead::app {

// Stands still unless a test moves it.
class StillClock : public crawler::Clock {
 public:
  std::int64_t epoch_seconds() const override { return now; }
  std::int64_t now = 1'786'000'000;  // 2026-08-06
};

inline std::string notice_html(const std::string& title, const std::string& number, const std::string& buyer,
                               const std::string& more = "") {
  return "<html><head><meta charset=\"utf-8\"><title>" + title + "</title></head><body><h1>" + title +
         "</h1><p>项目编号：" + number + "</p><p>项目名称：" + title + "</p><p>采购人：" + buyer +
         "</p><p>预算金额：1800000元</p><p>采购方式：公开招标</p>" + more + "</body></html>";
}

// The first line in which two dumps differ, and from where.
inline std::string difference(const std::string& want, const std::string& got) {
  std::istringstream a(want);
  std::istringstream b(got);
  std::string x;
  std::string y;
  for (;;) {
    const bool more = static_cast<bool>(std::getline(a, x));
    const bool also = static_cast<bool>(std::getline(b, y));
    if (!more && !also) return "no difference";
    if (more && also && x == y) continue;
    std::size_t at = 0;
    while (more && also && at < x.size() && at < y.size() && x[at] == y[at]) ++at;
    const auto from = at < 120 ? 0 : at - 120;
    return "\nwant: " + (more ? x.substr(from, 240) : "nothing") +
           "\n got: " + (also ? y.substr(from, 240) : "nothing");
  }
}

// What a URL answers with.
struct FakeAnswer {
  int status = 200;
  std::string body{};
  std::string reason{};  // of a failure; empty where there is a page
  bool requeue = false;
  std::string type = "text/html; charset=utf-8";
  HeaderList headers{};
};

class PipelineTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "tenderlead-pipeline-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    auto loaded = config::shipped_configuration();
    ASSERT_TRUE(loaded.ok());
    configuration_ = std::move(loaded.value);
    configuration_.directory = folder_;
    configuration_.settings.data_directory = "data";
    configuration_.settings.parse_threads = 3;
    configuration_.sources = {source()};
    auto matcher = rules::Matcher::compile(configuration_.rules);
    ASSERT_TRUE(matcher) << matcher.error().message;
    matcher_.emplace(std::move(*matcher));
  }
  void TearDown() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  static Source source() {
    Source source;
    source.id = "portal";
    source.name = "云溪市公共资源交易网";
    RequestTemplate start;
    start.url = "http://portal.example/zbgg/index.htm";
    source.start = {start};
    source.paging.kind = PagingKind::url_pattern;
    source.paging.pattern = "index_{page}.htm";
    source.region = {"云南省", "", "", "530000"};
    return source;
  }

  // A column of `pages` list pages with `each` notices a page.
  void make_site(int pages, int each) {
    int number = 0;
    for (int page = 0; page < pages; ++page) {
      std::string html = "<html><head><meta charset=\"utf-8\"></head><body><ul>";
      for (int i = 0; i < each; ++i) {
        const auto id = std::to_string(++number);
        const std::string url = "http://portal.example/zbgg/t" + id + ".html";
        const std::string title = "云溪市第" + id + "妇幼保健院儿童保健信息系统采购项目公开招标公告";
        html += "<li><a href=\"t" + id + ".html\">" + title + "</a><span>2026-08-0" +
                std::to_string(i % 6 + 1) + "</span></li>";
        site_[url].body = notice_html(title, "YXZC-2026-" + std::to_string(10'000 + number),
                                      "云溪市第" + id + "妇幼保健院");
      }
      const std::string name = page == 0 ? "index.htm" : "index_" + std::to_string(page) + ".htm";
      site_["http://portal.example/zbgg/" + name].body = html + "</ul></body></html>";
    }
  }

  store::Store& store() {
    if (!store_) {
      auto opened = store::Store::open(store_path(configuration_), store::OpenMode::create);
      if (!opened) throw std::runtime_error(opened.error().message);
      store_ = std::move(*opened);
    }
    return *store_;
  }
  template <typename Work>
  auto read(Work&& work) {
    auto answer = store().read(std::forward<Work>(work));
    if (!answer) throw std::runtime_error(answer.error().message);
    return std::move(*answer);
  }
  std::string dump(store::DumpParts parts = store::DumpParts::all) {
    std::ostringstream out;
    EXPECT_TRUE(store().dump(out, parts));
    return out.str();
  }

  void begin_run(bool again = false, bool full = false) {
    auto written = store().write([&](store::WriteBatch& writer) {
      if (run_ == 0 || again) run_ = writer.begin_run("run", "2026-08-06", clock_.now);
      for (const auto& each : configuration_.sources) {
        if (!writer.begin_source(run_, each.id, clock_.now)) continue;
        LedgerEntry delta;
        delta.source_id = each.id;
        delta.run_id = run_;
        store_starts(writer, each, local_date(clock_.now), run_, delta, {clock_.now, full});
        delta.revisits += writer.queue_due(each.id, clock_.now, 1000);
        writer.count(delta);
      }
    });
    ASSERT_TRUE(written) << written.error().message;
  }

  crawler::FetchOutcome outcome_of(crawler::Task task) {
    crawler::FetchOutcome outcome;
    const auto found = site_.find(task.url);
    FakeAnswer answer{404, "", "failed:http_404"};
    if (found != site_.end()) answer = found->second;
    if (answer_)
      if (auto made = answer_(task)) answer = std::move(*made);
    outcome.reason = answer.reason;
    outcome.requeue = answer.requeue;
    if (answer.reason.empty() && !answer.requeue) {
      Page page;
      page.url = page.requested_url = task.url;
      page.method = task.method;
      page.status = answer.status;
      page.headers = {{"Content-Type", answer.type}};
      page.headers.insert(page.headers.end(), answer.headers.begin(), answer.headers.end());
      page.body = answer.body;
      page.fetched_at = clock_.now;
      outcome.page = std::move(page);
    } else {
      outcome.page = Error{ErrorCode::network, answer.reason};
    }
    outcome.task = std::move(task);
    return outcome;
  }

  // Fetches until the queue is empty, or `most` outcomes were delivered; then everything is forgotten but the store
  // and the archive, as after a kill.
  void crawl(unsigned seed = 1, std::size_t most = 100'000) {
    auto position = read([](store::Queries& queries) { return queries.warc_position(); });
    std::optional<crawler::WarcSet::Committed> committed;
    if (position) committed = crawler::WarcSet::Committed{position->file, position->bytes};
    std::filesystem::create_directories(archive_path(configuration_));
    auto archive = crawler::WarcSet::open(archive_path(configuration_), committed);
    ASSERT_TRUE(archive) << archive.error().message;
    const PageReader reader(configuration_, config::shipped_reading_tables(), *matcher_);
    Ingest ingest(store(), *archive, reader, clock_, {.run_id = run_, .threads = 3});
    QueueFrontier frontier(store(), configuration_.sources, false, run_);
    std::mt19937 random(seed);
    std::size_t delivered = 0;
    for (;;) {
      std::vector<crawler::Task> tasks;
      for (const auto& each : configuration_.sources)
        for (auto& task : frontier.take(each.id, 20)) tasks.push_back(std::move(task));
      if (tasks.empty() || delivered >= most) break;
      std::shuffle(tasks.begin(), tasks.end(), random);
      std::vector<std::int64_t> ids;
      for (auto& task : tasks) {
        if (delivered >= most) break;
        ++delivered;
        ids.push_back(task.id);
        ingest.deliver(outcome_of(std::move(task)), [this] { ++committed_; });
      }
      ingest.drain();
      for (const auto id : ids) frontier.settled(id);
    }
    EXPECT_FALSE(ingest.failed()) << ingest.failure()->message;
  }

  void end_run() {
    ASSERT_TRUE(store().write([&](store::WriteBatch& writer) {
      for (const auto& each : configuration_.sources) end_lists(writer, each.id, run_);
      writer.finish_run(run_, clock_.now);
    }));
  }

  void finish_run() {
    ASSERT_TRUE(record_rules(store(), matcher_->book(), this_person(), clock_.now, ""));
    auto linked = link_all(store(), config::shipped_reading_tables());
    ASSERT_TRUE(linked) << linked.error().message;
    MatchOptions options;
    options.as_of = {2026, 8, 6};
    options.making = lead_making(configuration_);
    auto matched = match_all(store(), *matcher_, options);
    ASSERT_TRUE(matched) << matched.error().message;
    end_run();
  }

  LedgerEntry ledger(const std::string& source_id = "portal") {
    for (const auto& entry : read([&](store::Queries& queries) { return queries.ledger(run_); }))
      if (entry.source_id == source_id) return entry;
    return {};
  }

  std::filesystem::path folder_;
  config::Configuration configuration_;
  std::optional<rules::Matcher> matcher_;
  std::unique_ptr<store::Store> store_;
  std::map<std::string, FakeAnswer> site_;
  std::function<std::optional<FakeAnswer>(const crawler::Task&)> answer_;  // goes before site_
  StillClock clock_;
  std::int64_t run_ = 0;
  std::atomic<int> committed_{0};
};

}  // namespace tenderlead::app

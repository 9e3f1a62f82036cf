// The crawler's queue on the store's: who is served, what is in memory, and that nothing is handed out twice or never.
#include <set>

#include "app/pipeline/url_rules.h"
#include "pipeline_fixture.h"

namespace tenderlead::app {
namespace {

class AQueueFrontier : public PipelineTest {
 protected:
  void SetUp() override {
    PipelineTest::SetUp();
    frontier_.reset();
  }
  // Queues `count` pages of a host.
  void queue(const std::string& host, int count, const std::string& source_id = "portal", int first = 0) {
    const auto written = store().write([&](store::WriteBatch& writer) {
      for (int i = first; i < first + count; ++i) {
        store::UrlTask task;
        task.source_id = source_id;
        task.url = "http://" + host + "/" + std::to_string(i);
        writer.list(task, {.run_id = 1});
      }
    });
    ASSERT_TRUE(written) << written.error().message;
  }
  QueueFrontier& frontier() {
    if (!frontier_) frontier_.emplace(store(), configuration_.sources, false);
    return *frontier_;
  }
  std::vector<crawler::Task> take(std::size_t limit, const std::string& source_id = "portal") {
    auto tasks = frontier().take(source_id, limit);
    EXPECT_TRUE(frontier().failure().empty()) << frontier().failure();
    for (const auto& task : tasks) EXPECT_TRUE(taken_.insert(task.id).second) << task.url << " twice";
    return tasks;
  }
  static std::map<std::string, std::size_t> by_host(const std::vector<crawler::Task>& tasks) {
    std::map<std::string, std::size_t> counts;
    for (const auto& task : tasks) ++counts[std::string(store::host_of(task.url))];
    return counts;
  }
  void finish(const std::vector<crawler::Task>& tasks) {
    ASSERT_TRUE(store().write([&](store::WriteBatch& writer) {
      for (const auto& task : tasks) writer.finish(task.id);
    }));
    for (const auto& task : tasks) frontier().settled(task.id);
  }

  std::optional<QueueFrontier> frontier_;
  std::set<std::int64_t> taken_;
};

TEST_F(AQueueFrontier, ServesEveryHostHoweverMuchOneOfThemHas) {
  queue("big.example", 3000);
  for (int i = 0; i < 20; ++i) queue("h" + std::to_string(i) + ".example", 5);
  const auto counts = by_host(take(64));
  EXPECT_EQ(counts.size(), 21u);
  for (const auto& [host, count] : counts) EXPECT_LE(count, 4u) << host;
}

TEST_F(AQueueFrontier, GivesRoomToHostsThatWereServedNotToThoseThatWait) {
  queue("slow.example", 3000);
  queue("fast.example", 3000);
  auto tasks = take(100);
  for (int round = 0; round < 10; ++round) {
    std::vector<crawler::Task> fast;
    for (const auto& task : tasks)
      if (task.url.starts_with("http://fast")) fast.push_back(task);
    ASSERT_FALSE(fast.empty()) << round;
    finish(fast);
    tasks = take(fast.size());
    EXPECT_GE(by_host(tasks)["fast.example"], fast.size() / 2) << round;
  }
}

TEST_F(AQueueFrontier, HandsOutNoMoreThanItsShareOfOneHostUntilSomeIsSettled) {
  queue("slow.example", 2000);
  auto first = take(1000);
  EXPECT_EQ(first.size(), QueueFrontier::kMostOfAHost);
  EXPECT_TRUE(take(1000).empty());
  first.resize(10);
  finish(first);
  EXPECT_EQ(take(1000).size(), 10u);
}

TEST_F(AQueueFrontier, FindsWhatIsQueuedWhileItWorks) {
  queue("a.example", 3);
  const auto first = take(100);
  EXPECT_EQ(first.size(), 3u);
  EXPECT_TRUE(take(100).empty());
  queue("b.example", 2);
  queue("a.example", 1, "portal", 3);
  EXPECT_EQ(by_host(take(100)), (std::map<std::string, std::size_t>{{"a.example", 1}, {"b.example", 2}}));
  finish(first);
  queue("c.example", 1);
  EXPECT_EQ(take(100).size(), 1u);
}

TEST_F(AQueueFrontier, LetsWhatGoesFirstGoFirstHoweverMuchItKnowsToBeNext) {
  queue("a.example", 100);
  EXPECT_EQ(take(1).front().url, "http://a.example/0");
  EXPECT_EQ(take(1).front().url, "http://a.example/1");
  ASSERT_TRUE(store().write([&](store::WriteBatch& writer) {
    store::UrlTask task;
    task.source_id = "portal";
    task.kind = store::UrlKind::list;
    task.url = "http://a.example/list";
    writer.list(task, {.run_id = 1});
  }));
  EXPECT_EQ(take(1).front().url, "http://a.example/list");
  EXPECT_EQ(take(1).front().url, "http://a.example/2");
}

TEST_F(AQueueFrontier, LeavesAHostAloneWhenToldSo) {
  queue("dead.example", 100);
  queue("alive.example", 2);
  auto some = take(4);
  frontier().leave("dead.example");
  queue("dead.example", 100, "portal", 100);
  const auto rest = take(1000);
  EXPECT_EQ(by_host(rest).count("dead.example"), 0u);
  finish(some);
  EXPECT_TRUE(take(1000).empty());
  // The next run asks again.
  frontier_.reset();
  taken_.clear();
  EXPECT_GE(by_host(take(10'000))["dead.example"], 198u);
}

TEST_F(AQueueFrontier, HandsOutWhatWasPostponedToALaterRunOnly) {
  queue("a.example", 10);
  const auto tasks = take(10);
  ASSERT_TRUE(store().write([&](store::WriteBatch& writer) {
    for (const auto& task : tasks) writer.postpone(task.id);
  }));
  for (const auto& task : tasks) frontier().settled(task.id);
  EXPECT_TRUE(take(10).empty());
  frontier_.reset();
  taken_.clear();
  EXPECT_EQ(take(100).size(), 10u);
}

TEST_F(AQueueFrontier, KeepsSourcesApart) {
  Source second = source();
  second.id = "second";
  configuration_.sources.push_back(second);
  queue("a.example", 5);
  queue("a.example", 5, "second");
  queue("a.example", 5, "stranger");
  EXPECT_EQ(take(100).size(), 5u);
  EXPECT_EQ(take(100, "second").size(), 5u);
  EXPECT_TRUE(take(100, "stranger").empty());
}

// What a crawl does to the queue, over and over: hosts that stall, pages that lead to more, postponed tasks. All that
// was queued is handed out exactly once.
TEST_F(AQueueFrontier, HandsOutEverythingOnceWhateverTheOrderOfEvents) {
  for (const unsigned seed : {1u, 2u, 3u}) {
    store_.reset();
    frontier_.reset();
    taken_.clear();
    std::filesystem::remove_all(folder_ / "data");
    std::mt19937 random(seed);
    constexpr int kHosts = 37;
    std::vector<int> queued(kHosts, 0);
    std::vector<crawler::Task> waiting;
    int total = 0;
    const auto grow = [&](int most) {
      const int host = static_cast<int>(random() % kHosts);
      const int count = static_cast<int>(random() % static_cast<unsigned>(most)) + 1;
      queue("h" + std::to_string(host) + ".example", count, "portal", queued[static_cast<std::size_t>(host)]);
      queued[static_cast<std::size_t>(host)] += count;
      total += count;
    };
    for (int i = 0; i < 30; ++i) grow(50);
    for (int step = 0; step < 200 || !waiting.empty(); ++step) {
      if (step < 100 && random() % 3 == 0) grow(20);
      for (auto& task : take(random() % 60 + 1)) waiting.push_back(std::move(task));
      std::shuffle(waiting.begin(), waiting.end(), random);
      std::vector<crawler::Task> done;
      for (auto left = std::min<std::size_t>(waiting.size(), random() % 60); left > 0; --left) {
        done.push_back(std::move(waiting.back()));
        waiting.pop_back();
      }
      finish(done);
    }
    while (!taken_.empty()) {
      auto rest = take(1000);
      if (rest.empty()) break;
      finish(rest);
    }
    EXPECT_EQ(taken_.size(), static_cast<std::size_t>(total)) << "seed " << seed;
    EXPECT_TRUE(read([](store::Queries& queries) { return queries.queue_sizes().empty(); }));
  }
}

// Traps are counted where they are found, and the ledger balances with them.
TEST_F(AQueueFrontier, NeverSeesWhatLeadsNowhereAndTheLedgerSaysWhy) {
  configuration_.sources[0].paging.kind = PagingKind::none;
  configuration_.sources[0].urls.drop_parameters = {"from_*"};
  configuration_.sources[0].urls.max_length = 100;
  const auto item = [](const std::string& url, int number) {
    return "<li><a href=\"" + url + "\">云溪市第" + std::to_string(number) +
           "妇幼保健院儿童保健信息系统采购项目公开招标公告</a><span>2026-08-01</span></li>";
  };
  site_["http://portal.example/zbgg/index.htm"].body =
      "<html><head><meta charset=\"utf-8\"></head><body><ul>" + item("t1.html?from_page=1", 1) +
      item("t1.html?from_page=2", 1) + item("t2.html?from_x", 2) + item("/a/b/a/b/a/t3.html", 3) +
      item("t4.html?date=2099-01-01", 4) + item("/" + std::string(100, 'x'), 5) + "</ul></body></html>";
  for (const char* name : {"t1", "t2"})
    site_["http://portal.example/zbgg/" + std::string(name) + ".html"].body =
        notice_html("云溪市公告", "YX-1", "云溪市妇幼保健院");
  begin_run();
  crawl();
  auto entry = ledger();
  EXPECT_TRUE(entry.balances());
  EXPECT_EQ(entry.listed, 7);
  EXPECT_EQ(entry.duplicate, 1);
  EXPECT_EQ(entry.fetched, 3) << "the list and two pages";
  EXPECT_EQ(entry.refused, 3);
  for (const char* reason : {"refused:trap_repeats", "refused:trap_calendar", "refused:trap_length"})
    EXPECT_EQ(entry.reasons[reason], 1) << reason;
  finish_run();
  // The next run finds the same list, and nothing of it is new.
  begin_run(true);
  crawl();
  entry = ledger();
  EXPECT_TRUE(entry.balances());
  EXPECT_EQ(entry.refused, 0);
  EXPECT_EQ(entry.fresh, 0);
  // Once the rules allow it, it is fetched.
  finish_run();
  configuration_.sources[0].urls.max_repeats = 3;
  site_["http://portal.example/zbgg/index.htm"].body += "<p>";
  begin_run(true);
  crawl();
  entry = ledger();
  EXPECT_TRUE(entry.balances());
  EXPECT_EQ(entry.fresh, 1);
}

TEST_F(AQueueFrontier, CountsLinksFromAStartPageAndNotThePagesOfAList) {
  make_site(3, 2);
  begin_run();
  crawl();
  std::map<std::string, int> depths;
  ASSERT_TRUE(store().read([&](store::Queries& queries) {
    queries.archived("portal", false,
                     [&](const store::ArchivedRow& row) { depths[row.task.url] = row.task.depth; });
    return 0;
  }));
  EXPECT_EQ(depths.at("http://portal.example/zbgg/index.htm"), 0);
  EXPECT_EQ(depths.at("http://portal.example/zbgg/index_2.htm"), 0);
  EXPECT_EQ(depths.at("http://portal.example/zbgg/t5.html"), 1);
}

TEST(UrlRules, CountDepthAndBoundIt) {
  Source source;
  source.urls.max_depth = 2;
  store::UrlTask parent;
  parent.depth = 2;
  const auto of_kind = [&](store::UrlKind kind) {
    store::UrlTask link;
    link.kind = kind;
    link.url = "http://portal.example/1";
    const auto reason = apply_url_rules(&source, parent, 0, link);
    return std::pair(link.depth, reason);
  };
  EXPECT_EQ(of_kind(store::UrlKind::detail), std::pair(3, std::string("refused:trap_depth")));
  for (const auto kind :
       {store::UrlKind::list, store::UrlKind::sitemap, store::UrlKind::body, store::UrlKind::attachment})
    EXPECT_EQ(of_kind(kind), std::pair(2, std::string())) << to_string(kind);
}

}  // namespace
}  // namespace tenderlead::app

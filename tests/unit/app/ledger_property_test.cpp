// Whatever a site does, and wherever a process is killed: the ledger balances per source and run, at every instant, and
// what was listed is accounted for.
#include <gmock/gmock.h>

#include "pipeline_fixture.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

// Two sources of one program, each a column with items that come, go and come again, whose answers are as bad as can be.
class ARandomSite : public PipelineTest {
 protected:
  void SetUp() override {
    PipelineTest::SetUp();
    configuration_.sources[0].paging.overlap = 8;
    Source other = configuration_.sources[0];
    other.id = "other";
    other.start[0].url = "http://other.example/list?from={from}&to={to}&page={page}";
    other.paging = {};
    other.paging.kind = PagingKind::page_number;
    other.paging.window_days = 4;
    other.paging.windows = 2;
    other.paging.max_results = 12;
    other.paging.overlap = 3;
    other.sitemaps = {"http://other.example/feed.xml"};
    configuration_.sources.push_back(other);
    answer_ = [this](const crawler::Task& task) { return answer(task); };
  }

  int roll(int sides) { return static_cast<int>(random_() % static_cast<unsigned>(sides)); }

  FakeAnswer answer(const crawler::Task& task) {
    static const char* const kReasons[] = {"failed:timed_out", "failed:http_500", "failed:http_404",
                                           "refused:robots",   "refused:host",    "failed:connection_lost"};
    if (roll(100) < faults_) {
      switch (roll(6)) {
        case 0:
          return {.reason = "postponed", .requeue = true};
        case 1:
          return {.status = 304};
        case 2:
          return {.body = ""};
        case 3:
          return {.body = "<html><body><p>系统繁忙，请稍后再试</p></body></html>"};
        case 4:
          return {.body = std::string("\0PK\1\2", 5), .type = "application/json"};
        default:
          return {.reason = kReasons[roll(6)]};
      }
    }
    const bool list = task.kind == crawler::TaskKind::start || task.kind == crawler::TaskKind::list;
    if (!list && task.kind != crawler::TaskKind::sitemap)
      return {.body = notice_html("云溪市妇幼保健院公告", "YX-1", "云溪市妇幼保健院",
                                  roll(4) == 0 ? "<p>" + std::to_string(roll(9)) + "</p>" : "")};
    if (task.kind == crawler::TaskKind::sitemap)
      return {.body = "<rss><channel><item><title>一</title><link>/d" + std::to_string(roll(30)) +
                      ".html</link><pubDate>2026-08-0" + std::to_string(1 + roll(8)) +
                      "</pubDate></item></channel></rss>",
              .type = "text/xml"};
    std::string html = "<html><head><meta charset=\"utf-8\"></head><body><ul>";
    for (int i = roll(9) == 0 ? 8 : 0; i < 8; ++i) {
      const int id = roll(90);
      html += "<li><a href=\"t" + std::to_string(id) + ".html\">云溪市第" + std::to_string(id) +
              "妇幼保健院信息系统采购公告</a><span>2026-08-0" + std::to_string(1 + roll(8)) + "</span></li>";
    }
    html += "</ul>";
    if (roll(3) == 0) html += "<p>共 " + std::to_string(roll(40)) + " 条</p>";
    return {.body = html + "</body></html>"};
  }

  void expect_balanced(unsigned seed, int life) {
    for (const auto& entry : read([&](store::Queries& queries) { return queries.ledger(run_); })) {
      EXPECT_TRUE(entry.balances()) << "seed " << seed << ", life " << life << ": "
                                    << wire::to_json_text(entry);
      std::int64_t failed = 0, refused = 0;
      for (const auto& [reason, count] : entry.reasons) {
        if (reason.starts_with("failed:")) failed += count;
        if (reason.starts_with("refused:")) refused += count;
      }
      EXPECT_EQ(failed, entry.failed) << "seed " << seed;
      EXPECT_EQ(refused, entry.refused) << "seed " << seed;
    }
  }

  std::mt19937 random_;
  int faults_ = 0;
};

TEST_F(ARandomSite, NeverUnbalancesTheLedger) {
  for (unsigned seed = 1; seed <= 10; ++seed) {
    store_.reset();
    std::filesystem::remove_all(folder_ / "data");
    run_ = 0;
    random_.seed(seed);
    faults_ = static_cast<int>(seed % 5) * 15;
    for (auto& source : configuration_.sources) source.politeness.max_list_pages = 3 + roll(6);
    for (int run = 0; run < 3; ++run) {
      clock_.now += 86400 * (1 + roll(3));
      begin_run(true, roll(5) == 0);
      for (int life = 0; life < 3; ++life) {
        // Killed after some outcomes; the last life goes on as long as something is queued.
        crawl(seed, life < 2 ? static_cast<std::size_t>(roll(40)) : 100'000);
        expect_balanced(seed, life);
        store_.reset();
      }
      // Closed as it should be, or by the next run.
      if (roll(3) > 0) {
        end_run();
      } else {
        ASSERT_TRUE(store().write([&](store::WriteBatch& writer) { writer.finish_run(run_, clock_.now); }));
      }
      expect_balanced(seed, 3);
    }
  }
}

}  // namespace
}  // namespace tenderlead::app

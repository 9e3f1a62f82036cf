// What counts as a change of a page, and what becomes of pages that go.
#include "pipeline_fixture.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

constexpr std::int64_t kDay = 86400;

class AChange : public PipelineTest {
 protected:
  static constexpr const char* kUrl = "http://portal.example/zbgg/t1.html";

  void SetUp() override {
    PipelineTest::SetUp();
    make_site(1, 2);
    site_[kUrl].body = page("17", "1800000");
    run();
    refined_ = dump(store::DumpParts::refined);
  }
  void run() {
    begin_run(run_ != 0);
    crawl();
    finish_run();
    EXPECT_TRUE(ledger().balances());
    clock_.now += 2 * kDay;
  }
  // With a counter, a token and today's date, which change with every visit.
  static std::string page(const std::string& visit, const std::string& amount) {
    std::string html =
        notice_html("云溪市妇幼保健院信息系统采购公告", "YXZC-2026-10001", "云溪市第1妇幼保健院",
                    "<p>浏览次数：" + visit + "</p><p>最高限价：" + amount + "元</p>");
    html.replace(html.find("<body>"), 6,
                 "<body><form><input type=\"hidden\" name=\"_csrf\" value=\"" + visit +
                     "c0ffee\"></form><div class=\"top\">欢迎访问，今天是2026年8月" + visit + "日</div>");
    return html;
  }
  std::size_t versions() {
    return read([&](store::Queries& queries) { return queries.pages_of_url(kUrl); }).size();
  }
  store::UrlTask task() {
    store::UrlTask task;
    task.source_id = "portal";
    task.url = kUrl;
    return *read([&](store::Queries& queries) { return queries.find_url(task); });
  }
  std::optional<std::int64_t> gone_since() {
    return read([&](store::Queries& queries) { return queries.gone_since(task()); });
  }
  std::string refined_;
};

TEST_F(AChange, IsNoneWhereOnlyCountersDatesAndTokensDiffer) {
  site_[kUrl].body = page("23", "1800000");
  run();
  EXPECT_EQ(ledger().parsed, 0);
  EXPECT_EQ(ledger().unchanged, 3);
  EXPECT_EQ(versions(), 1u) << "the archive holds the page that the store was read from";
  EXPECT_EQ(dump(store::DumpParts::refined), refined_);
}

TEST_F(AChange, IsOneWhereAFieldDiffers) {
  site_[kUrl].body = page("23", "1700000");
  run();
  EXPECT_EQ(ledger().parsed, 1);
  EXPECT_EQ(versions(), 2u);
  EXPECT_NE(dump(store::DumpParts::refined), refined_);
  // And back, in new bytes.
  site_[kUrl].body = page("24", "1800000");
  run();
  EXPECT_EQ(ledger().parsed, 1);
  EXPECT_EQ(versions(), 3u);
}

TEST_F(AChange, OfAListIsAnotherItem) {
  const std::string list = "http://portal.example/zbgg/index.htm";
  auto& html = site_[list].body;
  html.insert(html.find("<ul>"), "<p>今天是2026年8月9日，本站访问量：170</p>");
  run();
  EXPECT_EQ(ledger().parsed, 0);
  EXPECT_EQ(ledger().unchanged, 3);
  site_["http://portal.example/zbgg/t9.html"].body =
      notice_html("云溪市第9妇幼保健院采购公告", "YXZC-2026-9", "云溪市第9妇幼保健院");
  html.insert(html.find("<ul>") + 4,
              "<li><a href=\"t9.html\">云溪市第9妇幼保健院采购公告</a><span>2026-08-09</span></li>");
  run();
  EXPECT_EQ(ledger().parsed, 2) << "the list and the notice";
}

TEST_F(AChange, ThatTakesAPageAwayMarksItAndLeavesItsNotice) {
  const auto notices = [&] { return read([](store::Queries& queries) { return queries.notice_count(); }); };
  site_[kUrl] = {404, "", "failed:http_404"};
  run();
  run();
  EXPECT_FALSE(gone_since());
  clock_.now += 10 * kDay;
  const auto at = clock_.now;
  run();
  EXPECT_EQ(gone_since(), at);
  EXPECT_EQ(ledger().reasons.at("failed:http_404"), 2) << "and paging's end, asked for again";
  EXPECT_EQ(notices(), 2);
  EXPECT_EQ(dump(store::DumpParts::refined), refined_) << "no lead loses its evidence";
  site_[kUrl] = {200, page("99", "1800000"), ""};
  clock_.now += 60 * kDay;
  run();
  EXPECT_FALSE(gone_since());
}

TEST_F(AChange, To410MarksAPageAtOnce) {
  site_[kUrl] = {410, "", "failed:http_410"};
  run();
  EXPECT_TRUE(gone_since());
}

TEST_F(AChange, ToWordsThatSayItIsGoneCountsLike404) {
  site_[kUrl].body =
      "<html><body><p>对不起，您访问的信息不存在或已被删除。</p><a href=\"/\">首页</a></body></html>";
  for (int i = 0; i < 3; ++i) {
    run();
    EXPECT_EQ(ledger().reasons.at("failed:gone"), 1);
    clock_.now += 10 * kDay;
  }
  EXPECT_TRUE(gone_since());
  EXPECT_EQ(versions(), 1u);
  EXPECT_EQ(dump(store::DumpParts::refined), refined_);
  site_[kUrl].body = page("99", "1800000");
  clock_.now += 60 * kDay;
  run();
  EXPECT_FALSE(gone_since()) << "the tag of the error page was not kept";
  EXPECT_EQ(ledger().parsed, 0);
}

TEST_F(AChange, CannotBeDeniedForAPageThatWasNeverRead) {
  site_["http://portal.example/zbgg/t3.html"].status = 304;
  auto& html = site_["http://portal.example/zbgg/index.htm"].body;
  html.insert(html.find("<ul>") + 4,
              "<li><a href=\"t3.html\">云溪市第3妇幼保健院采购公告</a><span>2026-08-09</span></li>");
  run();
  EXPECT_EQ(ledger().reasons.at("failed:unasked_304"), 1);
  // Paging's end, of now and of the first run: one fetch where the list names it while it still waits from then.
  EXPECT_GE(ledger().reasons.at("failed:http_404"), 1);
  EXPECT_LE(ledger().reasons.at("failed:http_404"), 2);
}

TEST_F(AChange, OfTheBoundsMakesVisitsSeldomer) {
  configuration_.sources[0].revisit.notice = {std::chrono::hours(24 * 5), std::chrono::hours(24 * 5)};
  run();
  EXPECT_EQ(ledger().unchanged, 3);
  run();
  EXPECT_EQ(ledger().unchanged, 1) << "the list; the notices come back after five days";
}

TEST_F(AChange, OfAListMakesItsVisitsSeldomerWhereTheSourceSaysSo) {
  Source source = configuration_.sources[0];
  const auto starts = [&](std::int64_t now) {
    LedgerEntry delta;
    EXPECT_TRUE(store().write([&](store::WriteBatch& writer) {
      store_starts(writer, source, {2026, 8, 6}, ++run_, delta, {.now = now, .full = false, .rest = true});
    }));
    return delta;
  };
  configuration_.sources[0].revisit.list = {std::chrono::hours(24), std::chrono::hours(24 * 4)};
  for (int i = 0; i < 5; ++i) run();
  const auto read_at = clock_.now - 2 * kDay;
  const auto resting = starts(read_at + 3 * kDay);
  EXPECT_EQ(resting.listed, 0);
  EXPECT_EQ(resting.reasons.at("resting:list"), 1);
  EXPECT_EQ(starts(read_at + 4 * kDay).listed, 1);
}

}  // namespace
}  // namespace tenderlead::app

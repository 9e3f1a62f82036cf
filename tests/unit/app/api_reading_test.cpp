// How interfaces, feeds and sitemaps are read from run to run.
#include <gmock/gmock.h>

#include "app/pipeline/alarms.h"
#include "pipeline_fixture.h"

namespace tenderlead::app {
namespace {

using ::testing::ElementsAre;

// An API's records as JSON, with links.
std::string json_records(const std::vector<int>& ids, const std::string& more) {
  std::string records;
  for (const int id : ids)
    records += (records.empty() ? "" : ",") + std::string("{\"url\":\"/d/") + std::to_string(id) +
               ".html\",\"title\":\"云溪市第" + std::to_string(id) + "妇幼保健院采购公告\"}";
  return "{\"data\":{\"rows\":[" + records + "]" + more + "}}";
}

class AnApi : public PipelineTest {
 protected:
  void SetUp() override {
    PipelineTest::SetUp();
    Source& source = configuration_.sources[0];
    source.paging = {};
    source.start[0].url = "http://portal.example/api";
    source.start[0].method = "POST";
    source.parser.list_item = "/data/rows";
    source.parser.list_link = "/url";
    source.parser.list_title = "/title";
  }
  FakeAnswer json(std::string body) const { return {.body = std::move(body), .type = "application/json"}; }
  void run_once() {
    begin_run(true);
    crawl();
    end_run();
    EXPECT_TRUE(ledger().balances());
  }
};

TEST_F(AnApi, IsPagedByTheCursorThatItsAnswerNames) {
  Source& source = configuration_.sources[0];
  source.start[0].body = R"({"size":3,"after":"{cursor}"})";
  source.paging.kind = PagingKind::cursor;
  source.paging.cursor = "/data/next";
  std::vector<std::string> bodies;
  answer_ = [&](const crawler::Task& task) -> std::optional<FakeAnswer> {
    if (task.method != "POST") return FakeAnswer{.body = "<p>x</p>"};
    bodies.push_back(task.body);
    if (task.body.find("\"after\":\"\"") != std::string::npos)
      return json(json_records({9, 8, 7}, R"(,"next":"a\"1")"));
    if (task.body.find(R"(a\"1)") != std::string::npos) return json(json_records({6, 5, 4}, ",\"next\":17"));
    return json(json_records({3}, ",\"next\":null"));
  };
  run_once();
  EXPECT_THAT(bodies, ElementsAre(R"({"size":3,"after":""})", R"({"size":3,"after":"a\"1"})",
                                  R"({"size":3,"after":"17"})"));
  EXPECT_EQ(ledger().fresh, 3 + 7);
}

TEST_F(AnApi, IsPagedByItsLinkHeader) {
  Source& source = configuration_.sources[0];
  source.start[0].method = "GET";
  source.paging.kind = PagingKind::next_link;
  std::vector<std::string> urls;
  answer_ = [&](const crawler::Task& task) -> std::optional<FakeAnswer> {
    if (task.url.find("/api") == std::string::npos) return FakeAnswer{.body = "<p>x</p>"};
    urls.push_back(task.url);
    auto answer = json(json_records({static_cast<int>(urls.size())}, ""));
    if (urls.size() < 3)
      answer.headers = {{"Link", "</api?page=" + std::to_string(urls.size() + 1) + ">; rel=\"next\""}};
    return answer;
  };
  run_once();
  EXPECT_THAT(urls, ElementsAre("http://portal.example/api", "http://portal.example/api?page=2",
                                "http://portal.example/api?page=3"));
}

TEST_F(AnApi, ThatCapsItsAnswersIsReadInHalvesUntilAllIsThere) {
  Source& source = configuration_.sources[0];
  source.start[0].body = R"({"from":"{from}","to":"{to}","offset":{offset}})";
  source.paging.kind = PagingKind::offset;
  source.paging.page_size = 10;
  source.paging.window_days = 8;
  source.paging.windows = 2;
  source.paging.max_results = 30;
  source.paging.overlap = 15;
  // Twelve a day; on one day fifty.
  const auto last = days_from_date(local_date(clock_.now));
  const auto there = [&](std::int64_t day) { return day == last - 3 ? 50 : 12; };
  int requests = 0;
  std::vector<std::int64_t> stated;
  answer_ = [&](const crawler::Task& task) -> std::optional<FakeAnswer> {
    if (task.method != "POST") return FakeAnswer{.body = "<p>x</p>"};
    ++requests;
    const auto day_at = [&](const char* key) {
      const auto at = task.body.find(key) + std::string(key).size() + 3;
      return days_from_date(*date_from_iso(task.body.substr(at, 10)));
    };
    const auto offset = std::stoul(task.body.substr(task.body.find("offset\":") + 8));
    std::vector<int> ids;
    for (auto day = day_at("\"to"); day >= day_at("\"from"); --day)
      for (int i = 0; i < there(day); ++i) ids.push_back(static_cast<int>((last - day) * 100 + i));
    ids.resize(std::min<std::size_t>(ids.size(), 30));
    const auto total = ids.size();
    ids.erase(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(std::min(offset, total)));
    ids.resize(std::min<std::size_t>(ids.size(), 10));
    return json(json_records(ids, ",\"total\":" + std::to_string(total)));
  };
  run_once();
  // All but the twenty of one day that no query gives.
  EXPECT_EQ(read([](store::Queries& queries) {
              std::int64_t count = 0;
              for (int id = 0; id < 1600; ++id) {
                store::UrlTask task;
                task.source_id = "portal";
                task.url = "http://portal.example/d/" + std::to_string(id) + ".html";
                count += queries.find_url(task).has_value();
              }
              return count;
            }),
            15 * 12 + 30);
  EXPECT_EQ(ledger().reasons[kCappedReason], 1);
  for (const auto& list : read([&](store::Queries& queries) { return queries.list_totals(run_, "portal"); }))
    EXPECT_FALSE(alarm_of(list)) << *alarm_of(list);
  const int first = requests;
  requests = 0;
  clock_.now += 60;
  run_once();
  run_once();
  requests = 0;
  run_once();
  EXPECT_LE(requests, 4) << "fifteen known items, of " << first << " requests";
}

TEST_F(AnApi, OfFeedsGivesTitlesAndDaysAndFetchesWhatIsPublishedAgain) {
  Source& source = configuration_.sources[0];
  source.start.clear();
  source.sitemaps = {"http://portal.example/feed.xml"};
  source.sitemap_role = PageRole::notice;
  std::string day = "Sun, 02 Aug 2026 20:00:00 GMT";
  int fetched = 0;
  answer_ = [&](const crawler::Task& task) -> std::optional<FakeAnswer> {
    if (task.url.find("feed") == std::string::npos) {
      ++fetched;
      return FakeAnswer{.body = notice_html("公告", "YX-1", "云溪市妇幼保健院")};
    }
    return FakeAnswer{.body =
                          "<rss version='2.0'><channel><item><title>云溪市 "
                          "&amp;lt;b&amp;gt;妇幼&amp;lt;/b&amp;gt; 公告</title>"
                          "<link>/d/1.html</link><pubDate>" +
                          day +
                          "</pubDate></item><item><title>二</title>"
                          "<guid>http://portal.example/d/2.html</guid><pubDate>Sun, 02 Aug 2099 20:00:00 GMT"
                          "</pubDate></item></channel></rss>",
                      .type = "application/rss+xml"};
  };
  run_once();
  const auto hints = [&](const char* url) {
    store::UrlTask task;
    task.source_id = "portal";
    task.url = url;
    const auto found = read([&](store::Queries& queries) { return queries.find_url(task); });
    return found ? std::string(to_string(found->role)) + " " + found->hint_title + " " +
                       found->hint_published_at
                 : "";
  };
  EXPECT_EQ(hints("http://portal.example/d/1.html"), "notice 云溪市 妇幼 公告 2026-08-03");
  EXPECT_EQ(hints("http://portal.example/d/2.html"), "notice 二 ") << "a day that hasn't come";
  EXPECT_EQ(fetched, 2);
  run_once();
  EXPECT_EQ(fetched, 2);
  day = "Wed, 05 Aug 2026 02:00:00 GMT";
  run_once();
  EXPECT_EQ(fetched, 3) << "published again";
}

TEST_F(AnApi, OfASitemapFetchesSoonerWhatItSaysWasChangedSince) {
  Source& source = configuration_.sources[0];
  source.start.clear();
  source.sitemaps = {"http://portal.example/sitemap.xml"};
  source.sitemap_role = PageRole::notice;
  std::map<int, std::string> changed;
  int fetched = 0;
  answer_ = [&](const crawler::Task& task) -> std::optional<FakeAnswer> {
    if (task.kind != crawler::TaskKind::sitemap) {
      ++fetched;
      return FakeAnswer{.body = notice_html("公告", "YX-1", "云溪市妇幼保健院")};
    }
    std::string map = "<urlset>";
    for (int i = 1; i <= 12; ++i)
      map += "<url><loc>http://portal.example/d/" + std::to_string(i) + ".html</loc><lastmod>" +
             (changed.contains(i) ? changed[i] : "2026-08-01") + "</lastmod></url>";
    return FakeAnswer{.body = map + "</urlset>", .type = "application/xml"};
  };
  const auto fetches = [&] {
    fetched = 0;
    clock_.now += 600;
    run_once();
    return fetched;
  };
  EXPECT_EQ(fetches(), 12);
  EXPECT_EQ(fetches(), 0);
  changed[3] = utc_timestamp(clock_.now + 60);
  EXPECT_EQ(fetches(), 1) << "a minute after it was fetched";
  EXPECT_EQ(ledger().revisits, 2) << "it and the sitemap";
  EXPECT_EQ(fetches(), 0) << "that was it";
  changed[4] = utc_timestamp(clock_.now + 86'400);
  EXPECT_EQ(fetches(), 0) << "what is yet to come is a mistake";
  changed.clear();
  for (int i = 1; i <= 12; ++i) changed[i] = utc_timestamp(clock_.now + 60);
  EXPECT_EQ(fetches(), 0) << "a sitemap that says so of all its pages tells when it was made";
}

TEST_F(AnApi, OfAFeedReadsOlderPagesAsFarAsThereIsSomethingNew) {
  Source& source = configuration_.sources[0];
  source.start.clear();
  source.sitemaps = {"http://portal.example/feed?p=1"};
  source.sitemap_role = PageRole::notice;
  int items = 8;
  std::vector<std::string> pages;
  answer_ = [&](const crawler::Task& task) -> std::optional<FakeAnswer> {
    const auto at = task.url.find("feed?p=");
    if (at == std::string::npos) return FakeAnswer{.body = notice_html("公告", "YX-1", "云溪市妇幼保健院")};
    pages.push_back(task.url.substr(at + 7));
    const int page = std::stoi(pages.back());
    // The last page names the first as the one after it.
    const int last = (items + 1) / 2;
    std::string feed = "<feed xmlns='http://www.w3.org/2005/Atom'><link rel='next' href='/feed?p=" +
                       std::to_string(page == last ? 1 : page + 1) + "'/>";
    for (int i = items - 2 * (page - 1); i > std::max(items - 2 * page, 0); --i)
      feed += "<entry><title>第" + std::to_string(i) + "号</title><link href='/d/" + std::to_string(i) +
              ".html'/><updated>2026-08-01T00:00:00Z</updated></entry>";
    return FakeAnswer{.body = feed + "</feed>", .type = "application/atom+xml"};
  };
  const auto read_pages = [&] {
    pages.clear();
    clock_.now += 600;
    run_once();
    return pages;
  };
  EXPECT_EQ(read_pages(), (std::vector<std::string>{"1", "2", "3", "4"}));
  EXPECT_EQ(ledger().fetched, 12) << "four pages and eight items";
  EXPECT_EQ(read_pages(), std::vector<std::string>{"1"});
  items = 11;
  EXPECT_EQ(read_pages(), (std::vector<std::string>{"1", "2", "3"})) << "two new ones, one, none";
  EXPECT_EQ(ledger().fetched, 6);
  source.politeness.max_list_pages = 2;
  items = 19;
  EXPECT_EQ(read_pages(), (std::vector<std::string>{"1", "2"}));
}

}  // namespace
}  // namespace tenderlead::app

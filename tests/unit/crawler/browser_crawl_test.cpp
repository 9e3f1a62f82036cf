// A crawl whose source says `fetch: browser`: the same politeness, the same limits, the same ways out.
#include <gmock/gmock.h>
#include <stdlib.h>

#include <filesystem>

#include "crawl_harness.h"
#include "crawler/browser/browser_pool.h"

namespace tenderlead::crawler {
namespace {

using testing::HasSubstr;
using testing::Not;

class BrowserCrawlTest : public CrawlTest {
 protected:
  BrowserCrawlTest() {
    std::string folder = std::filesystem::temp_directory_path() / "browser-crawl-XXXXXX";
    folder_ = ::mkdtemp(folder.data());
    add("/robots.txt", "User-agent: *\nDisallow: /private/\n", "text/plain");
  }
  ~BrowserCrawlTest() override { std::filesystem::remove_all(folder_); }
  void SetUp() override { ASSERT_FALSE(find_browser().empty()) << "install Debian's chromium"; }

  void add(const std::string& target, const std::string& body, const std::string& type = "text/html",
           HeaderList more = {}) {
    more.emplace_back("Content-Type", type);
    answers_[target] = {200, body, std::move(more), 0ms, ""};
  }
  Source source() {
    Source made = source_for(server_);
    made.fetch_by = FetchBy::browser;
    made.browser.settle = 100ms;
    made.politeness.slowdown = 0;
    made.politeness.max_retries = 0;
    return made;
  }
  CrawlSummary crawl_with_browsers(Source given) {
    BrowserPool pool(fetcher(), {find_browser(), folder_, 2, true});
    CrawlOptions options;
    options.browsers = &pool;
    return crawl({std::move(given)}, options);
  }
  std::string body_of(const std::string& target) const {
    const auto* outcome = sink_.of(server_.url(target));
    return outcome != nullptr && outcome->page.ok() ? outcome->page.value().body
                                                    : result_of(server_.url(target));
  }

  std::map<std::string, ServerReply> answers_;
  TestServer server_{[this](const ServerRequest& request) {
    const auto found = answers_.find(request.target);
    return found != answers_.end() ? found->second : reply(404);
  }};
  TestServer other_{[](const ServerRequest&) {
    return reply(200, "'OTHER'", {{"Content-Type", "text/plain"}, {"Access-Control-Allow-Origin", "*"}});
  }};
  std::filesystem::path folder_;
};

TEST_F(BrowserCrawlTest, LoadsWhatHostsAndRobotsAllow) {
  add("/page", "<p>page<script>for (const u of ['/data', '/private/data', '" + other_.url("/x") +
                   "']) fetch(u).then(r => r.text()).then(t => document.body.append('got ' + t + ' '), () => "
                   "document.body.append('no '))</script>");
  add("/data", "DATA", "text/plain");
  add("/private/data", "SECRET", "text/plain");
  Source given = source();
  frontier_.add("portal", server_.url("/page"));
  const auto summary = crawl_with_browsers(given);
  EXPECT_THAT(body_of("/page"), HasSubstr("got DATA"));
  EXPECT_THAT(body_of("/page"), Not(HasSubstr("SECRET")));
  EXPECT_TRUE(server_.requests("/private/data").empty());
  EXPECT_EQ(other_.connections(), 0);
  EXPECT_EQ(summary.totals.requests, 3U);  // robots.txt, the page, its data
  EXPECT_EQ(frontier_.size(), 0U);

  // With the other host named. Its address is private, so that has to be said as well.
  given.browser.hosts = {other_.host()};
  add("/again", answers_["/page"].body);
  frontier_.add("portal", server_.url("/again"));
  crawl_with_browsers(given);
  EXPECT_EQ(other_.connections(), 0);
  given.allowed_private_hosts.push_back(other_.host());
  add("/at-last", answers_["/page"].body);
  frontier_.add("portal", server_.url("/at-last"));
  crawl_with_browsers(given);
  EXPECT_THAT(body_of("/at-last"), HasSubstr("got 'OTHER'"));
}

TEST_F(BrowserCrawlTest, LoadsNothingThatItsSourceBlocks) {
  add("/page",
      "<p>page<script>for (const u of ['/data', '/count/data?u=1', '/data.mp4']) fetch(u).then(r => r.text())"
      ".then(t => document.body.append('got ' + t + ' '), () => document.body.append('no:' + u + ' "
      "'))</script>");
  for (const char* target : {"/data", "/count/data?u=1", "/data.mp4"}) add(target, target, "text/plain");
  Source given = source();
  given.browser.block = {"/count/.*u=", R"(\.mp4$)"};
  frontier_.add("portal", server_.url("/page"));
  crawl_with_browsers(given);
  EXPECT_THAT(body_of("/page"), HasSubstr("got /data "));
  EXPECT_THAT(body_of("/page"), HasSubstr("no:/count/data?u=1 "));
  EXPECT_THAT(body_of("/page"), HasSubstr("no:/data.mp4 "));
  EXPECT_EQ(server_.requests("/data").size(), 1U);
  EXPECT_TRUE(server_.requests("/count/data?u=1").empty());
  EXPECT_TRUE(server_.requests("/data.mp4").empty());
}

TEST_F(BrowserCrawlTest, SharesTheCookiesOfItsSourceWithWhatPagesLoad) {
  const auto load =
      "<script>document.cookie = 'own=2'; fetch('/data').then(r => r.text())"
      ".then(t => document.body.append('got ' + t))</script>";
  add("/first", "<p>welcome", "text/html", {{"Set-Cookie", "session=1; Path=/"}});
  add("/page", load);
  add("/data", "DATA", "text/plain");
  Source given = source();
  given.http.cookies = true;
  sink_.on_deliver = [&](const FetchOutcome& outcome) {
    if (outcome.task.url == server_.url("/first")) frontier_.add("portal", server_.url("/page"));
  };
  frontier_.add("portal", server_.url("/first"));
  crawl_with_browsers(given);
  EXPECT_THAT(body_of("/page"), HasSubstr("got DATA"));
  std::vector<std::string> cookies;
  const auto asked = server_.requests("/data");
  ASSERT_EQ(asked.size(), 1U);
  for (const auto& [name, value] : asked[0].headers)
    if (name == "Cookie") cookies.push_back(value);
  ASSERT_EQ(cookies.size(), 1U) << "RFC 6265 5.4";
  EXPECT_THAT(cookies[0], HasSubstr("session=1"));
  EXPECT_THAT(cookies[0], HasSubstr("own=2"));
}

TEST_F(BrowserCrawlTest, JudgesWhereAScriptSendsAPageLikeAnyRedirect) {
  add("/moved", "<script>location = '/list'</script>");
  add("/list", "<script>document.write('the list')</script>");
  add("/lost", "<script>location = '" + other_.url("/") + "'</script>");
  add("/forbidden", "<script>location = '/private/page'</script>");
  add("/circle", "<script>location = '/circle2'</script>");
  add("/circle2", "<script>location = '/circle'</script>");
  for (const char* target : {"/moved", "/lost", "/forbidden", "/circle"})
    frontier_.add("portal", server_.url(target));
  crawl_with_browsers(source());
  EXPECT_THAT(body_of("/moved"), HasSubstr("the list"));
  EXPECT_EQ(sink_.of(server_.url("/moved"))->page.value().url, server_.url("/list"));
  EXPECT_EQ(body_of("/lost"), "refused:host");
  EXPECT_EQ(body_of("/forbidden"), "refused:robots");
  EXPECT_EQ(body_of("/circle"), "failed:redirects");
  EXPECT_EQ(other_.connections(), 0);
}

TEST_F(BrowserCrawlTest, LeavesTheHostAloneUntilThePageIsDoneAndForItsDelay) {
  const std::string page = "<p>x<script src=/slow.js></script>";
  add("/slow.js", "document.body.append('ran')", "text/javascript", {{"Cache-Control", "no-store"}});
  answers_["/slow.js"].delay = 150ms;
  for (int i = 0; i < 3; ++i) {
    add("/" + std::to_string(i), page);
    frontier_.add("portal", server_.url("/" + std::to_string(i)));
  }
  Source given = source();
  given.politeness.delay = 200ms;
  crawl_with_browsers(given);
  EXPECT_EQ(server_.most_at_once(), 1);
  const auto requests = server_.requests();
  ASSERT_EQ(requests.size(), 7U);  // robots.txt, and three times a page with its script
  for (std::size_t i = 1; i < requests.size(); i += 2) {
    EXPECT_THAT(requests[i].target, testing::AnyOf("/0", "/1", "/2"));
    EXPECT_GE(requests[i].arrived - requests[i - 1].answered, 200ms) << requests[i].target;
    EXPECT_EQ(requests[i + 1].target, "/slow.js");
  }
}

TEST_F(BrowserCrawlTest, RendersPagesAloneAndAsksForThemUnconditionally) {
  add("/feed", "<?xml version='1.0'?><urlset/>", "application/xml");
  add("/map", "<script>document.write('rendered')</script>");
  add("/file", "<script>document.write('rendered')</script>");
  add("/api", "{}", "application/json");
  add("/page", "<script>document.write('rendered')</script>", "text/html", {{"ETag", "\"1\""}});
  frontier_.add("portal", server_.url("/feed"));
  frontier_.add("portal", server_.url("/map"), TaskKind::sitemap);
  frontier_.add("portal", server_.url("/file"), TaskKind::attachment);
  frontier_.add("portal", server_.url("/api"));
  Task task;
  task.source_id = "portal";
  task.url = server_.url("/page");
  task.etag = "\"1\"";
  frontier_.add(std::move(task));
  crawl_with_browsers(source());
  EXPECT_EQ(body_of("/feed"), "<?xml version='1.0'?><urlset/>");
  for (const char* target : {"/map", "/file"})
    EXPECT_EQ(body_of(target), "<script>document.write('rendered')</script>");
  EXPECT_EQ(body_of("/api"), "{}");
  EXPECT_THAT(body_of("/page"), HasSubstr("<body>rendered</body>"));
  EXPECT_EQ(header_value(server_.requests("/page").at(0).headers, "If-None-Match"), "");
}

TEST_F(BrowserCrawlTest, CountsPagesThatFailAndGoesOn) {
  add("/endless", "<script>for (;;);</script>");
  add("/large", "<script>document.documentElement.dataset.x = 'x'.repeat(300000)</script>");
  add("/good", "<script>document.write('good page')</script>");
  for (const char* target : {"/endless", "/large", "/missing", "/good"})
    frontier_.add("portal", server_.url(target));
  Source given = source();
  given.browser.timeout = 8s;
  given.politeness.max_body_bytes = 200'000;
  const auto summary = crawl_with_browsers(given);
  EXPECT_EQ(body_of("/endless"), "failed:timed_out");
  EXPECT_EQ(body_of("/large"), "failed:too_large");
  EXPECT_EQ(body_of("/missing"), "failed:http_404");
  EXPECT_THAT(body_of("/good"), HasSubstr("good page"));
  EXPECT_EQ(summary.totals.fetched, 1U);
  EXPECT_EQ(summary.totals.failed, 3U);
  EXPECT_EQ(frontier_.size(), 0U);
}

TEST_F(BrowserCrawlTest, StopsAtOnceAndLeavesThePageQueued) {
  add("/endless", "<script>for (;;);</script>");
  frontier_.add("portal", server_.url("/endless"));
  boost::asio::steady_timer watch(io_);
  std::function<void()> look = [&] {
    watch.expires_after(10ms);
    watch.async_wait([&](boost::system::error_code) {
      if (server_.requests("/endless").empty()) return look();
      running_->cancel();
    });
  };
  look();
  const auto summary = crawl_with_browsers(source());
  EXPECT_TRUE(summary.stopped);
  EXPECT_TRUE(frontier_.holds(server_.url("/endless")));
  EXPECT_TRUE(sink_.outcomes.empty());
}

TEST_F(BrowserCrawlTest, FailsPagesWithoutABrowser) {
  add("/page", "<p>x");
  frontier_.add("portal", server_.url("/page"));
  crawl({source()});
  EXPECT_EQ(body_of("/page"), "failed:browser_start");
}

}  // namespace
}  // namespace tenderlead::crawler

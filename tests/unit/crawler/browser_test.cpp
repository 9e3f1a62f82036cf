// What a browser makes of pages that mean well.
#include <gmock/gmock.h>

#include "browser_fixture.h"

namespace tenderlead::crawler {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST_F(BrowserTest, GivesTheDocumentThatScriptsMakeWithTheAnswerItCameFrom) {
  serve("/list.js",
        "fetch('/api/list?page=1', {method: 'POST', body: '类别=采购'}).then(r => r.json()).then(rows => {"
        "  for (const row of rows) document.querySelector('ul').insertAdjacentHTML('beforeend',"
        "    `<li><a href=\"/n/${row.id}.html\">${row.title}</a></li>`); });",
        "text/javascript; charset=utf-8");
  serve("/api/list?page=1", R"([{"id": 7, "title": "病案系统采购公告"}, {"id": 8, "title": "机房改造"}])",
        "application/json");
  const std::string shell =
      "<!DOCTYPE html><html><head><meta charset=\"gb18030\"></head><body>\xC1\xD0\xB1\xED<ul></ul>"
      "<script src=\"/list.js\"></script></body></html>";
  RenderJob asked = job(shell);
  asked.page.headers = {{"Content-Type", "text/html"}, {"X-Portal", "1"}};
  const auto result = render(std::move(asked));
  ASSERT_TRUE(result.answer.page.ok()) << text_of(result);
  const Page& page = result.answer.page.value();
  EXPECT_THAT(page.body, HasSubstr("<a href=\"/n/7.html\">病案系统采购公告</a>"));
  EXPECT_THAT(page.body, HasSubstr("列表"));
  EXPECT_TRUE(page.body.starts_with("<!DOCTYPE html>"));
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(header_value(page.headers, "Content-Type"), "text/html; charset=utf-8");
  EXPECT_EQ(header_value(page.headers, "X-Portal"), "1");
  ASSERT_TRUE(page.original);
  EXPECT_EQ(page.original->body, shell);
  EXPECT_EQ(page.original->content_type, "text/html");
  EXPECT_EQ(result.requests, 2U);
  const auto posted = server_.requests("/api/list?page=1").at(0);
  EXPECT_EQ(posted.method, "POST");
  EXPECT_EQ(posted.body, "类别=采购");
  EXPECT_THAT(std::string(header_value(posted.headers, "User-Agent")), HasSubstr("Tenderlead/"));
  EXPECT_EQ(header_value(posted.headers, "Referer"), server_.url("/page"));
}

TEST_F(BrowserTest, LoadsNoImagesSheetsFontsIconsOrTrackers) {
  serve("/own.js", "document.body.append('ran')", "text/javascript");
  const auto text = document(
      "<html><head><link rel=icon href=/favicon.ico><link rel=stylesheet href=/s.css"
      " onload=\"document.title='sheet came'\"><link rel=preload as=font href=/f.woff crossorigin>"
      "<style>@font-face{font-family:x;src:url(/x.woff)} p{font-family:x}</style></head><body><p>text"
      "<img src=/a.png><video src=/v.mp4></video><script src=/matomo.js></script><script "
      "src=/own.js></script>");
  EXPECT_THAT(text, HasSubstr("ran"));
  EXPECT_THAT(text, HasSubstr("sheet came"));
  for (const auto& request : server_.requests()) EXPECT_EQ(request.target, "/own.js");
}

TEST_F(BrowserTest, WaitsForWhatTheSourceAsksFor) {
  rules_.wait_for = "#list li:nth-child(2)";
  const auto text =
      document("<ul id=list></ul><script>setTimeout(() => list.innerHTML = '<li>one<li>two', 700)</script>");
  EXPECT_THAT(text, HasSubstr("two"));
  rules_.timeout = 1500ms;
  const auto never = render(job("<ul id=list></ul>"));
  EXPECT_EQ(never.answer.reason, "failed:timed_out");
}

TEST_F(BrowserTest, TakesAPageAsItIsWhenItNeverStopsLoading) {
  serve("/beat", "{}", "application/json");
  rules_.timeout = 8s;
  EXPECT_THAT(document("<p>shown<script>const beat = () => fetch('/beat').then(beat); beat()</script>"),
              HasSubstr("shown"));
}

TEST_F(BrowserTest, KeepsCookiesWithinAPageAndNotBetweenPages) {
  serve("/api", "x", "text/plain");
  RenderJob first = job("<script>document.cookie = 'b=2'; fetch('/api')</script>");
  first.page.headers.emplace_back("Set-Cookie", "a=1; Path=/; HttpOnly");
  ASSERT_TRUE(render(std::move(first)).answer.page.ok());
  ASSERT_TRUE(render(job("<script>fetch('/api')</script>")).answer.page.ok());
  const auto seen = server_.requests("/api");
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(header_value(seen[0].headers, "Cookie"), "a=1; b=2");
  EXPECT_EQ(header_value(seen[1].headers, "Cookie"), "");
  EXPECT_EQ(pool().started(), 1);
}

TEST_F(BrowserTest, LoadsAPageOnceMoreThatSetsACookieAndReloads) {
  serve("/page", "<p>the real page");
  const auto text = document("<script>document.cookie = 'pass=1'; location.reload()</script>");
  EXPECT_THAT(text, HasSubstr("the real page"));
  ASSERT_EQ(server_.requests("/page").size(), 1U);
  EXPECT_EQ(header_value(server_.requests("/page")[0].headers, "Cookie"), "pass=1");
}

TEST_F(BrowserTest, HandsBackWhereAScriptSendsThePage) {
  const auto result = render(job("<script>location.href = '/list/index.html'</script>"));
  ASSERT_TRUE(result.answer.page.ok()) << text_of(result);
  EXPECT_EQ(result.answer.page.value().status, 302);
  EXPECT_EQ(header_value(result.answer.page.value().headers, "Location"), server_.url("/list/index.html"));
  EXPECT_TRUE(server_.requests().empty());
}

TEST_F(BrowserTest, AsksForAScriptOnceARunWhereItMayBeCached) {
  serve("/kept.js", "document.body.append('kept ')", "text/javascript");
  serve("/fresh.js", "document.body.append('fresh ')", "text/javascript");
  answers_["/fresh.js"].headers.emplace_back("Cache-Control", "private, no-store");
  serve("/own.js", "document.body.append('own ')", "text/javascript");
  answers_["/own.js"].headers.emplace_back("Set-Cookie", "a=1");
  const std::string page =
      "<p><script src=/kept.js></script><script src=/fresh.js></script><script src=/own.js></script>";
  for (int i = 0; i < 3; ++i) EXPECT_THAT(document(page), HasSubstr("kept fresh own"));
  EXPECT_EQ(server_.requests("/kept.js").size(), 1U);
  EXPECT_EQ(server_.requests("/fresh.js").size(), 3U);
  EXPECT_EQ(server_.requests("/own.js").size(), 3U);
}

TEST_F(BrowserTest, LoadsOverOneConnectionAHostAndWithinTheSourcesBounds) {
  std::string body = "<p>x";
  for (int i = 0; i < 12; ++i) {
    serve("/" + std::to_string(i) + ".js", "document.body.append('s')", "text/javascript");
    answers_["/" + std::to_string(i) + ".js"].delay = 20ms;
    body += "<script async src=/" + std::to_string(i) + ".js></script>";
  }
  rules_.max_requests = 10;
  const auto result = render(job(body));
  EXPECT_EQ(result.requests, 10U);
  EXPECT_EQ(server_.requests().size(), 10U);
  EXPECT_EQ(server_.most_at_once(), 1);
  // And by weight: what comes after twice the limit isn't loaded any more.
  max_body_bytes_ = 10'000;
  rules_.max_requests = 100;
  std::string heavy = "<p>x";
  for (int i = 0; i < 6; ++i) {
    serve("/heavy" + std::to_string(i), std::string(9'000, '/'), "text/javascript");
    heavy += "<script src=/heavy" + std::to_string(i) + "></script>";
  }
  const auto weighed = render(job(heavy));
  EXPECT_TRUE(weighed.answer.page.ok()) << text_of(weighed);
  EXPECT_LE(weighed.bytes, 29'000U);
}

TEST_F(BrowserTest, RendersPagesSideBySideInBrowsersOfTheirOwn) {
  std::vector<RenderJob> jobs;
  for (int i = 0; i < 4; ++i)
    jobs.push_back(job("<script>document.write('number ' + " + std::to_string(i) + ")</script>"));
  const auto results = render(std::move(jobs));
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_THAT(text_of(results[i]), HasSubstr("number " + std::to_string(i)));
  EXPECT_EQ(pool().started(), 2);
}

TEST_F(BrowserTest, RestsWithoutKeepingTheProgramFromEnding) {
  rest_after_ = true;  // render() returns once nothing keeps the io_context busy
  EXPECT_THAT(document("<p>one"), HasSubstr("one"));
  EXPECT_THAT(document("<p>two"), HasSubstr("two"));
  EXPECT_EQ(pool().started(), 2);
}

TEST_F(BrowserTest, ReportsABrowserThatDoesNotStart) {
  options_.program = "/bin/false";
  const auto result = render(job("<p>x"));
  EXPECT_EQ(result.answer.reason, "failed:browser_start");
  EXPECT_THAT(text_of(result), HasSubstr("/bin/false doesn't start"));
  std::vector<RenderJob> jobs;
  for (int i = 0; i < 5; ++i) jobs.push_back(job("<p>x"));
  for (const auto& one : render(std::move(jobs))) EXPECT_EQ(one.answer.reason, "failed:browser_start");
  EXPECT_LE(pool().started(), 5);
}

TEST(FindBrowser, LooksThroughThePathAndTakesNoRelativeFolder) {
  const std::string path = std::getenv("PATH");
  ASSERT_EQ(setenv("PATH", ".:bin:/bin", 1), 0);
  EXPECT_EQ(find_browser("sh"), "/bin/sh");
  EXPECT_EQ(find_browser("/bin/sh"), "/bin/sh");
  EXPECT_EQ(find_browser("/bin"), "");
  EXPECT_EQ(find_browser("no-such-browser"), "");
  setenv("PATH", path.c_str(), 1);
}

}  // namespace
}  // namespace tenderlead::crawler

// Sites that let in only who brings their cookie, and forms that lead to a page at their own address.
#include "crawl_harness.h"

namespace tenderlead::crawler {
namespace {

class CookieWalls : public CrawlTest {
 protected:
  static ServerReply go(const std::string& to, HeaderList headers = {}, int status = 302) {
    headers.emplace_back("Location", to);
    return reply(status, "", std::move(headers));
  }
  static bool brings(const ServerRequest& request, const std::string& cookie) {
    return header_value(request.headers, "Cookie").find(cookie) != std::string_view::npos;
  }
  // The result for one page of the source.
  std::string result(const TestServer& server, const Source& source, const std::string& path) {
    fetcher_.reset();
    sink_.outcomes.clear();
    frontier_.add("portal", server.url(path));
    crawl({source});
    return result_of(server.url(path));
  }
};

TEST_F(CookieWalls, ArePassedWithACookieAndEndlessWithoutOne) {
  TestServer server([](const ServerRequest& request) {
    const HeaderList cookie{{"Set-Cookie", "k=1; Path=/"}};
    const bool known = brings(request, "k=1");
    if (request.target == "/robots.txt") return reply(404);
    if (request.target == "/set") return go("/by-another", cookie);
    if (known) return reply(200, "<p>let in</p>");
    if (request.target == "/by-itself") return go("/by-itself", cookie);
    if (request.target == "/by-another") return go("/set");
    if (request.target == "/by-refresh")
      return reply(200, "<meta http-equiv=refresh content=\"0; url=/by-refresh\">", cookie);
    return reply(404);
  });
  Source source = source_for(server);
  for (const char* path : {"/by-itself", "/by-another", "/by-refresh"}) {
    source.http.cookies = true;
    ASSERT_EQ(result(server, source, path), "200") << path;
    EXPECT_EQ(sink_.of(server.url(path))->page->body, "<p>let in</p>") << path;
    source.http.cookies = false;
    if (path != std::string("/by-refresh")) {
      EXPECT_EQ(result(server, source, path), "failed:redirects") << path;
    }
  }
}

TEST_F(CookieWalls, ThatSetACookieWithEveryAnswerAreGivenUpAfterTheMostRedirects) {
  int number = 0;
  TestServer server([&](const ServerRequest& request) {
    if (request.target == "/robots.txt") return reply(404);
    const HeaderList cookie{{"Set-Cookie", "k" + std::to_string(++number) + "=1; Path=/"}};
    if (request.target == "/again") return go("/again", cookie);
    return reply(200, "<meta http-equiv=refresh content=\"0; url=/refresh\">", cookie);
  });
  Source source = source_for(server);
  source.http.cookies = true;
  source.politeness.max_redirects = 4;
  for (const char* path : {"/again", "/refresh"}) {
    EXPECT_EQ(result(server, source, path), "failed:redirects") << path;
    EXPECT_EQ(server.requests(path).size(), 5u) << path;
  }
}

TEST_F(CookieWalls, AreNoneWhereAPostLeadsToTheGetOfTheSameAddress) {
  TestServer server([](const ServerRequest& request) {
    if (request.target == "/robots.txt") return reply(404);
    if (request.method == "POST") return go("/api", {}, request.body == "loop" ? 307 : 303);
    return reply(200, "<p>found</p>");
  });
  const Source source = source_for(server);
  for (const auto& [body, expected] : {std::pair{"a=1", "200"}, {"loop", "failed:redirects"}}) {
    sink_.outcomes.clear();
    Task task;
    task.source_id = "portal";
    task.url = server.url("/api");
    task.method = "POST";
    task.body = body;
    frontier_.add(task);
    crawl({source});
    EXPECT_EQ(result_of(task.url), expected) << body;
  }
}

}  // namespace
}  // namespace tenderlead::crawler

// What a crawl may fetch: robots.txt, allowed hosts, addresses, and all of them again on every redirect.
#include <gtest/gtest.h>

#include "crawl_harness.h"
#include "crawler/allowed_hosts.h"

namespace tenderlead::crawler {
namespace {

TEST_F(CrawlTest, DoesWhatTheAnswerForRobotsTxtMeans) {
  struct Case {
    const char* name;
    ServerReply robots;
    const char* result;
    const char* other;  // for /private/b
  };
  const ServerReply rules = reply(200, "User-agent: *\nDisallow: /private/\n");
  const ServerReply ours =
      reply(200, "User-agent: *\nAllow: /\n\nUser-agent: tenderlead\nDisallow: /public\n");
  ServerReply broken;
  broken.raw = "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser-agent: *";
  const Case cases[] = {
      {"rules", rules, "200", "refused:robots"},
      {"rules for us", ours, "refused:robots", "200"},
      {"404 means that there are none", reply(404), "200", "200"},
      {"403 as well", reply(403), "200", "200"},
      {"500 means not now", reply(500), "~refused:robots_unreachable", "~refused:robots_unreachable"},
      {"503 as well", reply(503), "~refused:robots_unreachable", "~refused:robots_unreachable"},
      {"429 as well", reply(429), "~refused:robots_unreachable", "~refused:robots_unreachable"},
      {"and a broken answer", broken, "~refused:robots_unreachable", "~refused:robots_unreachable"},
      {"a page instead of rules", reply(200, "<html>Welcome: all</html>"), "200", "200"},
      {"a redirect to itself without end", reply(302, "", {{"Location", "/robots.txt"}}), "200", "200"},
  };
  for (const auto& row : cases) {
    TestServer server([&](const ServerRequest& request) {
      return request.target == "/robots.txt" ? row.robots : reply(200);
    });
    frontier_.add("portal", server.url("/public/a"));
    frontier_.add("portal", server.url("/private/b"));
    const FastClock clock(50);
    CrawlOptions options;
    options.clock = &clock;
    crawl({source_for(server)}, options);
    EXPECT_EQ(result_of(server.url("/public/a")), row.result) << row.name;
    EXPECT_EQ(result_of(server.url("/private/b")), row.other) << row.name;
    EXPECT_EQ(frontier_.holds(server.url("/public/a")), row.result[0] == '~') << row.name;
    EXPECT_EQ(server.requests("/public/a").size(), row.result == std::string("200") ? 1u : 0u) << row.name;
    EXPECT_EQ(server.requests("/private/b").size(), row.other == std::string("200") ? 1u : 0u) << row.name;
    EXPECT_LE(server.requests("/robots.txt").size(), 6u) << row.name;
  }
}

TEST_F(CrawlTest, FollowsRobotsTxtToAnotherHost) {
  TestServer other([](const ServerRequest&) { return reply(200, "User-agent: *\nDisallow: /"); });
  TestServer server([&](const ServerRequest& request) {
    return request.target == "/robots.txt" ? reply(301, "", {{"Location", other.url("/all.txt")}})
                                           : reply(200);
  });
  Source source = source_for(server);
  source.allowed_private_hosts.push_back(other.host());
  frontier_.add("portal", server.url("/a"));
  crawl({source});
  EXPECT_EQ(result_of(server.url("/a")), "refused:robots");
  EXPECT_EQ(other.requests("/all.txt").size(), 1u);
}

TEST_F(CrawlTest, DoesNotFollowRobotsTxtIntoAPrivateNetwork) {
  TestServer other([](const ServerRequest&) { return reply(200, "User-agent: *\nDisallow: /"); });
  TestServer server([&](const ServerRequest& request) {
    return request.target == "/robots.txt" ? reply(301, "", {{"Location", other.url("/all.txt")}})
                                           : reply(200);
  });
  frontier_.add("portal", server.url("/a"));
  crawl({source_for(server)});
  EXPECT_TRUE(other.requests().empty());
  EXPECT_EQ(result_of(server.url("/a")), "200")
      << "a redirect that leads nowhere means that there are no rules";
}

TEST_F(CrawlTest, FetchesAttachmentsFromTheirOwnHostsWithinTheirOwnLimitAndNothingElseThere) {
  TestServer files([](const ServerRequest& request) {
    return request.target == "/robots.txt" ? reply(404) : reply(200, std::string(2000, 'x'));
  });
  TestServer server([&](const ServerRequest& request) {
    if (request.target == "/robots.txt") return reply(404);
    if (request.target == "/moved.pdf") return reply(302, "", {{"Location", files.url("/moved.pdf")}});
    return reply(200, std::string(2000, 'x'));
  });
  Source source = source_for(server);
  source.attachments.hosts = {files.host()};
  source.allowed_private_hosts.push_back(files.host());
  source.attachments.max_bytes = 2000;
  frontier_.add("portal", files.url("/a.pdf"), TaskKind::attachment);
  frontier_.add("portal", server.url("/moved.pdf"), TaskKind::attachment);
  frontier_.add("portal", files.url("/page.html"));
  crawl({source});
  EXPECT_EQ(result_of(files.url("/a.pdf")), "200");
  EXPECT_EQ(result_of(server.url("/moved.pdf")), "200");
  EXPECT_EQ(result_of(files.url("/page.html")), "refused:host");

  source.attachments.max_bytes = 1999;
  source.attachments.hosts.clear();
  frontier_.add("portal", server.url("/large.pdf"), TaskKind::attachment);
  frontier_.add("portal", server.url("/large.html"));
  frontier_.add("portal", files.url("/b.pdf"), TaskKind::attachment);
  crawl({source});
  EXPECT_EQ(result_of(server.url("/large.pdf")), "failed:too_large");
  EXPECT_EQ(result_of(server.url("/large.html")), "200");
  EXPECT_EQ(result_of(files.url("/b.pdf")), "refused:host");
}

TEST_F(CrawlTest, FetchesNoAttachmentFromAPrivateAddress) {
  TestServer files([](const ServerRequest&) { return reply(200, "%PDF-"); });
  TestServer server([](const ServerRequest&) { return reply(200); });
  Source source = source_for(server);
  source.attachments.hosts = {files.host()};
  frontier_.add("portal", files.url("/a.pdf"), TaskKind::attachment);
  crawl({source});
  EXPECT_EQ(result_of(files.url("/a.pdf")), "refused:private_address");
  EXPECT_TRUE(files.requests().empty());
}

TEST_F(CrawlTest, IgnoresRobotsTxtWhereTheSourceSaysSo) {
  TestServer server([](const ServerRequest& request) {
    return request.target == "/robots.txt" ? reply(200, "User-agent: *\nDisallow: /") : reply(200);
  });
  Source bold = source_for(server);
  bold.politeness.obey_robots = false;
  frontier_.add("portal", server.url("/a"));
  crawl({bold});
  EXPECT_EQ(result_of(server.url("/a")), "200");
  EXPECT_TRUE(server.requests("/robots.txt").empty());
}

TEST_F(CrawlTest, KeepsTheCrawlDelay) {
  TestServer server([](const ServerRequest& request) {
    return request.target == "/robots.txt" ? reply(200, "User-agent: *\nCrawl-delay: 5") : reply(200);
  });
  for (const char* path : {"/a", "/b", "/c"}) frontier_.add("portal", server.url(path));
  const FastClock clock(50);
  CrawlOptions options;
  options.clock = &clock;
  crawl({source_for(server)}, options);
  const auto requests = server.requests();
  ASSERT_EQ(requests.size(), 4u);
  for (std::size_t i = 2; i < requests.size(); ++i)
    EXPECT_GE(requests[i].arrived - requests[i - 1].arrived, 100ms);
}

TEST_F(CrawlTest, SkipsAHostWhoseCrawlDelayIsTooLongAndSaysSo) {
  TestServer server([](const ServerRequest& request) {
    return request.target == "/robots.txt" ? reply(200, "User-agent: *\nCrawl-delay: 31") : reply(200);
  });
  for (int i = 0; i < 300; ++i) frontier_.add("portal", server.url("/" + std::to_string(i)));
  std::vector<std::string> notes;
  CrawlOptions options;
  options.on_note = [&](const std::string& note) { notes.push_back(note); };
  const auto summary = crawl({source_for(server)}, options);
  EXPECT_EQ(summary.totals.postponed, 300u);
  EXPECT_EQ(result_of(server.url("/299")), "~refused:crawl_delay");
  EXPECT_EQ(frontier_.size(), 300u);
  EXPECT_EQ(server.requests().size(), 1u);
  ASSERT_EQ(notes.size(), 1u);
  EXPECT_NE(notes[0].find("31 s"), std::string::npos) << notes[0];
  EXPECT_EQ(summary.notes, notes);
}

TEST_F(CrawlTest, RefusesHostsThatTheSourceDoesNotName) {
  TestServer server([](const ServerRequest&) { return reply(200); });
  frontier_.add("portal", "http://elsewhere.example.com/");
  frontier_.add("portal", "no url at all");
  crawl({source_for(server)});
  EXPECT_EQ(result_of("http://elsewhere.example.com/"), "refused:host");
  EXPECT_EQ(result_of("no url at all"), "failed:url");
  EXPECT_EQ(frontier_.size(), 0u);
}

TEST_F(CrawlTest, RefusesPrivateAddressesBehindPublicNames) {
  TestServer server([](const ServerRequest&) { return reply(200); });
  const std::string port = std::to_string(server.port());
  pinned_names_ = {"portal.example.com:" + port + ":127.0.0.1"};
  const std::string url = "http://portal.example.com:" + port + "/";
  Source source = source_for(server);
  source.allowed_hosts = {"*.example.com", "127.0.0.1"};
  source.allowed_private_hosts = {};
  frontier_.add("portal", url + "a");
  frontier_.add("portal", url + "b");
  frontier_.add("portal", server.url("/c"));
  crawl({source});
  for (const auto& refused : {url + "a", url + "b", server.url("/c")})
    EXPECT_EQ(result_of(refused), "refused:private_address") << refused;
  EXPECT_TRUE(server.requests().empty());
  EXPECT_EQ(frontier_.size(), 0u);
}

TEST_F(CrawlTest, OneSourcesPrivateHostIsNoOtherSources) {
  TestServer server(
      [](const ServerRequest& request) { return reply(request.target == "/robots.txt" ? 404 : 200); });
  const std::string port = std::to_string(server.port());
  pinned_names_ = {"portal.example.com:" + port + ":127.0.0.1"};
  const std::string url = "http://portal.example.com:" + port + "/";
  Source stranger = source_for(server, "stranger");
  stranger.allowed_hosts = {"portal.example.com"};
  stranger.allowed_private_hosts = {};
  Source owner = stranger;
  owner.id = "owner";
  owner.allowed_private_hosts = {"portal.example.com"};
  frontier_.add("stranger", url + "a");
  frontier_.add("owner", url + "b");
  crawl({stranger, owner});
  EXPECT_EQ(result_of(url + "a"), "refused:private_address");
  EXPECT_EQ(result_of(url + "b"), "200");
}

TEST_F(CrawlTest, FollowsRedirectsAndRemembersWhatWasAsked) {
  TestServer server([](const ServerRequest& request) {
    if (request.target == "/robots.txt") return reply(404);
    if (request.target == "/a") return reply(301, "", {{"Location", "/b?x=1#part"}});
    if (request.target == "/b?x=1") return reply(302, "", {{"Location", "c"}});
    if (request.target == "/post") return reply(302, "", {{"Location", "/c"}});
    if (request.target == "/keep") return reply(307, "", {{"Location", "/c"}});
    return reply(200, request.method + request.body);
  });
  frontier_.add("portal", server.url("/a"));
  for (const char* path : {"/post", "/keep"}) {
    Task task;
    task.source_id = "portal";
    task.url = server.url(path);
    task.method = "POST";
    task.body = "q=1";
    frontier_.add(task);
  }
  crawl({source_for(server)});
  ASSERT_EQ(result_of(server.url("/a")), "200");
  const Page& page = sink_.of(server.url("/a"))->page.value();
  EXPECT_EQ(page.url, server.url("/c"));
  EXPECT_EQ(page.requested_url, server.url("/a"));
  EXPECT_EQ(sink_.of(server.url("/a"))->tries, 3);
  EXPECT_EQ(sink_.of(server.url("/post"))->page.value().body, "GET");
  EXPECT_EQ(sink_.of(server.url("/keep"))->page.value().body, "POSTq=1");
}

TEST_F(CrawlTest, JudgesEveryHopOfARedirect) {
  TestServer strict([](const ServerRequest& request) {
    return request.target == "/robots.txt" ? reply(200, "User-agent: *\nDisallow: /closed")
                                           : reply(200, "strict");
  });
  TestServer server([&](const ServerRequest& request) {
    const auto go = [](const std::string& to) { return reply(302, "", {{"Location", to}}); };
    if (request.target == "/robots.txt") return reply(200, "User-agent: *\nDisallow: /hidden");
    if (request.target == "/circle") return go("/circle2");
    if (request.target == "/circle2") return go("/circle");
    if (request.target.starts_with("/long")) return go("/long" + request.target.substr(5) + "x");
    if (request.target == "/nowhere") return reply(302);
    if (request.target == "/script") return go("javascript:alert(1)");
    if (request.target == "/to-hidden") return go("/hidden");
    if (request.target == "/to-closed") return go(strict.url("/closed"));
    if (request.target == "/to-open") return go(strict.url("/open"));
    if (request.target == "/to-elsewhere") return go("http://elsewhere.example.com/");
    if (request.target == "/to-private") return go("http://169.254.169.254/latest/meta-data/");
    return reply(200);
  });
  Source source = source_for(server);
  source.allowed_hosts.push_back(strict.host());
  source.allowed_hosts.push_back("169.254.169.254");
  source.allowed_private_hosts.push_back(strict.host());
  const std::pair<const char*, const char*> cases[] = {
      {"/circle", "failed:redirects"},
      {"/long", "failed:redirects"},
      {"/nowhere", "failed:redirects"},
      {"/script", "failed:redirects"},
      {"/to-hidden", "refused:robots"},
      {"/to-closed", "refused:robots"},
      {"/to-open", "200"},
      {"/to-elsewhere", "refused:host"},
      {"/to-private", "refused:private_address"},
  };
  for (const auto& [path, result] : cases) {
    Task task;
    task.source_id = "portal";
    task.url = server.url(path);
    task.headers = {{"X-Api-Key", "secret"}};
    frontier_.add(task);
  }
  crawl({source});
  for (const auto& [path, result] : cases) EXPECT_EQ(result_of(server.url(path)), result) << path;
  EXPECT_TRUE(strict.requests("/closed").empty());
  EXPECT_EQ(header_value(server.requests("/to-open").at(0).headers, "X-Api-Key"), "secret");
  EXPECT_EQ(header_value(strict.requests("/open").at(0).headers, "X-Api-Key"), "")
      << "headers stay with their origin";
  EXPECT_LE(server.requests().size(), 20u);
}

TEST(AllowedHosts, CompareHostsAndPorts) {
  Source source;
  RequestTemplate start;
  start.url = "http://www.start.example.cn/list?page={page}";
  source.start = {start};
  source.sitemaps = {"https://map.example.cn:8443/sitemap.xml"};
  source.allowed_hosts = {"Any.Example.CN", "port.example.cn:8080", "*.below.example.cn", "中文.example.cn"};
  const AllowedHosts hosts(source);
  const std::pair<const char*, bool> cases[] = {
      {"http://www.start.example.cn/x", true},     {"https://www.start.example.cn/x", true},
      {"http://www.start.example.cn:81/x", false}, {"http://start.example.cn/", false},
      {"https://map.example.cn:8443/", true},      {"https://map.example.cn/", false},
      {"http://any.example.cn:9000/", true},       {"http://xany.example.cn/", false},
      {"http://port.example.cn:8080/", true},      {"http://port.example.cn/", false},
      {"http://a.below.example.cn/", true},        {"http://b.a.below.example.cn/", true},
      {"http://below.example.cn/", false},         {"http://xbelow.example.cn/", false},
      {"http://xn--fiq228c.example.cn/", true},    {"http://any.example.cn.evil.example.com/", false},
  };
  for (const auto& [url, allowed] : cases) EXPECT_EQ(hosts.contains(*parse_url(url)), allowed) << url;
}

TEST_F(CrawlTest, FollowsALocationInAnotherCharsetByItsBytes) {
  TestServer server([](const ServerRequest& request) {
    if (request.target == "/robots.txt") return reply(404);
    // "公告" in GBK, then in UTF-8.
    if (request.target == "/gbk")
      return reply(302, "", {{"Location", "/n/\xb9\xab\xb8\xe6.html?q=\xb9\xab"}});
    if (request.target == "/utf8") return reply(302, "", {{"Location", "/n/\xe5\x85\xac\xe5\x91\x8a.html"}});
    const bool there =
        request.target == "/n/%B9%AB%B8%E6.html?q=%B9%AB" || request.target == "/n/%E5%85%AC%E5%91%8A.html";
    return reply(there ? 200 : 404, "page");
  });
  for (const char* path : {"/gbk", "/utf8"}) frontier_.add("portal", server.url(path));
  crawl({source_for(server)});
  EXPECT_EQ(result_of(server.url("/gbk")), "200");
  EXPECT_EQ(result_of(server.url("/utf8")), "200");
}

}  // namespace
}  // namespace tenderlead::crawler

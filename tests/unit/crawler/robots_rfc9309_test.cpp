// RFC 9309 clause by clause: what a robots.txt says, for how long it is believed, and how a crawl comes by it. What goes
// beyond the RFC stands in robots_test.cpp.
#include "crawl_harness.h"
#include "crawler/robots_cache.h"

namespace tenderlead::crawler {
namespace {

struct Row {
  const char* clause;
  std::string robots;
  const char* path;
  bool allowed;
};

TEST(Rfc9309, DecidesByTheRulesOfItsClauses) {
  const Row rows[] = {
      {"2.2.1: the product token is compared without case", "user-agent: TENDERLEAD\ndisallow: /", "/a",
       false},
      {"2.2.1: and is a word, not a prefix of ours", "User-agent: Tender\nDisallow: /", "/a", true},
      {"2.2.1: nor longer than ours", "User-agent: Tenderleads\nDisallow: /", "/a", true},
      {"2.2.1: what follows the token doesn't count", "User-agent: Tenderlead/9.9\nDisallow: /", "/a", false},
      {"2.2.1: groups for one agent are one group",
       "User-agent: Tenderlead\nDisallow: /a\nUser-agent: *\nDisallow: /\nUser-agent: Tenderlead\nDisallow: "
       "/b",
       "/b", false},
      {"2.2.1: and the group for everyone isn't added to it",
       "User-agent: Tenderlead\nDisallow: /a\nUser-agent: *\nDisallow: /", "/c", true},
      {"2.2.1: consecutive agents share what follows", "User-agent: x\nUser-agent: Tenderlead\nDisallow: /",
       "/a", false},
      {"2.2.1: without a group for us the one for everyone holds",
       "User-agent: x\nAllow: /\nUser-agent: *\nDisallow: /", "/a", false},
      {"2.2.1: without either nothing is disallowed", "User-agent: x\nDisallow: /", "/a", true},
      {"2.2.2: the longest match decides", "User-agent: *\nAllow: /a/b\nDisallow: /a", "/a/b", true},
      {"2.2.2: whatever the order", "User-agent: *\nDisallow: /a/b/c\nAllow: /a/b", "/a/b/c", false},
      {"2.2.2: of equals the allow rule", "User-agent: *\nDisallow: /a\nAllow: /a", "/a", true},
      {"2.2.2: an empty disallow disallows nothing", "User-agent: *\nDisallow:", "/a", true},
      {"2.2.2: paths are compared with case", "User-agent: *\nDisallow: /A", "/a", true},
      {"2.2.2: a rule is a prefix", "User-agent: *\nDisallow: /a", "/abc", false},
      {"2.2.2: from the first octet on", "User-agent: *\nDisallow: /b", "/a/b", true},
      {"2.2.2: octets beyond ASCII are percent-encoded first", "User-agent: *\nDisallow: /招标",
       "/%E6%8B%9B%E6%A0%87/1", false},
      {"2.2.2: a rule in percent-encoding stands for the same", "User-agent: *\nDisallow: /%E6%8B%9B",
       "/%e6%8b%9b", false},
      {"2.2.2: unreserved octets are decoded first", "User-agent: *\nDisallow: /%62%61%7A", "/baz", false},
      {"2.2.2: and in the path that is asked for", "User-agent: *\nDisallow: /baz", "/%62%61%7A", false},
      {"2.2.2: an allow rule matches as it is written",
       "User-agent: *\nDisallow: /\nAllow: /%E6%8B%9B/%62%61%7A", "/%E6%8B%9B/%62%61%7A", true},
      {"2.2.2: and no other way, as Google's suite (ID_Encoding) wants it; the RFC would match",
       "User-agent: *\nDisallow: /\nAllow: /%62%61%7A", "/baz", false},
      {"2.2.2: octets beyond ASCII are encoded in allow rules too",
       "User-agent: *\nDisallow: /\nAllow: /招标", "/%E6%8B%9B%E6%A0%87/1", true},
      {"2.2.2: reserved ones aren't", "User-agent: *\nDisallow: /a%2Fb", "/a/b", true},
      {"2.2.2: robots.txt itself is allowed", "User-agent: *\nDisallow: /", "/robots.txt", true},
      {"2.2.3: # begins a comment", "User-agent: * # all\nDisallow: /a#b\n", "/a", false},
      {"2.2.3: $ is the end", "User-agent: *\nDisallow: /*.gif$", "/x.gif?a", true},
      {"2.2.3: * is any octets, none included", "User-agent: *\nDisallow: /a*b", "/ab", false},
      {"2.2.3: %2A in a rule is a star in a path", "User-agent: *\nDisallow: /file-with-a-%2A.html",
       "/file-with-a-*.html", false},
      {"2.2.3: and in an allow rule", "User-agent: *\nDisallow: /\nAllow: /a-%2A.html", "/a-*.html", true},
      {"2.2.3: and nothing else", "User-agent: *\nDisallow: /a-%2A.html", "/a-b.html", true},
      {"2.2.3: %24 is a dollar", "User-agent: *\nDisallow: /foo-%24", "/foo-$", false},
      {"2.2.4: other records don't end a group",
       "User-agent: Tenderlead\nSitemap: http://a.cn/s.xml\nHost: a.cn\nDisallow: /", "/a", false},
      {"2.2.4: nor part the agents of one",
       "User-agent: Tenderlead\nSitemap: http://a.cn/s.xml\nUser-agent: x\nDisallow: /", "/a", false},
      {"2.2: lines end in CR, LF or both", "User-agent: *\rDisallow: /a\r\nDisallow: /b\n", "/b", false},
      {"2.2: white space around the parts", " \tUser-agent \t: * \n Disallow\t:\t/a ", "/a", false},
      {"2.3: a byte order mark isn't part of the first line", "\xEF\xBB\xBFUser-agent: *\nDisallow: /", "/a",
       false},
      {"2.3: octets that aren't UTF-8 spoil their own line only",
       "User-agent: *\nDisallow: /\xFF\xFE\nDisallow: /a", "/a", false},
      {"2.3.1.5: lines that can't be read are passed over",
       "User-agent: *\n<html>\n: :\nDisallow: /a\n\x01x\n", "/a", false},
  };
  for (const auto& row : rows)
    EXPECT_EQ(RobotsFile::parse(row.robots).allowed("Tenderlead", "http://a.cn" + std::string(row.path)),
              row.allowed)
        << row.clause;
}

TEST(Rfc9309, Clause25ReadsHalfAMebibyteAndNoHalfLine) {
  static_assert(kMaxRobotsBytes >= 500 * 1024);
  const std::string head = "User-agent: *\nDisallow: /\n";
  const std::string last = "Allow: /public\n";
  const auto of_size = [&](std::size_t size) {
    std::string robots = head;
    while (robots.size() + last.size() < size) robots += '\n';
    return RobotsFile::parse(robots + last + "Disallow: /public/more\n");
  };
  EXPECT_TRUE(of_size(kMaxRobotsBytes).allowed("Tenderlead", "/public")) << "the last line just fits";
  EXPECT_TRUE(of_size(kMaxRobotsBytes).allowed("Tenderlead", "/public/more")) << "and the next doesn't";
  // Cut where only "Allow: /" is left of it, the line would allow everything.
  EXPECT_FALSE(of_size(kMaxRobotsBytes + 6).allowed("Tenderlead", "/secret"));
  EXPECT_FALSE(of_size(kMaxRobotsBytes + 6).allowed("Tenderlead", "/public"));
}

TEST(Rfc9309, Clause231TellsStatusesApart) {
  struct Status {
    int status;
    RobotsAvailability means;
  };
  using enum RobotsAvailability;
  for (const auto& [status, means] : {Status{200, available},
                                      {204, available},
                                      {301, unavailable},  // one redirect more than are followed
                                      {400, unavailable},
                                      {401, unavailable},
                                      {403, unavailable},
                                      {404, unavailable},
                                      {410, unavailable},
                                      {451, unavailable},
                                      {499, unavailable},
                                      {429, unreachable},
                                      {500, unreachable},
                                      {503, unreachable},
                                      {599, unreachable},
                                      {0, unreachable}})
    EXPECT_EQ(robots_availability(status), means) << status;
}

TEST(Rfc9309, Clause24BelievesACopyForADayAndSilenceForLess) {
  const std::string origin = "http://a.cn";
  RobotsCache cache("Tenderlead/1.0");
  const TimePoint start{1000h};
  EXPECT_EQ(cache.state(origin, start), RobotsState::unknown);
  cache.remember(origin, 200, "User-agent: *\nDisallow: /x", start);
  EXPECT_EQ(cache.state(origin, start + 24h - 1s), RobotsState::known);
  EXPECT_FALSE(cache.allowed(origin, "http://a.cn/x"));
  EXPECT_EQ(cache.state(origin, start + 24h), RobotsState::unknown);
  // It isn't there: everything is allowed, and that too is believed for a day at most.
  cache.remember(origin, 404, "User-agent: *\nDisallow: /x", start);
  EXPECT_TRUE(cache.allowed(origin, "http://a.cn/x"));
  EXPECT_EQ(cache.state(origin, start + 24h - 1s), RobotsState::known);
  EXPECT_EQ(cache.state(origin, start + 24h), RobotsState::unknown);
  for (const int status : {503, 429, 0}) {
    cache.remember(origin, status, "User-agent: *\nAllow: /", start);
    EXPECT_EQ(cache.state(origin, start), RobotsState::unreachable) << status;
    EXPECT_FALSE(cache.allowed(origin, "http://a.cn/y")) << status;
    EXPECT_EQ(cache.state(origin, start + 10min), RobotsState::unknown) << "asked for again soon";
  }
  EXPECT_EQ(cache.state("https://a.cn", start), RobotsState::unknown)
      << "2.3: each scheme and port has its own";
  EXPECT_EQ(cache.state("http://a.cn:8080", start), RobotsState::unknown);
}

TEST(Rfc9309, Clause24BoundsWhatIsCached) {
  RobotsCache cache("Tenderlead/1.0");
  std::string large = "User-agent: *\nDisallow: /x\n";
  large.resize(kMaxRobotsBytes, '#');
  const auto origin = [](std::size_t number) { return "http://h" + std::to_string(number) + ".cn"; };
  constexpr std::size_t kFit = RobotsCache::kMostBytes / kMaxRobotsBytes;
  const TimePoint now{1000h};
  cache.remember(origin(0), 404, "", now);
  for (std::size_t i = 1; i <= kFit; ++i) cache.remember(origin(i), 200, large, now);
  EXPECT_EQ(cache.state(origin(0), now), RobotsState::known);
  for (int again = 0; again < 3; ++again) cache.remember(origin(2), 200, large, now);
  EXPECT_EQ(cache.state(origin(1), now), RobotsState::known) << "one origin is counted once";
  cache.remember(origin(kFit + 1), 200, large, now);
  EXPECT_EQ(cache.state(origin(1), now), RobotsState::unknown) << "the first of the large ones";
  EXPECT_EQ(cache.state(origin(2), now), RobotsState::known);
  EXPECT_FALSE(cache.allowed(origin(kFit + 1), "http://h.cn/x"));
}

using Rfc9309Crawl = CrawlTest;

// Answers /robots.txt and so many files after it with a redirect to the next.
TestServer::Handler redirecting(int times, const std::string& rules) {
  return [times, rules](const ServerRequest& request) {
    if (request.target == "/robots.txt" || request.target.starts_with("/rules")) {
      const int hop = request.target == "/robots.txt" ? 0 : std::stoi(request.target.substr(6));
      if (hop < times) return reply(301, "", {{"Location", "/rules" + std::to_string(hop + 1)}});
      return reply(200, rules);
    }
    return reply(200);
  };
}

TEST_F(Rfc9309Crawl, Clause2312FollowsFiveRedirectsAndTakesMoreForNoRules) {
  TestServer five(redirecting(5, "User-agent: *\nDisallow: /x"));
  TestServer six(redirecting(6, "User-agent: *\nDisallow: /x"));
  Source source = source_for(five);
  source.allowed_hosts.push_back(six.host());
  source.allowed_private_hosts.push_back(six.host());
  frontier_.add("portal", five.url("/x"));
  frontier_.add("portal", six.url("/x"));
  crawl({source});
  EXPECT_EQ(result_of(five.url("/x")), "refused:robots");
  EXPECT_EQ(result_of(six.url("/x")), "200");
  EXPECT_TRUE(six.requests("/rules6").empty());
}

TEST_F(Rfc9309Crawl, Clause2312AppliesRulesOfAnotherHostToTheFirst) {
  TestServer other([](const ServerRequest&) { return reply(200, "User-agent: *\nDisallow: /x"); });
  TestServer server([&](const ServerRequest& request) {
    return request.target == "/robots.txt" ? reply(308, "", {{"Location", other.url("/r.txt")}}) : reply(200);
  });
  Source source = source_for(server);
  source.allowed_private_hosts.push_back(other.host());
  for (const char* path : {"/x", "/y"}) frontier_.add("portal", server.url(path));
  crawl({source});
  EXPECT_EQ(result_of(server.url("/x")), "refused:robots");
  EXPECT_EQ(result_of(server.url("/y")), "200");
}

TEST_F(Rfc9309Crawl, Clause25ReadsTheBeginningOfAFileOfAnySize) {
  std::string endless = "User-agent: *\nDisallow: /x\n";
  endless.resize(20u << 20, '\n');
  TestServer server([&](const ServerRequest& request) {
    return request.target == "/robots.txt" ? reply(200, endless) : reply(200);
  });
  for (const char* path : {"/x", "/y"}) frontier_.add("portal", server.url(path));
  const auto summary = crawl({source_for(server)});
  EXPECT_EQ(result_of(server.url("/x")), "refused:robots");
  EXPECT_EQ(result_of(server.url("/y")), "200");
  EXPECT_TRUE(summary.notes.empty());
}

TEST_F(Rfc9309Crawl, Clause25ReadsTheBeginningOfAFileThatStatesAnyLength) {
  // Larger than what a page may have, on a handle that was used for one.
  std::string large = "User-agent: *\nDisallow: /x\n";
  large.resize(3u << 20, '\n');
  TestServer first([](const ServerRequest&) { return reply(200); });
  TestServer second([&](const ServerRequest& request) {
    return request.target == "/robots.txt" ? reply(200, large) : reply(200);
  });
  Source source = source_for(first);
  source.politeness.max_body_bytes = 1u << 20;
  source.allowed_hosts.push_back(second.host());
  source.allowed_private_hosts.push_back(second.host());
  sink_.on_deliver = [&](const FetchOutcome& outcome) {
    if (outcome.task.url != first.url("/")) return;
    for (const char* path : {"/x", "/y"}) frontier_.add("portal", second.url(path));
  };
  frontier_.add("portal", first.url("/"));
  crawl({source});
  EXPECT_EQ(result_of(second.url("/x")), "refused:robots");
  EXPECT_EQ(result_of(second.url("/y")), "200");
}

TEST_F(Rfc9309Crawl, Clause23AsksForACopyByEveryWayToASite) {
  // Behind the proxy another server answers, with rules of its own.
  TestServer outside([](const ServerRequest& request) {
    return request.target.ends_with("/robots.txt") ? reply(200, "User-agent: *\nDisallow: /x") : reply(200);
  });
  TestServer server([](const ServerRequest& request) {
    return request.target == "/robots.txt" ? reply(200, "User-agent: *\nDisallow: /y") : reply(200);
  });
  Source direct = source_for(server), twin = direct, proxied = direct;
  twin.id = "twin";
  proxied.id = "proxied";
  proxied.http.proxy = outside.url("");
  for (const Source* source : {&direct, &twin, &proxied})
    for (const char* path : {"/x?", "/y?"}) frontier_.add(source->id, server.url(path) + source->id);
  crawl({direct, twin, proxied});
  EXPECT_EQ(result_of(server.url("/x?portal")), "200");
  EXPECT_EQ(result_of(server.url("/y?portal")), "refused:robots");
  EXPECT_EQ(result_of(server.url("/y?twin")), "refused:robots");
  EXPECT_EQ(result_of(server.url("/x?proxied")), "refused:robots");
  EXPECT_EQ(result_of(server.url("/y?proxied")), "200");
  EXPECT_EQ(server.requests("/robots.txt").size(), 1U) << "sources that go the same way share a copy";
}

TEST_F(Rfc9309Crawl, Clause24AsksAgainAfterADayAndObeysWhatIsNew) {
  int asked = 0;
  TestServer server([&](const ServerRequest& request) {
    if (request.target == "/robots.txt")
      return reply(200, ++asked == 1 ? "User-agent: *\nAllow: /" : "User-agent: *\nDisallow: /late");
    return reply(200);
  });
  // What the first page leads to is queued a day later.
  struct LateClock : Clock {
    TimePoint now() const override { return std::chrono::steady_clock::now() + later; }
    Duration later{};
  } clock;
  sink_.on_deliver = [&](const FetchOutcome& outcome) {
    if (outcome.task.url != server.url("/early")) return;
    clock.later = 25h;
    frontier_.add("portal", server.url("/late"));
  };
  frontier_.add("portal", server.url("/early"));
  CrawlOptions options;
  options.clock = &clock;
  crawl({source_for(server)}, options);
  EXPECT_EQ(result_of(server.url("/early")), "200");
  EXPECT_EQ(result_of(server.url("/late")), "refused:robots");
  EXPECT_EQ(server.requests("/robots.txt").size(), 2u);
}

}  // namespace
}  // namespace tenderlead::crawler

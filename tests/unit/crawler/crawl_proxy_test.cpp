// Redirects and private addresses, by a proxy and without one.
#include <gtest/gtest.h>

#include "crawl_harness.h"
#include "test_proxy.h"

namespace tenderlead::crawler {
namespace {

TEST_F(CrawlTest, LetsNoRedirectReachAPrivateAddressByAProxyOrWithoutOne) {
  TestServer inside([](const ServerRequest&) { return reply(200, "secret"); });
  TestServer site([](const ServerRequest& request) {
    const auto go = [](const std::string& to) { return reply(302, "", {{"Location", to}}); };
    if (request.target == "/robots.txt") return reply(404);
    if (request.target == "/to-name") return go("http://inside.example.com/");
    if (request.target == "/to-number") return go("http://169.254.169.254/latest/meta-data/");
    if (request.target == "/to-hexadecimal") return go("http://0x7f000001/");
    if (request.target == "/to-page") return go("http://portal.example.com/page");
    return reply(200, "page");
  });
  const std::string port = std::to_string(site.port());
  const char* const cases[][2] = {{"/to-name", "refused:private_address"},
                                  {"/to-number", "refused:private_address"},
                                  {"/to-hexadecimal", "refused:private_address"},
                                  {"/to-page", "200"}};
  // Whom the source trusts by name isn't trusted with where he sends us.
  Source source = source_for(site);
  // Otherwise the request for its robots.txt would be refused first, which says nothing of the redirect's own.
  source.politeness.obey_robots = false;
  source.allowed_hosts = {site.host(), "portal.example.com", "inside.example.com", "169.254.169.254",
                          "127.0.0.1"};
  source.allowed_private_hosts = {site.host()};
  pinned_names_ = {"portal.example.com:80:93.184.216.34", "inside.example.com:80:127.0.0.1"};

  TestProxy proxy({{"portal.example.com", site.port()}, {"inside.example.com", inside.port()}});
  source.http.proxy = proxy.url();
  for (const auto& row : cases) frontier_.add("portal", "http://portal.example.com" + std::string(row[0]));
  crawl({source});
  for (const auto& row : cases)
    EXPECT_EQ(result_of("http://portal.example.com" + std::string(row[0])), row[1]) << row[0];
  for (const auto& request : proxy.requests())
    EXPECT_TRUE(request.target.starts_with("http://portal.example.com/")) << request.target;

  source.http.proxy.clear();
  for (const auto& row : cases)
    if (row[1] != std::string("200")) frontier_.add("portal", site.url(row[0]));
  crawl({source});
  for (const auto& row : cases) {
    if (row[1] != std::string("200")) {
      EXPECT_EQ(result_of(site.url(row[0])), row[1]) << row[0];
    }
  }
  EXPECT_TRUE(inside.requests().empty());
}

// Two sources, one host: what one's proxy does says nothing of the other's way there.
TEST_F(CrawlTest, AProxyThatIsDownHoldsUpNobodyWhoGoesToItsHostsWithoutIt) {
  int closed_port = 0;
  {
    closed_port = TestServer([](const ServerRequest&) { return reply(200); }).port();
  }
  for (const bool obey_robots : {true, false}) {
    SCOPED_TRACE(obey_robots);
    TestServer site([](const ServerRequest& request) {
      return request.target == "/robots.txt" ? reply(404) : reply(200, "page");
    });
    Source proxied = source_for(site, "proxied"), direct = source_for(site, "direct");
    proxied.http.proxy = "http://127.0.0.1:" + std::to_string(closed_port);
    proxied.politeness.obey_robots = obey_robots;
    constexpr int kPages = 12;
    for (int i = 0; i < kPages; ++i) {
      frontier_.add("proxied", site.url("/proxied" + std::to_string(i)));
      frontier_.add("direct", site.url("/direct" + std::to_string(i)));
    }
    std::vector<HostRecord> told;
    CrawlOptions options;
    options.on_host = [&](const HostRecord& host) { told.push_back(host); };
    const FastClock clock(50);
    options.clock = &clock;
    crawl({proxied, direct}, options);
    EXPECT_TRUE(told.empty()) << "the next run is to ask the host as ever";
    int waiting = 0;
    for (int i = 0; i < kPages; ++i) {
      EXPECT_EQ(result_of(site.url("/direct" + std::to_string(i))), "200") << i;
      waiting += result_of(site.url("/proxied" + std::to_string(i))).starts_with("~") ? 1 : 0;
    }
    EXPECT_EQ(waiting, kPages) << "what can't be had by the proxy stays queued";
    sink_.outcomes.clear();
  }
}

}  // namespace
}  // namespace tenderlead::crawler

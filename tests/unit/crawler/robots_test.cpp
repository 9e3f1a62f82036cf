#include "crawler/robots.h"

#include <gtest/gtest.h>

namespace tenderlead::crawler {
namespace {

bool allowed(std::string_view robots, std::string_view path, std::string_view agent = "Tenderlead") {
  return RobotsFile::parse(robots).allowed(agent, "http://example.cn" + std::string(path));
}

TEST(Robots, AnEmptyFileAllowsEverything) {
  EXPECT_TRUE(allowed("", "/zb/1.htm"));
  EXPECT_TRUE(allowed("<html><body>404</body></html>", "/zb/1.htm"));
}

TEST(Robots, TheLongestMatchDecidesAndAllowWinsATie) {
  const char* robots = "User-agent: *\nDisallow: /zb/\nAllow: /zb/public\nDisallow: /zb/public/x\n";
  EXPECT_FALSE(allowed(robots, "/zb/1.htm"));
  EXPECT_TRUE(allowed(robots, "/zb/public/1.htm"));
  EXPECT_FALSE(allowed(robots, "/zb/public/x1.htm"));
  EXPECT_TRUE(allowed("User-agent: *\nDisallow: /a\nAllow: /a\n", "/a"));
}

TEST(Robots, AGroupForUsReplacesTheGroupForEveryone) {
  const char* robots = "User-agent: *\nDisallow: /\n\nUser-agent: tenderLEAD\nDisallow: /login\n";
  EXPECT_TRUE(allowed(robots, "/zb"));
  EXPECT_FALSE(allowed(robots, "/login"));
  EXPECT_FALSE(allowed(robots, "/zb", "OtherBot"));
}

TEST(Robots, AGroupWithoutRulesAllowsItsAgentEverything) {
  EXPECT_TRUE(allowed("User-agent: *\nDisallow: /\n\nUser-agent: Tenderlead\n", "/zb"));
}

TEST(Robots, GroupsForTheSameAgentAreMerged) {
  const char* robots =
      "User-agent: Tenderlead\nDisallow: /a\n\nUser-agent: x\nDisallow: /\n\n"
      "User-agent: Tenderlead\nDisallow: /b\n";
  EXPECT_FALSE(allowed(robots, "/a"));
  EXPECT_FALSE(allowed(robots, "/b"));
  EXPECT_TRUE(allowed(robots, "/c"));
}

TEST(Robots, ConsecutiveAgentsShareTheirRules) {
  const char* robots = "User-agent: x\nUser-agent: Tenderlead\nDisallow: /a\n";
  EXPECT_FALSE(allowed(robots, "/a", "x"));
  EXPECT_FALSE(allowed(robots, "/a"));
}

TEST(Robots, RulesBeforeTheFirstAgentBelongToNobody) {
  EXPECT_TRUE(allowed("Disallow: /\n", "/a"));
}

TEST(Robots, StarsAndTheEndAnchorMatch) {
  struct Case {
    const char* pattern;
    const char* path;
    bool matches;
  };
  const Case cases[] = {{"/*.pdf$", "/files/a.pdf", true},
                        {"/*.pdf$", "/files/a.pdf?x=1", false},
                        {"/*.pdf", "/files/a.pdf?x=1", true},
                        {"/a*b*c", "/axxbyyc/d", true},
                        {"/a*b*c", "/acb", false},
                        {"/a*a$", "/a", false},
                        {"/a*a$", "/aa", true},
                        {"*/search", "/zh/search", true},
                        {"/a$b", "/a$bc", true},
                        {"/$", "/", true},
                        {"/$", "/a", false},
                        {"/a**b$", "/a--b", true},
                        {"/?id=", "/?id=7", true},
                        {"/*?*sort=", "/list?a=1&sort=2", true}};
  for (const auto& [pattern, path, matches] : cases) {
    EXPECT_EQ(allowed("User-agent: *\nDisallow: " + std::string(pattern), path), !matches)
        << pattern << " " << path;
  }
}

TEST(Robots, ADisallowedPathStaysDisallowedInAnotherEncoding) {
  EXPECT_FALSE(allowed("User-agent: *\nDisallow: /%7Euser", "/~user/1"));
  EXPECT_FALSE(allowed("User-agent: *\nDisallow: /~user", "/%7euser/1"));
  EXPECT_FALSE(allowed("User-agent: *\nDisallow: /采购", "/%E9%87%87%E8%B4%AD/1"));
  EXPECT_FALSE(allowed("User-agent: *\nDisallow: /%e9%87%87", "/%E9%87%87%E8%B4%AD/1"));
  EXPECT_TRUE(allowed("User-agent: *\nDisallow: /a%2Fb", "/a/b"));
}

TEST(Robots, AnAllowRuleMustMatchAsItIsWritten) {
  const char* robots = "User-agent: *\nDisallow: /\nAllow: /%61\n";
  EXPECT_TRUE(allowed(robots, "/%61"));
  EXPECT_FALSE(allowed(robots, "/a"));
}

TEST(Robots, FragmentsAreNotPartOfAPath) {
  EXPECT_TRUE(allowed("User-agent: *\nDisallow: /*b", "/a#b"));
}

TEST(Robots, TheFileItselfIsAlwaysAllowed) {
  EXPECT_TRUE(allowed("User-agent: *\nDisallow: /", "/robots.txt"));
}

TEST(Robots, AnIndexPageAllowsItsFolder) {
  const char* robots = "User-agent: *\nDisallow: /\nAllow: /zb/index.html\n";
  EXPECT_TRUE(allowed(robots, "/zb/"));
  EXPECT_FALSE(allowed(robots, "/zb/1.htm"));
}

TEST(Robots, ToleratesWhatSitesWrite) {
  const char* variants[] = {"\xEF\xBB\xBFUser-agent: *\nDisallow: /a\n",
                            "user-agent:*\r\ndisallow:/a\r\n",
                            "USERAGENT: *\rDISSALLOW: /a\r",
                            "User agent: * # all\nDisallow : /a # no\n",
                            "User-agent *\nDisallow /a\n",
                            "User-agent: * all\nDisallow: /a"};
  for (const char* robots : variants) {
    EXPECT_FALSE(allowed(robots, "/a")) << robots;
    EXPECT_TRUE(allowed(robots, "/b")) << robots;
  }
}

TEST(Robots, ReadsTheFirst500KibibytesOfALongFile) {
  std::string robots = "User-agent: *\nDisallow: /early\n";
  robots.resize(kMaxRobotsBytes, '\n');
  robots += "Disallow: /late\n";
  EXPECT_FALSE(allowed(robots, "/early"));
  EXPECT_TRUE(allowed(robots, "/late"));
}

TEST(Robots, HostilePatternsMatchInReasonableTime) {
  std::string pattern = "/";
  for (int i = 0; i < 5000; ++i) pattern += "*a";
  EXPECT_TRUE(allowed("User-agent: *\nDisallow: " + pattern + "b", "/" + std::string(4000, 'a')));
}

TEST(Robots, CrawlDelayBelongsToTheGroupThatApplies) {
  const auto robots = RobotsFile::parse(
      "User-agent: *\nCrawl-delay: 10\nDisallow: /x\n\nUser-agent: Tenderlead\nCrawl-delay: 2.5\n\n"
      "User-agent: quiet\nDisallow:\n");
  EXPECT_EQ(robots.crawl_delay_seconds("OtherBot"), 10.0);
  EXPECT_EQ(robots.crawl_delay_seconds("tenderlead"), 2.5);
  EXPECT_EQ(robots.crawl_delay_seconds("quiet"), std::nullopt);
}

TEST(Robots, ACrawlDelayThatIsNoNumberIsNone) {
  for (const char* value : {"soon", "-1", "nan", "inf", "1e999", "", "5 seconds"}) {
    const auto robots = RobotsFile::parse("User-agent: *\nCrawl-delay: " + std::string(value));
    EXPECT_EQ(robots.crawl_delay_seconds("Tenderlead"), std::nullopt) << value;
  }
}

TEST(Robots, ListsSitemapsWhereverTheyStand) {
  const auto robots = RobotsFile::parse(
      "Sitemap: http://example.cn/a.xml\nUser-agent: *\nDisallow: /x\nsite-map: /b.xml # relative\n");
  EXPECT_EQ(robots.sitemaps(), (std::vector<std::string>{"http://example.cn/a.xml", "/b.xml"}));
  EXPECT_FALSE(robots.allowed("Tenderlead", "/x"));
}

TEST(Robots, TheProductTokenEndsBeforeTheVersion) {
  EXPECT_EQ(product_token("Tenderlead/0.1 (+https://example.cn/bot)"), "Tenderlead");
  EXPECT_EQ(product_token("Tender-lead_x bot"), "Tender-lead_x");
  EXPECT_EQ(product_token(""), "");
}

TEST(Robots, TheStatusDecidesWhatAnAnswerMeans) {
  struct Case {
    int status;
    bool allowed;
  };
  const std::string body = "User-agent: *\nDisallow: /secret\n";
  for (const auto& [status, open] : {Case{200, true},
                                     {301, true},
                                     {401, true},
                                     {404, true},
                                     {410, true},
                                     {429, false},
                                     {500, false},
                                     {503, false},
                                     {0, false}}) {
    EXPECT_EQ(rules_for_status(status, body).allowed("Tenderlead", "/zb"), open) << status;
  }
  EXPECT_FALSE(rules_for_status(200, body).allowed("Tenderlead", "/secret"));
  EXPECT_TRUE(rules_for_status(404, body).allowed("Tenderlead", "/secret"));
}

}  // namespace
}  // namespace tenderlead::crawler

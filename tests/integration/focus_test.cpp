// Focused crawls of the simulated hospital sites by the program itself, over HTTP: from the home page alone to what is
// wanted, within forty fetches. The sites have names of their own, so a proxy stands for all of them.
#include <gtest/gtest.h>

#include <cstdio>
#include <set>

#include "crawler/url.h"
#include "tests/integration/workspace.h"
#include "tests/portal/hospital_site.h"
#include "tests/unit/crawler/test_server.h"

namespace tenderlead::integration {
namespace {

constexpr int kBudget = 40;
constexpr std::uint64_t kSeed = 31;

// The sites without TLS, and all of them in the top-level domain that is nobody's (RFC 6761 6.5).
std::string on_loopback(std::string text) {
  const std::pair<const char*, const char*> changes[] = {{"https://", "http://"},
                                                         {"sy.com.cn", "sy.example"},
                                                         {"hospital.org.cn", "hospital.example"},
                                                         {"hospital.example.cn", "hospital.example"}};
  for (const auto& [from, to] : changes)
    for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + 1))
      text.replace(at, std::string(from).size(), to);
  return text;
}

std::string canonical(const std::string& url) {
  return crawler::canonical_url(on_loopback(url)).value_or(url);
}

struct Site {
  std::string id;
  std::string home;
  std::set<std::string> hosts;
  std::set<std::string> wanted;
};

class Focus : public testing::Test {
 protected:
  void serve(const std::vector<portal::HospitalSite>& sites) {
    for (const auto& given : sites) {
      Site& site = sites_.emplace_back();
      site.id = "site-" + std::to_string(sites_.size());
      site.home = on_loopback(given.home);
      for (const auto& url : given.wanted) site.wanted.insert(canonical(url));
      for (const auto& [url, html] : given.pages) {
        const auto parsed = crawler::parse_url(on_loopback(url));
        ASSERT_TRUE(parsed) << url;
        site.hosts.insert(parsed->host());
        EXPECT_TRUE(pages_.emplace(canonical(url), on_loopback(html)).second) << url << " is on two sites";
      }
    }
  }

  void write_sources(const Workspace& workspace, const std::string& proxy) const {
    std::string yaml = "sources:\n";
    for (const Site& site : sites_) {
      yaml += "  - id: " + site.id + "\n    name: 望溪医院\n    kind: hospital\n    start: [\"" + site.home +
              "\"]\n    focus: {max_pages: " + std::to_string(kBudget) + "}\n    http: {proxy: \"" + proxy +
              "\"}\n    politeness: {delay: 0s, slowdown: 0, max_retries: 0}\n    allowed_private_hosts: [";
      for (const auto& host : site.hosts) yaml += (host == *site.hosts.begin() ? "" : ", ") + host;
      yaml += "]\n";
    }
    workspace.write("config/sources/portal.yaml", yaml);
  }

  std::map<std::string, std::string> pages_;
  std::vector<Site> sites_;
};

TEST_F(Focus, FindsNineteenOfTwentyWantedPagesWithinFortyFetches) {
  serve(portal::first_hospital_sites(kSeed));
  serve(portal::withheld_hospital_sites(kSeed));
  crawler::TestServer proxy([&](const crawler::ServerRequest& request) {
    const auto found = pages_.find(canonical(request.target));
    crawler::ServerReply reply;
    reply.status = found == pages_.end() ? 404 : 200;
    if (found != pages_.end()) reply.body = found->second;
    reply.headers = {{"Content-Type", "text/html; charset=utf-8"}};
    return reply;
  });
  const portal::Portal portal({.seed = 1, .notices = 10});  // a configuration to begin with
  const Workspace workspace(portal);
  write_sources(workspace, proxy.url(""));
  const Outcome run = workspace.tenderlead({"crawl", "--json"});
  EXPECT_LE(run.status, 1) << run.err;  // some links lead nowhere
  std::map<std::string, LedgerEntry> ledger;
  for (auto& entry : ledger_of(run)) ledger.emplace(entry.source_id, std::move(entry));
  ASSERT_EQ(ledger.size(), sites_.size()) << run.err;

  std::set<std::string> asked;
  std::size_t robots = 0;
  for (const auto& request : proxy.requests()) {
    asked.insert(canonical(request.target));
    robots += request.target.ends_with("/robots.txt");
  }
  std::size_t wanted = 0, found = 0;
  for (const Site& site : sites_) {
    const LedgerEntry& entry = ledger.at(site.id);
    EXPECT_TRUE(entry.balances()) << site.home;
    EXPECT_LE(entry.fetched + entry.failed, kBudget) << site.home;
    wanted += site.wanted.size();
    for (const auto& url : site.wanted) found += asked.contains(url);
  }
  EXPECT_GE(robots, sites_.size());
  EXPECT_LE(proxy.requests().size() - robots, sites_.size() * kBudget);
  std::printf("  %zu of %zu wanted pages\n", found, wanted);
  EXPECT_GE(found * 100, wanted * 95);
}

}  // namespace
}  // namespace tenderlead::integration

// Focused crawls over the simulated hospital sites: what share of the wanted pages comes within forty fetches.
#include "app/pipeline/focus.h"

#include <cstdio>
#include <set>

#include "crawler/url.h"
#include "pipeline_fixture.h"
#include "tests/portal/hospital_site.h"

namespace tenderlead::app {
namespace {

constexpr int kBudget = 40;
constexpr std::uint64_t kSeed = 31;

class AFocusedCrawl : public PipelineTest {
 protected:
  void configure(const portal::HospitalSite& site) {
    store_.reset();
    std::filesystem::remove_all(folder_ / "data");
    run_ = 0;
    site_.clear();
    for (const auto& [url, html] : site.pages) site_[canonical(url)].body = html;
    Source hospital;
    hospital.id = "hospital";
    hospital.name = site.hospital;
    hospital.kind = "hospital";
    RequestTemplate start;
    start.url = site.home;
    start.role = PageRole::automatic;
    hospital.start = {start};
    hospital.focus.max_pages = kBudget;
    configuration_.sources = {hospital};
  }

  static std::string canonical(const std::string& url) { return crawler::canonical_url(url).value_or(url); }

  std::vector<std::string> fetched() {
    std::vector<std::string> urls;
    read([&](store::Queries& queries) {
      queries.archived("hospital", false,
                       [&](const store::ArchivedRow& row) { urls.push_back(row.task.url); });
      return true;
    });
    return urls;
  }

  struct Recall {
    std::size_t wanted = 0;
    std::size_t found = 0;
  };
  Recall measure(const std::vector<portal::HospitalSite>& sites, const char* set) {
    Recall all;
    for (const auto& site : sites) {
      configure(site);
      begin_run();
      crawl();
      const auto urls = fetched();
      const std::set<std::string> got(urls.begin(), urls.end());
      const auto entry = ledger("hospital");
      EXPECT_TRUE(entry.balances()) << site.name;
      EXPECT_LE(entry.fetched + entry.failed + entry.refused, kBudget) << site.name;
      Recall here;
      std::string missing;
      for (const auto& url : site.wanted) {
        ++here.wanted;
        if (got.contains(canonical(url)))
          ++here.found;
        else
          missing += "\n    not fetched: " + url;
      }
      std::printf("  %-8s %-14s %2zu of %2zu wanted pages in %lld fetches%s\n", set, site.name.c_str(),
                  here.found, here.wanted,
                  static_cast<long long>(entry.fetched + entry.failed + entry.refused), missing.c_str());
      all.wanted += here.wanted;
      all.found += here.found;
    }
    const double share =
        all.wanted == 0 ? 0 : 100.0 * static_cast<double>(all.found) / static_cast<double>(all.wanted);
    std::printf("  %-8s all            %2zu of %2zu: %.1f %%\n", set, all.found, all.wanted, share);
    return all;
  }

  // What the notices and profiles say, by URL.
  std::map<std::string, std::string> notices() {
    std::map<std::string, std::string> found;
    read([&](store::Queries& queries) {
      queries.each_notice(false, [&](const store::NoticeRow& row) { found[row.url] = row.json; });
      return true;
    });
    return found;
  }
  std::map<std::string, std::string> profiles() {
    std::map<std::string, std::string> found;
    read([&](store::Queries& queries) {
      queries.each_profile([&](const store::ProfileRow& row) { found[row.url] = row.json; });
      return true;
    });
    return found;
  }
  std::set<std::string> fetched_set() {
    const auto urls = fetched();
    return {urls.begin(), urls.end()};
  }
  std::int64_t fetches() {
    const auto entry = ledger("hospital");
    return entry.fetched + entry.failed;
  }
};

TEST_F(AFocusedCrawl, FindsNineteenOfTwentyWantedPagesWithinFortyFetches) {
  const Recall first = measure(portal::first_hospital_sites(kSeed), "first");
  const Recall withheld = measure(portal::withheld_hospital_sites(kSeed), "withheld");
  EXPECT_GE(first.found * 100, first.wanted * 95);
  EXPECT_GE(withheld.found * 100, withheld.wanted * 95);
}

TEST_F(AFocusedCrawl, ReadsNoticesAndProfilesAsAConfiguredSourceDoes) {
  for (const auto& site : portal::first_hospital_sites(kSeed)) {
    if (site.name != "nav_bar") continue;
    configure(site);
    begin_run();
    crawl();
    const auto found = notices();
    const auto said = profiles();
    EXPECT_EQ(ledger("hospital").reasons.count("rejected:no_items"), 0u);

    store_.reset();
    std::filesystem::remove_all(folder_ / "data");
    run_ = 0;
    Source& source = configuration_.sources[0];
    source.focus.max_pages = 0;
    source.paging.kind = PagingKind::next_link;
    source.start[0].url = "http://www.wangxi-hospital.example/zbcg/";
    source.start[0].role = PageRole::list;
    for (const char* page : {"yygk/yyjj.html", "ksdh/", "lxwm/"}) {
      RequestTemplate start;
      start.url = std::string("http://www.wangxi-hospital.example/") + page;
      start.role = PageRole::hospital;
      source.start.push_back(start);
    }
    begin_run();
    crawl();
    const auto configured = notices();
    ASSERT_EQ(configured.size(), site.notices.size());
    EXPECT_EQ(found.size(), configured.size());
    for (const auto& [url, json] : configured)
      EXPECT_TRUE(found.contains(url) && found.at(url) == json) << url;
    const auto configured_profiles = profiles();
    ASSERT_EQ(configured_profiles.size(), 3u);
    for (const auto& [url, json] : configured_profiles) {
      ASSERT_TRUE(said.contains(url)) << url;
      EXPECT_EQ(said.at(url), json) << url;
    }
  }
}

TEST_F(AFocusedCrawl, GoesOnWithinItsBudgetAfterAKill) {
  const auto sites = portal::withheld_hospital_sites(kSeed);
  configure(sites[0]);
  configuration_.sources[0].focus.max_pages = 14;
  begin_run();
  crawl();
  const auto undisturbed = fetched_set();
  EXPECT_EQ(fetches(), 14);

  configure(sites[0]);
  configuration_.sources[0].focus.max_pages = 14;
  begin_run();
  for (const std::size_t most : {1u, 3u, 1u, 5u, 100u}) {
    crawl(1, most);
    store_.reset();
  }
  EXPECT_EQ(fetches(), 14);
  EXPECT_EQ(fetched_set(), undisturbed);
}

TEST_F(AFocusedCrawl, FindsInTheNextRunWhatIsNewInItsColumns) {
  const auto sites = portal::first_hospital_sites(kSeed);
  configure(sites[0]);
  begin_run();
  crawl();
  finish_run();
  const auto before = fetched_set();
  const std::string list = "http://www.wangxi-hospital.example/zbcg/";
  const std::string fresh = list + "2026/1999.html";
  ASSERT_TRUE(site_.contains(list));
  std::string& html = site_[list].body;
  html.insert(
      html.find("<li><a href=\"/zbcg/2026"),
      "<li><a "
      "href=\"/zbcg/2026/1999.html\">移动护理系统采购项目公开招标公告</a><span>2026-08-05</span></li>\n");
  site_[fresh].body = notice_html("移动护理系统采购项目公开招标公告", "WX-2026-77", sites[0].hospital);
  begin_run(true);
  crawl();
  EXPECT_FALSE(before.contains(fresh));
  EXPECT_TRUE(fetched_set().contains(fresh));
  EXPECT_TRUE(notices().contains(fresh));
  EXPECT_TRUE(ledger("hospital").balances());
  // The second list page holds nothing new and the first one hardly anything: all else is asked for no more.
  EXPECT_LT(fetches(), 20);
}

TEST_F(AFocusedCrawl, FollowsTheWordsOfItsSource) {
  const auto sites = portal::first_hospital_sites(kSeed);
  configure(sites[0]);
  const std::string culture = "http://www.wangxi-hospital.example/yygk/yywh.html";
  begin_run();
  crawl();
  EXPECT_FALSE(fetched_set().contains(culture));
  configure(sites[0]);
  configuration_.sources[0].focus.words = {"文化"};
  begin_run();
  crawl();
  EXPECT_TRUE(fetched_set().contains(culture));
}

TEST_F(AFocusedCrawl, StaysWithinItsDepthAndItsDomain) {
  for (const auto& site : portal::withheld_hospital_sites(kSeed)) {
    if (site.name != "deep_columns" && site.name != "subdomain") continue;
    configure(site);
    configuration_.sources[0].focus.max_depth = 2;
    begin_run();
    crawl();
    const auto urls = fetched_set();
    // Home, disclosure, purchases: its parts are one level too deep.
    EXPECT_FALSE(urls.contains("http://www.songhe-hospital.example.cn/ywgk/cg/hw/list.jsp"));
    for (const auto& url : urls)
      EXPECT_TRUE(url.find("songhe-hospital") != std::string::npos ||
                  url.find("luzhou-sy.com.cn") != std::string::npos)
          << url;
    if (site.name == "subdomain") {
      EXPECT_TRUE(urls.contains("http://cg.luzhou-sy.com.cn/frame/list.html"));
    }
    const auto entry = ledger("hospital");
    EXPECT_EQ(entry.reasons.count("refused:host"), 0u);
  }
}

TEST_F(AFocusedCrawl, BeginsWithASitemapAsWell) {
  const auto sites = portal::first_hospital_sites(kSeed);
  configure(sites[0]);
  auto& source = configuration_.sources[0];
  source.start.clear();
  source.sitemaps = {"http://www.wangxi-hospital.example/sitemap.xml"};
  std::string map = "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">";
  for (const auto& [url, html] : sites[0].pages)
    if (url != sites[0].home) map += "<url><loc>" + url + "</loc></url>";
  site_["http://www.wangxi-hospital.example/sitemap.xml"].body = map + "</urlset>";
  begin_run();
  crawl();
  const auto got = fetched_set();
  std::size_t found = 0;
  for (const auto& url : sites[0].wanted)
    if (got.contains(canonical(url))) ++found;
  // By their addresses alone news about systems can't be told from others.
  EXPECT_GE(found * 100, sites[0].wanted.size() * 85) << found << " of " << sites[0].wanted.size();
  EXPECT_LE(fetches(), kBudget);
}

}  // namespace
}  // namespace tenderlead::app

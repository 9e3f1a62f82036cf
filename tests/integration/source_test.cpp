// The tutorial's steps: a list page's address, `source new`, `run`, and every notice of that column is read.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <set>
#include <string>

#include "tests/integration/workspace.h"
#include "wire/json.h"

namespace tenderlead::integration {
namespace {

constexpr const char* kColumn = "/zfcg/cggg/";

portal::Options options() {
  portal::Options given;
  given.seed = 21;
  given.notices = 400;  // so that the column has more than one page
  return given;
}

// An initialised configuration without sources of its own.
void init(const Workspace& workspace) {
  const Outcome outcome = workspace.tenderlead({"init", workspace.config().string()});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
}

std::set<std::string> true_urls(const portal::Portal& portal, portal::SiteId site,
                                const std::string& folder) {
  std::set<std::string> urls;
  for (const portal::TrueNotice& known : portal.notices())
    if (known.site == site && known.notice.url.find(folder) != std::string::npos)
      urls.insert(known.notice.url);
  return urls;
}

std::set<std::string> read_urls(const Workspace& workspace) {
  std::set<std::string> urls;
  for (const Notice& notice : workspace.notices()) urls.insert(notice.url);
  return urls;
}

TEST(NewSource, OfAColumnAndOfAHospitalGiveAllTheirNoticesAndLeads) {
  portal::Portal portal(options());
  portal.start();
  const Workspace workspace;
  init(workspace);
  const std::string column = portal.origin(portal::SiteId::column) + kColumn + "index.htm";
  const std::string hospital = portal.origin(portal::SiteId::gb_hospital) + "/cgzb/list_1.html";
  for (const std::string& url : {column, hospital}) {
    const Outcome made =
        workspace.tenderlead({"source", "new", url, "--allow-private", "--delay", "2ms", "--save"});
    ASSERT_EQ(made.status, 0) << made.err;
  }
  const Outcome checked = workspace.tenderlead({"check-config"});
  EXPECT_EQ(checked.status, 0) << checked.err;

  const Outcome run = workspace.tenderlead({"run", "--json", "--as-of", "2026-08-01"});
  ASSERT_EQ(run.status, 0) << run.err;
  for (const LedgerEntry& entry : ledger_of(run)) {
    EXPECT_TRUE(entry.balances()) << entry.source_id;
    EXPECT_EQ(entry.failed, 0) << entry.source_id;
    EXPECT_LE(entry.rejected, 1) << entry.source_id;  // the empty page after a column's last
  }
  std::set<std::string> wanted = true_urls(portal, portal::SiteId::column, kColumn);
  const std::set<std::string> of_hospital = true_urls(portal, portal::SiteId::gb_hospital, "/cgzb/");
  ASSERT_GT(wanted.size(), portal::kListPageSize);
  ASSERT_FALSE(of_hospital.empty());
  wanted.insert(of_hospital.begin(), of_hospital.end());
  EXPECT_EQ(read_urls(workspace), wanted);

  const Outcome leads = workspace.tenderlead({"leads", "--json"});
  EXPECT_EQ(leads.status, 0) << leads.err;
  EXPECT_GT(std::count(leads.out.begin(), leads.out.end(), '\n'), 5);
}

TEST(NewSource, ShowsTheItemsOfThePageAndReadsItsDetails) {
  portal::Portal portal(options());
  portal.start();
  const Workspace workspace;
  init(workspace);
  const std::string url = portal.origin(portal::SiteId::gb_hospital) + "/cgzb/list_1.html";
  const Outcome outcome =
      workspace.tenderlead({"--json", "source", "new", url, "--allow-private", "--delay", "2ms"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto answer = wire::parse_text(outcome.out);
  ASSERT_TRUE(answer.ok()) << outcome.out;
  std::set<std::string> items;
  for (const auto& item : answer->at("items").as_array())
    items.insert(boost::json::value_to<std::string>(item.at("title")));
  std::set<std::string> titles;
  for (const portal::TrueNotice& known : portal.notices())
    if (known.site == portal::SiteId::gb_hospital) titles.insert(known.notice.title);
  EXPECT_EQ(items, titles);
  EXPECT_EQ(answer->at("kind").as_string(), "hospital");
  EXPECT_EQ(answer->at("selectors").at("item").as_string(), "ul.list > li");
  EXPECT_EQ(answer->at("paging").at("kind").as_string(), "next_link");
  ASSERT_EQ(answer->at("details").as_array().size(), 2u);
  for (const auto& detail : answer->at("details").as_array())
    EXPECT_EQ(detail.at("as").as_string(), "notice");
  // robots.txt was asked first, and nothing was asked twice.
  std::set<std::string> targets;
  const auto requests = portal.requests();
  ASSERT_FALSE(requests.empty());
  EXPECT_EQ(requests.front().target, "/robots.txt");
  for (const auto& request : requests) EXPECT_TRUE(targets.insert(request.target).second) << request.target;
  EXPECT_LE(requests.size(), 5u);
}

TEST(NewSource, TriesTheSecondPage) {
  portal::Portal portal(options());
  portal.start();
  const Workspace workspace;
  init(workspace);
  const Outcome outcome = workspace.tenderlead({"--json", "source", "new",
                                                portal.origin(portal::SiteId::column) + kColumn + "index.htm",
                                                "--allow-private", "--delay", "2ms"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto answer = wire::parse_text(outcome.out);
  ASSERT_TRUE(answer.ok()) << outcome.out;
  EXPECT_EQ(answer->at("paging").at("pattern").as_string(), "index_{page}.htm");
  EXPECT_GT(answer->at("second_page").at("fresh").to_number<int>(), 0);
}

TEST(NewSource, PagesThroughTheApiThatAPostAsks) {
  portal::Portal portal(options());
  portal.start();
  const Workspace workspace;
  init(workspace);
  const std::string origin = portal.origin(portal::SiteId::api);
  const Outcome made = workspace.tenderlead(
      {"source", "new", origin + "/api/notice/search", "--post",
       R"({"from": "2026-01-01", "to": "2026-12-31", "offset": {offset}, "size": 20})", "--link",
       origin + "/notice/{/id}.html", "--allow-private", "--delay", "2ms", "--save"});
  ASSERT_EQ(made.status, 0) << made.err;
  const Outcome run = workspace.tenderlead({"run", "--json", "--as-of", "2026-08-01"});
  ASSERT_EQ(run.status, 0) << run.err;
  EXPECT_EQ(read_urls(workspace), true_urls(portal, portal::SiteId::api, ""));
}

TEST(NewSource, FollowsShellsToTheirFrames) {
  portal::Portal portal(options());
  portal.start();
  const Workspace workspace;
  init(workspace);
  const Outcome outcome = workspace.tenderlead({"--json", "source", "new",
                                                portal.origin(portal::SiteId::shell) + "/deal/list.html",
                                                "--allow-private", "--delay", "2ms"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const auto answer = wire::parse_text(outcome.out);
  ASSERT_TRUE(answer.ok()) << outcome.out;
  for (const auto& detail : answer->at("details").as_array())
    EXPECT_EQ(detail.at("as").as_string(), "notice");
}

TEST(NewSource, IsRefusedByRobots) {
  portal::Portal portal(options());
  portal.set_faults({portal::Fault::robots_denies});
  portal.start();
  const Workspace workspace;
  init(workspace);
  const Outcome outcome = workspace.tenderlead(
      {"source", "new", portal.origin(portal::SiteId::column) + kColumn + "index.htm", "--allow-private"});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_NE(outcome.err.find("robots.txt"), std::string::npos) << outcome.err;
  for (const auto& request : portal.requests()) EXPECT_EQ(request.target, "/robots.txt");
}

}  // namespace
}  // namespace tenderlead::integration

// A source that says `fetch: browser`: the simulated portal's list and notices that scripts make, by Debian's Chromium.
#include <gmock/gmock.h>
#include <signal.h>
#include <stdlib.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "crawler/warc_reader.h"
#include "tests/integration/compare.h"
#include "tests/integration/workspace.h"

namespace tenderlead::integration {
namespace {

using testing::HasSubstr;
using testing::Not;

portal::Options options() {
  portal::Options given;
  given.seed = 5;
  given.notices = 30;  // six on the site, on two list pages
  return given;
}

void write_source(const Workspace& workspace, const portal::Portal& portal, const std::string& more = {}) {
  const std::string origin = portal.origin(portal::SiteId::api);
  workspace.write("config/sources/portal.yaml",
                  "sources:\n"
                  "  - id: scripted\n"
                  "    name: 脚本生成的站点\n"
                  "    start: [" +
                      origin +
                      "/list.html]\n"
                      "    paging: {kind: next_link}\n"
                      "    list: {item: ul.list > li, link: a, title: a, date: span, next: a.next}\n"
                      "    politeness: {delay: 2ms, slowdown: 0, request_timeout: 10s}\n"
                      "    fetch: browser\n"
                      "    browser: {settle: 200ms, timeout: 60s" +
                      more +
                      "}\n"
                      "    allowed_private_hosts: [127.0.0.1:" +
                      std::to_string(portal.port(portal::SiteId::api)) + "]\n");
}

std::map<std::string, Notice> true_notices(const portal::Portal& portal) {
  std::map<std::string, Notice> known;
  for (const auto& notice : portal.notices())
    if (notice.site == portal::SiteId::api) known.emplace(notice.notice.url, notice.notice);
  return known;
}

// Processes that were started with a file or folder of the workspace.
std::size_t browsers_of(const Workspace& workspace) {
  std::size_t found = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    if (read_file(entry.path() / "cmdline").find("--user-data-dir=" + workspace.folder().string()) !=
        std::string::npos)
      ++found;
  }
  return found;
}

TEST(Browser, ReadsTheNoticesThatScriptsMakeAndArchivesThemBesideTheAnswers) {
  portal::Portal portal(options());
  portal.start();
  const Workspace workspace(portal);
  write_source(workspace, portal);
  const Outcome run = workspace.tenderlead({"run", "--json", "--as-of", "2026-08-01"});
  ASSERT_EQ(run.status, 0) << run.err;
  const auto ledger = ledger_of(run);
  ASSERT_EQ(ledger.size(), 1U);
  EXPECT_TRUE(ledger[0].balances());
  EXPECT_EQ(ledger[0].failed, 0);

  const auto known = true_notices(portal);
  ASSERT_GT(known.size(), 5U) << "one list page is too few";
  const auto read = workspace.announcements();
  EXPECT_EQ(read.size(), known.size());
  for (const Notice& notice : read) {
    ASSERT_TRUE(known.contains(notice.url)) << notice.url;
    EXPECT_EQ(notice.title, known.at(notice.url).title);
    ASSERT_TRUE(notice.published_at && known.at(notice.url).published_at);
    EXPECT_EQ(notice.published_at->date, known.at(notice.url).published_at->date);
    EXPECT_EQ(notice.project_no, known.at(notice.url).project_no);
  }
  for (const auto& request : portal.requests()) {
    EXPECT_THAT(request.target, Not(HasSubstr("statistics"))) << "robots.txt disallows it";
    EXPECT_THAT(request.target, Not(testing::EndsWith(".gif")));
    EXPECT_THAT(request.target, Not(testing::EndsWith(".png")));
    EXPECT_EQ(request.in_flight, 1) << request.target;
    EXPECT_THAT(request.user_agent, HasSubstr("Tenderlead/"));
  }
  EXPECT_EQ(browsers_of(workspace), 0U);

  // The archive has both, and what is read of it is the document.
  std::size_t responses = 0, conversions = 0;
  for (const auto& entry : std::filesystem::directory_iterator(workspace.data() / "archive")) {
    if (entry.path().string().find(".warc") == std::string::npos) continue;
    auto reader = crawler::WarcReader::open(entry.path(), {.verify_digests = true});
    ASSERT_TRUE(reader.ok());
    std::string response_id;
    for (auto record = reader->next(); record.ok() && *record; record = reader->next()) {
      if ((*record)->type() == "response") {
        ++responses;
        response_id = header_value((*record)->headers, "WARC-Record-ID");
        EXPECT_THAT((*record)->block, HasSubstr("请启用脚本后浏览"));
      } else if ((*record)->type() == "conversion") {
        ++conversions;
        EXPECT_EQ(header_value((*record)->headers, "WARC-Refers-To"), response_id);
        EXPECT_EQ(header_value((*record)->headers, "Content-Type"), "text/html; charset=utf-8");
        EXPECT_THAT((*record)->block,
                    testing::AnyOf(HasSubstr("发布时间"), HasSubstr("<ul class=\"list\"><li>")));
      }
    }
  }
  EXPECT_EQ(responses, known.size() + 2);
  EXPECT_EQ(conversions, responses);

  const std::string before = workspace.dump();
  ASSERT_EQ(workspace.tenderlead({"reparse", "--as-of", "2026-08-01"}).status, 0);
  EXPECT_EQ(first_difference(before, workspace.dump()), "no difference");
}

TEST(Browser, WithoutChromiumTheSourceIsReportedAndSkippedAndTheOthersAreNot) {
  portal::Portal portal(options());
  portal.start();
  const Workspace workspace(portal);
  write_source(workspace, portal);
  std::ofstream(workspace.config() / "sources/portal.yaml", std::ios::app)
      << "  - id: plain\n    name: 普通站点\n    start: [" + portal.origin(portal::SiteId::column) +
             "/zfcg/cggg/index.htm]\n    politeness: {delay: 2ms}\n    allowed_private_hosts: [127.0.0.1:" +
             std::to_string(portal.port(portal::SiteId::column)) + "]\n";
  const Outcome run = workspace.tenderlead({"run", "--json", "--as-of", "2026-08-01"},
                                           [] { ::setenv("PATH", "/nowhere", 1); });
  EXPECT_EQ(run.status, 1);
  EXPECT_THAT(run.err, HasSubstr("source scripted is skipped"));
  EXPECT_THAT(run.err, HasSubstr("no Chromium is installed"));
  const auto ledger = ledger_of(run);
  ASSERT_EQ(ledger.size(), 1U);
  EXPECT_EQ(ledger[0].source_id, "plain");
  EXPECT_TRUE(ledger[0].balances());
  EXPECT_GT(ledger[0].fetched, 0);
  for (const auto& request : portal.requests()) EXPECT_NE(request.site, portal::SiteId::api);
}

TEST(Browser, DiesWithTheProgramWhateverKillsIt) {
  portal::Portal portal(options());
  portal.start();
  const Workspace workspace(portal);
  write_source(workspace, portal, ", wait_for: '#never'");
  Process run = workspace.start({"crawl"});
  // Until pages are open in browsers that wait for what never comes.
  for (int i = 0; i < 6000 && portal.requests().size() < 4; ++i)
    ASSERT_FALSE(run.ended_within(std::chrono::milliseconds(10)));
  ASSERT_GT(browsers_of(workspace), 0U);
  run.send(SIGKILL);
  run.wait();
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (browsers_of(workspace) > 0 && std::chrono::steady_clock::now() < until) {
  }
  EXPECT_EQ(browsers_of(workspace), 0U);
}

}  // namespace
}  // namespace tenderlead::integration

// Whatever a site does, the ledger balances, robots.txt and delays are kept, and nothing private is reached.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include "tests/integration/workspace.h"
#include "tests/portal/faults.h"
#include "wire/json.h"

namespace tenderlead::integration {
namespace {

using portal::Fault;
using portal::FaultSet;
using portal::Options;
using portal::Portal;
using portal::RequestRecord;
using portal::SiteId;

constexpr int kDelayMs = 10;

std::map<SiteId, std::vector<RequestRecord>> by_site(const std::vector<RequestRecord>& requests) {
  std::map<SiteId, std::vector<RequestRecord>> sites;
  for (const RequestRecord& request : requests) sites[request.site].push_back(request);
  for (auto& [site, list] : sites)
    std::sort(list.begin(), list.end(),
              [](const RequestRecord& a, const RequestRecord& b) { return a.started < b.started; });
  return sites;
}

void expect_polite(const Portal& portal, std::int64_t delay_us) {
  std::set<std::string> forbidden;
  for (const SiteId site : portal::kAllSites)
    for (const std::string& url : portal.site(site).forbidden) forbidden.insert(url);
  for (const auto& [site, requests] : by_site(portal.requests())) {
    ASSERT_FALSE(requests.empty());
    EXPECT_EQ(requests.front().target, "/robots.txt") << to_string(site);
    for (std::size_t i = 0; i < requests.size(); ++i) {
      EXPECT_FALSE(forbidden.contains(portal.origin(site) + requests[i].target)) << requests[i].target;
      EXPECT_EQ(requests[i].in_flight, 1) << to_string(site) << " " << requests[i].target;
      EXPECT_NE(requests[i].user_agent.find("Tenderlead"), std::string::npos);
      EXPECT_NE(requests[i].user_agent.find("+http"), std::string::npos) << "a contact address";
      if (i == 0) continue;
      // From start to start: the portal notes a request's end when it gets to it, which may be after the crawler saw
      // the answer's last byte, and then even a punctual crawler would seem to be early.
      EXPECT_GE(requests[i].started - requests[i - 1].started, delay_us)
          << to_string(site) << " " << requests[i - 1].target << " then " << requests[i].target;
    }
  }
}

// Whether a page was asked for a second time.
bool asked_again(const Portal& portal) {
  std::set<std::pair<SiteId, std::string>> asked;
  for (const RequestRecord& request : portal.requests())
    if (request.target != "/robots.txt" && !asked.emplace(request.site, request.target).second) return true;
  return false;
}

void expect_balanced(const Outcome& outcome) {
  const auto ledger = ledger_of(outcome);
  ASSERT_FALSE(ledger.empty()) << outcome.out << outcome.err;
  for (const LedgerEntry& entry : ledger) {
    EXPECT_TRUE(entry.balances()) << wire::to_json_text(entry);
  }
}

struct Case {
  const char* name;
  FaultSet faults;
  bool complete;       // every notice is in the store afterwards
  const char* reason;  // a reason that the ledger has to name; empty for none
  int timeout_s = 10;
  int delay_ms = kDelayMs;
  std::int64_t apart_ms = kDelayMs;  // from the start of one request to that of the next on a site
  const char* more = "";
  std::size_t notices = 60;
};

// A site that is slow is left alone for ten times as long as it took; the fastest of the slow answers takes 40 ms.
constexpr std::int64_t kSlowApartMs = 400;
// A bomb is cut at this size, whatever it would have grown to.
constexpr const char* kSmallBody = "      max_body: 1MiB\n";

class Ledger : public ::testing::TestWithParam<Case> {};

TEST_P(Ledger, BalancesAndStaysPolite) {
  const Case& now = GetParam();
  Portal portal(Options{.seed = 21, .notices = now.notices});
  portal.start();
  portal.set_faults(now.faults);
  // Made once, in seconds: a portal that made it while it answers would be slow.
  if (now.faults.contains(Fault::gzip_bomb)) portal::gzip_bomb();
  const Workspace workspace(
      portal, {.delay_ms = now.delay_ms, .retries = 3, .timeout_s = now.timeout_s, .more = now.more});
  const Outcome outcome = workspace.tenderlead({"run", "--json", "--as-of", "2026-08-01"});
  EXPECT_TRUE(outcome.status == 0 || outcome.status == 1) << outcome.status << "\n" << outcome.err;
  expect_balanced(outcome);
  expect_polite(portal, now.apart_ms * 1000);
  if (now.faults.contains(Fault::stall)) {
    EXPECT_TRUE(asked_again(portal)) << "nothing stalled";
  }
  if (now.complete) {
    EXPECT_EQ(workspace.announcements().size(), portal.notices().size()) << outcome.err;
  }
  if (*now.reason != 0) {
    bool named = false;
    for (const LedgerEntry& entry : ledger_of(outcome))
      for (const auto& [reason, count] : entry.reasons)
        named = named || reason.find(now.reason) != std::string::npos;
    EXPECT_TRUE(named) << "no reason like '" << now.reason << "' in\n" << outcome.out;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Faults, Ledger,
    ::testing::Values(
        Case{"none", {}, true, "refused:robots"},
        Case{.name = "slow",
             .faults = {Fault::slow},
             .complete = true,
             .reason = "",
             .apart_ms = kSlowApartMs,
             .notices = 20},
        // With a delay of 0 the ten seconds of patience after each answer that never came are left out.
        Case{.name = "stall",
             .faults = {Fault::stall},
             .complete = true,
             .reason = "",
             .timeout_s = 1,
             .delay_ms = 0,
             .apart_ms = 0},
        Case{"drop", {Fault::drop}, true, ""}, Case{"flaky", {Fault::flaky}, true, ""},
        Case{"broken", {Fault::broken}, false, "http_500"},
        Case{"missing", {Fault::missing}, false, "http_404"},
        Case{"redirect_loop", {Fault::redirect_loop}, false, "redirect"},
        Case{"redirect_private", {Fault::redirect_private}, false, "refused"},
        Case{.name = "gzip_bomb",
             .faults = {Fault::gzip_bomb},
             .complete = false,
             .reason = "too_large",
             .more = kSmallBody},
        Case{"huge", {Fault::huge}, false, "too_large"},
        Case{"wrong_charset", {Fault::wrong_charset}, false, ""},
        Case{"shifting", {Fault::shifting}, true, ""},
        Case{"drop_and_flaky", {Fault::drop, Fault::flaky, Fault::shifting}, true, ""}),
    [](const auto& fault) { return std::string(fault.param.name); });

TEST(LedgerRobots, AServerErrorMeansStop) {
  Portal portal(Options{.seed = 22, .notices = 40});
  portal.start();
  portal.set_faults({Fault::robots_error});
  const Workspace workspace(portal, {.delay_ms = kDelayMs, .retries = 1, .timeout_s = 5, .more = {}});
  const Outcome outcome = workspace.tenderlead({"run", "--json"});
  expect_balanced(outcome);
  for (const RequestRecord& request : portal.requests()) EXPECT_EQ(request.target, "/robots.txt");
  EXPECT_TRUE(workspace.notices().empty());
}

TEST(LedgerRobots, AMissingFileMeansGo) {
  Portal portal(Options{.seed = 22, .notices = 40});
  portal.start();
  portal.set_faults({Fault::robots_missing});
  const Workspace workspace(portal, {.delay_ms = 0, .retries = 1, .timeout_s = 5, .more = {}});
  const Outcome outcome = workspace.tenderlead({"run", "--json", "--as-of", "2026-08-01"});
  expect_balanced(outcome);
  // More than the truth speaks of: the pages that robots.txt would have forbidden are notices too.
  std::set<std::string> read;
  for (const Notice& notice : workspace.notices()) read.insert(notice.url);
  for (const portal::TrueNotice& known : portal.notices())
    EXPECT_TRUE(read.contains(known.notice.url) || read.contains(known.body_url)) << known.notice.url;
}

TEST(LedgerRobots, DisallowIsObeyed) {
  Portal portal(Options{.seed = 22, .notices = 40});
  portal.start();
  portal.set_faults({Fault::robots_denies});
  const Workspace workspace(portal, {.delay_ms = 0, .retries = 1, .timeout_s = 5, .more = {}});
  const Outcome outcome = workspace.tenderlead({"run", "--json"});
  expect_balanced(outcome);
  for (const RequestRecord& request : portal.requests()) EXPECT_EQ(request.target, "/robots.txt");
  for (const LedgerEntry& entry : ledger_of(outcome)) EXPECT_GT(entry.refused, 0) << entry.source_id;
}

TEST(LedgerRobots, CrawlDelayIsKept) {
  Portal portal(Options{.seed = 22, .notices = 40});
  portal.start();
  portal.set_faults({Fault::robots_delay});
  const Workspace workspace(
      portal, {.delay_ms = 0, .retries = 1, .timeout_s = 5, .more = "      max_pages_per_run: 4\n"});
  const Outcome outcome = workspace.tenderlead({"run", "--json"});
  expect_balanced(outcome);
  expect_polite(portal, 1'000'000);
}

TEST(LedgerPaging, EndlessListsAreCut) {
  Portal portal(Options{.seed = 23, .notices = 40});
  portal.start();
  portal.set_faults({Fault::endless});
  const Workspace workspace(
      portal, {.delay_ms = 0, .retries = 1, .timeout_s = 5, .more = "      max_list_pages: 12\n"});
  const Outcome outcome = workspace.tenderlead({"run", "--json"});
  expect_balanced(outcome);
  std::map<std::string, int> lists;
  for (const RequestRecord& request : portal.requests())
    if (request.target.find("index") != std::string::npos || request.target.find("list") != std::string::npos)
      ++lists[std::string(to_string(request.site)) + request.target.substr(0, request.target.rfind('/'))];
  for (const auto& [list, count] : lists) EXPECT_LE(count, 12) << list;
}

TEST(LedgerAlarms, AListThatSaysItHasMoreThanItGaveIsNamed) {
  // So many that each month's list has far more than a page, whatever day it is.
  Portal portal(Options{.seed = 26, .notices = 500});
  portal.start();
  const Workspace whole(portal, {.delay_ms = 0, .retries = 1, .timeout_s = 5, .more = {}});
  const Outcome all = whole.tenderlead({"crawl", "--json"});
  EXPECT_EQ(all.err.find("says that it has"), std::string::npos) << all.err;
  const Workspace cut(portal,
                      {.delay_ms = 0, .retries = 1, .timeout_s = 5, .more = "      max_list_pages: 1\n"});
  const Outcome some = cut.tenderlead({"crawl", "--json"});
  EXPECT_EQ(some.status, 1);
  EXPECT_NE(some.err.find("alarm: source demo-api: the list "), std::string::npos) << some.err;
  EXPECT_NE(some.err.find("got 20; look at its paging"), std::string::npos) << some.err;
  // Also where the run's budget is spent before what the list names is fetched.
  const Workspace budget(portal, {.delay_ms = 0,
                                  .retries = 1,
                                  .timeout_s = 5,
                                  .more = "      max_list_pages: 1\n      max_pages_per_run: 8\n"});
  auto yaml = read_file(budget.config() / "sources/portal.yaml");
  const std::string records = "      body: /content\n";
  ASSERT_NE(yaml.find(records), std::string::npos);
  budget.write("config/sources/portal.yaml", yaml.replace(yaml.find(records), records.size(), ""));
  const Outcome limited = budget.tenderlead({"crawl", "--source", "demo-api", "--json"});
  EXPECT_EQ(limited.status, 1);
  ASSERT_EQ(ledger_of(limited).size(), 1u);
  EXPECT_GT(ledger_of(limited)[0].queued_after, 0);
  EXPECT_NE(limited.err.find("got 20; look at its paging"), std::string::npos) << limited.err;
}

TEST(LedgerAlarms, ASourceWhoseListsChangedIsNamed) {
  Portal portal(Options{.seed = 25, .notices = 300});
  portal.start();
  const Workspace workspace(portal, {.delay_ms = 0, .retries = 1, .timeout_s = 5, .more = {}});
  for (int run = 0; run < 3; ++run) {
    // Otherwise lists that didn't change are not read again.
    const Outcome usual = workspace.tenderlead({"crawl", "--full", "--json"});
    EXPECT_EQ(usual.status, 0) << usual.err;
    EXPECT_EQ(usual.err.find("alarm:"), std::string::npos) << usual.err;
  }
  auto yaml = read_file(workspace.config() / "sources/portal.yaml");
  const std::string item = "ul.c_list_bid > li";
  ASSERT_NE(yaml.find(item), std::string::npos);
  workspace.write("config/sources/portal.yaml", yaml.replace(yaml.find(item), item.size(), "ul.moved > li"));
  const Outcome broken = workspace.tenderlead({"crawl", "--full", "--json"});
  EXPECT_EQ(broken.status, 1);
  EXPECT_NE(broken.err.find("alarm: source demo-column: its lists gave"), std::string::npos)
      << broken.err << broken.out;
  EXPECT_EQ(broken.err.find("alarm: source demo-shell"), std::string::npos) << broken.err;
  expect_balanced(broken);
}

// "hours: ..." that begin and end so many hours from now in Shanghai.
std::string hours_from_now(int from, int until) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto hour = std::chrono::duration_cast<std::chrono::hours>(now).count() + 8 + 24;
  const auto text = [&](int plus) {
    const std::string two = "0" + std::to_string((hour + plus) % 24);
    return two.substr(two.size() - 2) + ":00";
  };
  return "      hours: \"" + text(from) + "-" + text(until) + "\"\n";
}

TEST(LedgerHours, ASourceThatIsClosedIsLeftOutAndStaysDue) {
  Portal portal(Options{.seed = 27, .notices = 40});
  portal.start();
  Tuning tuning{.delay_ms = 0, .retries = 1, .timeout_s = 5, .more = hours_from_now(3, 5)};
  const Workspace workspace(portal, tuning);
  const Outcome closed = workspace.tenderlead({"run", "--json", "--as-of", "2026-08-01"});
  EXPECT_EQ(closed.status, 0) << closed.err;
  EXPECT_TRUE(portal.requests().empty());
  EXPECT_TRUE(ledger_of(closed).empty()) << closed.out;
  EXPECT_NE(closed.err.find("(Asia/Shanghai); left out now"), std::string::npos) << closed.err;
  tuning.more = hours_from_now(-1, 3);
  workspace.write_sources(portal, tuning);
  const Outcome open = workspace.tenderlead({"run", "--json", "--as-of", "2026-08-01"});
  expect_balanced(open);
  EXPECT_EQ(workspace.announcements().size(), portal.notices().size()) << open.err;
}

TEST(LedgerRevisit, ASecondRunAsksConditionallyAndFindsNothingNew) {
  Portal portal(Options{.seed = 24, .notices = 60});
  portal.start();
  const Workspace workspace(portal, {.delay_ms = 0, .retries = 1, .timeout_s = 5, .more = {}});
  ASSERT_EQ(workspace.tenderlead({"run", "--as-of", "2026-08-01"}).status, 0);
  const std::string before = workspace.dump(store::DumpParts::refined);
  portal.clear_requests();
  const Outcome again = workspace.tenderlead({"crawl", "--json"});
  expect_balanced(again);
  std::int64_t fresh = 0;
  for (const LedgerEntry& entry : ledger_of(again)) fresh += entry.fresh;
  // Lists that went through another window than before may be new requests, notices may not.
  const auto requests = portal.requests();
  const auto conditional = std::count_if(requests.begin(), requests.end(),
                                         [](const RequestRecord& request) { return request.conditional; });
  EXPECT_GT(conditional, 0);
  EXPECT_LT(requests.size(), 60u) << "a second crawl of unchanged lists must not fetch all details again";
  EXPECT_EQ(workspace.dump(store::DumpParts::refined), before) << fresh << " fresh";
}

}  // namespace
}  // namespace tenderlead::integration

// Two hundred sites of the simulated portal, each on an address of its own in 127.0.0.0/8, that are slow, broken and full. Whatever
// they do: no host is asked sooner, more often or by more connections than it allows, and the ledger of each balances.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <memory>
#include <set>
#include <thread>

#include "tests/integration/workspace.h"
#include "tests/portal/server.h"
#include "wire/json.h"

namespace tenderlead::integration {
namespace {

namespace asio = boost::asio;
using portal::Fault;

constexpr int kHosts = 200;
constexpr std::int64_t kBudget = 7;  // pages of a run, two that robots.txt forbids among them
constexpr int kRetries = 2;
constexpr std::int64_t kDelayMs = 60, kMostDelayMs = 300;
// Of the simulated portal: its slow answers take at least so long, and what is busy asks for so long.
constexpr std::int64_t kSlowMs = 40, kRetryAfterMs = 1000, kCrawlDelayMs = 1000;

class VirtualHost {
 public:
  VirtualHost(asio::io_context& context, int number, const portal::Scenario& scenario,
              portal::FaultSet faults)
      : name_("127.77." + std::to_string(number / 100) + "." + std::to_string(number % 100 + 1)),
        acceptor_(context, {asio::ip::make_address(name_), 0}),
        site_(portal::render_site(portal::SiteId::column, scenario, 51, origin(), false)) {
    site_.faults = std::move(faults);
    asio::co_spawn(context, portal::serve_site(acceptor_, site_, log_), asio::detached);
  }

  std::string host() const { return name_ + ":" + std::to_string(acceptor_.local_endpoint().port()); }
  std::string origin() const { return "http://" + host(); }
  bool forbids(const std::string& target) const {
    const auto& urls = site_.content.forbidden;
    return std::find(urls.begin(), urls.end(), origin() + target) != urls.end();
  }
  // In the order in which they came.
  std::vector<portal::RequestRecord> requests() {
    const std::lock_guard lock(log_.mutex);
    auto requests = log_.requests;
    std::sort(requests.begin(), requests.end(),
              [](const auto& a, const auto& b) { return a.started < b.started; });
    return requests;
  }

 private:
  std::string name_;
  asio::ip::tcp::acceptor acceptor_;
  portal::SharedLog log_;
  portal::ServedSite site_;
};

std::string source_of(const VirtualHost& host, int number) {
  return "  - id: v" + std::to_string(number) + "\n    name: 虚拟站点\n    start: [" + host.origin() +
         "/zfcg/cggg/index.htm, " + host.origin() +
         "/zfcg/jggg/index.htm]\n    list: {item: ul.c_list_bid > li, link: a, title: a, date: em}\n"
         "    politeness: {delay: " +
         std::to_string(kDelayMs) + "ms, max_delay: " + std::to_string(kMostDelayMs) +
         "ms, max_retries: " + std::to_string(kRetries) +
         ", request_timeout: 20s, max_pages_per_run: " + std::to_string(kBudget) +
         "}\n    allowed_private_hosts: [\"" + host.host() + "\"]\n";
}

struct Case {
  const char* name;
  portal::FaultSet faults;
  std::int64_t apart_ms;  // at least, from the start of one request to that of the next on a host
};

class VirtualHosts : public ::testing::TestWithParam<Case> {};

TEST_P(VirtualHosts, AreNeverAskedSoonerOrMoreOftenThanTheyAllow) {
  asio::io_context context{1};
  // Other pages, and so other victims of the faults.
  std::vector<portal::Scenario> scenarios;
  for (std::uint64_t seed = 51; seed < 59; ++seed)
    scenarios.push_back(portal::make_scenario(seed, 150, {2026, 8, 1}));
  std::vector<std::unique_ptr<VirtualHost>> hosts;
  std::string sources = "sources:\n";
  for (int i = 0; i < kHosts; ++i) {
    hosts.push_back(std::make_unique<VirtualHost>(
        context, i, scenarios[static_cast<std::size_t>(i) % scenarios.size()], GetParam().faults));
    sources += source_of(*hosts.back(), i);
  }
  std::thread server([&] { context.run(); });
  const Workspace workspace;
  workspace.write("config/tenderlead.yaml",
                  "data_directory: data\nuser_agent: {contact: https://crawler.example.com}\n");
  workspace.write("config/sources/virtual.yaml", sources);
  const Outcome outcome = workspace.tenderlead({"crawl", "--json"});
  context.stop();
  server.join();
  EXPECT_TRUE(outcome.status == 0 || outcome.status == 1) << outcome.err;

  const auto ledger = ledger_of(outcome);
  ASSERT_EQ(ledger.size(), static_cast<std::size_t>(kHosts)) << outcome.err;
  for (const LedgerEntry& entry : ledger) {
    EXPECT_TRUE(entry.balances()) << wire::to_json_text(entry);
    EXPECT_LE(entry.fetched + entry.failed, kBudget) << wire::to_json_text(entry);
  }
  std::size_t pairs = 0, patient = 0;
  for (const auto& host : hosts) {
    const auto requests = host->requests();
    ASSERT_FALSE(requests.empty()) << host->host();
    EXPECT_EQ(requests.front().target, "/robots.txt");
    std::size_t pages = 0;
    for (std::size_t i = 0; i < requests.size(); ++i) {
      const auto& now = requests[i];
      EXPECT_EQ(now.in_flight, 1) << host->host() << now.target << ": a second connection";
      EXPECT_FALSE(host->forbids(now.target)) << host->host() << now.target;
      pages += now.target != "/robots.txt";
      if (i == 0) continue;
      const auto& before = requests[i - 1];
      const std::int64_t apart = now.started - before.started;
      EXPECT_GE(apart, GetParam().apart_ms * 1000) << host->host() << before.target << " then " << now.target;
      if (before.status == 503 || before.status == 429) {
        EXPECT_GE(apart, kRetryAfterMs * 1000) << host->host() << before.target << " asked for patience";
        ++patient;
      }
      ++pairs;
    }
    // A page that a redirect leads to is one more request, in a circle at most two.
    EXPECT_LE(pages, static_cast<std::size_t>(kBudget * (1 + kRetries) * 2)) << host->host();
  }
  EXPECT_GT(pairs, 750u);
  EXPECT_GT(patient, 20u) << "too few were busy for a test of patience";
}

INSTANTIATE_TEST_SUITE_P(
    Faults, VirtualHosts,
    ::testing::Values(
        Case{"slow", {Fault::slow, Fault::flaky, Fault::drop, Fault::shifting}, kSlowMs + kMostDelayMs},
        Case{"crawl_delay", {Fault::robots_delay, Fault::flaky, Fault::redirect_loop}, kCrawlDelayMs}),
    [](const auto& fault) { return std::string(fault.param.name); });

}  // namespace
}  // namespace tenderlead::integration

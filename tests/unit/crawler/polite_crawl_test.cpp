// Politeness as the sites see it: two hundred virtual hosts of 127.0.0.0/8, some of them on the same address, that fail,
// drop, redirect and slow down. Whatever they do, no limit is ever exceeded.
#include <array>
#include <random>

#include "crawl_harness.h"

namespace tenderlead::crawler {
namespace {

constexpr int kFactor = 10;  // the crawl's clock against the server's
constexpr int kHosts = 160;
constexpr int kShared = 40;  // further hosts on the first addresses, on another port
constexpr int kPagesOfAHost = 6;
constexpr int kBudget = 250;  // of the last source, which has 300 pages

std::string address_of(int index) {
  return "127.1." + std::to_string(index / 200) + "." + std::to_string(index % 200 + 1);
}

// What a host's robots.txt says, by its number.
enum class Rules { none, broken, delay, private_part, redirected };
Rules rules_of(int index) {
  constexpr std::array kRules = {Rules::broken, Rules::delay, Rules::private_part, Rules::redirected};
  const auto turn = static_cast<std::size_t>(index % 10);
  return turn < kRules.size() ? kRules[turn] : Rules::none;
}
constexpr Duration kCrawlDelay = 400ms;
constexpr Duration kRetryAfter = 1s;

int index_of(const std::string& address) {
  const auto last = address.rfind('.'), third = address.rfind('.', last - 1);
  return std::stoi(address.substr(third + 1)) * 200 + std::stoi(address.substr(last + 1)) - 1;
}

// The answers, wrong in every way that a small site knows; the same for a seed and the same requests.
class Sites {
 public:
  explicit Sites(unsigned seed) : random_(seed) {}

  ServerReply answer(const ServerRequest& request) {
    const int index = index_of(request.address);
    if (request.target == "/robots.txt") return robots(index);
    if (request.target == "/rules.txt") return reply(200, "User-agent: *\nDisallow: /private\n");
    switch (random_() % 20) {
      case 0:
        return reply(500);
      case 1:
        return reply(503, "", {{"Retry-After", std::to_string(kRetryAfter / 1s)}});
      case 2:
        return reply(429);
      case 3: {
        ServerReply dropped;
        dropped.raw = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
        return dropped;
      }
      case 4: {
        ServerReply slow = reply(200, "slow");
        slow.delay = 15ms;
        return slow;
      }
      case 5:
        return reply(302, "",
                     {{"Location", "http://" + address_of((index + 7) % kHosts) + ":" + port + "/moved"}});
      default:
        return reply(200, "page");
    }
  }

  std::string port;  // of most hosts

 private:
  static ServerReply robots(int index) {
    switch (rules_of(index)) {
      case Rules::broken:
        return reply(503);
      case Rules::delay:
        return reply(200, "User-agent: *\nCrawl-delay: 0.4\n");
      case Rules::private_part:
        return reply(200, "User-agent: *\nDisallow: /private\n");
      case Rules::redirected:
        return reply(301, "", {{"Location", "/rules.txt"}});
      case Rules::none:
        break;
    }
    return reply(404);
  }

  std::mt19937 random_;
};

std::vector<ServerRequest> in_order(std::vector<ServerRequest> requests) {
  std::sort(requests.begin(), requests.end(),
            [](const auto& a, const auto& b) { return a.arrived < b.arrived; });
  return requests;
}

class PoliteCrawl : public CrawlTest, public testing::WithParamInterface<unsigned> {};

TEST_P(PoliteCrawl, ExceedsNoLimitOfTwoHundredHostsThatFail) {
  std::vector<std::string> addresses;
  for (int i = 0; i < kHosts; ++i) addresses.push_back(address_of(i));
  Sites sites(GetParam()), others(GetParam() + 100);
  TestServer server([&](const ServerRequest& request) { return sites.answer(request); }, addresses);
  addresses.resize(kShared);
  TestServer shared([&](const ServerRequest& request) { return others.answer(request); }, addresses);
  sites.port = others.port = std::to_string(server.port());

  constexpr std::array<std::chrono::milliseconds, 4> kDelays = {100ms, 200ms, 300ms, 400ms};
  std::vector<Source> sources;
  for (std::size_t i = 0; i < kDelays.size(); ++i) {
    Source source;
    source.id = "s" + std::to_string(i);
    source.politeness.delay = kDelays[i];
    source.politeness.address_delay = kDelays[i] / 2;
    source.politeness.max_delay = 1s;
    source.politeness.max_retries = 2;
    source.politeness.request_timeout = 20s;
    sources.push_back(source);
  }
  const auto source_of = [&](int index) -> Source& {
    return sources[static_cast<std::size_t>(index) % kDelays.size()];
  };
  const auto add_host = [&](int index, int port) {
    const std::string host = address_of(index) + ":" + std::to_string(port);
    Source& source = source_of(index);
    source.allowed_private_hosts.push_back(host);
    for (auto& any : sources) any.allowed_hosts.push_back(host);
    for (int page = 0; page < kPagesOfAHost; ++page)
      frontier_.add(source.id,
                    "http://" + host + (page == 0 ? "/private/" : "/page/") + std::to_string(page));
  };
  for (int i = 0; i < kHosts; ++i) add_host(i, server.port());
  for (int i = 0; i < kShared; ++i) add_host(i, shared.port());
  // Redirects lead to hosts of other sources, each of which may go there.
  for (auto& source : sources) source.allowed_private_hosts = source.allowed_hosts;

  FastClock clock(kFactor);
  CrawlOptions options;
  options.clock = &clock;
  // One source comes to the end of its budget; the others to that of what is queued.
  sources.back().politeness.max_pages_per_run = kBudget;
  const auto summary = crawl(sources, options);
  EXPECT_FALSE(summary.stopped);
  EXPECT_EQ(summary.limited_sources, std::vector<std::string>{sources.back().id});
  std::map<std::string, int> outcomes;
  for (const auto& outcome : sink_.outcomes) ++outcomes[outcome.task.source_id];
  const int all = (kHosts + kShared) * kPagesOfAHost / static_cast<int>(kDelays.size());
  EXPECT_EQ(outcomes, (std::map<std::string, int>{{"s0", all}, {"s1", all}, {"s2", all}, {"s3", kBudget}}));

  std::size_t pairs = 0;
  std::map<std::string, std::vector<ServerRequest>> by_address;
  for (const TestServer* one : {&server, &shared}) {
    std::map<std::string, std::vector<ServerRequest>> by_host;
    for (const auto& request : in_order(one->requests())) {
      by_host[request.address].push_back(request);
      by_address[request.address].push_back(request);
    }
    for (const auto& [address, requests] : by_host) {
      const int index = index_of(address);
      Duration delay = source_of(index).politeness.delay;
      bool read_rules = false;
      for (std::size_t i = 0; i < requests.size(); ++i) {
        const auto& now = requests[i];
        EXPECT_TRUE(rules_of(index) != Rules::broken || now.target == "/robots.txt") << address;
        const bool has_private_part =
            rules_of(index) == Rules::private_part || rules_of(index) == Rules::redirected;
        EXPECT_FALSE(has_private_part && now.target.starts_with("/private")) << address;
        read_rules = read_rules || now.target == "/robots.txt";
        EXPECT_TRUE(read_rules) << address << now.target << " before robots.txt";
        if (i == 0) continue;
        const auto& before = requests[i - 1];
        if (rules_of(index) == Rules::delay) delay = std::max(delay, kCrawlDelay);
        const Duration gap = (now.arrived - before.answered) * kFactor;
        EXPECT_GE(gap, delay) << address << " " << before.target << " " << now.target;
        const Duration took = (before.answered - before.arrived) * kFactor;
        EXPECT_GE(gap, std::min<Duration>(took * 10, 1s)) << address << " took " << took / 1us << " us";
        if (before.status == 503 && before.target != "/robots.txt") {
          EXPECT_GE(gap, kRetryAfter) << address;
        }
        ++pairs;
      }
    }
  }
  EXPECT_GT(pairs, 800u);
  for (const auto& [address, unordered] : by_address) {
    const auto requests = in_order(unordered);
    for (std::size_t i = 1; i < requests.size(); ++i)
      EXPECT_GE((requests[i].arrived - requests[i - 1].answered) * kFactor,
                source_of(index_of(address)).politeness.delay / 2)
          << address;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, PoliteCrawl, testing::Values(1u, 2u, 3u));

}  // namespace
}  // namespace tenderlead::crawler

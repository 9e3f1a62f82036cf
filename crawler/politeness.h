// When a host may be asked next: one queue a host, a delay that grows as the site slows down, and patience with hosts
// that fail. Pure logic: the time is an argument, nothing is fetched and nothing waits.
//
// The rules, in the order in which they bind (all of them hold; the latest time wins):
// - the configured delay and the robots.txt Crawl-delay, from the end of a fetch to the start of the next on the host;
// - about ten times as long as the last fetch took, up to a cap: a site that slows down is left alone for longer.
//   A configured delay of 0 is for the operator's own server: there it counts only from `unhurried` upwards;
// - Retry-After, bounded;
// - a shorter delay between any two requests to one IP address, and as many at the same time as one host of it may
//   have: hundreds of small sites may share a server;
// - after a failure a pause that doubles with every further one, and ends with the first success. Failures of requests
//   that were under way together count once.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "crawler/clock.h"

namespace tenderlead::crawler {

struct HostPolicy {
  Duration delay = std::chrono::seconds(2);
  int connections = 1;   // at the same time, 1..
  double slowdown = 10;  // times the last fetch; 0 switches it off
  Duration slowdown_cap = std::chrono::seconds(30);
  Duration address_delay{};  // between requests to the IP address, whichever host they are for
  Duration unhurried = std::chrono::seconds(5);             // with delay 0: fetches below it don't slow down
  Duration backoff_first = std::chrono::milliseconds(100);  // or `delay` where that is longer
  Duration backoff_cap = std::chrono::minutes(5);
  Duration retry_after_cap = std::chrono::minutes(5);
  int give_up_after_network = 6;  // failures in a row without any answer
  int give_up_after_status = 10;  // overloaded answers in a row
};

// How a fetch went, as far as the host's well-being is concerned.
enum class HostAnswer {
  fine,  // any answer but those below, and what was cancelled or refused on this side; 500 is most often one
         // page's own fault, and a few such pages must not make a run wait for the whole host
  overloaded,   // 429, 502, 503, 504
  unreachable,  // no answer: DNS, connect, TLS, time-out, broken transfer
};

// Host queues. A job is a number of the caller's. Not thread-safe.
class Workbench {
 public:
  using Job = std::uint64_t;
  struct Ready {
    Job job;
    std::string host;
  };

  explicit Workbench(int max_connections) : max_connections_(max_connections) {}

  // Sets or tightens a host's policy: where sources share a host, the longer delay and the fewer connections hold.
  void require(const std::string& host, const HostPolicy& policy);
  // Which IP address a host is reached at: hosts of one address take turns. Until told so, a host stands alone. To be
  // called before the host's first job.
  void place(const std::string& host, const std::string& address);
  // The robots.txt Crawl-delay; only ever lengthens the delay.
  void require_delay(const std::string& host, Duration delay);
  // The host takes nothing new for `span` from `now`, bounded by the policy's retry_after_cap.
  void hold(const std::string& host, TimePoint now, Duration span);

  // Queues a job. Lower `rank` goes first, equal ranks in the order of adding; none before `not_before`.
  void add(const std::string& host, Job job, int rank = 0, TimePoint not_before = {});
  // Takes the job whose host has been ready for longest, and marks a connection as in use.
  std::optional<Ready> next(TimePoint now);
  // When next() may give something if nothing changes; nothing where only finished() or add() can help.
  std::optional<TimePoint> next_time() const;
  // A job that next() gave has ended. `started` and `ended` bound the request.
  void finished(const std::string& host, TimePoint started, TimePoint ended, HostAnswer answer,
                bool was_answered = false);

  // The job that next() gave just now isn't to be fetched after all.
  void returned(const std::string& host);

  // The request that next() gave is answered, and needs no connection any more; its host and address stay busy until finished(),
  // which is then told so.
  void answered(const std::string& host);

  // The host failed in earlier runs: until it is trusted again, it gets one request at a time, and the first failure is
  // one too many.
  void put_on_probation(const std::string& host);
  void trust(const std::string& host);

  // Has the host failed too often in a row for this run?
  bool given_up(const std::string& host) const;
  // Takes all waiting jobs of a host out, in order.
  std::vector<Job> drain(const std::string& host);
  // The pause before the try after `tries` failed ones of what stands at `address`: doubled with each, and up to half as long
  // again by the address, so that what failed together doesn't come back together.
  Duration backoff(const std::string& host, std::string_view address, int tries) const;

  std::size_t waiting() const { return waiting_; }
  int in_use() const { return in_use_; }
  // How many hosts have a request in use, and how many jobs that wait. Looks at every host.
  std::pair<std::size_t, std::size_t> hosts() const;
  // The delay in force after the last fetch, for reports and tests.
  Duration delay_of(const std::string& host) const;

 private:
  struct Host {
    HostPolicy policy;
    bool configured = false;
    bool probation = false;
    std::map<std::pair<int, std::uint64_t>, Job> jobs;    // (rank, order of adding)
    std::multimap<TimePoint, std::pair<int, Job>> later;  // not_before -> (rank, job)
    int in_use = 0;
    TimePoint next{};          // no request before it
    TimePoint before{};        // what `next` was before the job that next() gave last
    TimePoint failed_at{};     // when the last counted failure became known
    int network_failures = 0;  // in a row
    int status_failures = 0;
    Duration last_delay{};
    std::string address;              // its key in addresses_
    std::optional<TimePoint> listed;  // its key in Address::hosts
  };
  // Hosts that take turns: those of one IP address.
  struct Address {
    Duration delay{};
    int connections = 1;  // where there is a delay
    int in_use = 0;
    TimePoint next{}, before{};  // as in Host
    std::set<std::pair<TimePoint, std::string>>
        hosts;                        // with a job and a free connection, by when they may go
    std::optional<TimePoint> listed;  // its key in ready_
  };

  Host& host(const std::string& name);
  void relist(const std::string& name, Host& host);
  void relist_address(const std::string& name, Address& address);
  static Duration doubled(const HostPolicy& policy, int times);

  int max_connections_;
  int in_use_ = 0;
  std::size_t waiting_ = 0;
  std::uint64_t added_ = 0;
  std::unordered_map<std::string, Host> hosts_;
  std::unordered_map<std::string, Address> addresses_;
  std::set<std::pair<TimePoint, std::string>> ready_;  // addresses whose hosts may go, by when
};

}  // namespace tenderlead::crawler

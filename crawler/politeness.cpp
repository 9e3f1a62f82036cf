#include "crawler/politeness.h"

#include <algorithm>
#include <utility>

namespace tenderlead::crawler {
namespace {

constexpr std::int64_t kSpread = 1024;

// 0 to kSpread, the same for the same address and try: what a run does can be repeated.
std::int64_t spread(std::string_view address, int tries) {
  std::uint64_t hash = 14695981039346656037u;  // FNV-1a, 64 bits
  const auto add = [&hash](unsigned char byte) { hash = (hash ^ byte) * 1099511628211u; };
  for (const char c : address) add(static_cast<unsigned char>(c));
  add(static_cast<unsigned char>(tries));
  // The last byte has gone through a single multiplication, which hardly reaches the upper bits.
  hash ^= hash >> 29;
  return static_cast<std::int64_t>(hash % (kSpread + 1));
}

}  // namespace

Workbench::Host& Workbench::host(const std::string& name) {
  const auto [found, made] = hosts_.try_emplace(name);
  if (made) found->second.address = name;
  return found->second;
}

// Puts the host at its place among those that could take a request, or out of them.
void Workbench::relist(const std::string& name, Host& host) {
  std::optional<TimePoint> due;
  if (host.in_use < (host.probation ? 1 : host.policy.connections)) {
    if (!host.jobs.empty())
      due = host.next;
    else if (!host.later.empty())
      due = std::max(host.next, host.later.begin()->first);
  }
  if (due == host.listed) return;
  Address& address = addresses_[host.address];
  if (host.listed) address.hosts.erase({*host.listed, name});
  if (due) address.hosts.emplace(*due, name);
  host.listed = due;
  relist_address(host.address, address);
}

void Workbench::relist_address(const std::string& name, Address& address) {
  std::optional<TimePoint> due;
  const bool free = address.delay == Duration::zero() || address.in_use < address.connections;
  if (free && !address.hosts.empty()) due = std::max(address.next, address.hosts.begin()->first);
  if (due == address.listed) return;
  if (address.listed) ready_.erase({*address.listed, name});
  if (due) ready_.emplace(*due, name);
  address.listed = due;
}

std::pair<std::size_t, std::size_t> Workbench::hosts() const {
  std::size_t active = 0, waiting = 0;
  for (const auto& [name, host] : hosts_) {
    active += host.in_use > 0;
    waiting += host.in_use == 0 && !(host.jobs.empty() && host.later.empty());
  }
  return {active, waiting};
}

void Workbench::place(const std::string& name, const std::string& address) {
  host(name).address = address;
}

void Workbench::require(const std::string& name, const HostPolicy& policy) {
  Host& known = host(name);
  if (!known.configured) {
    known.policy = policy;
    known.policy.connections = std::max(policy.connections, 1);
    known.configured = true;
  } else {
    known.policy.delay = std::max(known.policy.delay, policy.delay);
    known.policy.connections = std::max(1, std::min(known.policy.connections, policy.connections));
    known.policy.slowdown = std::max(known.policy.slowdown, policy.slowdown);
    known.policy.slowdown_cap = std::max(known.policy.slowdown_cap, policy.slowdown_cap);
    known.policy.address_delay = std::max(known.policy.address_delay, policy.address_delay);
  }
  Address& shared = addresses_[known.address];
  shared.delay = std::max(shared.delay, known.policy.address_delay);
  shared.connections = std::max(shared.connections, known.policy.connections);
  relist(name, known);
}

void Workbench::require_delay(const std::string& name, Duration delay) {
  Host& known = host(name);
  if (delay <= known.policy.delay) return;
  // What was fetched last, robots.txt itself, was followed by the shorter delay; the rest of the longer one is due.
  if (known.next != TimePoint{}) known.next += delay - known.policy.delay;
  known.policy.delay = delay;
  relist(name, known);
}

void Workbench::hold(const std::string& name, TimePoint now, Duration span) {
  Host& known = host(name);
  known.next = std::max(known.next, now + std::clamp(span, Duration::zero(), known.policy.retry_after_cap));
  relist(name, known);
}

void Workbench::add(const std::string& name, Job job, int rank, TimePoint not_before) {
  Host& known = host(name);
  if (not_before == TimePoint{})
    known.jobs.emplace(std::pair(rank, added_++), job);
  else
    known.later.emplace(not_before, std::pair(rank, job));
  ++waiting_;
  relist(name, known);
}

std::optional<Workbench::Ready> Workbench::next(TimePoint now) {
  if (in_use_ >= max_connections_ || ready_.empty() || ready_.begin()->first > now) return std::nullopt;
  const std::string place = ready_.begin()->second;
  Address& address = addresses_[place];
  const std::string name = address.hosts.begin()->second;
  Host& known = host(name);
  while (!known.later.empty() && known.later.begin()->first <= now) {
    const auto [rank, job] = known.later.begin()->second;
    known.jobs.emplace(std::pair(rank, added_++), job);
    known.later.erase(known.later.begin());
  }
  const Job job = known.jobs.begin()->second;
  known.jobs.erase(known.jobs.begin());
  --waiting_;
  ++known.in_use;
  ++address.in_use;
  ++in_use_;
  // With several connections the delay also separates the starts, so the rate stays what it says. A host that stays
  // in the list moves behind the others that are ready.
  known.before = std::exchange(known.next, now + known.policy.delay);
  address.before = std::exchange(address.next, now + address.delay);
  relist(name, known);
  relist_address(place, address);
  return Ready{job, name};
}

std::optional<TimePoint> Workbench::next_time() const {
  if (in_use_ >= max_connections_ || ready_.empty()) return std::nullopt;
  return ready_.begin()->first;
}

Duration Workbench::doubled(const HostPolicy& policy, int times) {
  const Duration first = std::max(policy.backoff_first, policy.delay);
  // Beyond 2^20 every first pause has reached the cap.
  return std::min(policy.backoff_cap, first * (std::int64_t{1} << std::clamp(times, 0, 20)));
}

void Workbench::finished(const std::string& name, TimePoint started, TimePoint ended, HostAnswer answer,
                         bool was_answered) {
  Host& known = host(name);
  --known.in_use;
  if (!was_answered) --in_use_;
  const HostPolicy& policy = known.policy;
  Duration delay = policy.delay;
  const Duration took = ended - started;
  if (policy.delay > Duration::zero() || took >= policy.unhurried) {
    const auto stretched = std::chrono::duration_cast<Duration>(took * policy.slowdown);
    delay = std::max(delay, std::min(stretched, policy.slowdown_cap));
  }
  if (answer == HostAnswer::fine) {
    known.network_failures = known.status_failures = 0;
  } else {
    if (started >= known.failed_at) {
      ++(answer == HostAnswer::unreachable ? known.network_failures : known.status_failures);
      known.failed_at = ended;
    }
    delay = std::max(delay, doubled(policy, known.network_failures + known.status_failures - 1));
  }
  known.last_delay = delay;
  known.next = std::max(known.next, ended + delay);
  relist(name, known);
  Address& address = addresses_[known.address];
  --address.in_use;
  address.next = std::max(address.next, ended + address.delay);
  relist_address(known.address, address);
}

void Workbench::answered(const std::string&) {
  --in_use_;
}

void Workbench::put_on_probation(const std::string& name) {
  Host& known = host(name);
  known.probation = true;
  relist(name, known);
}

void Workbench::trust(const std::string& name) {
  Host& known = host(name);
  known.probation = false;
  relist(name, known);
}

void Workbench::returned(const std::string& name) {
  Host& known = host(name);
  --known.in_use;
  --in_use_;
  known.next = known.before;
  Address& address = addresses_[known.address];
  --address.in_use;
  address.next = address.before;
  relist(name, known);
  relist_address(known.address, address);
}

bool Workbench::given_up(const std::string& name) const {
  const auto found = hosts_.find(name);
  if (found == hosts_.end()) return false;
  const Host& known = found->second;
  if (known.probation && known.network_failures + known.status_failures > 0) return true;
  return known.network_failures >= known.policy.give_up_after_network ||
         known.status_failures >= known.policy.give_up_after_status;
}

std::vector<Workbench::Job> Workbench::drain(const std::string& name) {
  Host& known = host(name);
  std::vector<Job> jobs;
  for (const auto& [order, job] : known.jobs) jobs.push_back(job);
  for (const auto& [time, ranked] : known.later) jobs.push_back(ranked.second);
  waiting_ -= jobs.size();
  known.jobs.clear();
  known.later.clear();
  relist(name, known);
  return jobs;
}

Duration Workbench::backoff(const std::string& name, std::string_view address, int tries) const {
  const auto found = hosts_.find(name);
  const HostPolicy policy = found == hosts_.end() ? HostPolicy{} : found->second.policy;
  // Only ever longer than what the host itself is given after a failure, which would hide anything shorter.
  const Duration pause = std::min(doubled(policy, tries - 1), policy.backoff_cap * 2 / 3);
  return pause + pause / 2 * spread(address, tries) / kSpread;
}

Duration Workbench::delay_of(const std::string& name) const {
  const auto found = hosts_.find(name);
  return found == hosts_.end() ? Duration::zero() : found->second.last_delay;
}

}  // namespace tenderlead::crawler

#include "web/auth/throttle.h"

#include <algorithm>

namespace tenderlead::web {
namespace {

using std::chrono::seconds;

// A name may be mistyped three times; behind one address a whole office may sit.
constexpr int kFreeTriesOfAName = 3;
constexpr int kFreeTriesOfAnAddress = 20;
constexpr int kMostDoublings = 8;          // 2 s, 4 s ... 512 s: some 170 tries a day
constexpr seconds kForgivenAfter{86'400};  // without a further failure
constexpr std::size_t kMostRecords = 10'000;

}  // namespace

seconds SignInThrottle::left(const Records& records, const std::string& key) const {
  const auto found = records.find(key);
  if (found == records.end()) return seconds(0);
  const auto now = clock_();
  if (found->second.until <= now) return seconds(0);
  return std::chrono::ceil<seconds>(found->second.until - now);
}

seconds SignInThrottle::wait_for(const std::string& name, const std::string& address) const {
  const std::lock_guard lock(mutex_);
  return std::max(left(names_, name), left(addresses_, address));
}

void SignInThrottle::count(Records& records, const std::string& key, int free_tries) {
  const auto now = clock_();
  if (!records.contains(key) && records.size() >= kMostRecords)
    records.erase(std::min_element(records.begin(), records.end(), [](const auto& a, const auto& b) {
      return a.second.forgiven < b.second.forgiven;
    }));
  auto& record = records[key];
  if (record.forgiven <= now) record.failures = 0;
  ++record.failures;
  record.forgiven = now + kForgivenAfter;
  if (record.failures >= free_tries)
    record.until = now + seconds(2LL << std::min(record.failures - free_tries, kMostDoublings));
}

void SignInThrottle::failed(const std::string& name, const std::string& address) {
  const std::lock_guard lock(mutex_);
  count(names_, name, kFreeTriesOfAName);
  count(addresses_, address, kFreeTriesOfAnAddress);
}

void SignInThrottle::succeeded(const std::string& name) {
  const std::lock_guard lock(mutex_);
  names_.erase(name);
}

}  // namespace tenderlead::web

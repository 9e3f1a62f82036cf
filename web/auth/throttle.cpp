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

seconds SignInThrottle::begin(const std::string& name, const std::string& address) {
  const std::lock_guard lock(mutex_);
  const auto wait = std::max(left(names_, name), left(addresses_, address));
  if (wait.count() > 0) return wait;
  count(names_, name, kFreeTriesOfAName);
  count(addresses_, address, kFreeTriesOfAnAddress);
  return wait;
}

void SignInThrottle::succeeded(const std::string& name, const std::string& address) {
  const std::lock_guard lock(mutex_);
  names_.erase(name);
  const auto found = addresses_.find(address);
  if (found == addresses_.end()) return;
  // The try itself didn't have to wait, so what the address waits for now is the try.
  if (--found->second.failures <= 0)
    addresses_.erase(found);
  else
    found->second.until = clock_();
}

}  // namespace tenderlead::web

#include "crawler/robots_cache.h"

#include <algorithm>
#include <utility>

namespace tenderlead::crawler {
namespace {

constexpr auto kKnownFor = std::chrono::hours(24);
constexpr auto kUnreachableFor = std::chrono::minutes(10);

}  // namespace

RobotsCache::RobotsCache(std::string_view user_agent) : product_(product_token(user_agent)) {}

RobotsState RobotsCache::state(const std::string& origin, TimePoint now) const {
  const auto found = entries_.find(origin);
  if (found == entries_.end() || now >= found->second.until) return RobotsState::unknown;
  return found->second.state;
}

bool RobotsCache::allowed(const std::string& origin, std::string_view url) const {
  const auto found = entries_.find(origin);
  return found != entries_.end() && found->second.state == RobotsState::known &&
         found->second.rules.allowed(product_, url);
}

std::optional<Duration> RobotsCache::crawl_delay(const std::string& origin) const {
  const auto found = entries_.find(origin);
  if (found == entries_.end()) return std::nullopt;
  const auto seconds = found->second.rules.crawl_delay_seconds(product_);
  if (!seconds) return std::nullopt;
  // A day stands for "longer than we wait"; larger numbers would overflow.
  return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(std::min(*seconds, 86400.0)));
}

void RobotsCache::forget(std::unordered_map<std::string, Entry>::iterator entry) {
  bytes_ -= entry->second.bytes;
  order_.erase(entry->second.turn);
  entries_.erase(entry);
}

void RobotsCache::remember(const std::string& origin, int status, std::string_view body, TimePoint now) {
  if (const auto known = entries_.find(origin); known != entries_.end()) forget(known);
  Entry entry;
  const auto means = robots_availability(status);
  const bool unreachable = means == RobotsAvailability::unreachable;
  entry.state = unreachable ? RobotsState::unreachable : RobotsState::known;
  entry.until = now + (unreachable ? Duration(kUnreachableFor) : Duration(kKnownFor));
  entry.rules = rules_for_status(status, body);
  if (means == RobotsAvailability::available) entry.bytes = std::min(body.size(), kMaxRobotsBytes);
  entry.turn = ++turns_;
  bytes_ += entry.bytes;
  order_.emplace(entry.turn, origin);
  entries_.emplace(origin, std::move(entry));
  while (bytes_ > kMostBytes && order_.size() > 1) forget(entries_.find(order_.begin()->second));
}

}  // namespace tenderlead::crawler

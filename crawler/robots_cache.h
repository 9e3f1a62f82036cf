// What each origin's robots.txt says, for as long as a run may rely on it. It only remembers; the crawl fetches, so that
// a robots.txt waits for its host's delay and passes the address guard like any other request. Not thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "crawler/clock.h"
#include "crawler/robots.h"

namespace tenderlead::crawler {

enum class RobotsState {
  unknown,      // never asked for, or too long ago
  known,        // rules hold, maybe none
  unreachable,  // 429, 5xx or no answer: everything is refused for now
};

class RobotsCache {
 public:
  // What is kept takes up to some ten times as much in memory, where every line is a short rule.
  static constexpr std::size_t kMostBytes = 16u << 20;

  // `user_agent` is the whole header; groups are matched by its product token.
  explicit RobotsCache(std::string_view user_agent);

  // `origin` is Url::origin(), with whatever else tells one copy from another. RFC 9309 2.4: a copy is used for 24 hours at most; "unreachable" is believed for ten
  // minutes only, so that a site that comes back within the run is crawled.
  RobotsState state(const std::string& origin, TimePoint now) const;
  // By the rules of an origin that is known; false where it isn't.
  bool allowed(const std::string& origin, std::string_view url) const;
  std::optional<Duration> crawl_delay(const std::string& origin) const;
  // Remembers an answer. `status` 0 stands for none. Where the files of all origins come to more than kMostBytes, those
  // remembered first are forgotten, and asked for again when they are needed.
  void remember(const std::string& origin, int status, std::string_view body, TimePoint now);

 private:
  struct Entry {
    RobotsState state = RobotsState::unknown;
    RobotsFile rules;
    TimePoint until{};
    std::size_t bytes = 0;   // read of the file
    std::uint64_t turn = 0;  // its key in order_
  };
  void forget(std::unordered_map<std::string, Entry>::iterator entry);

  std::string product_;
  std::unordered_map<std::string, Entry> entries_;
  std::map<std::uint64_t, std::string> order_;  // origins, by when they were remembered
  std::uint64_t turns_ = 0;
  std::size_t bytes_ = 0;  // of all entries
};

}  // namespace tenderlead::crawler

// The crawler's clock, so that a test can live through a Retry-After of minutes in milliseconds.
#pragma once

#include <chrono>
#include <cstdint>

namespace tenderlead::crawler {

using TimePoint = std::chrono::steady_clock::time_point;
using Duration = std::chrono::steady_clock::duration;

// Thread-safe. The base class is the system's clock; a test derives one that runs faster.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual TimePoint now() const { return std::chrono::steady_clock::now(); }
  // Seconds since 1970-01-01T00:00:00Z.
  virtual std::int64_t epoch_seconds() const {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
  // How long a timer has to run for this clock to advance by `span`.
  virtual Duration timer_span(Duration span) const { return span; }
};

}  // namespace tenderlead::crawler

// When a source is due. Pure: the last run's start in, the next time out.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/source.h"

namespace tenderlead::app {

// A time zone of the database that ICU brings. Copies share one; thread-safe.
class Zone {
 public:
  // Absent where there is no such zone.
  static std::optional<Zone> named(const std::string& name);

  // The first instant after `at` (seconds since 1970 UTC) at which clocks there show one of `minutes` (since midnight, one or more).
  // A time that a day leaves out, since clocks are put forward, is where they go on; one that a day has twice is its first.
  std::int64_t next(const std::vector<int>& minutes, std::int64_t at) const;

 private:
  class Calendar;
  explicit Zone(std::shared_ptr<const Calendar> calendar) : calendar_(std::move(calendar)) {}
  std::shared_ptr<const Calendar> calendar_;
};

// How a source is scheduled.
struct Rhythm {
  std::vector<int> at{};   // times of day, in minutes since midnight; one or more
  bool own_times = false;  // `at` is said of this source alone: each of them counts, whatever `every` says
  std::chrono::seconds every{std::chrono::hours(24)};  // Source::every
  std::optional<DailyHours> hours{};                   // Politeness::hours
};

// When a source is due that was run, or first seen, at `last`: at the first of its times at which `every` is over, less the slack
// that `run` gives too, and within its hours. A time in the past is due now, and once: whoever runs it then asks anew.
std::int64_t due_at(const Zone& zone, const Rhythm& rhythm, std::int64_t last);

}  // namespace tenderlead::app

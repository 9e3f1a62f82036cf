// How a source is, in one word.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "web/api/sources/source_actions.h"

namespace tenderlead::web {

struct SourceFacts {
  bool enabled = true;
  bool paused = false;
  bool running = false;
  std::optional<std::int64_t> last_begun{};  // of the last run that came to its end
  std::optional<std::int64_t> next_run{};    // this server's; may be in the past
  std::int64_t every = 86400;
  std::vector<SourceAlarm> alarms{};  // of the last run
};

// off, paused, never_run, failing (nothing came, or hardly anything could be read), late (two hours over its time), silent (nothing
// new for far longer than usual), ok; the first that holds.
const char* source_health(const SourceFacts& facts, std::int64_t now);

}  // namespace tenderlead::web

#include "web/api/sources/source_health.h"

#include <algorithm>
#include <string_view>

namespace tenderlead::web {
namespace {

constexpr std::int64_t kGrace = 2 * 3600;
constexpr std::int64_t kDay = 86400;

bool has(const std::vector<SourceAlarm>& alarms, std::initializer_list<std::string_view> kinds) {
  return std::any_of(alarms.begin(), alarms.end(), [&](const SourceAlarm& alarm) {
    return std::find(kinds.begin(), kinds.end(), alarm.kind) != kinds.end();
  });
}

// A timer elsewhere runs daily, whatever a source asks for.
bool is_late(const SourceFacts& facts, std::int64_t now) {
  if (facts.running) return false;
  const auto due = facts.next_run ? *facts.next_run : *facts.last_begun + std::max(facts.every, kDay);
  return now > due + kGrace;
}

}  // namespace

const char* source_health(const SourceFacts& facts, std::int64_t now) {
  if (!facts.enabled) return "off";
  if (facts.paused) return "paused";
  if (!facts.last_begun) return "never_run";
  if (has(facts.alarms, {"nothing_fetched", "lists_shrank", "reads_little"})) return "failing";
  if (is_late(facts, now)) return "late";
  return has(facts.alarms, {"silent"}) ? "silent" : "ok";
}

}  // namespace tenderlead::web

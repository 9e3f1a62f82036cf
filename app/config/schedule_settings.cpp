#include "app/config/schedule_settings.h"

#include <unicode/strenum.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace tenderlead::config {
namespace {

// "06:30", "6:30"; absent where it is no time of day.
std::optional<int> minutes_of(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == text.npos || colon == 0 || colon > 2 || text.size() != colon + 3) return std::nullopt;
  int hours = 0, minutes = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == colon) continue;
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    int& part = i < colon ? hours : minutes;
    part = 10 * part + (text[i] - '0');
  }
  if (hours > 23 || minutes > 59) return std::nullopt;
  return 60 * hours + minutes;
}

void read_times(MapReader& map, std::vector<int>& out) {
  std::vector<std::string> texts;
  if (!map.texts("at", texts)) return;
  const auto* node = map.get("at");
  std::vector<int> times;
  for (const auto& text : texts) {
    const auto minutes = minutes_of(text);
    if (!minutes)
      map.fault(*node, "'at' must be times of day like 06:30; '" + text + "' isn't one");
    else
      times.push_back(*minutes);
  }
  if (texts.empty()) map.fault(*node, "'at' must have one time of day or more");
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  if (!times.empty()) out = std::move(times);
}

bool is_zone(const std::string& name) {
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  icu::UnicodeString got;
  zone->getID(got);
  return *zone != icu::TimeZone::getUnknown() && got == icu::UnicodeString::fromUTF8(name);
}

// The zone whose name is nearest to a word that is none.
std::string zone_hint(const std::string& word) {
  UErrorCode failed = U_ZERO_ERROR;
  std::unique_ptr<icu::StringEnumeration> ids(icu::TimeZone::createTimeZoneIDEnumeration(
      UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, failed));
  std::vector<std::string> names;
  while (ids && U_SUCCESS(failed)) {
    const char* id = ids->next(nullptr, failed);
    if (id == nullptr) break;
    names.emplace_back(id);
  }
  const std::vector<std::string_view> views(names.begin(), names.end());
  const auto near = nearest(word, views);
  return near.empty() ? "; a name like Asia/Shanghai" : "; did you mean '" + near + "'?";
}

const YamlNode* section_of(const YamlNode& root, Faults& faults) {
  MapReader map(root, "tenderlead.yaml", faults);
  return map.get("schedule");
}

}  // namespace

std::string clock_text(int minutes) {
  const auto two = [](int number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(minutes / 60) + ":" + two(minutes % 60);
}

void read_schedule(MapReader& map, ScheduleSettings& schedule) {
  map.flag("enabled", schedule.enabled);
  if (map.text("zone", schedule.zone) && !is_zone(schedule.zone))
    map.fault(*map.get("zone"), "'zone' isn't in the time zone database" + zone_hint(schedule.zone));
  read_times(map, schedule.at);
  const auto* sources = map.get("sources");
  if (sources == nullptr || !expect_map(*sources, "sources", map.faults())) return;
  for (const auto& entry : sources->entries) {
    MapReader inner(entry.value, entry.key, map.faults());
    SourceSchedule source;
    read_times(inner, source.at);
    inner.flag("enabled", source.enabled);
    inner.finish();
    schedule.sources.insert_or_assign(entry.key, std::move(source));
  }
}

Loaded<ScheduleSettings> load_schedule_settings(const std::string& file, std::string_view yaml) {
  Loaded<ScheduleSettings> loaded;
  const auto root = read_yaml(file, yaml, loaded.faults);
  if (!root || root->kind == YamlNode::Kind::null) return loaded;
  Faults faults(file, loaded.faults);
  if (const auto* section = section_of(*root, faults)) {
    MapReader inner(*section, "schedule", faults);
    read_schedule(inner, loaded.value);
  }
  return loaded;
}

std::vector<ConfigFault> check_schedule(const std::string& file, std::string_view yaml,
                                        const std::vector<std::string_view>& ids) {
  std::vector<ConfigFault> found, ignored;
  const auto root = read_yaml(file, yaml, ignored);
  if (!root || root->kind != YamlNode::Kind::map) return found;
  Faults faults(file, found), others(file, ignored);
  const auto* section = section_of(*root, others);
  if (section == nullptr || section->kind != YamlNode::Kind::map) return found;
  MapReader map(*section, "schedule", others);
  const auto* sources = map.get("sources");
  if (sources == nullptr || sources->kind != YamlNode::Kind::map) return found;
  for (const auto& entry : sources->entries)
    if (std::find(ids.begin(), ids.end(), entry.key) == ids.end())
      faults.add(entry.line, entry.column,
                 "there is no source '" + entry.key + "' to be scheduled" + hint(entry.key, ids));
  return found;
}

}  // namespace tenderlead::config

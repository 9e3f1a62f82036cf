// How politely, how far and how often a source is fetched.
#include <re2/re2.h>

#include "app/config/source_parts.h"

namespace tenderlead::config {
namespace {

using namespace std::chrono_literals;

// "22:00-06:00"
void read_hours(MapReader& map, Politeness& politeness) {
  std::string text;
  if (!map.text("hours", text)) return;
  static const re2::RE2 form(R"((\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d))");
  int from_hour = 0, from_minute = 0, until_hour = 0, until_minute = 0;
  const bool good = re2::RE2::FullMatch(text, form, &from_hour, &from_minute, &until_hour, &until_minute);
  const int from = from_hour * 60 + from_minute, until = until_hour * 60 + until_minute;
  if (good && from_minute < 60 && until_minute < 60 && from < 24 * 60 && until <= 24 * 60 && from != until)
    politeness.hours = DailyHours{from, until};
  else
    map.fault(*map.get("hours"),
              "'hours' must be two different times of a day in Asia/Shanghai, as \"22:00-06:00\"");
}

void read_politeness(const YamlNode& node, Politeness& polite, Faults& faults) {
  MapReader map(node, "politeness", faults);
  map.duration("delay", 0ms, 1h, polite.delay);
  map.whole("connections_per_host", 1, 16, polite.connections_per_host);
  map.whole("slowdown", 0, 100, polite.slowdown);
  map.duration("max_delay", 0ms, 1h, polite.max_delay);
  if (std::chrono::milliseconds delay{}; map.duration("address_delay", 0ms, 1h, delay))
    polite.address_delay = delay;
  map.duration("max_crawl_delay", 0ms, 24h, polite.max_crawl_delay);
  read_hours(map, polite);
  map.duration("request_timeout", 1s, 30min, polite.request_timeout);
  if (map.duration("connect_timeout", 1s, 5min, polite.connect_timeout) &&
      polite.connect_timeout > polite.request_timeout)
    map.fault(
        *map.get("connect_timeout"),
        "'connect_timeout' is longer than 'request_timeout', within which the whole request has to end");
  map.duration("first_byte_timeout", 1s, 10min, polite.first_byte_timeout);
  map.duration("stall_timeout", 1s, 10min, polite.stall_timeout);
  map.size("max_body", 1u << 10, 1u << 30, polite.max_body_bytes);
  map.whole("max_decompression_ratio", 2, 1'000'000, polite.max_decompression_ratio);
  map.whole("max_redirects", 0, 20, polite.max_redirects);
  map.whole("max_retries", 0, 20, polite.max_retries);
  map.whole("max_pages_per_run", 1, 10'000'000, polite.max_pages_per_run);
  map.size("max_bytes_per_run", 1u << 20, std::uint64_t{1} << 40, polite.max_bytes_per_run);
  map.whole("max_list_pages", 1, 100'000, polite.max_list_pages);
  map.flag("obey_robots", polite.obey_robots);
  map.finish();
}

void read_urls(const YamlNode& node, UrlRules& rules, Faults& faults) {
  MapReader map(node, "urls", faults);
  map.texts("drop_parameters", rules.drop_parameters);
  map.flag("sort_parameters", rules.sort_parameters);
  map.whole("max_depth", 1, 1000, rules.max_depth);
  map.whole("max_repeats", 1, 100, rules.max_repeats);
  map.whole("max_length", 100, 65536, rules.max_length);
  map.finish();
}

void read_bounds(MapReader& revisit, std::string_view key, RevisitBounds& bounds) {
  const auto* node = revisit.get(key);
  if (node == nullptr) return;
  MapReader map(*node, std::string(key), revisit.faults());
  map.duration("shortest", 1min, std::chrono::hours(24 * 366), bounds.shortest);
  map.duration("longest", 1min, std::chrono::hours(24 * 366), bounds.longest);
  map.finish();
  if (bounds.longest < bounds.shortest) map.fault(*node, "'longest' is less than 'shortest'");
}

}  // namespace

void read_limits(MapReader& source_map, Source& source) {
  auto& faults = source_map.faults();
  if (const auto* node = source_map.get("politeness")) read_politeness(*node, source.politeness, faults);
  if (const auto* node = source_map.get("urls")) read_urls(*node, source.urls, faults);
  // Unless it is said, lists come with every run of their source: what is new is found nowhere else.
  source.revisit.list = {source.every, source.every};
  if (const auto* node = source_map.get("revisit")) {
    MapReader map(*node, "revisit", faults);
    read_bounds(map, "list", source.revisit.list);
    read_bounds(map, "notice", source.revisit.notice);
    read_bounds(map, "hospital", source.revisit.hospital);
    map.finish();
  }
  if (const auto* node = source_map.get("focus")) {
    MapReader map(*node, "focus", faults);
    map.whole("max_pages", 0, 100'000, source.focus.max_pages);
    map.whole("max_depth", 1, 20, source.focus.max_depth);
    map.texts("words", source.focus.words);
    map.finish();
  }
}

}  // namespace tenderlead::config

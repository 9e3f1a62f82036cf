// The section `schedule:` of tenderlead.yaml: when `tenderlead serve` runs which source.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/config/checked_reader.h"
#include "app/config/fault.h"

namespace tenderlead::config {

// What is said of one source; what isn't said is as for all.
struct SourceSchedule {
  std::vector<int> at{};  // minutes since midnight, sorted; empty: as for all
  bool enabled = true;
};

struct ScheduleSettings {
  bool enabled = true;
  std::string zone = "Asia/Shanghai";  // a name of the time zone database
  std::vector<int> at = {6 * 60 + 30};
  std::map<std::string, SourceSchedule> sources{};  // by id
};

// Reads the section's keys; faults go to the reader's. Whether its sources are configured is known later: see check_schedule().
void read_schedule(MapReader& map, ScheduleSettings& schedule);

// The section of a file's text; defaults where it has none. Faults of other sections aren't looked for.
Loaded<ScheduleSettings> load_schedule_settings(const std::string& file, std::string_view yaml);

// The sources that the section names and that aren't among `ids`, as faults with their place and the nearest id.
std::vector<ConfigFault> check_schedule(const std::string& file, std::string_view yaml,
                                        const std::vector<std::string_view>& ids);

// "06:30".
std::string clock_text(int minutes);

}  // namespace tenderlead::config

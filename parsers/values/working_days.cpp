#include "parsers/values/working_days.h"

#include <algorithm>
#include <string>

namespace tenderlead::parsers {

namespace {

// 1970-01-01 was a Thursday; 0 is Monday.
int weekday(std::int64_t days) {
  return static_cast<int>(((days + 3) % 7 + 7) % 7);
}

// A period counted in working days is bounded by what a notice could mean; more is a misreading.
constexpr int kMostDays = 5000;

}  // namespace

const WorkingDays& WorkingDays::weekends_only() {
  static const WorkingDays calendar;
  return calendar;
}

Result<WorkingDays> WorkingDays::from_csv(std::string_view csv) {
  WorkingDays calendar;
  std::size_t number = 0;
  bool header = false;
  while (!csv.empty()) {
    ++number;
    const std::size_t end = std::min(csv.find('\n'), csv.size());
    std::string_view line = csv.substr(0, end);
    csv.remove_prefix(std::min(end + 1, csv.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (!header) {
      header = true;
      if (!line.starts_with("date,kind"))
        return Error{ErrorCode::invalid_input,
                     "line " + std::to_string(number) + ": the header must be date,kind"};
      continue;
    }
    const auto date = date_from_iso(line.substr(0, std::min<std::size_t>(10, line.size())));
    std::string_view kind = line.size() > 11 ? line.substr(11) : std::string_view{};
    kind = kind.substr(0, kind.find(','));
    if (!date || line.size() < 12 || line[10] != ',' || (kind != "off" && kind != "on"))
      return Error{ErrorCode::invalid_input,
                   "line " + std::to_string(number) + ": expected YYYY-MM-DD,off or YYYY-MM-DD,on"};
    (kind == "off" ? calendar.off_ : calendar.on_).push_back(*date);
  }
  std::sort(calendar.off_.begin(), calendar.off_.end());
  std::sort(calendar.on_.begin(), calendar.on_.end());
  return calendar;
}

bool WorkingDays::is_working_day(Date date) const {
  if (std::binary_search(on_.begin(), on_.end(), date)) return true;
  if (std::binary_search(off_.begin(), off_.end(), date)) return false;
  return weekday(days_from_date(date)) < 5;
}

Date WorkingDays::add(Date start, int count) const {
  std::int64_t day = days_from_date(start);
  const int step = count < 0 ? -1 : 1;
  int left = std::min(count < 0 ? -count : count, kMostDays);
  while (left > 0) {
    day += step;
    if (is_working_day(date_from_days(day))) --left;
  }
  return date_from_days(day);
}

Date WorkingDays::last_of(Date start, int count) const {
  if (count <= 0) return start;
  return is_working_day(start) ? add(start, count - 1) : add(start, count);
}

}  // namespace tenderlead::parsers

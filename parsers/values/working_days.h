// Which days are worked in mainland China: weekends, less the public holidays, plus the weekend days that the State
// Council's yearly notice makes working days.
#pragma once

#include <string_view>
#include <vector>

#include "model/result.h"
#include "model/time.h"

namespace tenderlead::parsers {

// Immutable once built; thread-safe.
class WorkingDays {
 public:
  // Monday to Friday, no holidays.
  static const WorkingDays& weekends_only();
  // CSV with the header date,kind: date YYYY-MM-DD, kind `off` (a weekday that is free) or `on` (a weekend day that is
  // worked). Lines that start with # are comments. An error names the line.
  static Result<WorkingDays> from_csv(std::string_view csv);

  bool is_working_day(Date date) const;
  // The day `count` working days after `start`, which itself doesn't count: 5 after a Friday is the next Friday. For
  // count 0, `start`. Negative counts go back.
  Date add(Date start, int count) const;
  // The last of `count` working days of which `start` may be the first: it counts where it is worked.
  Date last_of(Date start, int count) const;

 private:
  std::vector<Date> off_;  // sorted
  std::vector<Date> on_;   // sorted
};

}  // namespace tenderlead::parsers

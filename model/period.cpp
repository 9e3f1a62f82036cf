#include "model/period.h"

#include <algorithm>
#include <cstdint>

namespace tenderlead {
namespace {

constexpr Date kLastDate{9999, 12, 31};

}  // namespace

Date last_day_of_months(Date first, int months) {
  const std::int64_t index = first.year * 12LL + first.month - 1 + std::max(months, 0);
  if (index >= 10'000LL * 12) return kLastDate;
  Date end{static_cast<int>(index / 12), static_cast<int>(index % 12) + 1, first.day};
  // A month from 31 January ends with February: no day is left over to take one away from.
  bool clamped = false;
  for (; !is_valid(end) && end.day > 1; --end.day) clamped = true;
  return clamped ? end : date_from_days(days_from_date(end) - 1);
}

std::optional<Date> end_counted_from(const ContractPeriod& period, Date first) {
  if (period.months > 0) return last_day_of_months(first, period.months);
  if (period.days > 0) return std::min(kLastDate, date_from_days(days_from_date(first) + period.days - 1));
  return std::nullopt;
}

}  // namespace tenderlead

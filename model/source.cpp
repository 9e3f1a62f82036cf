#include "model/source.h"

#include <array>
#include <cstdio>

namespace tenderlead {

bool DailyHours::contains(std::int64_t epoch_seconds) const {
  constexpr std::int64_t kDay = 24 * 60, kShanghai = 8 * 60;
  const std::int64_t minutes = epoch_seconds / 60 + kShanghai;
  const std::int64_t minute = (minutes % kDay + kDay) % kDay;
  return from < until ? minute >= from && minute < until : minute >= from || minute < until;
}

std::string to_string(const DailyHours& hours) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d-%02d:%02d", hours.from / 60, hours.from % 60,
                hours.until / 60, hours.until % 60);
  return text.data();
}

}  // namespace tenderlead

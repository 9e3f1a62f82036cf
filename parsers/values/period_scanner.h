// The grammar of lengths of time over a folded text. Internal to values/.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "parsers/values/date_scanner.h"
#include "parsers/values/periods.h"

namespace tenderlead::parsers {

struct ScannedPeriod {
  std::size_t begin = 0;
  std::size_t end = 0;
  int count = 0;
  Period::Unit unit = Period::Unit::day;
};

// The length that starts at `begin`.
std::optional<ScannedPeriod> read_period_at(const FoldedText& text, std::size_t begin);

// All lengths in reading order, those inside `dates` (which scan_dates gave for this text) left out.
std::vector<ScannedPeriod> scan_periods(const FoldedText& text, const std::vector<ScannedDate>& dates);

}  // namespace tenderlead::parsers

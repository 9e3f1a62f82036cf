// The shipped tables that readers need, loaded once by app/config and handed down. Immutable; thread-safe.
#pragma once

#include "parsers/values/regions.h"
#include "parsers/values/working_days.h"

namespace tenderlead::parsers {

struct ReadingTables {
  RegionTable regions;
  WorkingDays calendar;
};

}  // namespace tenderlead::parsers

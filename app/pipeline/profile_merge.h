// Several pages of one hospital, one profile.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "parsers/hospital/hospital_reader.h"
#include "store/rows.h"

namespace tenderlead::app {

struct KnownHospital {
  parsers::MergedProfile merged;
  std::vector<std::string> urls;         // of the pages, by the indices that `merged` speaks of
  std::vector<std::int64_t> fetched_at;  // likewise; seconds since 1970 UTC
};

// By parsers::merge_profiles: the surest value of a field, of equals the newest page's; what lost is kept in `others`. Pages of one
// day in China count as equally new and go by id, so that the order of fetching decides nothing. Rows that can't be read
// are left out.
KnownHospital merged_hospital(std::vector<store::ProfileRow> rows);

}  // namespace tenderlead::app

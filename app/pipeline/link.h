// Linker: who is who, and which notices are of one procurement. It looks at all notices and profiles at once, so
// the answer depends on what the store holds and not on the order in which it came; only differences are written.
//
// link_organisations.h and link_projects.h say how.
#pragma once

#include <cstdint>
#include <string>

#include "model/result.h"
#include "parsers/values/tables.h"
#include "store/store.h"

namespace tenderlead::app {

struct LinkSummary {
  std::int64_t organisations = 0;
  std::int64_t projects = 0;
  std::int64_t changed_notices = 0;  // whose buyer or project is another than before
};

// The store remembers the prefix of Open Contracting IDs (Settings::ocid_prefix), so that whoever links without a configuration at hand gives
// the same ones.
Result<void> note_ocid_prefix(store::Store& store, const std::string& prefix);

Result<LinkSummary> link_all(store::Store& store, const parsers::ReadingTables& tables);

// The two digits of a GB/T 2260 code that name the province; empty for none.
std::string province_of(const std::string& region_code);

}  // namespace tenderlead::app

// Linker: who is who, and which notices are of one procurement. It looks at all notices and profiles at once, so
// the answer depends on what the store holds and not on the order in which it came; only differences are written.
//
// Organisations: mentions with the same normalised name are one organisation. Where hospitals and buyers of one name
// are placed in several provinces (第一人民医院), there is one a province, and one for mentions without a place. An alias that
// a profile states leads to the profile's organisation, unless two profiles claim it or it is another's name.
//
// Projects: notices with the same number (names.h) are one project. A notice without a number joins the project of
// its name and buyer where exactly one number goes by them; where there are several, or none, name and buyer are a
// project of their own. Notices with neither belong to no project.
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

Result<LinkSummary> link_all(store::Store& store, const parsers::ReadingTables& tables);

// The two digits of a GB/T 2260 code that name the province; empty for none.
std::string province_of(const std::string& region_code);

}  // namespace tenderlead::app

// An announcement of ratings as what it says of each hospital.
#pragma once

#include <vector>

#include "model/organisation.h"
#include "parsers/document.h"
#include "parsers/values/tables.h"

namespace tenderlead::parsers {

// One profile a hospital, in the page's order: its name, its place where row or name say it, its rating or level with the year
// of it (`rated_in`), and evidence. The `text` of each, into which its evidence points, is the words of the page that speak of it: the
// announcement's headline and the hospital's own; the whole page would be repeated hundreds of times. Empty for pages that list
// fewer than three hospitals or don't announce ratings. Linear in the page; thread-safe.
std::vector<HospitalProfile> read_rated_hospitals(const Document& document, const ReadingTables& tables);

}  // namespace tenderlead::parsers

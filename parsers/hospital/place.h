// The place of a hospital: of its name, its address, its other names, or what the text says of where it is.
#pragma once

#include <optional>

#include "model/region.h"
#include "parsers/hospital/clean_text.h"
#include "parsers/hospital/contact.h"
#include "parsers/hospital/identity.h"
#include "parsers/hospital/reading.h"
#include "parsers/values/regions.h"

namespace tenderlead::parsers {

// Each source makes the place of the ones before it more precise and never contradicts it, but for the address, which wins
// over a university's name. An empty range where only <title> says it. Linear in the page.
std::optional<Reading<Region>> read_place(const CleanText& text, const HospitalNames& names,
                                          const HospitalContact& contact,
                                          const std::vector<RecordValue>& record, const RegionTable& regions);

}  // namespace tenderlead::parsers

// Releases of the Open Contracting Data Standard 1.1 (https://standard.open-contracting.org/1.1/en/): one notice for each
// stage that a release speaks of. Which these are its tags say (codelist releaseTag); a compiled release, or one without
// tags, speaks of all that it has: planning, tender, awards, contracts.
//
// What may surprise: the standard's tender.value is an estimate, so it becomes the budget; of an organisation reference the
// entry in `parties` knows address and contact. A release of a failed or withdrawn tender is a failure.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/record/record_reader.h"

namespace tenderlead::parsers {

struct ReadingTables;

// Reject reasons: bad_record, no_title, no_stage.
RecordReading read_ocds_release(const boost::json::value& release, const ReadingTables& tables);

// What names a release within its publisher's: "OCID/ID"; empty where it has neither.
std::string ocds_id(const boost::json::value& release);

// The releases of a release package or record package (their compiled ones, else the last release of each record), of a
// list of either, or of one release alone; empty where it is none of these.
std::vector<const boost::json::value*> ocds_releases(const boost::json::value& file);

}  // namespace tenderlead::parsers

// Reads what other programs export into notices: records by a mapping, and releases of the Open Contracting Data Standard
// 1.1 (ocds_reader.h). A record comes as a page of its own, which holds all that reading it needs; so an archived record
// gives the same notice again.
//
// What may surprise: a record's text is made by us. Where the vendor gives the notice's words, or a snippet of them, they come
// first and are read as a page's are; what the record states in members or columns wins over them, and stands below as lines
// "member：words", into which the evidence points.
//
// Nothing throws on any input; all functions are thread-safe.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "model/notice.h"
#include "parsers/record/mapping.h"

namespace tenderlead::parsers {

struct ReadingTables;

struct RecordReading {
  // A mapped record gives one; a release one for each of its stages. Notice::url is the vendor's link, or, of a stage, "#" and
  // its word; the caller completes it.
  std::vector<Notice> notices;
  // Stable words for the ledger: "bad_record" (not what the page should hold), "no_title", "no_stage" (a release that tells
  // of none).
  std::string reject_reason;
};

// The page of a record. `raw` is the record as its file has it: JSON text, taken over byte for byte.
std::string record_page(const RecordMapping& mapping, std::string_view raw);
std::string ocds_page(std::string_view source, std::string_view raw);

RecordReading read_record_page(std::string_view page, const ReadingTables& tables);

// One record by its mapping.
RecordReading read_record(const boost::json::value& record, const RecordMapping& mapping,
                          const ReadingTables& tables);
// What the mapping's `id` selects, joined by "/"; empty where the record has none.
std::string record_id(const boost::json::value& record, const RecordMapping& mapping);

}  // namespace tenderlead::parsers

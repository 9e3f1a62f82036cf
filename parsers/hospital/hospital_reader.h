// Reads a hospital's introduction, contact or department page into a profile.
#pragma once

#include <vector>

#include "model/organisation.h"
#include "parsers/document.h"
#include "parsers/values/tables.h"

namespace tenderlead::parsers {

// Every value has evidence (span in code points into `text`, rule, confidence), but a name that only <title> gives. A profile without a single field means
// that the page says nothing about a hospital. Never fails; linear in the page. Thread-safe.
HospitalProfile read_hospital(const Document& document, const ReadingTables& tables);

// One profile from several pages of one site. For each field the value with the highest confidence wins, and of
// equals the one of the later page in `pages` (give them oldest first); departments and aliases are united.
struct MergedProfile {
  HospitalProfile profile;
  // Values that lost, with the page they stood on: field path, value as JSON-like text, index into pages.
  struct Rejected {
    std::string field;
    std::string value;
    std::size_t page = 0;
  };
  std::vector<Rejected> others;
  // field path -> index of the page whose evidence it has.
  std::vector<std::pair<std::string, std::size_t>> origins;
};
MergedProfile merge_profiles(const std::vector<HospitalProfile>& pages);

}  // namespace tenderlead::parsers

// Rows about rules: their versions, where tags are, and what people judged of leads.
#pragma once

#include <cstdint>
#include <string>

namespace tenderlead::store {

// One version of a rule, as it was when it came into force.
struct RuleVersionRow {
  std::string rule;  // "tags/health_it", "products/lis", "ignore"
  int version = 0;   // from 1; given by the store
  std::string digest;
  std::string state;  // "draft", "active", "retired", "removed"
  std::string person;
  std::int64_t at = 0;
  std::string note;
  std::string diff;   // one change a line
  std::string lines;  // what it says, one a line
};

struct TagCountRow {
  std::string subject;  // "notice", "project", "organisation"
  std::string tag;      // products as "product/lis"
  std::int64_t count = 0;
};

// A lead that somebody accepted or rejected; the last word counts. `notices` are those that the lead rested on then and that the
// store still has: their rows and ids.
struct JudgedRow {
  std::string lead_id;
  std::string product;
  bool accepted = false;
  std::vector<std::pair<std::int64_t, std::string>> notices;
};

// A string that stands in a notice, folded as rules fold (rules/words.h). `whole`: no Latin letters go on at its ends.
struct HeldString {
  std::string text;
  bool whole = false;
};

// A notice as trying rules out needs it.
struct HistoryRow {
  std::int64_t row = 0;
  std::string id;
  std::string url;
  std::string published_at;
  std::string buyer_id;
  std::string project_id;
  std::string json;
};

}  // namespace tenderlead::store

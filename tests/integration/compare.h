// Field by field: what was read against what is true.
#pragma once

#include <string>
#include <vector>

#include "model/notice.h"
#include "model/organisation.h"

namespace tenderlead::integration {

struct Mismatch {
  std::string field;
  std::string want;
  std::string got;
};

struct Comparison {
  std::size_t fields = 0;  // that the truth states or the reading claims
  std::vector<Mismatch> mismatches;
};

// Text without white space; money by amount and currency; published_at by day; attachments by name and URL;
// `missing` as far as the truth says. Of intentions, project_name and the total budget are left open, since people
// who label such pages don't agree on them.
Comparison compare(const Notice& truth, const Notice& read);
Comparison compare(const HospitalProfile& truth, const HospitalProfile& read);

}  // namespace tenderlead::integration

// What people say of notices, whatever their pages say.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "model/notice.h"
#include "store/queries.h"
#include "store/rows.h"

namespace tenderlead::app {

// Read once, then used by several threads at once.
struct Corrections {
  std::int64_t newest = 0;  // id of the last one that they know of
  std::map<std::string, std::vector<store::CorrectionRow>> by_notice;

  static Corrections read(store::Queries& queries);
  // Sets the fields of the notice with this id that people say otherwise.
  void apply(const std::string& id, Notice& notice) const;
};

}  // namespace tenderlead::app

// Vendors recognised in company names.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/rulebook.h"

namespace tenderlead::rules {

// Finds the partner, or ourselves, in a company's name as a notice writes it: folded, and by the longest known part,
// so that "东软熙康" isn't taken for "东软". Immutable; thread-safe.
class Companies {
 public:
  explicit Companies(const RuleBook& book);

  // The index in RuleBook::partners, or -1.
  int partner(std::string_view company) const;
  bool ours(std::string_view company) const;

 private:
  std::vector<std::pair<std::string, int>> parts_;  // folded part of a name, partner; longest first
  std::vector<std::string> own_;
};

}  // namespace tenderlead::rules

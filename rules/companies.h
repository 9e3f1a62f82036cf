// Vendors recognised in company names.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/rulebook.h"

namespace tenderlead::rules {

// Finds the partner, or ourselves, in a company's name as a notice writes it: folded, and by the longest known part,
// so that "东软熙康" isn't taken for "东软". Where no part is there, by a brand that stands between a place and nothing but words that
// any company of the trade has: 沈阳东软系统集成工程有限公司, and neither 华东软件有限公司 nor 东软教育科技有限公司. Immutable; thread-safe.
class Companies {
 public:
  explicit Companies(const RuleBook& book);

  // The index in RuleBook::partners, or -1.
  int partner(std::string_view company) const;
  bool ours(std::string_view company) const;

 private:
  bool is_of_brand(std::string_view company, std::string_view brand) const;

  std::vector<std::pair<std::string, int>> parts_;   // folded part of a name, partner; longest first
  std::vector<std::pair<std::string, int>> brands_;  // the same of whole names without place and trade
  std::vector<std::string> places_;                  // longest first
  std::vector<std::string> own_;
};

}  // namespace tenderlead::rules

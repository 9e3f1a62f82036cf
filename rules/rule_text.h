// A rule as lines of text that don't depend on its file's layout, word lists put in place: what versions of rules are told
// apart by, and what a history shows. Pure and thread-safe.
#pragma once

#include <string>
#include <vector>

#include "rules/rulebook.h"

namespace tenderlead::rules {

struct RuleText {
  std::string rule;  // "tags/health_it", "products/lis"; "ignore" for what all rules ignore
  RuleState state = RuleState::active;
  std::vector<std::string> lines;  // "signals/words any: 儿保"
};

// In the book's order, "ignore" first.
std::vector<RuleText> rule_texts(const RuleBook& book);

// "- " before lines that only `before` has, "+ " before those of `after` alone; those that went first.
std::vector<std::string> difference(const std::vector<std::string>& before,
                                    const std::vector<std::string>& after);

}  // namespace tenderlead::rules

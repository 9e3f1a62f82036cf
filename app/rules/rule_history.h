// The history of rules: which version of each is in force, who changed it, when, and what changed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/result.h"
#include "rules/rulebook.h"
#include "store/store.h"

namespace tenderlead::app {

// Writes a version of each rule that isn't as the newest one says, and of each that is gone (state "removed"). Returns them with
// their numbers; nothing is written where nothing changed.
Result<std::vector<store::RuleVersionRow>> record_rules(store::Store& store, const rules::RuleBook& book,
                                                        const std::string& person, std::int64_t now,
                                                        const std::string& note);

// What record_rules() would write, without numbers.
std::vector<store::RuleVersionRow> changes_of_rules(const rules::RuleBook& book,
                                                    const std::vector<store::RuleVersionRow>& newest);

// $USER, else $LOGNAME, else "unknown".
std::string this_person();

}  // namespace tenderlead::app

// Fills the sentences of the rules: "距截止还有{days_to_deadline}天" with the values known.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace tenderlead::rules {

// Replaces each {name} that `values` has; others stay as they are. Values are put in as they are and not filled
// again.
std::string fill_sentence(std::string_view sentence, const std::map<std::string, std::string>& values);

}  // namespace tenderlead::rules

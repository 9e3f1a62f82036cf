// Fills the sentences of the rules: "距截止还有{days_to_deadline}天" with the values known.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tenderlead::rules {

// Replaces each {name} that `values` has; others stay as they are. Values are put in as they are and not filled
// again.
std::string fill_sentence(std::string_view sentence, const std::map<std::string, std::string>& values);
// The same of values that are worked out where a sentence has their name.
using ValueOfName = std::function<std::optional<std::string>(std::string_view name)>;
std::string fill_names(std::string_view sentence, const ValueOfName& value_of);

}  // namespace tenderlead::rules

// Values as scripts write them: JSON, and what JavaScript allows beside it (keys without quotes, '…' and `…`, commas at the
// end, comments, literals joined by +). Nothing is executed: what isn't a literal is null.
#pragma once

#include <boost/json/value.hpp>
#include <cstddef>
#include <optional>
#include <string_view>

namespace tenderlead::parsers {

struct JsValue {
  boost::json::value value;
  std::size_t end = 0;  // where it ends in the script
};

// The object or array that begins at `at`; nullopt where there is none, or it doesn't end, or nests deeper than 32. Linear in what
// it reads.
std::optional<JsValue> read_js_value(std::string_view script, std::size_t at);

}  // namespace tenderlead::parsers

// Where the words of a search stand in a text that is answered: ranges of code points, never markup.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/search_rows.h"

namespace tenderlead::web {

// [[begin, end], ...] in order, none overlapping; 50 at most.
boost::json::array highlights(std::string_view text, const std::vector<store::SearchWord>& words);

// {"text", "ranges"}: what stands around the first of the words that is in the text, on one line, telephone numbers masked but for what is
// `kept` (as in masked_phones_in()); absent where none is.
std::optional<boost::json::object> excerpt(std::string_view text, const std::vector<store::SearchWord>& words,
                                           const std::vector<std::string>& kept = {});

}  // namespace tenderlead::web

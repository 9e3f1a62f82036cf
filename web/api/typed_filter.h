// A filter as people type it, in the signs that the grammar of filter.h has.
#pragma once

#include <string>
#include <string_view>

#include "web/api/filter.h"

namespace tenderlead::web {

// Input methods for Chinese write wide spaces, colons, commas, comparisons and minus signs, and quotation marks of their own. Those that stand
// where the grammar has a sign become that sign; inside words and quoted phrases everything stays.
std::string typed_filter(std::string_view text, const FilterTable& table);

}  // namespace tenderlead::web

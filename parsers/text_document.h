// text/plain to Document: lines are kept, white space within them is folded, and a Markdown-like grid of `|` or tabs
// stays text, for its cells are lines of one row.
#pragma once

#include <string_view>

#include "parsers/document.h"

namespace tenderlead::parsers {

// From UTF-8 text. Line breaks are \n, \r\n, \r, U+0085, U+2028 and form feed.
Document build_text_document(std::string_view text, std::string_view url);

}  // namespace tenderlead::parsers

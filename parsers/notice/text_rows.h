// Where the rows of a page's tables stand in its text: what a rule's `near: {within: row}` looks at.
#pragma once

#include <vector>

#include "model/notice.h"
#include "parsers/document.h"

namespace tenderlead::parsers {

// Rows with words in two cells or more, by their places; 2,000 at most. A row that holds another table (a page laid out by
// tables) is none, nor is one of more than 8 kB.
std::vector<TextRow> text_rows(const Document& document);

}  // namespace tenderlead::parsers

// Tables of plain text whose rows are lines and whose cells are set apart by bars, as converters and Markdown write them.
#pragma once

#include "parsers/document.h"

namespace tenderlead::parsers {

// Makes a table of every two or more neighbouring lines that bars cut into cells: each such line of `document` becomes one line a
// cell, with table, row and column; `text` stays as it is. Lines of dashes and bars (|---|---|) are left out of `lines`.
// Linear in the text. For documents of plain text only, before anything else reads their lines.
void find_bar_tables(Document& document);

}  // namespace tenderlead::parsers

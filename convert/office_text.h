// The two readers of Office Open XML: a Word document's pages, a workbook's sheets. Internal to read_package().
#pragma once

#include "convert/package_reader.h"
#include "convert/workbook_parts.h"
#include "convert/zip_container.h"

namespace tenderlead::convert {

inline constexpr std::string_view kWordMain = "word/document.xml";

// Paragraphs and tables in order; pages by the breaks that Word noted when it laid the document out last, so that they
// are the author's, and one page where none are noted. Deleted text, field codes, headers and footers are left out.
Problem read_word(ZipContainer& container, const PackageLimits& limits, Package& out);

// Every sheet as a table, hidden ones too, for a form may keep its figures there. Dates come as 2026-03-16 (from
// the cell's number format), other numbers as they are stored, formulas by their last result.
Problem read_workbook(ZipContainer& container, const PackageLimits& limits, Package& out);

}  // namespace tenderlead::convert

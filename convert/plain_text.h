// What pdftotext, catdoc and xls2csv write, made into parts with the few tags of AttachmentPart::markup, so that what
// stood side by side is a row again and a sentence broken over lines is one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/attachment_text.h"

namespace tenderlead::convert {

// pdftotext -layout: form feeds between pages, columns held apart by spaces. Three spaces and more part cells, unless
// they only space out a word (采    购    人); lines as wide as the page go on in the next.
std::vector<AttachmentPart> pages_of_layout(std::string_view text);
// catdoc -w: a line a paragraph, tabs between the cells of a row.
std::vector<AttachmentPart> pages_of_word(std::string_view text);
// xls2csv with kCellBreak and kSheetBreak.
std::vector<AttachmentPart> sheets_of_cells(std::string_view text);

}  // namespace tenderlead::convert

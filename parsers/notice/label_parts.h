// Labels and headings that no table has, told by the words that they are put together from: 采购响应文件接收截止时间 is a
// deadline because it speaks of responses, of an end and of a time, whatever the portal's own wording.
#pragma once

#include <string_view>

#include "parsers/notice/labels.h"

namespace tenderlead::parsers::notice {

// What a label (folded, without its colon) introduces; field none where its words don't say. Made for words that stand
// before a colon or over a table's column: in running text the same words may be anything.
LabelWord label_by_parts(std::u16string_view label);

// What a numbered line or one that ends in a colon opens; Section::none where its words don't say.
Section heading_by_parts(std::u16string_view heading);

}  // namespace tenderlead::parsers::notice

// Numbering and bullets before labels and headings: 一、 （二） 1. 3.1 ● 【
#pragma once

#include <string_view>

#include "parsers/notice/page_view.h"

namespace tenderlead::parsers::notice {

// Past numbering and bullets at the start of [begin, end).
Place skip_numbering(const PageView& view, Place begin, Place end);
// Whether [begin, end) starts with numbering of the kind 一、 that divides a notice.
bool starts_with_han_numbering(const PageView& view, Place begin, Place end);
// Where numbering right before `place` begins (一、 or 2. or 2.3), if white space, a stop or `floor` precedes it; else
// `place`.
Place before_numbering(const PageView& view, Place floor, Place place);

// 一 is 1, 十二 is 12; 0 for anything else.
int han_value(std::u16string_view numeral);
// The same of the numeral that ends at `comma`, no earlier than `floor`.
int han_value_before(const PageView& view, Place floor, Place comma);

// Signs behind which a label may begin.
bool ends_sentence(char16_t c);

}  // namespace tenderlead::parsers::notice

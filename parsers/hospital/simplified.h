// Traditional characters to simplified ones, one for one. Hospital pages of aggregators come in either, and the
// rules are written in simplified characters only.
#pragma once

#include <string_view>

namespace tenderlead::parsers {

// Whether a text is written in traditional characters, judged by a few very common ones.
bool looks_traditional(std::u32string_view text);

// The simplified form of a character; the character itself where it has none. Thread-safe; the table is built from
// ICU's Traditional-Simplified transform on first use.
char32_t simplified(char32_t c);

}  // namespace tenderlead::parsers

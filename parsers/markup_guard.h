// Cuts hostile markup before it reaches the HTML parser, whose time is quadratic in nesting and in attributes.
//
// A linear scan follows start and end tags much as the parser's tree construction does (HTML section 13.2.6, simplified), and
// drops start tags that would nest deeper than kMaxDepth, formatting tags left open by the thousand, and attributes after the
// kMaxAttributes-th. Of 1,057 real pages the deepest had 41 levels and no tag more than 38 attributes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "parsers/lifted_text.h"

namespace tenderlead::parsers {

inline constexpr std::size_t kMaxDepth = 400;
inline constexpr std::size_t kMaxAttributes = 400;
// Unclosed formatting elements are opened anew in every following block, so they multiply.
inline constexpr std::size_t kMaxDanglingFormatting = 32;

// The HTML without what must be cut: `html` itself where nothing is, else a view of `storage`.
std::string_view guard_markup(std::string_view html, std::string& storage);
// The same with characters that stand in for most of the text, which is added to `lifted`.
std::string_view guard_markup(std::string_view html, std::string& storage, LiftedText& lifted);

}  // namespace tenderlead::parsers

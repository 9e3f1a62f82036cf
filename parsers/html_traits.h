// What the Document builder knows of HTML: which elements are blocks, what a style attribute says, which names mean site furniture.
#pragma once

#include <gumbo.h>

#include <optional>
#include <string_view>

namespace tenderlead::parsers {

// Elements that start a new line and end one.
bool is_block(GumboTag tag);
// Elements whose content is no text of the page: script, style, svg, select ...
bool is_skipped(GumboTag tag);

// The few declarations that reading depends on; nullopt where the attribute doesn't have them.
struct InlineStyle {
  bool hidden = false;          // display:none or visibility:hidden
  std::optional<bool> block;    // display: block or table (true), inline or inline-block (false)
  std::optional<bool> bold;     // font-weight
  std::optional<bool> centred;  // text-align
  bool keeps_lines = false;     // white-space: pre, pre-wrap, pre-line
};
InlineStyle parse_style(std::string_view style);

// How strongly an element's name says that it holds navigation and the like.
enum class Furniture {
  none,
  likely,   // by a word that content uses too (header, toolbar): only where links fill it
  certain,  // nav, footer, breadcrumb
};
Furniture furniture_of(const GumboNode* element);

}  // namespace tenderlead::parsers

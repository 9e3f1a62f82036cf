// A fetched page as a document that is safe to show beside its lead: its words, tables and headings, without anything that acts.
//
// Made of a list of what may stay, from a parsed tree: a few elements without attributes (colspan and rowspan but as numbers), and text.
// No script, style, link, form, picture, frame or address of the page's gets into it, so there is nothing that a browser could run,
// send or fetch; whoever serves it forbids that once more by a Content-Security-Policy of its own (see style_of()).
//
// The words that a reader took a value from are marked: <mark id="e-buyer.name" data-evidence="buyer.name">. The frame's fragment
// (#e-buyer.name) highlights them all and scrolls to the first, by CSS alone. They are found by their words and those around them, white
// space left out, because the reader's text isn't the page's tree. What the page doesn't show (it stood in a script, or the page is JSON)
// is marked in the text as it was read, which then follows the page.
//
// Total and linear but for the marks: some 10 ms for a page of 100 kB.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::parsers {

// The longest page that is shown whole, in bytes; of longer ones only the text as it was read.
inline constexpr std::size_t kLongestCleanPage = 4u << 20;
inline constexpr std::size_t kMostPageMarks = 300;

struct PageMark {
  std::string field;      // a path: letters, digits, '.', '_' and '-'; others aren't marked
  std::size_t start = 0;  // code points into the text as it was read, half open
  std::size_t end = 0;
};

struct CleanPageRequest {
  std::string_view html;  // UTF-8; empty: only the text
  std::string_view text;  // as it was read: Notice::text
  std::vector<PageMark> marks{};
  std::string highlight{};  // a field that is highlighted without a fragment
  std::string title{};
  bool english = false;
  bool dark = false;
};

struct CleanPage {
  std::string html;                // a whole document
  std::vector<std::string> shown;  // fields that are marked in it, in the order in which they were given
};

CleanPage clean_page(const CleanPageRequest& request);

// The content of the one style element of a document that clean_page() made: its digest is for style-src.
std::string_view style_of(std::string_view document);

// The id that an element with a field's mark has.
std::string mark_anchor(std::string_view field);

}  // namespace tenderlead::parsers

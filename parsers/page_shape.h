// The shape of a page: which lines are site furniture, and where its running text stands.
#pragma once

#include <cstddef>
#include <vector>

#include "parsers/document.h"

namespace tenderlead::parsers {

// An element that by its name may be furniture.
struct Region {
  bool certain = false;
  Span span;                 // in Document::text
  std::size_t unlinked = 0;  // bytes of it that aren't link text
};

// A block element that may hold the running text.
struct Block {
  int parent = -1;  // index of the enclosing block
  Span span;
};

// Sets Line::chrome. `line_regions` names the region of each line, -1 for none.
void mark_chrome(Document& document, const std::vector<Region>& regions,
                 const std::vector<int>& line_regions);

// The span of the innermost block that still holds nearly all of the text that is neither chrome nor links. `blocks` are in
// document order, parents first.
Span main_block(const Document& document, const std::vector<Block>& blocks);

}  // namespace tenderlead::parsers

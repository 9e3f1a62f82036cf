// Short CSS selectors for the items of a list that the generic reader found, each proved on the page itself.
//
// A selector goes by class or id, never by a chain of positions: what is proposed must still hold when the page has
// other items. Names that look generated (digits), say a state (on, first, odd) or only lay out (clearfix, fl) are avoided.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/source.h"
#include "parsers/list_reader.h"
#include "parsers/page_content.h"

namespace tenderlead::parsers {

struct ItemSelectors {
  std::string item;   // empty where no short selector gives exactly these items
  std::string link;   // within the item; "." where the item itself is the link
  std::string title;  // empty: what the generic reader makes of the link
  std::string date;   // empty: the item's text, its link or its address states the date
};

// Selects what `found` holds: the same addresses, titles and dates in the same order.
ItemSelectors propose_selectors(const PageContent& page, const FoundList& found);

// A selector of one element by its tag and its best name (div#content, a.next), or by its parent's where it has none
// (div.pager > a); empty where neither is of use.
std::string simple_selector(const GumboInternalNode* element);

// The usable names of an element with its tag, best first: li.item, div#main. Empty where it has none.
std::vector<std::string> named_selectors(const GumboInternalNode* element);

}  // namespace tenderlead::parsers

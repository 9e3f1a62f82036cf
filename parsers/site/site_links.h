// The links of a page as ways through a website: with what each is called, where on the page it stands, and which column
// of a hospital's site it leads to (column.h).
//
// Besides <a>: image maps, pictures by their alternative text or their name, elements that a click handler or data-href makes
// a link, addresses of <select>s, and menus that scripts write from arrays of names and addresses or from markup. What is
// hidden counts: the second level of a menu is hidden until the mouse is over it. 更多 is called as the block that it stands in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/dom.h"
#include "parsers/site/column.h"

namespace tenderlead::parsers {

enum class Place { navigation, main, side, script, breadcrumb, footer };

struct SiteLink {
  std::string url;    // absolute, resolved against the page's base
  std::string label;  // white space folded; of pictures their alternative text; may be empty
  Place place = Place::main;
  Column column = Column::none;
  int sureness = 0;    // of the column, 0..100
  bool title = false;  // too long for a menu's word: an item's title, perhaps
};

struct SiteLinks {
  std::vector<SiteLink>
      links;  // in document order, each URL once with the surest of its names; 5,000 at most
  std::vector<std::string> frames;  // absolute URLs of what the page is put together from
  std::string
      moves_to;  // where a page that is only a doorstep sends its reader by itself: meta refresh, location.href
};

// Never throws, whatever the page.
SiteLinks read_site_links(const Dom& dom, std::string_view url);
// The same of a body as fetched; nothing where it isn't HTML.
SiteLinks read_site_links(std::string_view body, std::string_view content_type, std::string_view url);

}  // namespace tenderlead::parsers

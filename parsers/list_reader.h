// The generic list reader: finds the repeated items of a portal's list page or a hospital's column without configuration.
//
// An item is a link with a title; its date (a day) stands in a sibling cell or span, in the title, or in the URL. Groups of similar
// elements are scored by how many items they have, how long the titles are and how many have dates; the best group
// is the list, and navigation, paging and related links are not. A page without such a group has no items.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "model/page.h"
#include "parsers/dom.h"
#include "parsers/list_pager.h"

namespace tenderlead::parsers {

// The same items with where they stand; the nodes live as long as the Dom.
struct FoundItem {
  ListItem item;
  const GumboInternalNode* link = nullptr;  // what is clicked
  const GumboInternalNode* element =
      nullptr;  // the repeated element that holds link and date; may be the link itself
};
struct FoundList {
  std::vector<FoundItem> items;
  Pager pager;
};
FoundList find_list(const Dom& dom, std::string_view url);

ListPage read_list(const Dom& dom, std::string_view url);

// The address of the next page of a list; empty where there is none.
std::string read_next(const Dom& dom, std::string_view url);

// The same for JSON: the array of records that have titles and links, or an object of them by number; the best-dated one. A record may
// lie within another ({"_source":{…}}), all of it within a string. Where there are no such records, a string that is a list as
// HTML. `next` is what the answer says (links.next, next_page_url); most APIs page by request and say nothing.
ListPage read_json_list(const boost::json::value& json, std::string_view url);

// The same for XML: feeds (RSS, Atom) and other repeated elements with titles and links, HTML in CDATA. Empty where it isn't well-formed.
ListPage read_xml_list(std::string_view xml, std::string_view url);

// The longest list in the scripts of a page, for pages that are known to be lists and have none but what a script builds: many
// other pages carry lists of news in their scripts. Records as JSON or as JavaScript writes them, HTML in its strings
// (document.write, push), <script type="text/xml">; the same in a <textarea> or an attribute.
ListPage read_script_list(const Dom& dom, std::string_view url);

// The same of a script that was fetched by itself: var list = […].
ListPage read_script_list(std::string_view script, std::string_view url);

}  // namespace tenderlead::parsers

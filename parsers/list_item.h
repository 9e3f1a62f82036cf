// One link of a list page as the list reader weighs it.
#pragma once

#include <gumbo.h>

#include <string>
#include <string_view>
#include <vector>

#include "model/page.h"
#include "parsers/html_traits.h"
#include "parsers/script_links.h"

namespace tenderlead::parsers {

struct ListLink {
  const GumboNode* node = nullptr;  // the element that is clicked
  std::string url;                  // absolute
  std::string title;
  std::string
      path;  // tags from the root, with the column for cells, without <b> and its like: alike for the items of one list
  Furniture furniture = Furniture::none;  // of the elements around it, the strongest
  bool weak = false;  // a title of two or three characters: an item only among others that are surer
};

// All links with a title, in document order. `address` is the page's own, `base` what links are resolved against.
std::vector<ListLink> collect_links(const GumboNode* root, const ScriptLinks& scripts, std::string_view base,
                                    std::string_view address);

// Every inline script of the page.
ScriptLinks collect_scripts(const GumboNode* root);

// <base href> resolved, or the page's own address.
std::string base_of(const GumboNode* root, std::string_view address);

// The date of an item whose title is `link`: a date in the item's own text, best one labelled as of publication; then one in the
// link; then one in the URL. ISO 8601; empty where there is none.
std::string item_date(const GumboNode* item, const ListLink& link);

// The date that stands between two siblings, beside the items of a list rather than in them; nullptr for either means the
// first or the last of the siblings.
std::string date_between(const GumboNode* from, const GumboNode* to);

// What is read as the title of a link: its heading or first line, or its title attribute where that is fuller, less bullet, date and
// the portal's marks.
std::string title_of(const GumboNode* link);

// Code points.
std::size_t length_of(std::string_view text);

}  // namespace tenderlead::parsers

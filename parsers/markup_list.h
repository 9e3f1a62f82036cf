// Lists that come as HTML within something else: strings of JSON, records in XML, what a script writes.
#pragma once

#include <string_view>

#include "parsers/list_reader.h"

namespace tenderlead::parsers {

// How much a list that isn't the page's own says: dated items speak for it.
double weight_of(const ListPage& list);

// Whether text may hold a list as HTML, written out or escaped.
bool may_hold_list(std::string_view text);

// The list of such a piece, rows without their table too; empty where the piece shows mostly other text: an article with links in it.
ListPage read_markup_list(std::string_view html, std::string_view url);

}  // namespace tenderlead::parsers

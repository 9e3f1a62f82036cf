// What the next page of a list is asked for by, where an API pages by cursor.
#pragma once

#include <string>

#include "parsers/page_content.h"

namespace tenderlead::parsers {

// What `where` selects of a list page: a JSON pointer ("/data/next") of a JSON answer, a selector of a page ("a.more@data-after").
// Empty where there is nothing, or null, false or white space; longer than 2,000 bytes it is no cursor.
std::string list_cursor(const PageContent& page, const std::string& where);

}  // namespace tenderlead::parsers

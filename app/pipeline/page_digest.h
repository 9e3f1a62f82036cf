// By what two fetches of a page are told to say the same.
#pragma once

#include <string>

#include "parsers/page_parser.h"

namespace tenderlead::app {

// The digest of the page's fields and settled text, without where its words stand; empty where nothing was read. Takes the texts out of
// `page` and puts them back.
std::string content_digest(parsers::ParsedPage& page);

}  // namespace tenderlead::app

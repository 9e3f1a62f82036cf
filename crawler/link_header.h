// The Link header of HTTP (RFC 8288): APIs name the next page of a list there.
#pragma once

#include <string>
#include <string_view>

#include "model/page.h"

namespace tenderlead::crawler {

// The target of the first link with rel=next, resolved against `url`; empty where there is none. Other relations may
// stand beside it (rel="next last"), and several links in one header or in several.
std::string next_of_link_header(const HeaderList& headers, std::string_view url);

}  // namespace tenderlead::crawler

// The encoding of what links ask for: in a page that isn't UTF-8, browsers send the characters of a link's query in the page's encoding,
// and its server reads them so.
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace tenderlead::parsers {

// Whether queries in a page of that encoding, given by WHATWG name, are other bytes than UTF-8 (Encoding Standard section 4.3, "get an
// output encoding").
bool has_own_queries(std::string_view encoding);

// UTF-8 text with each character beyond ASCII as %XX of its bytes in that encoding; what it lacks is %26%23 number %3B, as a form would
// send it (WHATWG URL section 1.3, "percent-encode after encoding"). ASCII stays as it is. As given for an encoding that isn't known.
std::string encode_query(std::string_view text, std::string_view encoding);

// Changes the queries in href, src and action of a whole tree. Addresses in scripts stay as they are. `allocate` returns nullptr where
// memory is at its limit; false there.
bool encode_link_queries(GumboNode* document, std::string_view encoding,
                         const std::function<void*(std::size_t)>& allocate);

}  // namespace tenderlead::parsers

// The HTTP heads and URI fields that the WARC writer puts into records. Internal to this room.
#pragma once

#include <string>
#include <string_view>

#include "crawler/url.h"
#include "crawler/warc.h"

namespace tenderlead::crawler {

// Header values go into lines of their own; what would break the line becomes a space.
std::string one_line(std::string_view text);

// WARC-Target-URI takes a URI of RFC 3986, without white space (WARC 1.1, 5.12). A page's URL is one as a rule; other
// text is brought into that form.
std::string uri_field(std::string_view uri);

// "NAME: VALUE" and the line's end.
void add_field(std::string& out, std::string_view name, std::string_view value);

// The status line and header fields up to the empty line. The head of a stored body states its length; that of a
// revisit, which has no body, states none.
std::string http_response_head(const Page& page, bool with_body);

// Likewise of the request that Page::url answered; `url` is that parsed, null where it is none. Without `sent` it is
// what is known of any request.
std::string http_request_head(const Page& page, const Url* url, const HeaderList& sent);

}  // namespace tenderlead::crawler

// Links as pages write them, to absolute URLs.
#pragma once

#include <string>
#include <string_view>

namespace tenderlead::parsers {

// Resolves a reference against an absolute base (RFC 3986 section 5.2), tolerant as browsers are: white space around it and
// line breaks in it are dropped, backslashes are slashes, non-ASCII and spaces become %XX of UTF-8. The fragment is dropped.
// Empty where the result isn't http or https (javascript:, mailto:, #top, data:).
std::string resolve_link(std::string_view base, std::string_view href);

// The URL that a script goes to: window.open('/a/b.html') and location.href='x' give the URL;
// other calls give nothing.
std::string url_in_script(std::string_view script);

// Whether a URL names a file to download (PDF, Office, archive) rather than a page, by its path or query.
bool is_attachment_url(std::string_view url);

}  // namespace tenderlead::parsers

// Pages that do nothing but send their reader on: <meta http-equiv=refresh content="0; url=...">, by which many small
// sites' home pages lead to their real one. The crawl follows them like a redirect.
#pragma once

#include <optional>

#include "crawler/url.h"
#include "model/page.h"

namespace tenderlead::crawler {

// Where a page that came from `url` sends its reader (HTML Standard 4.2.5.3, the refresh state), without a fragment; nothing
// where it doesn't, or where there is more to it: above 16 KiB, with more than some 200 characters to read, after more
// than 10 seconds, or, unless `reload`, by the page's own address. What stands in a comment or in <noscript> is not
// for a reader with scripts.
std::optional<Url> refresh_target(const Page& page, const Url& url, bool reload = false);

}  // namespace tenderlead::crawler

// Dates of feeds: RFC 822 in RSS, RFC 3339 in Atom, and what sites write instead.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tenderlead::crawler {

// The day in Shanghai, YYYY-MM-DD, of "Mon, 02 Mar 2026 20:00:00 GMT", "2026-03-02T20:00:00Z", "2026-03-02 08:00" (taken for
// Shanghai's time), "2 March 2026", "2026年3月2日" and the like; empty for anything else, for days that don't exist and
// for years before 1990 or after 2100, which are defaults of programs.
std::string feed_date(std::string_view text);
// The same as seconds since 1970, of a day its first in Shanghai; also of a sitemap's lastmod, which is a W3C datetime.
std::optional<std::int64_t> feed_time(std::string_view text);

}  // namespace tenderlead::crawler

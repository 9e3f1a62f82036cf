// Sitemaps as https://www.sitemaps.org/protocol.html says: XML url sets and sitemap indexes, text files with a URL a
// line, RSS and Atom feeds; and the Sitemap lines of a robots.txt. Tolerant of what sites really publish: wrong or
// no namespaces, blank lines in front, comments, undeclared entities, unclosed ends. Of feeds (RSS 0.9 to 2.0, Atom) an
// item's address is its link, or a guid that is one; xml:base holds, and the first of its dates that is one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"

namespace tenderlead::crawler {

enum class SitemapKind {
  urls,   // pages
  index,  // further sitemaps
};

struct SitemapEntry {
  std::string url;             // absolute
  std::string last_modified;   // as written ("2026-04-07", "2026-04-07T08:00:00+08:00"); empty where unsaid
  std::string title{};         // feeds: as written, so with whatever markup it is in
  std::string published_at{};  // feeds: the day in Shanghai, YYYY-MM-DD; empty where unsaid or no date
  std::vector<std::string>
      alternates{};  // absolute; xhtml:link rel="alternate", the same page in other languages
};

struct Sitemap {
  SitemapKind kind = SitemapKind::urls;
  std::vector<SitemapEntry> entries;  // in document order
  std::size_t skipped = 0;            // entries that aren't http or https URLs
  std::string next;        // feeds: absolute; where older items are, RFC 5005 3 (next) and 4 (prev-archive)
  bool truncated = false;  // a limit or a syntax error cut it short; what was read before it is kept
};

// The protocol's own limits.
struct SitemapLimits {
  std::size_t max_entries = 50'000;
  std::size_t max_bytes = 50u << 20;  // uncompressed
};

// Reads a sitemap. `bytes` may be gzip-compressed (sitemap.xml.gz is served as such); `content_type` may be empty and
// is only a hint; relative addresses are resolved against `sitemap_url` where that is a URL.
// invalid_input: it is none of the formats (an HTML page, say); too_large: more than max_bytes of gzip output.
Result<Sitemap> parse_sitemap(std::string_view bytes, std::string_view content_type,
                              std::string_view sitemap_url, const SitemapLimits& limits = {});

}  // namespace tenderlead::crawler

// What a crawl would do: `crawl --dry-run`. Nothing is fetched for it, so robots.txt, links that lists would give and the
// time that answers take aren't known; the times are the earliest that the configured delays allow.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tenderlead::app {

struct PlannedFetch {
  std::string url;
  std::string method = "GET";
  std::string kind;     // start, sitemap, list, body, detail, attachment
  std::string why;      // start: the source's own request; queued; revisit; retry
  std::string failure;  // retry: the ledger's word for why it failed last
  int failures = 0;     // retry: runs in a row
  bool rests = false;   // its host is left alone until `at`, when a later run tries it
  std::int64_t at = 0;  // seconds since 1970, UTC
};

struct SourceForecast {
  std::string source_id;
  std::string closed;                 // why nothing is fetched now, in words; empty where something may be
  std::vector<std::string> resting;   // its hosts that are left alone, and why, in words
  std::vector<PlannedFetch> fetches;  // as many as a run fetches at most
  std::size_t left = 0;               // due or queued besides, for later runs
};

}  // namespace tenderlead::app

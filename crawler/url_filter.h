// Which URLs of a source are one page and which lead nowhere, by its UrlRules (model/source.h): what canonical_url()
// can't know of all sites. Immutable: share it between threads.
#pragma once

#include <string>
#include <string_view>

#include "model/source.h"

namespace tenderlead::crawler {

class UrlFilter {
 public:
  explicit UrlFilter(const UrlRules& rules) : rules_(rules) {}

  // A canonical URL less the parameters that the source says don't matter, and sorted where it says that their order
  // doesn't. Names are compared without case.
  std::string canonical(std::string url) const;

  // Why a URL isn't to be fetched; empty where it may be. The ledger counts it as "refused:" and this word:
  // trap_length    longer than UrlRules::max_length
  // trap_depth     more links from a start page than UrlRules::max_depth: calendars, counters and searches that
  //                always name one page more end there
  // trap_repeats   a path segment more often than UrlRules::max_repeats, as relative links make them that are resolved
  //                wrongly: /news/list/news/list/news/. Numbers of up to two digits are days, months and sizes
  // trap_calendar  a calendar's page of a year before 1949 or more than five years ahead. Only parameters and paths
  //                that name a date are looked at
  // `depth` is Task::depth, `year` the present one; 0 where it doesn't matter.
  std::string_view trap(std::string_view url, int depth, int year) const;

 private:
  UrlRules rules_;
};

}  // namespace tenderlead::crawler

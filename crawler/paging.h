// Which list pages a source has: the requests it starts with, and the one that follows a list page. Pure functions;
// nothing is remembered but what stands in the task, so paging goes on where a killed run left it, even on another
// day.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "crawler/frontier.h"
#include "model/source.h"
#include "model/time.h"

namespace tenderlead::crawler {

// What a list page gave.
struct ListStats {
  std::size_t items = 0;     // links on it
  std::size_t fresh = 0;     // of them, never listed before
  std::size_t repeated = 0;  // of them, listed already in this very run
  std::string next_url;      // the next page that the page itself names; absolute, or empty
};

// The start requests and sitemaps of a source. `{page}` becomes paging.first, `{offset}` 0, and `{from}` and `{to}`
// the first and last day (YYYY-MM-DD) of the window that ends with `today`. With next_link, all windows start at once;
// otherwise next_list_task() goes from one to the next older. Start requests whose URL can't be made canonical are
// left out; check-config names them.
std::vector<Task> start_tasks(const Source& source, Date today);

// The list page after `current`, or nothing where paging ends:
// - an empty page, a page whose links were all listed in this run already, a missing next link or max_list_pages ends
//   a window; the next older window follows, as long as there is one;
// - with stop_at_seen, a page with links but nothing fresh ends paging altogether, unless `full`.
// `current` is the task of a list page that start_tasks() or next_list_task() made for this source; for any other
// there is no next page.
std::optional<Task> next_list_task(const Source& source, const Task& current, const ListStats& stats,
                                   bool full = false);

}  // namespace tenderlead::crawler

// Which list pages a source has: the requests it starts with, and the one that follows a list page. Pure functions;
// nothing is remembered but what stands in the task and the ListProgress beside it, so paging goes on where a killed
// run left it, even on another day.
//
// How a list is read. Its newest items come first, but for pinned ones. An item is fresh, known (listed by a run before
// this reading began) or neither: listed already in this very reading, because items move down while it goes on, or
// known with a newer date than before. Paging stops when the last `overlap` items were known, wherever the page breaks
// lie; a fresh one begins the count again. It goes on
// - until as many items are passed as the reading before did up to the last fresh one: an item that moved up over a page
//   break while that one went on is found now;
// - and to the list's end where it is read whole: the first time, with `crawl --full`, and every `resync_every`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "crawler/frontier.h"
#include "model/list_progress.h"
#include "model/source.h"
#include "model/time.h"

namespace tenderlead::crawler {

// What a list page gave.
struct ListStats {
  std::size_t items = 0;                // links on it
  std::size_t repeated = 0;             // of them, listed already in this very run by this list
  std::size_t fresh = 0;                // of them, never listed before this run
  int known = 0;                        // ListProgress::known up to its last item
  std::optional<std::int64_t> total{};  // how many items it says there are
  std::string next_url{};               // the next page that the page itself names; absolute, or empty
  std::string cursor{};                 // of the next page; empty where there is none
  std::string page{};                   // ListProgress::page of it
};

// A start request, with where its reading begins.
struct ListStart {
  Task task;
  ListProgress progress;
};

// The start requests and sitemaps of a source. `{page}` becomes paging.first, `{offset}` 0, `{cursor}` is empty, and
// `{from}` and `{to}` are the first and last day (YYYY-MM-DD) of the window that ends with `today`. With next_link, all
// windows start at once; otherwise next_list_task() goes from one to the next older. Start requests whose URL can't be
// made canonical are left out; check-config names them.
std::vector<ListStart> list_starts(const Source& source, Date today);
std::vector<Task> start_tasks(const Source& source, Date today);

// What follows a list page.
struct ListStep {
  // Why paging, or a window of it, doesn't go on.
  enum class End {
    no,     // the next page of the same days follows
    ended,  // empty pages, pages that only repeat, or a missing next link or cursor
    seen,   // what follows was read by earlier runs
    cut,    // max_list_pages
  };
  std::optional<Task> task;  // nothing: paging is over
  ListProgress progress;     // to stand beside it
  End end = End::no;
  bool halved = false;  // its days have more than a query gives, and are asked for again in two halves
  bool capped = false;  // they have more, and can't be cut any further
  // Paging is over before the reading has what it was to have, and no page said that it is the last: the list may well go
  // on behind pages that were empty once, or that only repeat because the list grew.
  bool early = false;
};

// Whether a reading that gets no further items hasn't come as far as it was to come.
bool lacks_items(const ListProgress& progress, bool whole);

// - These end a window; the next older window follows, as long as there is one:
//   a missing next link or cursor;
//   a second page in a row that is the one before again, or a sixth whose links were all listed in this run already;
//   an empty page, but for one whose next link or cursor leads on (a third in a row ends it), and for the first in a row
//   where the reading lacks items: fewer came than `deep` says, or, of a whole one, than the list states;
//   max_list_pages.
// - With stop_at_seen, what is said above ends paging altogether.
// - With max_results, days whose stated total, or without one whose items so far, reach it are halved, down to one day: the
//   newer half is read first, then the older.
// `current` is the task of a list page that start_tasks() or next_list_task() made for this source, `progress` what
// stood beside it (or nothing: then what URL and body say suffices, but for cut windows); for any other task there is no
// next page.
ListStep next_list_task(const Source& source, const Task& current, const ListProgress& progress,
                        const ListStats& stats, bool full = false);

}  // namespace tenderlead::crawler

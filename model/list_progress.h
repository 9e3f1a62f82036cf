// How far the reading of a list has come. It stands beside the task of each list page, so that a killed run, or a later
// one that takes up a page which failed, goes on exactly where paging was.
#pragma once

#include <cstdint>
#include <string>

namespace tenderlead {

struct ListProgress {
  std::string list;      // which of the source's lists: crawler::list_key(); empty where nothing is known
  std::int64_t run = 0;  // the run in which this reading began; what it listed itself is never "known" to it
  std::int64_t items = 0;   // on the pages before this one
  std::int64_t passed = 0;  // of them, neither fresh nor listed by this reading already
  std::int64_t deep = 0;    // so many are passed at least, whatever is known
  int known = 0;            // items known from earlier runs, in a row, up to this page
  bool whole = false;       // to the list's end
  std::string page;         // digest of the links of the page before, to notice a server that repeats itself
  // Lists by time: the days (YYYY-MM-DD) that this page's request asks for, and where the window begins that they
  // are a part of.
  std::string from, to;
  std::string window_from;
  int slice = 0;                  // how often the window was cut, or gone on to its next part
  std::int64_t window_items = 0;  // that these days gave before this page
  std::int64_t stated = -1;       // the most items that a page of these days said there are; -1: none said

  friend bool operator==(const ListProgress&, const ListProgress&) = default;
};

}  // namespace tenderlead

// The order of the queue, in C++ for one URL and in SQL for many. Internal to this room.
//
// Start pages, sitemaps and lists go first, since they tell of everything else; then bodies, which complete a notice;
// then pages that were never read, the newest by their list's date first and those without a date last; then files;
// then visits to pages that were read before. Of equals the one queued first goes first.
#pragma once

#include <cstdint>
#include <string_view>

#include "store/rows.h"

namespace tenderlead::store {

// `published_at` is what a list said: "YYYY-MM-DD", or more, or nothing. `visited`: a page of it was read before.
std::int64_t queue_rank(UrlKind kind, std::string_view published_at, bool visited);

}  // namespace tenderlead::store

// The rank of a kind in a column, of a page without a date that was never read.
#define TENDERLEAD_RANK_OF_KIND(kind) "(" kind " * 1000000 + CASE WHEN " kind " = 4 THEN 999999 ELSE 0 END)"
// The rank of a row of urls that is visited again: details and bodies, unless they were never read.
#define TENDERLEAD_RANK_OF_VISIT \
  "CASE WHEN digest <> '' AND kind IN (3, 4) THEN 6000000 ELSE " TENDERLEAD_RANK_OF_KIND("kind") " END"
// host_of() of the column `url`.
#define TENDERLEAD_HOST_OF_URL                                                                   \
  "CASE WHEN instr(url, '://') = 0 THEN url ELSE substr(substr(url, instr(url, '://') + 3), 1, " \
  "instr(substr(url, instr(url, '://') + 3) || '/', '/') - 1) END"

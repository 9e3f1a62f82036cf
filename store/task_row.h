// How a UrlTask stands in a row of a query. Internal to this room.
#pragma once

#include "store/connection.h"
#include "store/rows.h"

// What task_from() reads, in its order; `u` is the table of URLs.
#define TENDERLEAD_TASK_COLUMNS                                                                         \
  "u.id, u.source_id, u.kind, u.role, u.url, u.method, u.body, u.headers, u.parent_url, u.hint_title, " \
  "u.hint_published_at, u.page_number, u.window, u.chain, u.etag, u.last_modified, u.digest, u.depth, " \
  "u.focus, u.score"

namespace tenderlead::store {

inline constexpr int kTaskColumns = 20;

// queue_id and attempts stay 0.
UrlTask task_from(const Query& query);

}  // namespace tenderlead::store

// What is queued, and where.
#include <string>

#include "store/connection.h"
#include "store/queries.h"
#include "store/row_text.h"
#include "store/task_row.h"

namespace tenderlead::store {
namespace {

PageRole role_from(std::string_view name) {
  for (const auto role : {PageRole::list, PageRole::notice, PageRole::hospital, PageRole::attachment})
    if (name == to_string(role)) return role;
  return PageRole::automatic;
}

}  // namespace

UrlTask task_from(const Query& query) {
  UrlTask task;
  task.url_id = query.number(0);
  task.source_id = query.text(1);
  task.kind = static_cast<UrlKind>(query.number(2));
  task.role = role_from(query.view(3));
  task.url = query.text(4);
  task.method = query.text(5);
  task.body = query.text(6);
  task.headers = headers_from_text(query.view(7));
  task.parent_url = query.text(8);
  task.hint_title = query.text(9);
  task.hint_published_at = query.text(10);
  task.page_number = static_cast<int>(query.number(11));
  task.window = static_cast<int>(query.number(12));
  task.chain = query.text(13);
  task.etag = query.text(14);
  task.last_modified = query.text(15);
  task.digest = query.text(16);
  task.depth = static_cast<int>(query.number(17));
  task.focus = query.text(18);
  task.score = static_cast<int>(query.number(19));
  return task;
}

std::vector<UrlTask> Queries::queued(const std::string& source_id, std::size_t limit) {
  std::vector<UrlTask> tasks;
  Query query(db_, "SELECT " TENDERLEAD_TASK_COLUMNS
                   ", q.id, q.attempts FROM queue q JOIN urls u ON u.id = q.url_id WHERE q.source_id = ?1 "
                   "ORDER BY q.rank, q.id LIMIT ?2");
  query << source_id << static_cast<std::int64_t>(limit);
  while (query.step()) {
    tasks.push_back(task_from(query));
    tasks.back().queue_id = query.number(kTaskColumns);
    tasks.back().attempts = static_cast<int>(query.number(kTaskColumns + 1));
  }
  return tasks;
}

std::vector<HostTrouble> Queries::host_troubles() {
  std::vector<HostTrouble> troubles;
  Query query(db_, "SELECT host, breaks, rests_until, since FROM host_troubles ORDER BY host");
  while (query.step())
    troubles.push_back({query.text(0), static_cast<int>(query.number(1)), query.number(2), query.number(3)});
  return troubles;
}

std::vector<QueueEntry> Queries::queued_at(const std::string& source_id, const std::string& host,
                                           std::size_t limit, const std::function<bool(std::int64_t)>& skip) {
  std::vector<QueueEntry> found;
  // The index holds all of these columns, so that only what is handed out is looked up.
  Query query(db_,
              "SELECT id, url_id, attempts FROM queue WHERE source_id = ?1 AND held = 0 AND host = ?2 "
              "ORDER BY rank, id");
  query << source_id << host;
  while (found.size() < limit && query.step())
    if (!skip(query.number(0)))
      found.push_back({query.number(0), query.number(1), static_cast<int>(query.number(2))});
  return found;
}

std::optional<UrlTask> Queries::queued_task(const QueueEntry& entry) {
  Query query(db_, "SELECT " TENDERLEAD_TASK_COLUMNS " FROM urls u WHERE u.id = ?1");
  query << entry.url_id;
  if (!query.step()) return std::nullopt;
  UrlTask task = task_from(query);
  task.queue_id = entry.queue_id;
  task.attempts = entry.attempts;
  return task;
}

std::optional<UrlTask> Queries::best_queued(const std::string& source_id,
                                            const std::function<bool(std::string_view)>& skip_host) {
  Query query(db_, "SELECT " TENDERLEAD_TASK_COLUMNS
                   ", q.id, q.attempts, q.host FROM queue q JOIN urls u ON u.id = q.url_id "
                   "WHERE q.source_id = ?1 AND q.held = 0 ORDER BY q.rank, q.id");
  query << source_id;
  while (query.step()) {
    if (skip_host(query.view(kTaskColumns + 2))) continue;
    UrlTask task = task_from(query);
    task.queue_id = query.number(kTaskColumns);
    task.attempts = static_cast<int>(query.number(kTaskColumns + 1));
    return task;
  }
  return std::nullopt;
}

std::vector<std::string> Queries::queued_hosts(const std::string& source_id) {
  // One step of the index a host, however much is queued there; DISTINCT would read every row.
  std::vector<std::string> hosts;
  for (std::string last; true; last = hosts.back()) {
    Query query(
        db_, "SELECT host FROM queue WHERE source_id = ?1 AND held = 0 AND host > ?2 ORDER BY host LIMIT 1");
    query << source_id << last;
    if (!query.step()) return hosts;
    hosts.push_back(query.text(0));
  }
}

std::int64_t Queries::newest_queued() {
  Query query(db_, "SELECT COALESCE(MAX(id), 0) FROM queue");
  query.step();
  return query.number(0);
}

std::int64_t Queries::queued_after(
    std::int64_t queue_id,
    const std::function<void(std::string_view source_id, std::string_view host)>& each) {
  Query query(db_, "SELECT id, source_id, host FROM queue WHERE id > ?1 AND held = 0 ORDER BY id");
  query << queue_id;
  while (query.step()) {
    queue_id = query.number(0);
    each(query.view(1), query.view(2));
  }
  return queue_id;
}

std::map<std::string, std::int64_t> Queries::queue_sizes() {
  std::map<std::string, std::int64_t> sizes;
  Query query(db_, "SELECT source_id, COUNT(*) FROM queue GROUP BY source_id");
  while (query.step()) sizes.emplace(query.text(0), query.number(1));
  return sizes;
}

}  // namespace tenderlead::store

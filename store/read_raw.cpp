#include <string>

#include "store/connection.h"
#include "store/queries.h"
#include "store/task_row.h"

namespace tenderlead::store {
namespace {

#define TENDERLEAD_PAGE_COLUMNS \
  "p.seq, p.url_id, p.digest, p.status, p.fetched_at, p.file, p.file_offset, p.length"
constexpr int kPageColumns = 8;

ArchivedRow archived_from(const Query& query) {
  ArchivedRow row;
  row.task = task_from(query);
  int column = kTaskColumns;
  row.page.seq = query.number(column++);
  row.page.url_id = query.number(column++);
  row.page.digest = query.text(column++);
  row.page.status = static_cast<int>(query.number(column++));
  row.page.fetched_at = query.number(column++);
  row.page.location.file = query.text(column++);
  row.page.location.offset = static_cast<std::uint64_t>(query.number(column++));
  row.page.location.length = static_cast<std::uint64_t>(query.number(column++));
  return row;
}

}  // namespace

std::vector<UrlTask> Queries::due(const std::string& source_id, std::int64_t now, std::size_t limit) {
  std::vector<UrlTask> tasks;
  Query query(db_,
              "SELECT " TENDERLEAD_TASK_COLUMNS
              " FROM urls u WHERE u.source_id = ?1 AND u.next_due <= ?2 AND NOT EXISTS(SELECT 1 FROM queue "
              "WHERE url_id = u.id) ORDER BY u.next_due, u.id LIMIT ?3");
  query << source_id << now << static_cast<std::int64_t>(limit);
  while (query.step()) tasks.push_back(task_from(query));
  return tasks;
}

std::vector<FailedRow> Queries::failed(const std::string& source_id) {
  std::vector<FailedRow> rows;
  Query query(db_, "SELECT " TENDERLEAD_TASK_COLUMNS
                   ", u.failure, u.failures, COALESCE(u.next_due, -1) FROM urls u WHERE u.source_id = ?1 AND "
                   "u.failure <> '' "
                   "ORDER BY u.id");
  query << source_id;
  while (query.step()) {
    FailedRow row;
    row.task = task_from(query);
    row.reason = query.text(kTaskColumns);
    row.failures = static_cast<int>(query.number(kTaskColumns + 1));
    if (const auto due = query.number(kTaskColumns + 2); due >= 0) row.next_due = due;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::optional<UrlTask> Queries::find_url(const UrlTask& task) {
  const std::string key = url_key(task);
  Query query(db_, "SELECT " TENDERLEAD_TASK_COLUMNS " FROM urls u WHERE u.key = ?1");
  query << Blob{key};
  if (!query.step()) return std::nullopt;
  return task_from(query);
}

std::vector<UrlTask> Queries::bodies_at(const std::string& source_id, const std::string& url) {
  std::vector<UrlTask> bodies;
  Query query(db_,
              "SELECT " TENDERLEAD_TASK_COLUMNS
              " FROM urls u WHERE u.url = ?1 AND u.source_id = ?2 AND u.kind = ?3 ORDER BY u.parent_url");
  query << url << source_id << static_cast<int>(UrlKind::body);
  while (query.step()) bodies.push_back(task_from(query));
  return bodies;
}

std::optional<WarcPosition> Queries::warc_position() {
  Query query(db_, "SELECT file, bytes FROM warc_position");
  if (!query.step()) return std::nullopt;
  return WarcPosition{query.text(0), static_cast<std::uint64_t>(query.number(1))};
}

void Queries::archived(const std::string& source_id, bool stale_only,
                       const std::function<void(const ArchivedRow&)>& each) {
  Query query(db_, stale_only ? "SELECT " TENDERLEAD_TASK_COLUMNS ", " TENDERLEAD_PAGE_COLUMNS
                                " FROM urls u JOIN pages p ON p.url_id = u.id AND p.digest = u.digest "
                                "WHERE u.stale = 1 AND (?1 = '' OR u.source_id = ?1) ORDER BY p.seq"
                              : "SELECT " TENDERLEAD_TASK_COLUMNS ", " TENDERLEAD_PAGE_COLUMNS
                                " FROM pages p JOIN urls u ON u.id = p.url_id "
                                "WHERE ?1 = '' OR u.source_id = ?1 ORDER BY p.seq");
  query << source_id;
  while (query.step()) each(archived_from(query));
}

std::vector<std::pair<std::string, ArchivedRow>> Queries::incomplete_notices() {
  std::vector<std::pair<std::string, ArchivedRow>> rows;
  Query query(db_,
              "SELECT " TENDERLEAD_TASK_COLUMNS ", " TENDERLEAD_PAGE_COLUMNS
              ", n.id FROM notices n JOIN pages p ON p.seq = n.page_seq JOIN urls u ON u.id = p.url_id "
              "WHERE n.incomplete = 1 OR n.id IN (SELECT c.notice_id FROM corrections c JOIN notices m ON "
              "m.id = c.notice_id WHERE c.id > m.corrected) ORDER BY p.seq, n.id");
  while (query.step()) rows.emplace_back(query.text(kTaskColumns + kPageColumns), archived_from(query));
  return rows;
}

std::vector<ArchivedRow> Queries::pages_of_url(const std::string& url) {
  std::vector<ArchivedRow> rows;
  Query query(db_, "SELECT " TENDERLEAD_TASK_COLUMNS ", " TENDERLEAD_PAGE_COLUMNS
                   " FROM urls u JOIN pages p ON p.url_id = u.id WHERE u.url = ?1 ORDER BY p.seq");
  query << url;
  while (query.step()) rows.push_back(archived_from(query));
  return rows;
}

std::optional<std::int64_t> Queries::page_fetched_at(const UrlTask& task, const std::string& digest) {
  const std::string key = url_key(task);
  Query query(
      db_,
      "SELECT p.fetched_at FROM urls u JOIN pages p ON p.url_id = u.id WHERE u.key = ?1 AND p.digest = ?2");
  query << Blob{key} << digest;
  if (!query.step()) return std::nullopt;
  return query.number(0);
}

std::vector<ArchivedRow> Queries::pages_in(const std::string& file) {
  std::vector<ArchivedRow> rows;
  Query query(db_,
              "SELECT " TENDERLEAD_TASK_COLUMNS ", " TENDERLEAD_PAGE_COLUMNS
              " FROM pages p JOIN urls u ON u.id = p.url_id WHERE p.file = ?1 ORDER BY p.file_offset, p.seq");
  query << file;
  while (query.step()) rows.push_back(archived_from(query));
  return rows;
}

std::map<std::string, std::int64_t> Queries::archive_files() {
  std::map<std::string, std::int64_t> files;
  Query query(db_, "SELECT file, COUNT(*) FROM pages GROUP BY file");
  while (query.step()) files.emplace(query.text(0), query.number(1));
  return files;
}

std::optional<ArchivedRow> Queries::page_of_notice(const std::string& notice_id) {
  Query query(db_, "SELECT " TENDERLEAD_TASK_COLUMNS ", " TENDERLEAD_PAGE_COLUMNS
                   " FROM notices n JOIN pages p ON p.seq = n.page_seq JOIN urls u ON u.id = p.url_id "
                   "WHERE n.id = ?1");
  query << notice_id;
  if (!query.step()) return std::nullopt;
  return archived_from(query);
}

#undef TENDERLEAD_TASK_COLUMNS
#undef TENDERLEAD_PAGE_COLUMNS

}  // namespace tenderlead::store

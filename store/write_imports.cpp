#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "store/connection.h"
#include "store/write_batch.h"

namespace tenderlead::store {
namespace {

// Removes a page and what was read from it.
void remove_page(WriteBatch& batch, Connection& db, std::int64_t seq) {
  std::vector<std::string> notices;
  {
    Query query(db, "SELECT id FROM notices WHERE page_seq = ?1");
    query << seq;
    while (query.step()) notices.push_back(query.text(0));
  }
  for (const auto& id : notices) batch.remove_notice(id);
  Query query(db, "DELETE FROM pages WHERE seq = ?1");
  query << seq;
  query.run();
}

}  // namespace

void WriteBatch::put_import(const ImportRow& row) {
  Query query(
      db_,
      "INSERT INTO imports(id, kind, source_id, file, digest, person, at, mapping, records, added, changed, "
      "unchanged, failed) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) "
      "ON CONFLICT(id) DO UPDATE SET file = excluded.file, mapping = excluded.mapping, records = "
      "excluded.records, added = excluded.added, changed = excluded.changed, unchanged = excluded.unchanged, "
      "failed = excluded.failed");
  query << row.id << row.kind << row.source_id << row.file << row.digest << row.person << row.at
        << row.mapping << row.records << row.added << row.changed << row.unchanged << row.failed;
  query.run();
}

void WriteBatch::put_import_record(const ImportRecordRow& row) {
  Query query(
      db_,
      "INSERT INTO import_records(import_id, source_id, url, digest, number) VALUES(?1, ?2, ?3, ?4, ?5) "
      "ON CONFLICT(import_id, source_id, url) DO UPDATE SET digest = excluded.digest, number = "
      "excluded.number");
  query << row.import_id << row.source_id << row.url << row.digest << row.number;
  query.run();
}

void WriteBatch::remove_import(const std::string& id) {
  for (const char* sql :
       {"DELETE FROM import_records WHERE import_id = ?1", "DELETE FROM imports WHERE id = ?1"}) {
    Query query(db_, sql);
    query << id;
    query.run();
  }
}

void WriteBatch::mark_reverted(const std::string& id, const std::string& person, std::int64_t at) {
  Query query(db_,
              "UPDATE imports SET reverted_at = ?2, reverted_by = ?3 WHERE id = ?1 AND reverted_at IS NULL");
  query << id << at << person;
  query.run();
}

std::int64_t WriteBatch::retract_import(const std::string& id) {
  std::vector<ImportRecordRow> records;
  {
    Query query(
        db_,
        "SELECT source_id, url, digest FROM import_records WHERE import_id = ?1 ORDER BY source_id, url");
    query << id;
    while (query.step()) records.push_back({id, query.text(0), query.text(1), query.text(2), 0});
  }
  std::int64_t touched = 0;
  for (const auto& record : records) {
    std::int64_t url_id = 0;
    std::string current;
    {
      Query query(db_, "SELECT id, digest FROM urls WHERE url = ?1 AND source_id = ?2");
      query << record.url << record.source_id;
      if (!query.step()) continue;
      url_id = query.number(0);
      current = query.text(1);
    }
    std::set<std::string> kept;
    {
      Query query(
          db_,
          "SELECT r.digest FROM import_records r JOIN imports i ON i.id = r.import_id WHERE r.source_id = ?1 "
          "AND r.url = ?2 AND r.import_id <> ?3 AND i.reverted_at IS NULL");
      query << record.source_id << record.url << id;
      while (query.step()) kept.insert(query.text(0));
    }
    std::vector<std::pair<std::int64_t, std::string>> pages;  // oldest first
    {
      Query query(db_, "SELECT seq, digest FROM pages WHERE url_id = ?1 ORDER BY seq");
      query << url_id;
      while (query.step()) pages.emplace_back(query.number(0), query.text(1));
    }
    if (kept.empty()) {
      for (const auto& [seq, digest] : pages) remove_page(*this, db_, seq);
      Query query(db_, "DELETE FROM urls WHERE id = ?1");
      query << url_id;
      query.run();
      ++touched;
      continue;
    }
    // An import that said the same in other words has no page of its own: it stands on this one.
    const auto has_page = [&](const std::string& digest) {
      return std::any_of(pages.begin(), pages.end(), [&](const auto& page) { return page.second == digest; });
    };
    if (kept.contains(record.digest) || !std::all_of(kept.begin(), kept.end(), has_page)) continue;
    std::string last;
    for (const auto& [seq, digest] : pages) {
      if (digest == record.digest)
        remove_page(*this, db_, seq);
      else
        last = digest;
    }
    ++touched;
    if (current != record.digest) continue;
    Query query(db_, "UPDATE urls SET digest = ?2, content_digest = '', stale = 1 WHERE id = ?1");
    query << url_id << last;
    query.run();
  }
  return touched;
}

}  // namespace tenderlead::store

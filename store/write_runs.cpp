#include "store/connection.h"
#include "store/write_batch.h"

namespace tenderlead::store {

std::int64_t WriteBatch::begin_run(const std::string& kind, const std::string& as_of, std::int64_t now) {
  Query query(db_, "INSERT INTO runs(kind, as_of, started_at) VALUES(?1, ?2, ?3) RETURNING id");
  query << kind << as_of << now;
  query.step();
  const auto id = query.number(0);
  query.run();
  note_change("run", std::to_string(id), {});
  return id;
}

bool WriteBatch::begin_source(std::int64_t run_id, const std::string& source_id, std::int64_t now) {
  Query query(db_,
              "INSERT INTO ledger(run_id, source_id, begun_at, queued_before) "
              "VALUES(?1, ?2, ?3, (SELECT COUNT(*) FROM queue WHERE source_id = ?2)) "
              "ON CONFLICT(run_id, source_id) DO NOTHING");
  query << run_id << source_id << now;
  if (query.run() == 0) return false;
  note_change("source", source_id, {});
  return true;
}

void WriteBatch::count_list(std::int64_t run_id, const ListTotalRow& page) {
  Query query(
      db_,
      "INSERT INTO list_totals(run_id, chain, source_id, url, stated, got, seen, list) VALUES(?1, ?2, ?3, "
      "?4, "
      "?5, ?6, ?7, ?8) ON CONFLICT(run_id, chain) DO UPDATE SET url = MIN(url, excluded.url), "
      "stated = MAX(stated, excluded.stated), got = got + excluded.got, seen = MAX(seen, excluded.seen)");
  query << run_id << page.chain << page.source_id << page.url << page.stated.value_or(-1) << page.got
        << page.seen << page.list;
  query.run();
}

void WriteBatch::count(const LedgerEntry& delta) {
  {
    Query query(db_,
                "UPDATE ledger SET listed = listed + ?3, known = known + ?4, duplicate = duplicate + ?5, "
                "fresh = fresh + ?6, revisits = revisits + ?7, fetched = fetched + ?8, "
                "unchanged = unchanged + ?9, parsed = parsed + ?10, rejected = rejected + ?11, "
                "refused = refused + ?12, failed = failed + ?13, notices = notices + ?14, "
                "hospitals = hospitals + ?15, bytes = bytes + ?16 WHERE run_id = ?1 AND source_id = ?2");
    query << delta.run_id << delta.source_id << delta.listed << delta.known << delta.duplicate << delta.fresh
          << delta.revisits << delta.fetched << delta.unchanged << delta.parsed << delta.rejected
          << delta.refused << delta.failed << delta.notices << delta.hospitals << delta.bytes;
    query.run();
  }
  for (const auto& [reason, amount] : delta.reasons) {
    Query query(db_,
                "INSERT INTO ledger_reasons(run_id, source_id, reason, amount) VALUES(?1, ?2, ?3, ?4) "
                "ON CONFLICT(run_id, source_id, reason) DO UPDATE SET amount = amount + excluded.amount");
    query << delta.run_id << delta.source_id << reason << amount;
    query.run();
  }
}

void WriteBatch::finish_source(std::int64_t run_id, const std::string& source_id, std::int64_t now) {
  Query query(db_,
              "UPDATE ledger SET finished_at = ?3, "
              "queued_after = (SELECT COUNT(*) FROM queue WHERE source_id = ?2) "
              "WHERE run_id = ?1 AND source_id = ?2");
  query << run_id << source_id << now;
  query.run();
  note_change("source", source_id, {});
}

void WriteBatch::finish_run(std::int64_t run_id, std::int64_t now) {
  std::vector<std::string> open;
  {
    Query query(db_, "SELECT source_id FROM ledger WHERE run_id = ?1 AND finished_at IS NULL");
    query << run_id;
    while (query.step()) open.push_back(query.text(0));
  }
  for (const auto& source_id : open) finish_source(run_id, source_id, now);
  Query query(db_, "UPDATE runs SET finished_at = ?2 WHERE id = ?1");
  query << run_id << now;
  query.run();
  note_change("run", std::to_string(run_id), {});
}

}  // namespace tenderlead::store

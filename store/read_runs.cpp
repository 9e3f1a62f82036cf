#include "store/connection.h"
#include "store/queries.h"

namespace tenderlead::store {
namespace {

RunRow run_from(const Query& query) {
  RunRow run;
  run.id = query.number(0);
  run.kind = query.text(1);
  run.as_of = query.text(2);
  run.started_at = query.number(3);
  if (!query.null(4)) run.finished_at = query.number(4);
  return run;
}

}  // namespace

std::optional<RunRow> Queries::unfinished_crawl() {
  Query query(db_,
              "SELECT id, kind, as_of, started_at, finished_at FROM runs "
              "WHERE kind IN ('run', 'crawl') AND finished_at IS NULL ORDER BY id DESC LIMIT 1");
  if (!query.step()) return std::nullopt;
  return run_from(query);
}

std::vector<RunRow> Queries::runs(std::size_t limit) {
  std::vector<RunRow> rows;
  Query query(db_, "SELECT id, kind, as_of, started_at, finished_at FROM runs ORDER BY id DESC LIMIT ?1");
  query << static_cast<std::int64_t>(limit);
  while (query.step()) rows.push_back(run_from(query));
  return rows;
}

namespace {

#define TENDERLEAD_LEDGER_COLUMNS                                                                  \
  "l.source_id, l.queued_before, l.listed, l.known, l.duplicate, l.fresh, l.revisits, l.fetched, " \
  "l.unchanged, "                                                                                  \
  "l.parsed, l.rejected, l.refused, l.failed, l.notices, l.hospitals, l.bytes"
constexpr int kLedgerColumns = 16;

LedgerEntry entry_from(const Query& query) {
  LedgerEntry entry;
  entry.source_id = query.text(0);
  int column = 1;
  for (auto* count : {&entry.queued_before, &entry.listed, &entry.known, &entry.duplicate, &entry.fresh,
                      &entry.revisits, &entry.fetched, &entry.unchanged, &entry.parsed, &entry.rejected,
                      &entry.refused, &entry.failed, &entry.notices, &entry.hospitals, &entry.bytes})
    *count = query.number(column++);
  return entry;
}

}  // namespace

std::vector<LedgerEntry> Queries::ledger(std::int64_t run_id) {
  std::vector<LedgerEntry> entries;
  Query query(
      db_,
      "SELECT " TENDERLEAD_LEDGER_COLUMNS
      ", CASE WHEN finished_at IS NULL THEN (SELECT COUNT(*) FROM queue q WHERE q.source_id = l.source_id) "
      "ELSE queued_after END FROM ledger l WHERE run_id = ?1 ORDER BY source_id");
  query << run_id;
  while (query.step()) {
    LedgerEntry entry = entry_from(query);
    entry.run_id = run_id;
    entry.queued_after = query.number(kLedgerColumns);
    entry.reasons = ledger_reasons(run_id, entry.source_id);
    entries.push_back(std::move(entry));
  }
  return entries;
}

std::vector<ListTotalRow> Queries::list_totals(std::int64_t run_id, const std::string& source_id) {
  std::vector<ListTotalRow> rows;
  Query query(
      db_,
      "SELECT chain, url, stated, MAX(got, IFNULL((SELECT r.items + CASE WHEN r.run_id = t.run_id THEN "
      "r.fresh "
      "ELSE 0 END FROM list_readings r WHERE r.source_id = t.source_id AND r.list = t.list AND t.list <> "
      "''), "
      "0)), seen, EXISTS(SELECT 1 FROM list_progress p "
      "WHERE EXISTS(SELECT 1 FROM queue q WHERE q.url_id = p.url_id) AND "
      "EXISTS(SELECT 1 FROM urls u WHERE u.id = p.url_id AND u.source_id = t.source_id AND "
      "t.chain = u.chain || '/' || u.window || CASE WHEN p.slice > 0 THEN '.' || p.slice ELSE '' END)), list "
      "FROM list_totals t WHERE run_id = ?1 AND source_id = ?2 ORDER BY url, chain");
  query << run_id << source_id;
  while (query.step()) {
    ListTotalRow row{source_id,       query.text(0),        query.text(1),        std::nullopt,
                     query.number(3), query.number(4) != 0, query.number(5) != 0, query.text(6)};
    if (const auto stated = query.number(2); stated >= 0) row.stated = stated;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<std::pair<std::int64_t, LedgerEntry>> Queries::ledger_before(const std::string& source_id,
                                                                         std::int64_t run_id,
                                                                         std::size_t limit) {
  std::vector<std::pair<std::int64_t, LedgerEntry>> entries;
  Query query(
      db_, "SELECT " TENDERLEAD_LEDGER_COLUMNS
           ", l.begun_at, l.run_id FROM ledger l JOIN runs r ON r.id = l.run_id WHERE l.source_id = ?1 AND "
           "l.run_id < ?2 AND l.finished_at IS NOT NULL AND r.kind IN ('run', 'crawl') "
           "ORDER BY l.run_id DESC LIMIT ?3");
  query << source_id << run_id << static_cast<std::int64_t>(limit);
  while (query.step()) {
    LedgerEntry entry = entry_from(query);
    entry.run_id = query.number(kLedgerColumns + 1);
    entries.emplace_back(query.number(kLedgerColumns), std::move(entry));
  }
  return entries;
}

std::vector<SourceHistoryRow> Queries::source_history(const std::string& source_id, std::size_t limit) {
  std::vector<SourceHistoryRow> rows;
  Query query(db_, "SELECT " TENDERLEAD_LEDGER_COLUMNS
                   ", l.run_id, l.begun_at, l.finished_at, r.kind, CASE WHEN l.finished_at IS NULL THEN "
                   "(SELECT COUNT(*) FROM queue q WHERE q.source_id = l.source_id) ELSE l.queued_after END "
                   "FROM ledger l JOIN runs r ON r.id = l.run_id WHERE l.source_id = ?1 "
                   "ORDER BY l.run_id DESC LIMIT ?2");
  query << source_id << static_cast<std::int64_t>(limit);
  while (query.step()) {
    SourceHistoryRow row;
    row.counts = entry_from(query);
    row.counts.run_id = query.number(kLedgerColumns);
    row.begun_at = query.number(kLedgerColumns + 1);
    if (!query.null(kLedgerColumns + 2)) row.finished_at = query.number(kLedgerColumns + 2);
    row.kind = query.text(kLedgerColumns + 3);
    row.counts.queued_after = query.number(kLedgerColumns + 4);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::map<std::string, std::int64_t> Queries::ledger_reasons(std::int64_t run_id,
                                                            const std::string& source_id) {
  std::map<std::string, std::int64_t> reasons;
  Query query(
      db_, "SELECT reason, amount FROM ledger_reasons WHERE run_id = ?1 AND source_id = ?2 ORDER BY reason");
  query << run_id << source_id;
  while (query.step()) reasons.emplace(query.text(0), query.number(1));
  return reasons;
}

std::map<std::string, Queries::SourceRun> Queries::source_runs(std::int64_t run_id) {
  std::map<std::string, SourceRun> sources;
  Query query(db_, "SELECT source_id, begun_at, finished_at IS NOT NULL FROM ledger WHERE run_id = ?1");
  query << run_id;
  while (query.step()) sources.emplace(query.text(0), SourceRun{query.number(1), query.number(2) != 0});
  return sources;
}

std::optional<std::int64_t> Queries::last_crawl(const std::string& source_id) {
  Query query(db_,
              "SELECT MAX(l.begun_at) FROM ledger l JOIN runs r ON r.id = l.run_id "
              "WHERE l.source_id = ?1 AND l.finished_at IS NOT NULL AND r.kind IN ('run', 'crawl')");
  query << source_id;
  if (!query.step() || query.null(0)) return std::nullopt;
  return query.number(0);
}

std::string Queries::fact(const std::string& name) {
  Query query(db_, "SELECT value FROM facts WHERE name = ?1");
  query << name;
  return query.step() ? query.text(0) : std::string();
}

}  // namespace tenderlead::store

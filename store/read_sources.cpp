// What is known of sources: what people said, their runs, and what went wrong where.
#include <limits>

#include "store/connection.h"
#include "store/queries.h"

namespace tenderlead::store {
namespace {

#define TENDERLEAD_STATE_COLUMNS "source_id, known_since, paused_at, paused_by, reason, asked_at, asked_by"

SourceState state_from(const Query& query) {
  SourceState state;
  state.source_id = query.text(0);
  state.known_since = query.number(1);
  if (!query.null(2)) state.paused_at = query.number(2);
  state.paused_by = query.text(3);
  state.reason = query.text(4);
  if (!query.null(5)) state.asked_at = query.number(5);
  state.asked_by = query.text(6);
  return state;
}

// What a row of `urls u` with a trouble has.
#define TENDERLEAD_TROUBLE_COLUMNS                                                                     \
  "u.id, u.url, u.kind, CASE WHEN u.failure <> '' THEN u.failure WHEN u.refusal <> '' THEN u.refusal " \
  "ELSE u.rejection END, u.trouble_at, u.failures, u.next_due, "                                       \
  "(SELECT p.fetched_at FROM pages p WHERE p.url_id = u.id AND p.digest = u.digest)"

TroubleRow trouble_from(const Query& query) {
  TroubleRow row;
  row.url_id = query.number(0);
  row.url = query.text(1);
  row.kind = to_string(static_cast<UrlKind>(query.number(2)));
  row.reason = query.text(3);
  row.at = query.number(4);
  row.failures = static_cast<int>(query.number(5));
  if (!query.null(6)) row.next_due = query.number(6);
  if (!query.null(7)) row.page_at = query.number(7);
  return row;
}

}  // namespace

std::map<std::string, SourceState> Queries::source_states() {
  std::map<std::string, SourceState> states;
  Query query(db_, "SELECT " TENDERLEAD_STATE_COLUMNS " FROM source_states");
  while (query.step()) {
    auto state = state_from(query);
    states.emplace(state.source_id, std::move(state));
  }
  return states;
}

std::optional<SourceState> Queries::source_state(const std::string& source_id) {
  Query query(db_, "SELECT " TENDERLEAD_STATE_COLUMNS " FROM source_states WHERE source_id = ?1");
  query << source_id;
  if (!query.step()) return std::nullopt;
  return state_from(query);
}

std::map<std::string, std::int64_t> Queries::running_sources() {
  std::map<std::string, std::int64_t> progress;
  Query query(
      db_,
      "SELECT l.source_id, l.fetched + l.failed + l.refused FROM ledger l WHERE l.finished_at IS NULL "
      "AND l.run_id = (SELECT id FROM runs WHERE kind IN ('run', 'crawl') ORDER BY id DESC LIMIT 1)");
  while (query.step()) progress.emplace(query.text(0), query.number(1));
  return progress;
}

std::vector<TroubleRow> Queries::troubles(const std::string& source_id,
                                          const std::optional<TroublePlace>& after, std::size_t limit) {
  std::vector<TroubleRow> rows;
  Query query(db_, "SELECT " TENDERLEAD_TROUBLE_COLUMNS
                   " FROM urls u WHERE u.source_id = ?1 AND u.trouble_at IS NOT NULL AND "
                   "(u.trouble_at, u.id) < (?2, ?3) ORDER BY u.trouble_at DESC, u.id DESC LIMIT ?4");
  constexpr auto kLast = std::numeric_limits<std::int64_t>::max();
  query << source_id << (after ? after->at : kLast) << (after ? after->url_id : kLast)
        << static_cast<std::int64_t>(limit);
  while (query.step()) rows.push_back(trouble_from(query));
  return rows;
}

std::optional<std::pair<TroubleRow, ArchiveLocation>> Queries::trouble_page(const std::string& source_id,
                                                                            std::int64_t url_id) {
  std::optional<TroubleRow> trouble;
  {
    Query query(db_, "SELECT " TENDERLEAD_TROUBLE_COLUMNS
                     " FROM urls u WHERE u.id = ?1 AND u.source_id = ?2 AND u.trouble_at IS NOT NULL");
    query << url_id << source_id;
    if (!query.step()) return std::nullopt;
    trouble = trouble_from(query);
  }
  Query query(db_,
              "SELECT p.file, p.file_offset, p.length FROM urls u JOIN pages p ON p.url_id = u.id AND "
              "p.digest = u.digest WHERE u.id = ?1");
  query << url_id;
  if (!query.step()) return std::nullopt;
  return std::pair{std::move(*trouble),
                   ArchiveLocation{query.text(0), static_cast<std::uint64_t>(query.number(1)),
                                   static_cast<std::uint64_t>(query.number(2))}};
}

std::int64_t Queries::trouble_count(const std::string& source_id, std::int64_t most) {
  Query query(
      db_,
      "SELECT COUNT(*) FROM (SELECT 1 FROM urls WHERE source_id = ?1 AND trouble_at IS NOT NULL LIMIT ?2)");
  query << source_id << most;
  query.step();
  return query.number(0);
}

}  // namespace tenderlead::store

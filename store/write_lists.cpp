// How far lists were read.
#include <algorithm>

#include "store/connection.h"
#include "store/write_batch.h"

namespace tenderlead::store {
namespace {

constexpr std::size_t kDayLength = 10;  // of YYYY-MM-DD

// What list_readings.cut says of a reading, in bits: it ended at a limit (1), or early (2), after one that had ended early
// itself (4); it came to an end behind the last items (8). One that ends early twice in a row is taken for what the list is.
constexpr int kCut = 1, kEarly = 2, kEnded = 8;
constexpr const char* kEarlyOnce = "(cut & 6) = 2";

std::optional<ListProgress> waiting_progress(Connection& db, std::int64_t url_id) {
  Query query(db,
              "SELECT list, run_id, items, passed, deep, known, whole, page, day_from, day_to, window_from, "
              "slice, window_items, stated FROM list_progress WHERE url_id = ?1");
  query << url_id;
  if (!query.step()) return std::nullopt;
  ListProgress progress;
  progress.list = query.text(0);
  progress.run = query.number(1);
  progress.items = query.number(2);
  progress.passed = query.number(3);
  progress.deep = query.number(4);
  progress.known = static_cast<int>(query.number(5));
  progress.whole = query.number(6) != 0;
  progress.page = query.text(7);
  progress.from = query.text(8);
  progress.to = query.text(9);
  progress.window_from = query.text(10);
  progress.slice = static_cast<int>(query.number(11));
  progress.window_items = query.number(12);
  progress.stated = query.number(13);
  return progress;
}

}  // namespace

bool WriteBatch::begin_lists(const std::string& source_id, std::int64_t now, std::int64_t every, bool full) {
  {
    Query query(db_, "SELECT whole_at FROM list_sources WHERE source_id = ?1");
    query << source_id;
    const bool first = !query.step();
    if (!full && !first && (every <= 0 || now - query.number(0) < every)) return false;
  }
  Query query(db_,
              "INSERT INTO list_sources(source_id, whole_at) VALUES(?1, ?2) "
              "ON CONFLICT(source_id) DO UPDATE SET whole_at = excluded.whole_at");
  query << source_id << now;
  query.run();
  return true;
}

std::int64_t WriteBatch::begin_list(const std::string& source_id, const std::string& list,
                                    std::int64_t run_id) {
  // A reading that never came to its end has found what it has found; how far it got counts for the next.
  Query query(db_,
              "INSERT INTO list_readings(source_id, list, run_id) VALUES(?1, ?2, ?3) "
              "ON CONFLICT(source_id, list) DO UPDATE SET run_id = ?3, "
              "deep = CASE WHEN run_id <> 0 THEN MAX(deep, next_deep) ELSE deep END, "
              "items = CASE WHEN run_id <> 0 THEN items + fresh ELSE items END, "
              "next_deep = 0, listed = 0, fresh = 0, whole = 0, "
              "cut = CASE WHEN run_id = 0 AND cut & 2 THEN 4 ELSE 0 END RETURNING deep");
  query << source_id << list << run_id;
  query.step();
  const auto deep = query.number(0);
  query.run();
  return deep;
}

void WriteBatch::put_list_progress(std::int64_t url_id, const ListProgress& progress) {
  ListProgress joined = progress;
  if (const auto waiting = waiting_progress(db_, url_id)) {
    joined.run = std::min(joined.run, waiting->run);
    joined.passed = std::min(joined.passed, waiting->passed);
    joined.known = std::min(joined.known, waiting->known);
    joined.deep = std::max(joined.deep, waiting->deep);
    joined.stated = std::max(joined.stated, waiting->stated);
    joined.whole = joined.whole || waiting->whole;
  }
  Query query(
      db_,
      "INSERT OR REPLACE INTO list_progress(url_id, list, run_id, items, passed, deep, known, whole, page, "
      "day_from, day_to, window_from, slice, window_items, stated) "
      "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)");
  query << url_id << joined.list << joined.run << joined.items << joined.passed << joined.deep << joined.known
        << joined.whole << joined.page << joined.from << joined.to << joined.window_from << joined.slice
        << joined.window_items << joined.stated;
  query.run();
  Query unconditional(db_,
                      "UPDATE urls SET etag = '', last_modified = '' WHERE id = ?1 AND "
                      "(etag <> '' OR last_modified <> '')");
  unconditional << url_id;
  unconditional.run();
}

std::optional<ListProgress> WriteBatch::take_list_progress(std::int64_t url_id) {
  auto progress = waiting_progress(db_, url_id);
  if (!progress) return std::nullopt;
  Query query(db_, "DELETE FROM list_progress WHERE url_id = ?1");
  query << url_id;
  query.run();
  return progress;
}

void WriteBatch::note_list(std::int64_t run_id, const ListNote& note) {
  const int said = (note.cut ? kCut : 0) | (note.ended ? kEnded : 0) | (note.early ? kEarly : 0);
  Query query(db_,
              "UPDATE list_readings SET listed = listed + ?4, fresh = fresh + ?5, "
              "next_deep = MAX(next_deep, ?6), whole = MAX(whole, ?7), cut = cut | ?8 "
              "WHERE source_id = ?1 AND list = ?2 AND run_id = ?3");
  query << note.source_id << note.list << run_id << note.items << note.fresh << note.deep << note.whole
        << said;
  query.run();
}

std::int64_t WriteBatch::end_lists(const std::string& source_id, std::int64_t run_id) {
  // A page that waits or failed is missing.
  static constexpr const char* kComplete =
      "whole = 1 AND (cut & 3) = 0 AND NOT EXISTS(SELECT 1 FROM list_progress p JOIN urls u ON u.id = "
      "p.url_id "
      "WHERE u.source_id = ?1 AND p.list = list_readings.list)";
  std::int64_t gone = 0;
  {
    static const std::string sql = std::string(
                                       "SELECT SUM(MAX(0, items - (listed - fresh))) FROM list_readings "
                                       "WHERE source_id = ?1 AND run_id = ?2 AND ") +
                                   kComplete;
    Query query(db_, sql);
    query << source_id << run_id;
    if (query.step()) gone = query.number(0);
  }
  {
    // Then the source's lists haven't been read whole.
    static const std::string sql = std::string(
                                       "UPDATE list_sources SET whole_at = 0 WHERE source_id = ?1 AND "
                                       "EXISTS(SELECT 1 FROM list_readings WHERE source_id = ?1 AND "
                                       "run_id = ?2 AND whole = 1 AND ") +
                                   kEarlyOnce + ")";
    Query query(db_, sql);
    query << source_id << run_id;
    query.run();
  }
  // Behind the last item there is nothing that the next reading could pass.
  static const std::string sql = std::string(
                                     "UPDATE list_readings SET run_id = 0, deep = MAX("
                                     "CASE WHEN cut & 8 THEN MIN(next_deep, listed) ELSE next_deep END, "
                                     "CASE WHEN ") +
                                 kEarlyOnce + " THEN deep ELSE 0 END), items = CASE WHEN " + kComplete +
                                 " THEN listed ELSE items + fresh END WHERE source_id = ?1 AND run_id = ?2";
  Query query(db_, sql);
  query << source_id << run_id;
  query.run();
  return gone;
}

bool WriteBatch::note_date(std::int64_t url_id, const std::string& date) {
  if (date.size() < kDayLength) return false;
  const std::string day = date.substr(0, kDayLength);
  std::string before;
  {
    Query query(db_, "SELECT newest_date, hint_published_at FROM urls WHERE id = ?1");
    query << url_id;
    if (!query.step()) return false;
    before = query.text(query.view(0).empty() ? 1 : 0).substr(0, kDayLength);
  }
  if (day <= before) return false;
  Query query(db_, "UPDATE urls SET newest_date = ?2 WHERE id = ?1");
  query << url_id << day;
  query.run();
  return !before.empty();
}

}  // namespace tenderlead::store

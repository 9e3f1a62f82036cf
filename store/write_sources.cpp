#include "store/connection.h"
#include "store/write_batch.h"

namespace tenderlead::store {

void WriteBatch::know_source(const std::string& source_id, std::int64_t now) {
  Query query(
      db_,
      "INSERT INTO source_states(source_id, known_since) VALUES(?1, ?2) "
      "ON CONFLICT(source_id) DO UPDATE SET known_since = excluded.known_since WHERE known_since = 0");
  query << source_id << now;
  query.run();
}

void WriteBatch::pause_source(const std::string& source_id, const std::string& person,
                              const std::string& reason, std::int64_t at) {
  Query query(
      db_,
      "INSERT INTO source_states(source_id, paused_at, paused_by, reason) VALUES(?1, ?2, ?3, ?4) "
      "ON CONFLICT(source_id) DO UPDATE SET paused_at = excluded.paused_at, paused_by = excluded.paused_by, "
      "reason = excluded.reason, asked_at = NULL, asked_by = ''");
  query << source_id << at << person << reason;
  query.run();
}

void WriteBatch::resume_source(const std::string& source_id) {
  Query query(db_,
              "UPDATE source_states SET paused_at = NULL, paused_by = '', reason = '' WHERE source_id = ?1");
  query << source_id;
  query.run();
}

void WriteBatch::ask_for_run(const std::string& source_id, const std::string& person, std::int64_t at) {
  Query query(
      db_,
      "INSERT INTO source_states(source_id, asked_at, asked_by) VALUES(?1, ?2, ?3) "
      "ON CONFLICT(source_id) DO UPDATE SET asked_at = excluded.asked_at, asked_by = excluded.asked_by");
  query << source_id << at << person;
  query.run();
}

void WriteBatch::forget_ask(const std::string& source_id) {
  Query query(db_, "UPDATE source_states SET asked_at = NULL, asked_by = '' WHERE source_id = ?1");
  query << source_id;
  query.run();
}

void WriteBatch::note_rejection(std::int64_t url_id, const std::string& reason, std::int64_t at) {
  Query query(db_,
              "UPDATE urls SET rejection = ?2, trouble_at = CASE WHEN ?2 <> '' THEN ?3 "
              "WHEN failure <> '' OR refusal <> '' THEN trouble_at END WHERE id = ?1 AND rejection <> ?2");
  query << url_id << reason << at;
  query.run();
}

}  // namespace tenderlead::store

// The queue of focused crawls: by score.
#include "store/connection.h"
#include "store/write_batch.h"

// Start pages have rank 0, so they go first; then these, 100 for the lowest score.
#define TENDERLEAD_RANK_OF_SCORE "110 - score"
// What a visit to a page that was read before is behind a new one.
#define TENDERLEAD_VISIT "CASE WHEN digest <> '' AND kind <> 2 THEN 25 ELSE 0 END"

namespace tenderlead::store {

// A page may be named in a footer first and by a menu later: the better of what is said of it stands.
void WriteBatch::prefer(std::int64_t url_id, const UrlTask& task) {
  {
    Query query(db_,
                "UPDATE urls SET focus = ?2, score = ?3, "
                "kind = CASE WHEN digest = '' THEN ?4 ELSE kind END, "
                "role = CASE WHEN digest = '' THEN ?5 ELSE role END "
                "WHERE id = ?1 AND kind <> 0 AND (focus = '' OR score < ?3)");
    const std::string role = to_string(task.role);
    query << url_id << task.focus << task.score << static_cast<int>(task.kind) << role;
    query.run();
  }
  Query query(
      db_,
      "UPDATE queue SET rank = (SELECT " TENDERLEAD_RANK_OF_SCORE " + " TENDERLEAD_VISIT
      " FROM urls WHERE id = url_id) WHERE url_id = (SELECT id FROM urls WHERE id = ?1 AND focus <> '')");
  query << url_id;
  query.run();
}

void WriteBatch::rank_focused(const std::string& source_id) {
  Query query(db_, "UPDATE queue SET rank = (SELECT " TENDERLEAD_RANK_OF_SCORE " + " TENDERLEAD_VISIT
                   " FROM urls WHERE id = url_id) WHERE source_id = ?1 AND url_id IN "
                   "(SELECT id FROM urls WHERE source_id = ?1 AND focus <> '')");
  query << source_id;
  query.run();
}

}  // namespace tenderlead::store

// Hosts that runs have trouble with.
#include <algorithm>

#include "store/connection.h"
#include "store/write_batch.h"

namespace tenderlead::store {
namespace {

constexpr std::int64_t kFirstRest = 600;
constexpr std::int64_t kLongestRest = 20 * 3600;
constexpr std::int64_t kLongestPatience = 7 * 86400;

}  // namespace

std::int64_t WriteBatch::note_host_broke(const std::string& host, std::int64_t now) {
  std::int64_t breaks = 1;
  {
    Query query(db_,
                "INSERT INTO host_troubles(host, breaks, rests_until, since) VALUES(?1, 1, 0, ?2) "
                "ON CONFLICT(host) DO UPDATE SET breaks = breaks + 1 RETURNING breaks");
    query << host << now;
    if (query.step()) breaks = query.number(0);
    query.run();
  }
  // Beyond 2^10 every rest has reached the longest.
  const std::int64_t until =
      now + std::min(kFirstRest << std::min<std::int64_t>(breaks - 1, 10), kLongestRest);
  Query query(db_, "UPDATE host_troubles SET rests_until = MAX(rests_until, ?2) WHERE host = ?1");
  query << host << until;
  query.run();
  return until;
}

void WriteBatch::note_host_asked(const std::string& host, std::int64_t now, std::int64_t until) {
  Query query(db_,
              "INSERT INTO host_troubles(host, breaks, rests_until, since) VALUES(?1, 0, ?3, ?2) "
              "ON CONFLICT(host) DO UPDATE SET rests_until = MAX(rests_until, excluded.rests_until)");
  query << host << now << std::min(until, now + kLongestPatience);
  query.run();
}

void WriteBatch::note_host_is_back(const std::string& host) {
  Query query(db_, "DELETE FROM host_troubles WHERE host = ?1");
  query << host;
  query.run();
}

bool WriteBatch::was_fetched_before(std::int64_t url_id, std::int64_t at) {
  Query query(db_, "SELECT 1 FROM urls WHERE id = ?1 AND failures = 0 AND last_fetched < ?2");
  query << url_id << at;
  return query.step();
}

}  // namespace tenderlead::store

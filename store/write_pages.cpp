#include "store/connection.h"
#include "store/write_batch.h"

namespace tenderlead::store {

std::int64_t WriteBatch::add_page(const PageRow& page) {
  {
    Query query(db_, "DELETE FROM pages WHERE url_id = ?1 AND digest = ?2");
    query << page.url_id << page.digest;
    query.run();
  }
  Query query(db_,
              "INSERT INTO pages(url_id, digest, status, fetched_at, file, file_offset, length) "
              "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING seq");
  query << page.url_id << page.digest << page.status << page.fetched_at << page.location.file
        << static_cast<std::int64_t>(page.location.offset) << static_cast<std::int64_t>(page.location.length);
  query.step();
  const auto seq = query.number(0);
  query.run();
  return seq;
}

void WriteBatch::set_warc_position(const WarcPosition& position) {
  Query query(db_,
              "INSERT INTO warc_position(one, file, bytes) VALUES(1, ?1, ?2) "
              "ON CONFLICT(one) DO UPDATE SET file = excluded.file, bytes = excluded.bytes");
  query << position.file << static_cast<std::int64_t>(position.bytes);
  query.run();
}

void WriteBatch::move_page(std::int64_t seq, const ArchiveLocation& location) {
  Query query(db_, "UPDATE pages SET file = ?2, file_offset = ?3, length = ?4 WHERE seq = ?1");
  query << seq << location.file << static_cast<std::int64_t>(location.offset)
        << static_cast<std::int64_t>(location.length);
  query.run();
}

}  // namespace tenderlead::store

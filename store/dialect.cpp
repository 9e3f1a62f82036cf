#include "store/dialect.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

namespace tenderlead::store::dialect {

const char* const kCreateSearch =
    "CREATE VIRTUAL TABLE notice_search USING fts5("
    "grams, content='', detail=none, columnsize=0, tokenize='ascii')";
const char* const kInsertSearch = "INSERT INTO notice_search(rowid, grams) VALUES(?1, ?2)";
const char* const kDeleteSearch =
    "INSERT INTO notice_search(notice_search, rowid, grams) VALUES('delete', ?1, ?2)";
const char* const kDeleteAllSearch = "INSERT INTO notice_search(notice_search) VALUES('delete-all')";
const char* const kNewestSearch =
    "SELECT rowid FROM notice_search WHERE notice_search MATCH ?1 AND rowid >= ?2 AND rowid < ?3 ORDER BY "
    "rowid DESC";
const char* const kFindSearch =
    "SELECT n.row FROM notice_search s CROSS JOIN notices n ON n.place = s.rowid WHERE notice_search MATCH "
    "?1";
const char* const kCreateTerms = "CREATE VIRTUAL TABLE notice_terms USING fts5vocab(notice_search, 'row')";
const char* const kFindTerms =
    "SELECT term FROM notice_terms WHERE term >= 'a' AND term < '{' AND instr(term, ?1) > 0 ORDER BY term";
const char* const kMatchSearch = "place IN (SELECT rowid FROM notice_search WHERE notice_search MATCH ?1)";

void begin() {
  // Statistics of memory that nobody asks for, at the price of a lock that all threads share for each allocation.
  static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)configured;  // refused where SQLite has begun already; then it only keeps counting
}

void prepare(SQLite::Database& database, bool writer) {
  // Another process's reader may hold the file for moments (recovery, the end of a checkpoint).
  database.setBusyTimeout(10'000);
  if (writer) {
    // Notices take 5 to 20 kB: with 8 kB pages most of them chain to one or two overflow pages.
    database.exec("PRAGMA page_size=8192");
    database.exec("PRAGMA journal_mode=WAL");
    database.exec("PRAGMA synchronous=NORMAL");
    // A checkpoint every 32 MB: every batch of a busy crawl would otherwise pay for one.
    database.exec("PRAGMA wal_autocheckpoint=4096");
    database.exec("PRAGMA journal_size_limit=67108864");
  }
  database.exec("PRAGMA foreign_keys=ON");
  database.exec("PRAGMA temp_store=MEMORY");
  // In KiB: what a batch of notices touches. The rest of the file is in the system's own cache, which isn't counted
  // twice then: 64 MiB here made a crawl of 5,000 pages no faster and 60 MiB larger, and 4 MiB make it 7 MiB smaller than 8.
  database.exec(writer ? "PRAGMA cache_size=-4096" : "PRAGMA cache_size=-2048");
}

void sync_commits(SQLite::Database& database, bool always) {
  database.exec(always ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
}

std::int32_t application_id(SQLite::Database& database) {
  return database.execAndGet("PRAGMA application_id").getInt();
}

int schema_version(SQLite::Database& database) {
  return database.execAndGet("PRAGMA user_version").getInt();
}

void mark(SQLite::Database& database, int schema_version) {
  database.exec("PRAGMA application_id=" + std::to_string(kApplicationId));
  database.exec("PRAGMA user_version=" + std::to_string(schema_version));
}

void limit_size(SQLite::Database& database, std::uint64_t bytes) {
  const auto page = static_cast<std::uint64_t>(database.execAndGet("PRAGMA page_size").getInt64());
  (void)database.execAndGet("PRAGMA max_page_count=" + std::to_string(bytes / page));
}

bool is_empty(SQLite::Database& database) {
  return database.execAndGet("SELECT COUNT(*) FROM sqlite_master").getInt() == 0;
}

void checkpoint(SQLite::Database& database) {
  (void)sqlite3_wal_checkpoint_v2(database.getHandle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

std::string match_term(const std::string& term, bool prefix) {
  // Terms hold no quotation mark (it is no letter to notice_grams()), so quoting them is enough.
  return "\"" + term + (prefix ? "\"*" : "\"");
}

Error to_error(const std::exception& exception, const std::string& path) {
  const auto* sqlite = dynamic_cast<const SQLite::Exception*>(&exception);
  if (sqlite == nullptr) return {ErrorCode::corrupt, path + ": " + exception.what()};
  switch (sqlite->getErrorCode()) {
    case SQLITE_FULL:
      return {ErrorCode::io, "disk full: " + path + " can't grow; everything up to the last batch is saved"};
    case SQLITE_IOERR:
      // A quota, or a limit of the file's size, is no SQLITE_FULL.
      if (sqlite->getExtendedErrorCode() != SQLITE_IOERR_WRITE) break;
      return {ErrorCode::io,
              "disk full: " + path +
                  " can't be written any further; the disk, its quota or a limit of sizes is reached, "
                  "or the disk fails"};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorCode::busy, path + " is held by another process"};
    case SQLITE_NOTADB:
      return {ErrorCode::corrupt, path + " is not a Tenderlead store"};
    case SQLITE_CORRUPT:
      return {ErrorCode::corrupt, path + " is damaged (" + sqlite->what() + "); restore a backup"};
    case SQLITE_READONLY:
      return {ErrorCode::io, path + " can't be written: it or its folder is read-only"};
    case SQLITE_CANTOPEN:
      return {ErrorCode::io, path + " can't be opened: check that its folder exists and may be written"};
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorCode::io, path + ": permission denied"};
    default:
      break;
  }
  return {ErrorCode::io, path + ": " + sqlite->what()};
}

}  // namespace tenderlead::store::dialect

// What SQLite says in its own way, in one place: opening and its PRAGMAs, error codes, full-text search. The SQL in
// the other files is plain (INSERT ... ON CONFLICT, CASE, LIMIT), which PostgreSQL understands as well.
#pragma once

#include <cstdint>
#include <exception>
#include <string>

#include "model/result.h"

namespace SQLite {
class Database;
}

namespace tenderlead::store::dialect {

// "TLD1": tells our files from other SQLite files (PRAGMA application_id).
inline constexpr std::int32_t kApplicationId = 0x544C4431;

// To be called before the first connection of the process is made. Thread-safe.
void begin();

// The connection's settings. `writer` also sets what is kept in the file (WAL, page size).
void prepare(SQLite::Database& database, bool writer);

std::int32_t application_id(SQLite::Database& database);
int schema_version(SQLite::Database& database);
void mark(SQLite::Database& database, int schema_version);
void limit_size(SQLite::Database& database, std::uint64_t bytes);
// Whether the file holds any table at all.
bool is_empty(SQLite::Database& database);
// Whether each commit waits until it is on the disk; otherwise the last ones may be lost with the power.
void sync_commits(SQLite::Database& database, bool always);
// Moves the log into the main file; what can't be moved because of readers stays in the log.
void checkpoint(SQLite::Database& database);

// The search index: one row a notice (its place is the rowid), its terms separated by spaces. Contentless, because the words
// are in the notice already; no positions, because hits are checked against the words; the `ascii` tokenizer takes
// every byte above 127 as a letter, so a term of Chinese characters stays whole.
extern const char* const kCreateSearch;
extern const char* const kInsertSearch;     // rowid, grams
extern const char* const kDeleteSearch;     // rowid, grams as they were inserted
extern const char* const kDeleteAllSearch;  // no parameters
extern const char* const kFindSearch;       // the notices.row that hold match_term()s, the one parameter
extern const char* const kNewestSearch;  // notices.place that match, from ?2 to before ?3, the greatest first
extern const char* const kCreateTerms;   // the index's terms, as a table
extern const char* const kFindTerms;     // those that begin with a letter and hold the one parameter, by term
extern const char* const kMatchSearch;   // a condition on notices.place with one parameter, of match_term()s
// All of the terms; `prefix` takes the last as the beginning of a term.
std::string match_term(const std::string& term, bool prefix);

// The reason for a person and the code for the ledger. `path` goes into the message.
Error to_error(const std::exception& exception, const std::string& path);

}  // namespace tenderlead::store::dialect

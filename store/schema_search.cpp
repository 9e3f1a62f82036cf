#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "store/dialect.h"
#include "store/notice_terms.h"
#include "store/schema_steps.h"
#include "wire/json.h"

namespace tenderlead::store {

// The index's terms as a table, by which parts of Latin words are found. What it indexes, places_of_notices() indexes anew.
void terms_for_rules(SQLite::Database& database) {
  database.exec(dialect::kCreateTerms);
}

namespace {

// A place for each notice: by its day, and within it in the order of their rows.
void give_places(SQLite::Database& database) {
  SQLite::Statement read(database, "SELECT row, published_at FROM notices ORDER BY row");
  SQLite::Statement write(database, "UPDATE notices SET place = ?2 WHERE row = ?1");
  std::map<std::int64_t, std::int64_t> next;  // by day
  std::vector<std::pair<std::int64_t, std::int64_t>> places;
  while (read.executeStep()) {
    const auto day = place_day(read.getColumn(1).getString());
    auto& place = next.try_emplace(day, std::max<std::int64_t>(first_place(day), 1)).first->second;
    places.emplace_back(read.getColumn(0).getInt64(), place++);
  }
  for (const auto& [row, place] : places) {
    write.bind(1, row);
    write.bind(2, place);
    write.exec();
    write.reset();
  }
}

}  // namespace

// The search index anew, in the order of publication, with where words stand and what notices are; lots, the letters within 3his, and
// words that white space parts have their terms too. And a count of what changes organisations, so that who keeps their names in memory
// sees that they are old.
void places_of_notices(SQLite::Database& database) {
  database.exec("ALTER TABLE notices ADD COLUMN place INTEGER NOT NULL DEFAULT 0");
  give_places(database);
  database.exec("CREATE INDEX notices_place ON notices(place, kind, region_code, source_id)");
  database.exec(dialect::kDeleteAllSearch);
  SQLite::Statement read(
      database,
      "SELECT n.place, n.kind, n.source_id, n.region_code, w.json FROM notices n JOIN notice_words w ON "
      "w.row = n.row ORDER BY n.place");
  SQLite::Statement insert(database, dialect::kInsertSearch);
  while (read.executeStep()) {
    const auto value = wire::parse_text(read.getColumn(4).getString());
    if (!value) continue;
    const auto notice = wire::notice_from_json(*value);
    if (!notice) continue;
    insert.bind(1, read.getColumn(0).getInt64());
    insert.bind(
        2, notice_terms(*notice) + row_terms(read.getColumn(1).getString(), read.getColumn(2).getString(),
                                             read.getColumn(3).getString()));
    insert.exec();
    insert.reset();
  }
  database.exec(
      "CREATE TABLE name_clock(one INTEGER PRIMARY KEY CHECK(one = 1), changes INTEGER NOT NULL);"
      "INSERT INTO name_clock VALUES(1, 1)");
  for (const char* table : {"organisations", "organisation_names"})
    for (const char* change : {"INSERT", "UPDATE", "DELETE"})
      database.exec(std::string("CREATE TRIGGER ") + table + "_" + change + " AFTER " + change + " ON " +
                    table + " BEGIN UPDATE name_clock SET changes = changes + 1; END");
}

}  // namespace tenderlead::store

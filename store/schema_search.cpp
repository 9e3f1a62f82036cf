#include <SQLiteCpp/Statement.h>

#include "store/dialect.h"
#include "store/grams.h"
#include "store/schema_steps.h"
#include "wire/json.h"

namespace tenderlead::store {

// The search index anew: lots, the letters within 3his, and words that white space parts have their terms too, so that it finds
// every notice that rules find a word in. And its terms as a table, by which parts of Latin words are found.
void terms_for_rules(SQLite::Database& database) {
  database.exec(dialect::kDeleteAllSearch);
  SQLite::Statement words(database, "SELECT row, json FROM notice_words");
  SQLite::Statement insert(database, dialect::kInsertSearch);
  while (words.executeStep()) {
    const auto value = wire::parse_text(words.getColumn(1).getString());
    if (!value) continue;
    const auto notice = wire::notice_from_json(*value);
    if (!notice) continue;
    insert.bind(1, words.getColumn(0).getInt64());
    insert.bind(2, grams(search_text(*notice)));
    insert.exec();
    insert.reset();
  }
  database.exec(dialect::kCreateTerms);
}

}  // namespace tenderlead::store

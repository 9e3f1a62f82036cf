// What people import: files, and what each brought. People's work: no rebuild touches it.

#include "store/schema_steps.h"

namespace tenderlead::store {

void imports(SQLite::Database& database) {
  database.exec(R"sql(
CREATE TABLE imports(
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,                  -- "notices", "organisations"
  source_id TEXT NOT NULL,             -- of notices: what they belong to
  file TEXT NOT NULL,                  -- its name, without folder
  digest TEXT NOT NULL,                -- of its bytes
  person TEXT NOT NULL,
  at INTEGER NOT NULL,
  mapping TEXT NOT NULL,               -- JSON: which column or member gave which field
  records INTEGER NOT NULL,            -- rows or records in the file
  added INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  reverted_at INTEGER,                 -- NULL: it stands
  reverted_by TEXT NOT NULL DEFAULT ''
);
CREATE TABLE import_records(           -- of notices: which record of which file stands behind a page
  import_id TEXT NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
  source_id TEXT NOT NULL,
  url TEXT NOT NULL,
  digest TEXT NOT NULL,                -- of the page
  number INTEGER NOT NULL,             -- row or line in the file
  PRIMARY KEY(import_id, source_id, url)
) WITHOUT ROWID;
CREATE INDEX import_records_url ON import_records(source_id, url);
)sql");
}

}  // namespace tenderlead::store

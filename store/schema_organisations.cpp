// The master of organisations: what imports and people say of them, which no rebuild touches, and what linking makes of it.
#include <SQLiteCpp/Database.h>

#include "store/schema_steps.h"

namespace tenderlead::store {

void organisation_master(SQLite::Database& database) {
  database.exec(R"sql(
CREATE TABLE organisation_records(
  import_id TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  number INTEGER NOT NULL,             -- of its first row in the file
  json TEXT NOT NULL,                  -- OrganisationFacts
  PRIMARY KEY(import_id, organisation_id)
) WITHOUT ROWID;
CREATE INDEX organisation_records_of ON organisation_records(organisation_id);
CREATE TABLE organisation_actions(
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,                  -- set, release, merge, split, resolve
  organisation_id TEXT NOT NULL,
  other_id TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  province TEXT NOT NULL,
  name TEXT NOT NULL,
  other_name TEXT NOT NULL,
  person TEXT NOT NULL,
  at INTEGER NOT NULL,
  undone_at INTEGER,                   -- NULL: it holds
  undone_by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX organisation_actions_of ON organisation_actions(organisation_id);
CREATE TABLE ambiguous_names(
  norm TEXT NOT NULL,
  province TEXT NOT NULL,
  name TEXT NOT NULL,
  notices INTEGER NOT NULL,
  candidates TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  PRIMARY KEY(norm, province)
) WITHOUT ROWID;
CREATE TABLE organisation_parents(
  organisation_id TEXT NOT NULL,
  parent_id TEXT NOT NULL,
  relation TEXT NOT NULL,
  PRIMARY KEY(organisation_id, parent_id, relation)
) WITHOUT ROWID;
CREATE INDEX organisation_parents_of ON organisation_parents(parent_id);
)sql");
}

}  // namespace tenderlead::store

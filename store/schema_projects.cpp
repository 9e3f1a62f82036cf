#include "store/schema_steps.h"

namespace tenderlead::store {

// Projects with their whole course, the installed base, and what people decided of both. `project_decisions` is people's work:
// no rebuild touches it.
void courses_of_projects(SQLite::Database& database) {
  database.exec(R"sql(
ALTER TABLE notices ADD COLUMN link_facts TEXT NOT NULL DEFAULT '';  -- '': to be worked out from its words
ALTER TABLE projects ADD COLUMN ocid TEXT NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN stage TEXT NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN region_code TEXT NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN published_at TEXT NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN updated_at TEXT NOT NULL DEFAULT '';
ALTER TABLE projects ADD COLUMN digest TEXT NOT NULL DEFAULT '';     -- of the whole row
ALTER TABLE projects ADD COLUMN json TEXT NOT NULL DEFAULT '';
CREATE INDEX projects_updated ON projects(updated_at, id);
CREATE INDEX projects_buyer ON projects(buyer_id, updated_at) WHERE buyer_id <> '';
CREATE TABLE installed(
  organisation_id TEXT NOT NULL,
  position INTEGER NOT NULL,           -- the newest first
  product TEXT NOT NULL,
  vendor TEXT NOT NULL,
  service_end TEXT NOT NULL,           -- YYYY-MM-DD; empty: not known
  json TEXT NOT NULL,
  PRIMARY KEY(organisation_id, position)
);
CREATE INDEX installed_product ON installed(product, organisation_id);
CREATE TABLE project_decisions(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  action TEXT NOT NULL,                -- join, split
  notices TEXT NOT NULL,               -- ids, one a line
  others TEXT NOT NULL,
  person TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  undone_at INTEGER                    -- NULL: it holds
);
)sql");
}

// What a project was made of, so that what didn't change isn't made again. The two keys were looked up by nobody since notices are
// joined in memory.
void inputs_of_projects(SQLite::Database& database) {
  database.exec(R"sql(
ALTER TABLE projects ADD COLUMN inputs TEXT NOT NULL DEFAULT '';
ALTER TABLE notices DROP COLUMN number_key;
ALTER TABLE notices DROP COLUMN name_key;
)sql");
}

}  // namespace tenderlead::store

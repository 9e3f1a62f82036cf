#include "store/schema_steps.h"

namespace tenderlead::store {

// Leads with a course and an owner, what made them, and what people did with them. `reviews` and `lead_work` are people's work: no
// rebuild touches them. `lead_work` is what the reviews of a lead come to, kept beside them so that lists can ask for it.
void courses_of_leads(SQLite::Database& database) {
  database.exec(R"sql(
ALTER TABLE leads ADD COLUMN state TEXT NOT NULL DEFAULT 'new';
ALTER TABLE leads ADD COLUMN changed_at TEXT NOT NULL DEFAULT '';
ALTER TABLE leads ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE leads ADD COLUMN owner_because TEXT NOT NULL DEFAULT '';
ALTER TABLE leads ADD COLUMN work_id TEXT NOT NULL DEFAULT '';
UPDATE leads SET work_id = id;
CREATE INDEX leads_project ON leads(project_id) WHERE project_id <> '';
CREATE INDEX leads_organisation ON leads(organisation_id) WHERE organisation_id <> '';
CREATE TABLE lead_versions(
  rules TEXT PRIMARY KEY,              -- LeadVersions::rules
  json TEXT NOT NULL                   -- the program and the digest of each file
);
ALTER TABLE reviews ADD COLUMN value TEXT NOT NULL DEFAULT '';
CREATE INDEX reviews_lead ON reviews(lead_id, at, id);
CREATE TABLE lead_work(
  lead_id TEXT PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  organisation TEXT NOT NULL,
  product TEXT NOT NULL,
  notices TEXT NOT NULL,
  owner TEXT NOT NULL,
  verdict TEXT NOT NULL,
  reason TEXT NOT NULL,
  snoozed_until TEXT NOT NULL,
  day TEXT NOT NULL,
  notes INTEGER NOT NULL
);
)sql");
}

}  // namespace tenderlead::store

#include "store/schema_steps.h"

namespace tenderlead::store {

// What rules said and who changed them, and the tags of projects and organisations. `rule_versions` is people's work: no rebuild
// touches it.
void versions_of_rules(SQLite::Database& database) {
  database.exec(R"sql(
CREATE TABLE rule_versions(
  rule TEXT NOT NULL,                  -- "tags/health_it", "products/lis", "ignore"
  version INTEGER NOT NULL,            -- from 1
  digest TEXT NOT NULL,                -- of `lines`
  state TEXT NOT NULL,                 -- draft, active, retired; removed: no file has it any more
  person TEXT NOT NULL,
  at INTEGER NOT NULL,
  note TEXT NOT NULL,
  diff TEXT NOT NULL,                  -- lines that went ("- ") and came ("+ ") since the version before
  lines TEXT NOT NULL,                 -- what the rule says
  PRIMARY KEY(rule, version)
);
CREATE TABLE subject_tags(
  subject TEXT NOT NULL,               -- project, organisation
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  tag TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY(subject, id, position)
);
CREATE INDEX subject_tags_tag ON subject_tags(subject, tag);
CREATE INDEX tags_tag ON tags(tag);
CREATE INDEX notices_published ON notices(published_at);
)sql");
}

}  // namespace tenderlead::store

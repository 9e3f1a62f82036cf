#include "store/schema_steps.h"

namespace tenderlead::store {

// What people said about sources, and what went wrong at which URL. `source_states` is people's work: no rebuild touches it.
void states_of_sources(SQLite::Database& database) {
  database.exec(R"sql(
CREATE TABLE source_states(
  source_id TEXT PRIMARY KEY,
  known_since INTEGER NOT NULL DEFAULT 0,  -- when a schedule first saw it; 0: none has
  paused_at INTEGER,                       -- NULL: it isn't
  paused_by TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  asked_at INTEGER,                        -- NULL: nobody wants it run now
  asked_by TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
ALTER TABLE urls ADD COLUMN refusal TEXT NOT NULL DEFAULT '';    -- why the last visit wasn't made
ALTER TABLE urls ADD COLUMN rejection TEXT NOT NULL DEFAULT '';  -- why the current page says nothing
ALTER TABLE urls ADD COLUMN trouble_at INTEGER;                  -- NULL: the last visit was a good one
UPDATE urls SET trouble_at = 0 WHERE failure <> '';
CREATE INDEX urls_trouble ON urls(source_id, trouble_at, id) WHERE trouble_at IS NOT NULL;
CREATE INDEX ledger_source ON ledger(source_id, run_id);
)sql");
}

// A list that is read over several runs is held against its total when the reading ends.
void totals_over_runs(SQLite::Database& database) {
  database.exec(R"sql(
ALTER TABLE list_progress ADD COLUMN stated INTEGER NOT NULL DEFAULT -1;  -- ListProgress::stated; -1: none
ALTER TABLE list_totals ADD COLUMN list TEXT NOT NULL DEFAULT '';         -- ListTotalRow::list
)sql");
}

}  // namespace tenderlead::store

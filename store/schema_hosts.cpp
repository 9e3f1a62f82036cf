#include "store/schema_steps.h"

namespace tenderlead::store {

// Hosts that runs have trouble with, so that the next one doesn't begin by failing as often.
void host_troubles(SQLite::Database& database) {
  database.exec(R"sql(
CREATE TABLE host_troubles(
  host TEXT PRIMARY KEY,               -- and port
  breaks INTEGER NOT NULL,             -- runs in a row in which it failed too often; 0: it asked to be left alone
  rests_until INTEGER NOT NULL,
  since INTEGER NOT NULL
) WITHOUT ROWID;
)sql");
}

}  // namespace tenderlead::store

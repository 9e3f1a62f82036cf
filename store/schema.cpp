#include "store/schema.h"

#include <SQLiteCpp/Transaction.h>

#include <array>
#include <string>

#include "store/connection.h"
#include "store/dialect.h"
#include "store/queue_rank.h"
#include "store/schema_steps.h"

namespace tenderlead::store {
namespace {

// Integer keys stay inside; what shows is derived from content (ids.h).
constexpr const char* kRaw = R"sql(
CREATE TABLE urls(
  id INTEGER PRIMARY KEY,
  key BLOB NOT NULL UNIQUE,            -- url_key()
  source_id TEXT NOT NULL,
  kind INTEGER NOT NULL,               -- UrlKind
  role TEXT NOT NULL,
  url TEXT NOT NULL,
  method TEXT NOT NULL,
  body TEXT NOT NULL,
  headers TEXT NOT NULL,               -- lines "Name: value"
  parent_url TEXT NOT NULL,
  hint_title TEXT NOT NULL,
  hint_published_at TEXT NOT NULL,
  page_number INTEGER NOT NULL,
  window INTEGER NOT NULL,
  chain TEXT NOT NULL,                 -- the list that named it last
  admitted INTEGER NOT NULL,           -- 0: a replayed list named it, no crawl has
  first_run INTEGER NOT NULL,          -- the run that admitted it
  listed_run INTEGER NOT NULL,         -- the run that listed it last
  etag TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  digest TEXT NOT NULL DEFAULT '',     -- of the current page
  last_fetched INTEGER,
  next_due INTEGER,                    -- NULL: only a list brings it back
  visit_interval INTEGER NOT NULL DEFAULT 86400,
  failures INTEGER NOT NULL DEFAULT 0, -- in a row
  stale INTEGER NOT NULL DEFAULT 0     -- hints changed since the current page was read
);
CREATE INDEX urls_due ON urls(source_id, next_due) WHERE next_due IS NOT NULL;
CREATE INDEX urls_stale ON urls(id) WHERE stale = 1;
CREATE INDEX urls_url ON urls(url);
CREATE TABLE queue(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id TEXT NOT NULL,
  rank INTEGER NOT NULL,               -- queue_rank(): the lowest goes first
  url_id INTEGER NOT NULL UNIQUE REFERENCES urls(id),
  attempts INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX queue_order ON queue(source_id, rank, id);
CREATE TABLE pages(
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  url_id INTEGER NOT NULL REFERENCES urls(id),
  digest TEXT NOT NULL,
  status INTEGER NOT NULL,
  fetched_at INTEGER NOT NULL,
  file TEXT NOT NULL,
  file_offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  UNIQUE(url_id, digest)
);
CREATE TABLE warc_position(one INTEGER PRIMARY KEY CHECK(one = 1), file TEXT NOT NULL, bytes INTEGER NOT NULL);
CREATE TABLE facts(name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE runs(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  as_of TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER
);
CREATE TABLE ledger(
  run_id INTEGER NOT NULL REFERENCES runs(id),
  source_id TEXT NOT NULL,
  begun_at INTEGER NOT NULL,
  finished_at INTEGER,
  queued_before INTEGER NOT NULL,
  queued_after INTEGER NOT NULL DEFAULT 0,
  listed INTEGER NOT NULL DEFAULT 0,
  known INTEGER NOT NULL DEFAULT 0,
  duplicate INTEGER NOT NULL DEFAULT 0,
  fresh INTEGER NOT NULL DEFAULT 0,
  revisits INTEGER NOT NULL DEFAULT 0,
  fetched INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  parsed INTEGER NOT NULL DEFAULT 0,
  rejected INTEGER NOT NULL DEFAULT 0,
  refused INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  notices INTEGER NOT NULL DEFAULT 0,
  hospitals INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(run_id, source_id)
);
CREATE TABLE ledger_reasons(
  run_id INTEGER NOT NULL,
  source_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY(run_id, source_id, reason)
);
)sql";

// The words of a notice lie apart from what is looked up and updated, so that an update rewrites 200 bytes and not 20 kB.
constexpr const char* kRefined = R"sql(
CREATE TABLE notices(
  row INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source_id TEXT NOT NULL,
  url TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  buyer TEXT NOT NULL,
  region_code TEXT NOT NULL,
  published_at TEXT NOT NULL,
  number_key TEXT NOT NULL,
  name_key TEXT NOT NULL,
  mentions TEXT NOT NULL,              -- rows_to_text() of MentionRows
  buyer_id TEXT NOT NULL DEFAULT '',
  project_id TEXT NOT NULL DEFAULT '',
  page_seq INTEGER NOT NULL,           -- the page that it was read from
  tagged INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX notices_buyer ON notices(buyer_id, published_at) WHERE buyer_id <> '';
CREATE INDEX notices_project ON notices(project_id, published_at) WHERE project_id <> '';
CREATE TABLE notice_words(row INTEGER PRIMARY KEY REFERENCES notices(row) ON DELETE CASCADE, json TEXT NOT NULL);
CREATE TABLE profiles(
  id TEXT PRIMARY KEY,
  source_id TEXT NOT NULL,
  url TEXT NOT NULL,
  name TEXT NOT NULL,
  mentions TEXT NOT NULL,
  organisation_id TEXT NOT NULL DEFAULT '',
  page_seq INTEGER NOT NULL,
  json TEXT NOT NULL
);
CREATE INDEX profiles_organisation ON profiles(organisation_id);
CREATE TABLE organisations(
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  norm TEXT NOT NULL,
  kind TEXT NOT NULL,
  region_code TEXT NOT NULL,
  json TEXT NOT NULL
);
CREATE TABLE organisation_names(
  norm TEXT NOT NULL,
  province TEXT NOT NULL,              -- two digits; empty: any
  organisation_id TEXT NOT NULL,
  PRIMARY KEY(norm, province)
);
CREATE TABLE projects(
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  buyer_id TEXT NOT NULL
);
)sql";

constexpr const char* kLeads = R"sql(
CREATE TABLE tags(
  notice_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  tag TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY(notice_id, position)
);
CREATE TABLE leads(
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  product TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  notice_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  region_code TEXT NOT NULL,
  published_at TEXT NOT NULL,
  act_by TEXT NOT NULL,
  score INTEGER NOT NULL,
  json TEXT NOT NULL
);
CREATE INDEX leads_score ON leads(score DESC, id);
CREATE INDEX leads_notice ON leads(notice_id);
)sql";

// What people do stands in tables of its own, tied to the layers below by their ids only: no rebuild touches them.
constexpr const char* kPeople = R"sql(
CREATE TABLE reviews(
  id TEXT PRIMARY KEY,
  lead_id TEXT NOT NULL,
  person TEXT NOT NULL,
  action TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE TABLE edits(
  subject TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  person TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY(subject, field)
);
CREATE TABLE notes(
  id TEXT PRIMARY KEY,
  subject TEXT NOT NULL,
  person TEXT NOT NULL,
  words TEXT NOT NULL,
  at INTEGER NOT NULL
);
)sql";

void first_version(SQLite::Database& database) {
  for (const char* part : {kRaw, kRefined, kLeads, kPeople}) database.exec(part);
  database.exec(dialect::kCreateSearch);
}

// Files that notices link to, and which notices still lack what these say. Part of the refined layer.
void attachments(SQLite::Database& database) {
  database.exec(R"sql(
CREATE TABLE attachments(
  source_id TEXT NOT NULL,
  url TEXT NOT NULL,
  page_seq INTEGER NOT NULL,           -- the response that it was read from
  json TEXT NOT NULL,
  PRIMARY KEY(source_id, url)
);
CREATE TABLE notice_attachments(
  notice_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  source_id TEXT NOT NULL,
  url TEXT NOT NULL,
  PRIMARY KEY(notice_id, position)
);
CREATE INDEX notice_attachments_url ON notice_attachments(source_id, url);
ALTER TABLE notices ADD COLUMN incomplete INTEGER NOT NULL DEFAULT 0;
CREATE INDEX notices_incomplete ON notices(page_seq) WHERE incomplete = 1;
)sql");
}

// Why the last fetch of a URL failed; empty once it was answered.
void failures(SQLite::Database& database) {
  database.exec(R"sql(
ALTER TABLE urls ADD COLUMN failure TEXT NOT NULL DEFAULT '';
UPDATE urls SET failure = 'failed' WHERE failures > 0;
CREATE INDEX urls_failed ON urls(source_id, id) WHERE failure <> '';
)sql");
}

// What lists say they have, and what came of them.
void list_totals(SQLite::Database& database) {
  database.exec(R"sql(
CREATE TABLE list_totals(
  run_id INTEGER NOT NULL,
  chain TEXT NOT NULL,                 -- a list with all pages that paging makes of it; each time window apart
  source_id TEXT NOT NULL,
  url TEXT NOT NULL,                   -- of one of its pages, the one that sorts first
  stated INTEGER NOT NULL,             -- the most that a page of it says; -1: none says anything
  got INTEGER NOT NULL,
  seen INTEGER NOT NULL,               -- 1: reading ended at what was seen before, so it didn't come to the end
  PRIMARY KEY(run_id, chain)
) WITHOUT ROWID;
)sql");
}

// What a page said when it was last read, and whether it is still there; and by which bits notices with nearly the same words are
// found. Of two fingerprints that differ in eight bits at most, one of nine blocks is equal (Manku, Jain, Das Sarma 2007).
void changes(SQLite::Database& database) {
  database.exec(R"sql(
ALTER TABLE urls ADD COLUMN content_digest TEXT NOT NULL DEFAULT '';
ALTER TABLE urls ADD COLUMN gone_at INTEGER;   -- NULL: it is there, or never was
ALTER TABLE notices ADD COLUMN fingerprint INTEGER NOT NULL DEFAULT 0;  -- simhash; 0: none
CREATE TABLE fingerprint_blocks(
  kind TEXT NOT NULL,
  block INTEGER NOT NULL,              -- 256 * number + bits
  fingerprint INTEGER NOT NULL,
  row INTEGER NOT NULL,                -- of notices
  PRIMARY KEY(kind, block, fingerprint, row)
) WITHOUT ROWID;
)sql");
  const std::string blocks = [] {
    std::string list;
    for (int i = 0; i < kFingerprintBlocks; ++i) {
      if (i > 0) list += ", ";
      list += "(" + std::to_string(256 * i) + " + ((@.fingerprint >> " + std::to_string(7 * i) + ") & " +
              (i + 1 < kFingerprintBlocks ? "127" : "255") + "))";
    }
    return list;
  }();
  const auto of = [&](const char* row) {
    std::string list = blocks;
    for (std::size_t at = list.find('@'); at != list.npos; at = list.find('@')) list.replace(at, 1, row);
    return list;
  };
  const std::string add =
      "INSERT OR IGNORE INTO fingerprint_blocks SELECT NEW.kind, column1, "
      "NEW.fingerprint, NEW.row FROM (VALUES " +
      of("NEW") + ");";
  const std::string remove =
      "DELETE FROM fingerprint_blocks WHERE kind = OLD.kind AND fingerprint = OLD.fingerprint AND row = "
      "OLD.row AND block IN (" +
      of("OLD") + ");";
  database.exec("CREATE TRIGGER fingerprint_added AFTER INSERT ON notices WHEN NEW.fingerprint <> 0 BEGIN " +
                add + " END");
  database.exec(
      "CREATE TRIGGER fingerprint_removed AFTER DELETE ON notices WHEN OLD.fingerprint <> 0 BEGIN " + remove +
      " END");
  database.exec(
      "CREATE TRIGGER fingerprint_changed AFTER UPDATE OF kind, fingerprint ON notices WHEN NEW.kind <> "
      "OLD.kind OR NEW.fingerprint <> OLD.fingerprint BEGIN " +
      remove + add +
      " DELETE FROM fingerprint_blocks WHERE kind = NEW.kind AND fingerprint = 0 AND row = NEW.row; END");
}

// The queue by hosts, so that each of them hands out its next task whatever else is queued; and how deep a URL lies.
// Rows from before have the rank of their kind, details that of one without a date.
void queue_by_host(SQLite::Database& database) {
  database.exec(R"sql(
ALTER TABLE urls ADD COLUMN depth INTEGER NOT NULL DEFAULT 0;
ALTER TABLE queue ADD COLUMN host TEXT NOT NULL DEFAULT '';
ALTER TABLE queue ADD COLUMN held INTEGER NOT NULL DEFAULT 0;  -- 1: left for a later run
UPDATE queue SET host = (SELECT )sql" TENDERLEAD_HOST_OF_URL R"sql( FROM urls WHERE urls.id = url_id),
  rank = )sql" TENDERLEAD_RANK_OF_KIND("rank") R"sql(;
DROP INDEX queue_order;
CREATE INDEX queue_order ON queue(source_id, held, host, rank, id, url_id, attempts);
)sql");
}

// How far lists were read: beside each queued list page, and of each list and source as a whole.
void list_readings(SQLite::Database& database) {
  database.exec(R"sql(
CREATE TABLE list_progress(
  url_id INTEGER PRIMARY KEY REFERENCES urls(id),
  list TEXT NOT NULL,                  -- the columns are those of ListProgress
  run_id INTEGER NOT NULL,
  items INTEGER NOT NULL,
  passed INTEGER NOT NULL,
  deep INTEGER NOT NULL,
  known INTEGER NOT NULL,
  whole INTEGER NOT NULL,
  page TEXT NOT NULL,
  day_from TEXT NOT NULL,
  day_to TEXT NOT NULL,
  window_from TEXT NOT NULL,
  slice INTEGER NOT NULL,
  window_items INTEGER NOT NULL
);
CREATE TABLE list_readings(
  source_id TEXT NOT NULL,
  list TEXT NOT NULL,
  deep INTEGER NOT NULL DEFAULT 0,     -- for the next reading
  items INTEGER NOT NULL DEFAULT 0,    -- that the list had when it was last read whole, and new ones since
  run_id INTEGER NOT NULL DEFAULT 0,   -- of the reading that the rest speaks of; 0: it is over
  next_deep INTEGER NOT NULL DEFAULT 0,
  listed INTEGER NOT NULL DEFAULT 0,
  fresh INTEGER NOT NULL DEFAULT 0,
  whole INTEGER NOT NULL DEFAULT 0,
  cut INTEGER NOT NULL DEFAULT 0,      -- how it ended, in bits: write_lists.cpp
  PRIMARY KEY(source_id, list)
) WITHOUT ROWID;
CREATE TABLE list_sources(source_id TEXT PRIMARY KEY, whole_at INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO list_sources SELECT source_id, MIN(begun_at) FROM ledger GROUP BY source_id;
ALTER TABLE urls ADD COLUMN newest_date TEXT NOT NULL DEFAULT '';  -- that a list gave it, after the first
)sql");
}

// As what a focused crawl queued a URL, and how much it is worth to it.
void focused_urls(SQLite::Database& database) {
  database.exec(R"sql(
ALTER TABLE urls ADD COLUMN focus TEXT NOT NULL DEFAULT '';
ALTER TABLE urls ADD COLUMN score INTEGER NOT NULL DEFAULT 0;
)sql");
}

// Step n brings version n to n + 1.
using Step = void (*)(SQLite::Database&);
constexpr std::array<Step, kSchemaVersion> kSteps = {first_version,
                                                     attachments,
                                                     failures,
                                                     list_totals,
                                                     changes,
                                                     queue_by_host,
                                                     list_readings,
                                                     focused_urls,
                                                     courses_of_projects,
                                                     imports,
                                                     host_troubles,
                                                     organisation_master,
                                                     versions_of_rules,
                                                     courses_of_leads,
                                                     people_of_the_service,
                                                     terms_for_rules,
                                                     desks,
                                                     inputs_of_projects,
                                                     places_of_notices,
                                                     states_of_sources,
                                                     totals_over_runs};

}  // namespace

void migrate(Connection& connection, int from) {
  auto& database = connection.database();
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  for (int version = from; version < kSchemaVersion; ++version)
    kSteps[static_cast<std::size_t>(version)](database);
  dialect::mark(database, kSchemaVersion);
  transaction.commit();
}

}  // namespace tenderlead::store

// The tables of a store as schema version 4 left them, before the queue knew hosts: what migrations begin with in tests.
// Never to be changed.
#pragma once

namespace tenderlead::store {

inline constexpr const char* kVersion4 = R"sql(
CREATE TABLE urls(
  id INTEGER PRIMARY KEY,
  key BLOB NOT NULL UNIQUE,
  source_id TEXT NOT NULL,
  kind INTEGER NOT NULL,
  role TEXT NOT NULL,
  url TEXT NOT NULL,
  method TEXT NOT NULL,
  body TEXT NOT NULL,
  headers TEXT NOT NULL,
  parent_url TEXT NOT NULL,
  hint_title TEXT NOT NULL,
  hint_published_at TEXT NOT NULL,
  page_number INTEGER NOT NULL,
  window INTEGER NOT NULL,
  chain TEXT NOT NULL,
  admitted INTEGER NOT NULL,
  first_run INTEGER NOT NULL,
  listed_run INTEGER NOT NULL,
  etag TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  digest TEXT NOT NULL DEFAULT '',
  last_fetched INTEGER,
  next_due INTEGER,
  visit_interval INTEGER NOT NULL DEFAULT 86400,
  failures INTEGER NOT NULL DEFAULT 0,
  stale INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX urls_due ON urls(source_id, next_due) WHERE next_due IS NOT NULL;
CREATE INDEX urls_stale ON urls(id) WHERE stale = 1;
CREATE INDEX urls_url ON urls(url);
CREATE TABLE queue(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  source_id TEXT NOT NULL,
  rank INTEGER NOT NULL,
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
  mentions TEXT NOT NULL,
  buyer_id TEXT NOT NULL DEFAULT '',
  project_id TEXT NOT NULL DEFAULT '',
  page_seq INTEGER NOT NULL,
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
  province TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  PRIMARY KEY(norm, province)
);
CREATE TABLE projects(
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL,
  name TEXT NOT NULL,
  buyer_id TEXT NOT NULL
);
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
CREATE TABLE attachments(
  source_id TEXT NOT NULL,
  url TEXT NOT NULL,
  page_seq INTEGER NOT NULL,
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
ALTER TABLE urls ADD COLUMN failure TEXT NOT NULL DEFAULT '';
CREATE INDEX urls_failed ON urls(source_id, id) WHERE failure <> '';
CREATE TABLE list_totals(
  run_id INTEGER NOT NULL,
  chain TEXT NOT NULL,
  source_id TEXT NOT NULL,
  url TEXT NOT NULL,
  stated INTEGER NOT NULL,
  got INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  PRIMARY KEY(run_id, chain)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE notice_search USING fts5(grams, content='', detail=none, columnsize=0, tokenize='ascii');
PRAGMA user_version = 4;
)sql";

}  // namespace tenderlead::store

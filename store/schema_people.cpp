#include "store/schema_steps.h"

namespace tenderlead::store {

// People of the service. All of it is people's work but `changes` and `stored_answers`, which are for days only.
void people_of_the_service(SQLite::Database& database) {
  database.exec(R"sql(
CREATE TABLE users(
  id TEXT PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  person TEXT NOT NULL,
  role TEXT NOT NULL,
  regions TEXT NOT NULL,               -- one a line
  products TEXT NOT NULL,              -- one a line
  password TEXT NOT NULL,
  active INTEGER NOT NULL,
  preferences TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  signed_in_at INTEGER
);
CREATE TABLE sessions(
  digest TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  user_id TEXT NOT NULL REFERENCES users(id),
  created_at INTEGER NOT NULL,
  used_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  peer TEXT NOT NULL,
  agent TEXT NOT NULL
);
CREATE INDEX sessions_user ON sessions(user_id);
CREATE INDEX sessions_expiry ON sessions(expires_at);
CREATE TABLE api_tokens(
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  user_id TEXT NOT NULL REFERENCES users(id),
  name TEXT NOT NULL,
  rights TEXT NOT NULL,                -- one a line
  created_at INTEGER NOT NULL,
  expires_at INTEGER,                  -- NULL: never
  used_at INTEGER
);
CREATE INDEX api_tokens_user ON api_tokens(user_id, created_at);
CREATE TABLE one_time_links(
  digest TEXT PRIMARY KEY,
  user_id TEXT NOT NULL,               -- empty: makes the first admin
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
);
CREATE TABLE audit(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  user_id TEXT NOT NULL,
  login TEXT NOT NULL,
  means TEXT NOT NULL,                 -- session, token, server
  peer TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  words TEXT NOT NULL,
  json TEXT NOT NULL
);
CREATE INDEX audit_subject ON audit(subject, id);
CREATE INDEX audit_login ON audit(login, id);
CREATE TABLE settings(
  name TEXT PRIMARY KEY,
  json TEXT NOT NULL,
  version INTEGER NOT NULL,
  person TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE TABLE stored_answers(
  user_id TEXT NOT NULL,
  key TEXT NOT NULL,
  request TEXT NOT NULL,
  status INTEGER NOT NULL,
  etag TEXT NOT NULL,
  body TEXT NOT NULL,
  secret INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY(user_id, key)
);
CREATE INDEX stored_answers_at ON stored_answers(at);
CREATE TABLE changes(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  topic TEXT NOT NULL,
  subject TEXT NOT NULL,
  person TEXT NOT NULL
);
CREATE INDEX leads_work ON leads(work_id);
)sql");
}

}  // namespace tenderlead::store

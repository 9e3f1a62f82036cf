#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <string>

#include "store/ids.h"
#include "store/schema_steps.h"
#include "wire/json.h"

namespace tenderlead::store {
namespace {

std::string text_in(const wire::json::object& object, const char* key) {
  const auto* value = object.if_contains(key);
  const auto* text = value != nullptr ? value->if_string() : nullptr;
  return text != nullptr ? std::string(text->data(), text->size()) : std::string();
}

std::int64_t number_in(const wire::json::object& object, const char* key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_number() ? value->to_number<std::int64_t>() : 0;
}

// The heads of the leads that an older program stored.
void fill_heads(SQLite::Database& database) {
  SQLite::Statement read(database,
                         "SELECT id, kind, state, score, product, organisation_id, region_code, notice_id, "
                         "project_id, act_by, published_at, changed_at, owner, owner_because, work_id, json "
                         "FROM leads ORDER BY id");
  SQLite::Statement write(
      database,
      "INSERT INTO lead_heads(id, kind, state, score, product, organisation_id, "
      "region_code, notice_id, project_id, act_by, published_at, changed_at, owner, "
      "owner_because, work_id, seq, ended, grade, uncertainty, organisation, title, "
      "opened_at, news, news_en, price_low, price_high, content) VALUES(?, ?, ?, ?, ?, ?, "
      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  std::int64_t seq = 0;
  while (read.executeStep()) {
    const std::string text = read.getColumn(15).getString();
    wire::json::object lead, last, price;
    if (auto value = wire::parse_text(text); value && value->is_object()) lead = value->get_object();
    if (const auto* history = lead.if_contains("history");
        history != nullptr && history->is_array() && !history->get_array().empty())
      if (const auto* change = history->get_array().back().if_object()) last = *change;
    if (const auto* found = lead.if_contains("price"); found != nullptr && found->is_object())
      price = found->get_object();
    int next = 1;
    for (int column = 0; column < 15; ++column) {
      if (column == 3)
        write.bind(next++, read.getColumn(column).getInt64());
      else
        write.bind(next++, read.getColumn(column).getString());
    }
    write.bind(next++, ++seq);
    write.bind(next++, text_in(lead, "ended"));
    write.bind(next++, text_in(lead, "grade"));
    write.bind(next++, number_in(lead, "uncertainty"));
    for (const char* key : {"organisation", "title", "opened_at"}) write.bind(next++, text_in(lead, key));
    write.bind(next++, text_in(last, "text"));
    write.bind(next++, text_in(last, "text_en"));
    write.bind(next++, number_in(price, "low_wan"));
    write.bind(next++, number_in(price, "high_wan"));
    write.bind(next++, content_id({text, read.getColumn(12).getString()}));
    write.exec();
    write.reset();
  }
  SQLite::Statement clock(database, "UPDATE lead_clock SET seq = ? WHERE one = 1");
  clock.bind(1, seq);
  clock.exec();
}

}  // namespace

// What lists show of leads, apart from their JSON, so that all of them are read at once; actions that are undone, and those of many leads;
// views, calendars, corrections.
void desks(SQLite::Database& database) {
  database.exec(R"sql(
CREATE TABLE lead_heads(
  id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  ended TEXT NOT NULL,
  grade TEXT NOT NULL,
  score INTEGER NOT NULL,
  uncertainty INTEGER NOT NULL,
  product TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  organisation TEXT NOT NULL,
  region_code TEXT NOT NULL,
  notice_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  title TEXT NOT NULL,
  act_by TEXT NOT NULL,
  published_at TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  news TEXT NOT NULL,
  news_en TEXT NOT NULL,
  price_low INTEGER NOT NULL,
  price_high INTEGER NOT NULL,
  owner TEXT NOT NULL,                 -- as the team's table gave it
  owner_because TEXT NOT NULL,
  work_id TEXT NOT NULL,
  content TEXT NOT NULL                -- digest of all that a match says of the lead
);
CREATE UNIQUE INDEX lead_heads_seq ON lead_heads(seq);
CREATE INDEX lead_heads_work ON lead_heads(work_id);
CREATE TABLE lead_clock(one INTEGER PRIMARY KEY CHECK(one = 1), seq INTEGER NOT NULL, cleared INTEGER NOT NULL);
INSERT INTO lead_clock VALUES(1, 0, 0);
ALTER TABLE reviews ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE reviews ADD COLUMN action_id TEXT NOT NULL DEFAULT '';
ALTER TABLE reviews ADD COLUMN undone_at INTEGER;   -- NULL: it stands
ALTER TABLE reviews ADD COLUMN undone_by TEXT NOT NULL DEFAULT '';
UPDATE reviews SET action_id = id,
  seq = (SELECT COUNT(*) FROM reviews o WHERE o.at < reviews.at OR (o.at = reviews.at AND o.id <= reviews.id));
CREATE UNIQUE INDEX reviews_seq ON reviews(seq);
CREATE INDEX reviews_action ON reviews(action_id);
ALTER TABLE lead_work ADD COLUMN status TEXT NOT NULL DEFAULT '';
ALTER TABLE lead_work ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
CREATE TABLE views(
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  filter TEXT NOT NULL,
  sort TEXT NOT NULL,
  columns TEXT NOT NULL,               -- one a line
  shared INTEGER NOT NULL,
  person TEXT NOT NULL,
  position INTEGER NOT NULL,
  version INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX views_name ON views(person, name);
CREATE TABLE feeds(
  id TEXT PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  filter TEXT NOT NULL,
  person TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  read_at INTEGER
);
CREATE INDEX feeds_person ON feeds(person);
CREATE TABLE corrections(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  notice_id TEXT NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  old TEXT NOT NULL,
  old_evidence TEXT NOT NULL,
  person TEXT NOT NULL,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE INDEX corrections_notice ON corrections(notice_id, field, id);
ALTER TABLE notices ADD COLUMN corrected INTEGER NOT NULL DEFAULT 0;  -- the last correction that its reading knew of
)sql");
  fill_heads(database);
}

}  // namespace tenderlead::store

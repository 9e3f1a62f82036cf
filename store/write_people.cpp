#include "store/connection.h"
#include "store/row_text.h"
#include "store/write_batch.h"

namespace tenderlead::store {

// ---- users

bool WriteBatch::add_user(const UserRow& user) {
  const auto regions = lines_to_text(user.regions);
  const auto products = lines_to_text(user.products);
  Query query(db_,
              "INSERT INTO users(id, login, name, person, role, regions, products, password, active, "
              "preferences, version, created_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 1, ?11) "
              "ON CONFLICT(login) DO NOTHING");
  query << user.id << user.login << user.name << user.person << user.role << regions << products
        << user.password << user.active << user.preferences << user.created_at;
  return query.run() > 0;
}

std::int64_t WriteBatch::change_user(const UserRow& user) {
  const auto regions = lines_to_text(user.regions);
  const auto products = lines_to_text(user.products);
  Query query(db_,
              "UPDATE users SET name = ?2, person = ?3, role = ?4, regions = ?5, products = ?6, "
              "active = ?7, version = version + 1 WHERE id = ?1 RETURNING version");
  query << user.id << user.name << user.person << user.role << regions << products << user.active;
  return query.step() ? query.number(0) : 0;
}

void WriteBatch::set_password(const std::string& user_id, const std::string& hash) {
  Query query(db_, "UPDATE users SET password = ?2 WHERE id = ?1");
  query << user_id << hash;
  query.run();
}

void WriteBatch::set_preferences(const std::string& user_id, const std::string& json) {
  Query query(db_, "UPDATE users SET preferences = ?2 WHERE id = ?1");
  query << user_id << json;
  query.run();
}

// ---- how they sign in

void WriteBatch::add_session(const SessionRow& session) {
  {
    Query expired(db_, "DELETE FROM sessions WHERE expires_at <= ?1");
    expired << session.created_at;
    expired.run();
  }
  Query query(db_,
              "INSERT INTO sessions(digest, id, user_id, created_at, used_at, expires_at, peer, agent) "
              "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
  query << session.digest << session.id << session.user_id << session.created_at << session.used_at
        << session.expires_at << session.peer << session.agent;
  query.run();
  Query user(db_, "UPDATE users SET signed_in_at = ?2 WHERE id = ?1");
  user << session.user_id << session.created_at;
  user.run();
}

void WriteBatch::note_session_used(const std::string& digest, std::int64_t at, std::int64_t expires_at) {
  Query query(db_, "UPDATE sessions SET used_at = ?2, expires_at = ?3 WHERE digest = ?1 AND used_at < ?2");
  query << digest << at << expires_at;
  query.run();
}

void WriteBatch::remove_session(const std::string& digest) {
  Query query(db_, "DELETE FROM sessions WHERE digest = ?1");
  query << digest;
  query.run();
}

std::int64_t WriteBatch::remove_sessions_of(const std::string& user_id, const std::string& but_digest) {
  Query query(db_, "DELETE FROM sessions WHERE user_id = ?1 AND digest <> ?2");
  query << user_id << but_digest;
  return query.run();
}

void WriteBatch::add_api_token(const ApiTokenRow& token) {
  const auto rights = lines_to_text(token.rights);
  Query query(db_,
              "INSERT INTO api_tokens(id, digest, user_id, name, rights, created_at, expires_at) "
              "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  query << token.id << token.digest << token.user_id << token.name << rights << token.created_at
        << token.expires_at;
  query.run();
}

void WriteBatch::note_token_used(const std::string& id, std::int64_t at) {
  Query query(db_, "UPDATE api_tokens SET used_at = ?2 WHERE id = ?1");
  query << id << at;
  query.run();
}

bool WriteBatch::remove_api_token(const std::string& id) {
  Query query(db_, "DELETE FROM api_tokens WHERE id = ?1");
  query << id;
  return query.run() > 0;
}

void WriteBatch::put_one_time_link(const OneTimeLinkRow& link) {
  {
    Query before(db_, "DELETE FROM one_time_links WHERE user_id = ?1");
    before << link.user_id;
    before.run();
  }
  Query query(db_,
              "INSERT INTO one_time_links(digest, user_id, created_at, expires_at) VALUES(?1, ?2, ?3, ?4)");
  query << link.digest << link.user_id << link.created_at << link.expires_at;
  query.run();
}

void WriteBatch::remove_one_time_links(const std::string& user_id) {
  Query query(db_, "DELETE FROM one_time_links WHERE user_id = ?1");
  query << user_id;
  query.run();
}

// ---- settings

std::int64_t WriteBatch::put_setting(const SettingRow& setting) {
  Query query(db_,
              "INSERT INTO settings(name, json, version, person, at) VALUES(?1, ?2, 1, ?3, ?4) "
              "ON CONFLICT(name) DO UPDATE SET json = excluded.json, version = settings.version + 1, "
              "person = excluded.person, at = excluded.at RETURNING version");
  query << setting.name << setting.json << setting.person << setting.at;
  return query.step() ? query.number(0) : 0;
}

// ---- what was done, and what others are told

std::int64_t WriteBatch::add_audit(const AuditRow& row) {
  Query query(db_,
              "INSERT INTO audit(at, user_id, login, means, peer, action, subject, words, json) "
              "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id");
  query << row.at << row.user_id << row.login << row.by << row.peer << row.action << row.subject << row.words
        << row.json;
  return query.step() ? query.number(0) : 0;
}

void WriteBatch::put_stored_answer(const StoredAnswerRow& row, std::int64_t keep_since) {
  {
    Query old(db_, "DELETE FROM stored_answers WHERE at < ?1");
    old << keep_since;
    old.run();
  }
  Query query(db_,
              "INSERT INTO stored_answers(user_id, key, request, status, etag, body, secret, at) "
              "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
  query << row.user_id << row.key << row.request << row.status << row.etag << row.body << row.secret
        << row.at;
  query.run();
}

void WriteBatch::note_change(const std::string& topic, const std::string& subject,
                             const std::string& person) {
  std::int64_t id = 0;
  {
    Query query(db_, "INSERT INTO changes(topic, subject, person) VALUES(?1, ?2, ?3) RETURNING id");
    query << topic << subject << person;
    if (query.step()) id = query.number(0);
  }
  Query old(db_, "DELETE FROM changes WHERE id <= ?1");
  old << id - kChangesKept;
  old.run();
}

void WriteBatch::note_work_changed(const std::string& work_id, const std::string& person) {
  Query query(db_,
              "INSERT INTO changes(topic, subject, person) SELECT 'lead', id, ?2 FROM leads "
              "WHERE work_id = ?1 ORDER BY id");
  query << work_id << person;
  query.run();
}

}  // namespace tenderlead::store

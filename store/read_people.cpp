#include "store/connection.h"
#include "store/queries.h"
#include "store/row_text.h"

namespace tenderlead::store {
namespace {

#define TENDERLEAD_USER                                                                           \
  "SELECT u.id, u.login, u.name, u.person, u.role, u.regions, u.products, u.password, u.active, " \
  "u.preferences, u.version, u.created_at, u.signed_in_at "
constexpr int kUserColumns = 13;

std::optional<std::int64_t> number_or_none(const Query& query, int column) {
  return query.null(column) ? std::nullopt : std::optional(query.number(column));
}

UserRow user_from(const Query& query) {
  UserRow row;
  row.id = query.text(0);
  row.login = query.text(1);
  row.name = query.text(2);
  row.person = query.text(3);
  row.role = query.text(4);
  row.regions = lines_from_text(query.view(5));
  row.products = lines_from_text(query.view(6));
  row.password = query.text(7);
  row.active = query.number(8) != 0;
  row.preferences = query.text(9);
  row.version = query.number(10);
  row.created_at = query.number(11);
  row.signed_in_at = number_or_none(query, 12);
  return row;
}

SessionRow session_from(const Query& query, int first) {
  SessionRow row;
  row.digest = query.text(first);
  row.id = query.text(first + 1);
  row.user_id = query.text(first + 2);
  row.created_at = query.number(first + 3);
  row.used_at = query.number(first + 4);
  row.expires_at = query.number(first + 5);
  row.peer = query.text(first + 6);
  row.agent = query.text(first + 7);
  return row;
}

ApiTokenRow token_from(const Query& query, int first) {
  ApiTokenRow row;
  row.id = query.text(first);
  row.digest = query.text(first + 1);
  row.user_id = query.text(first + 2);
  row.name = query.text(first + 3);
  row.rights = lines_from_text(query.view(first + 4));
  row.created_at = query.number(first + 5);
  row.expires_at = number_or_none(query, first + 6);
  row.used_at = number_or_none(query, first + 7);
  return row;
}

}  // namespace

std::vector<UserRow> Queries::users() {
  std::vector<UserRow> rows;
  Query query(db_, TENDERLEAD_USER "FROM users u ORDER BY u.login");
  while (query.step()) rows.push_back(user_from(query));
  return rows;
}

std::optional<UserRow> Queries::user(const std::string& id) {
  Query query(db_, TENDERLEAD_USER "FROM users u WHERE u.id = ?1");
  query << id;
  if (!query.step()) return std::nullopt;
  return user_from(query);
}

std::optional<UserRow> Queries::user_by_login(const std::string& login) {
  Query query(db_, TENDERLEAD_USER "FROM users u WHERE u.login = ?1");
  query << login;
  if (!query.step()) return std::nullopt;
  return user_from(query);
}

bool Queries::has_admin() {
  return Query(db_, "SELECT 1 FROM users WHERE role = 'admin' AND active = 1 AND password <> '' LIMIT 1")
      .step();
}

std::int64_t Queries::other_admins(const std::string& user_id) {
  Query query(
      db_, "SELECT COUNT(*) FROM users WHERE role = 'admin' AND active = 1 AND password <> '' AND id <> ?1");
  query << user_id;
  return query.step() ? query.number(0) : 0;
}

std::optional<std::pair<SessionRow, UserRow>> Queries::session(const std::string& digest) {
  Query query(db_, TENDERLEAD_USER
              ", s.digest, s.id, s.user_id, s.created_at, s.used_at, s.expires_at, s.peer, s.agent "
              "FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.digest = ?1");
  query << digest;
  if (!query.step()) return std::nullopt;
  return std::pair(session_from(query, kUserColumns), user_from(query));
}

std::vector<SessionRow> Queries::sessions_of(const std::string& user_id) {
  std::vector<SessionRow> rows;
  Query query(db_,
              "SELECT digest, id, user_id, created_at, used_at, expires_at, peer, agent FROM sessions "
              "WHERE user_id = ?1 ORDER BY used_at DESC, id");
  query << user_id;
  while (query.step()) rows.push_back(session_from(query, 0));
  return rows;
}

std::optional<std::pair<ApiTokenRow, UserRow>> Queries::api_token(const std::string& digest) {
  Query query(db_, TENDERLEAD_USER
              ", t.id, t.digest, t.user_id, t.name, t.rights, t.created_at, t.expires_at, t.used_at "
              "FROM api_tokens t JOIN users u ON u.id = t.user_id WHERE t.digest = ?1");
  query << digest;
  if (!query.step()) return std::nullopt;
  return std::pair(token_from(query, kUserColumns), user_from(query));
}

std::optional<ApiTokenRow> Queries::api_token_by_id(const std::string& id) {
  Query query(db_,
              "SELECT id, digest, user_id, name, rights, created_at, expires_at, used_at FROM api_tokens "
              "WHERE id = ?1");
  query << id;
  if (!query.step()) return std::nullopt;
  return token_from(query, 0);
}

std::vector<ApiTokenRow> Queries::api_tokens_of(const std::string& user_id) {
  std::vector<ApiTokenRow> rows;
  Query query(db_,
              "SELECT id, digest, user_id, name, rights, created_at, expires_at, used_at FROM api_tokens "
              "WHERE user_id = ?1 ORDER BY created_at, id");
  query << user_id;
  while (query.step()) rows.push_back(token_from(query, 0));
  return rows;
}

std::optional<OneTimeLinkRow> Queries::one_time_link(const std::string& digest) {
  Query query(db_, "SELECT digest, user_id, created_at, expires_at FROM one_time_links WHERE digest = ?1");
  query << digest;
  if (!query.step()) return std::nullopt;
  return OneTimeLinkRow{query.text(0), query.text(1), query.number(2), query.number(3)};
}

std::vector<SettingRow> Queries::settings() {
  std::vector<SettingRow> rows;
  Query query(db_, "SELECT name, json, version, person, at FROM settings ORDER BY name");
  while (query.step())
    rows.push_back({query.text(0), query.text(1), query.number(2), query.text(3), query.number(4)});
  return rows;
}

std::vector<AuditRow> Queries::audit(const AuditFilter& filter) {
  Query query(db_,
              "SELECT id, at, user_id, login, means, peer, action, subject, words, json FROM audit "
              "WHERE (?1 = '' OR login = ?1) AND (?2 = '' OR subject = ?2) AND (?3 IS NULL OR at >= ?3) "
              "AND (?4 IS NULL OR at < ?4) AND (?5 IS NULL OR id < ?5) ORDER BY id DESC");
  query << filter.login << filter.subject << filter.since << filter.before << filter.below;
  const auto wanted = [&](std::string_view action) {
    if (filter.actions.empty()) return true;
    for (const auto& each : filter.actions)
      if (each.ends_with('.') ? action.starts_with(each) : action == each) return true;
    return false;
  };
  std::vector<AuditRow> rows;
  while (rows.size() < filter.limit && query.step()) {
    if (!wanted(query.view(6))) continue;
    rows.push_back({query.number(0), query.number(1), query.text(2), query.text(3), query.text(4),
                    query.text(5), query.text(6), query.text(7), query.text(8), query.text(9)});
  }
  return rows;
}

std::optional<StoredAnswerRow> Queries::stored_answer(const std::string& user_id, const std::string& key) {
  Query query(db_,
              "SELECT user_id, key, request, status, etag, body, secret, at FROM stored_answers "
              "WHERE user_id = ?1 AND key = ?2");
  query << user_id << key;
  if (!query.step()) return std::nullopt;
  return StoredAnswerRow{
      query.text(0), query.text(1), query.text(2),        static_cast<int>(query.number(3)),
      query.text(4), query.text(5), query.number(6) != 0, query.number(7)};
}

std::int64_t Queries::newest_change() {
  Query query(db_, "SELECT coalesce(MAX(id), 0) FROM changes");
  return query.step() ? query.number(0) : 0;
}

std::int64_t Queries::oldest_change() {
  Query query(db_, "SELECT coalesce(MIN(id), 0) FROM changes");
  return query.step() ? query.number(0) : 0;
}

std::vector<ChangeRow> Queries::changes_after(std::int64_t id, std::size_t limit) {
  std::vector<ChangeRow> rows;
  Query query(db_, "SELECT id, topic, subject, person FROM changes WHERE id > ?1 ORDER BY id LIMIT ?2");
  query << id << static_cast<std::int64_t>(limit);
  while (query.step()) rows.push_back({query.number(0), query.text(1), query.text(2), query.text(3)});
  return rows;
}

}  // namespace tenderlead::store

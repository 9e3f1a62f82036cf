#include "web/api/sign_in.h"

#include <algorithm>
#include <utility>

#include "web/api/refusal.h"
#include "web/auth/secrets.h"

namespace tenderlead::web {
namespace {

constexpr std::int64_t kNoteEvery = 300;               // seconds between two notes of one session's use
constexpr std::int64_t kLongestSession = 90 * 86'400;  // however often it is used
constexpr std::size_t kTokenCharacters = 43;           // new_token()

SignedIn by_token(std::string_view token, const Services& services, bool is_use) {
  SignedIn out;
  out.refused = true;
  if (token.size() != kTokenCharacters) return out;
  const auto digest = token_digest(token);
  const auto found = services.store.read([&](store::Queries& queries) { return queries.api_token(digest); });
  if (!found) refuse_for(found.error());
  if (!*found) return out;
  const auto& [row, user] = **found;
  const auto now = services.now();
  if (!user.active || (row.expires_at && *row.expires_at <= now)) return out;
  out.who = identity_of(user);
  out.who.by = Identity::By::token;
  out.who.credential_id = row.id;
  std::vector<Right> rights;
  for (const auto& name : row.rights)
    if (const auto right = right_from_string(name)) rights.push_back(*right);
  out.who.token_rights = std::move(rights);
  if (is_use && (!row.used_at || *row.used_at + kNoteEvery < now)) services.last_use.token(row.id, now);
  out.refused = false;
  return out;
}

SignedIn by_session(const std::string& token, const Services& services, bool is_use) {
  SignedIn out;
  out.refused = true;
  if (token.size() != kTokenCharacters) return out;
  const auto digest = token_digest(token);
  const auto found = services.store.read([&](store::Queries& queries) { return queries.session(digest); });
  if (!found) refuse_for(found.error());
  if (!*found) return out;
  const auto& [row, user] = **found;
  const auto now = services.now();
  if (!user.active || row.expires_at <= now) return out;
  out.who = identity_of(user);
  out.who.by = Identity::By::session;
  out.who.secret = token;
  out.who.credential_id = row.id;
  if (is_use && row.used_at + kNoteEvery < now) {
    // As long again as it was given at first, counted from now.
    const auto until = now + (row.expires_at - row.used_at);
    services.last_use.session(digest, now, std::min(until, row.created_at + kLongestSession));
  }
  out.refused = false;
  return out;
}

std::string cookie(const std::string& value, std::int64_t seconds, bool over_tls) {
  return std::string(cookie_name(over_tls)) + "=" + value +
         "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + std::to_string(seconds) +
         (over_tls ? "; Secure" : "");
}

}  // namespace

void LastUse::session(const std::string& digest, std::int64_t at, std::int64_t expires_at) {
  const std::lock_guard lock(mutex_);
  sessions_[digest] = {at, expires_at};
}

void LastUse::token(const std::string& id, std::int64_t at) {
  const std::lock_guard lock(mutex_);
  tokens_[id] = at;
}

void LastUse::flush(store::Store& store) {
  decltype(sessions_) sessions;
  decltype(tokens_) tokens;
  {
    const std::lock_guard lock(mutex_);
    sessions.swap(sessions_);
    tokens.swap(tokens_);
  }
  if (sessions.empty() && tokens.empty()) return;
  const auto written = store.write([&](store::WriteBatch& batch) {
    for (const auto& [digest, times] : sessions) batch.note_session_used(digest, times.first, times.second);
    for (const auto& [id, at] : tokens) batch.note_token_used(id, at);
  });
  if (written) return;
  const std::lock_guard lock(mutex_);
  sessions_.merge(sessions);
  tokens_.merge(tokens);
}

std::string_view cookie_name(bool over_tls) {
  return over_tls ? "__Host-tenderlead" : "tenderlead";
}

std::string session_cookie(const std::string& token, std::int64_t seconds, bool over_tls) {
  return cookie(token, seconds, over_tls);
}

std::string no_session_cookie(bool over_tls) {
  return cookie({}, 0, over_tls);
}

Identity identity_of(const store::UserRow& user) {
  Identity who;
  who.user_id = user.id;
  who.login = user.login;
  who.name = user.name;
  who.person = user.person.empty() ? user.login : user.person;
  who.role = role_from_string(user.role).value_or(Role::viewer);
  who.scope.regions = user.regions;
  who.scope.products = user.products;
  return who;
}

namespace {

SignedIn found_out(const Request& request, const Services& services, bool over_tls, bool is_use) {
  constexpr std::string_view kBearer = "Bearer ";
  const auto authorization = request.header("Authorization");
  if (authorization.starts_with(kBearer))
    return by_token(authorization.substr(kBearer.size()), services, is_use);
  if (!authorization.empty()) return {{}, true};
  const auto token = request.cookie(cookie_name(over_tls));
  if (!token || token->empty()) return {};
  return by_session(*token, services, is_use);
}

}  // namespace

SignedIn who_asks(const Request& request, const Services& services, bool over_tls) {
  return found_out(request, services, over_tls, true);
}

SignedIn who_still_asks(const Request& request, const Services& services, bool over_tls) {
  return found_out(request, services, over_tls, false);
}

void guard_change(const Request& request, const Identity& who) {
  if (who.by == Identity::By::token) return;
  if (who.by == Identity::By::session) {
    if (!same_secret(request.header("X-CSRF-Token"), csrf_token(who.secret)))
      refuse(403, "csrf", "Send X-CSRF-Token with the csrf_token that GET /api/v1/session gives.");
    return;
  }
  const auto site = request.header("Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none")
    refuse(403, "csrf", "Another site's page can't do this.");
}

}  // namespace tenderlead::web

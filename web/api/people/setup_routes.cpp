// One-time links: the first admin's, which the server prints, and those by which an admin lets somebody choose a password.
#include "model/time.h"
#include "web/api/api.h"
#include "web/api/body.h"
#include "web/api/people/first_run.h"
#include "web/api/people/people_json.h"
#include "web/auth/secrets.h"

namespace tenderlead::web {
namespace {

constexpr std::size_t kMostPassword = 256;  // characters

// What a token stands for, as it is now. Refuses (404) where it is no link, or no longer.
struct Purpose {
  store::OneTimeLinkRow link;
  std::optional<store::UserRow> user;  // absent: the first admin's
};
Purpose purpose_of(store::Queries& queries, const std::string& token, std::int64_t now) {
  const auto link = queries.one_time_link(token_digest(token));
  const bool valid = link && link->expires_at > now;
  Purpose purpose;
  if (valid) {
    purpose.link = *link;
    if (!link->user_id.empty()) purpose.user = queries.user(link->user_id);
  }
  const bool for_somebody =
      valid && (link->user_id.empty() ? !queries.has_admin() : purpose.user && purpose.user->active);
  if (!for_somebody)
    refuse(404, "no-such-link",
           "This link was used before, is too old, or another one was made since. Ask for a new one.");
  return purpose;
}

Response check_link(ApiContext& context) {
  const auto body = context.body(4096);
  FieldReader fields(body);
  const auto token = fields.secret("token", 64);
  fields.finish();
  return context.read([&](store::Queries& queries) {
    const auto purpose = purpose_of(queries, token, context.now());
    return answer(200, {{"purpose", purpose.user ? "password" : "first_admin"},
                        {"login", purpose.user ? purpose.user->login : "admin"},
                        {"name", purpose.user ? purpose.user->name : ""},
                        {"expires_at", utc_timestamp(purpose.link.expires_at)}});
  });
}

Response use_link(ApiContext& context) {
  const auto body = context.body(4096);
  FieldReader fields(body);
  const auto token = fields.secret("token", 64);
  const auto password = fields.secret("password", kMostPassword);
  const auto login = login_key(fields.text("login", {.most = 64, .required = false}));
  const auto name = fields.text("name", {.most = 64, .required = false});
  fields.finish();
  // Before the work of hashing is done for anybody who sends something.
  const auto purpose =
      context.read([&](store::Queries& queries) { return purpose_of(queries, token, context.now()); });
  const auto wanted = purpose.user ? purpose.user->login : login.empty() ? "admin" : login;
  require_login(wanted);
  require_good_password(password, wanted);
  const auto hash = hash_password(password);
  return context.commit(
      [&](store::WriteBatch& batch, store::Queries& queries) {
        const auto still = purpose_of(queries, token, context.now());
        store::UserRow user;
        if (still.user) {
          user = *still.user;
          batch.set_password(user.id, hash);
          batch.remove_sessions_of(user.id, {});
        } else {
          user.id = new_id();
          user.login = wanted;
          user.name = name.empty() ? wanted : name;
          user.person = wanted;
          user.role = to_string(Role::admin);
          user.password = hash;
          user.created_at = context.now();
          if (!batch.add_user(user)) refuse(409, "login-taken", "Somebody has this name already.");
        }
        batch.remove_one_time_links(still.link.user_id);
        context.audit(batch, {still.user ? "password.chosen" : "user.first_admin", user.id, user.login});
        context.announce(batch, "user", user.id);
        const auto current = queries.user(user.id);
        return new_session(context, batch, queries, *current);
      },
      ApiContext::Keep::nothing);
}

}  // namespace

Result<std::string> first_run_link(store::Store& store, std::int64_t now, const std::string& public_url) {
  std::string link;
  auto done = store.transact([&](store::WriteBatch& batch, store::Queries& queries) {
    if (queries.has_admin()) return false;
    link = new_link(batch, {}, now, public_url).link;
    return true;
  });
  if (!done) return done.error();
  return link;
}

void require_login(const std::string& login) {
  bool plain = !login.empty() && login.size() <= 64;
  for (const char c : login)
    plain = plain && (static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') ||
                      (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '@');
  if (!plain)
    refuse(422, "invalid", "The name can't be taken.",
           {{"/login", "may have 1 to 64 bytes: letters, digits, '.', '_', '-' and '@'", "bad_login"}});
}

void add_setup_routes(Api& api) {
  api.add({"POST", "/api/v1/setup/check", "checkLink", Right::nothing, check_link});
  api.add({"POST", "/api/v1/setup", "useLink", Right::nothing, use_link});
}

}  // namespace tenderlead::web

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "model/time.h"
#include "web/api/api.h"
#include "web/api/body.h"
#include "web/api/people/directory.h"
#include "web/api/people/people_json.h"
#include "web/api/people/settings.h"
#include "web/api/sign_in.h"
#include "web/auth/secrets.h"

namespace tenderlead::web {
namespace {

constexpr std::size_t kMostPreferences = 16 * 1024;  // bytes
constexpr std::size_t kMostPassword = 256;           // characters

Response get_session(ApiContext& context) {
  return context.read([&](store::Queries& queries) {
    std::optional<std::int64_t> expires_at;
    if (context.who().by == Identity::By::session) {
      const auto session = queries.session(token_digest(context.who().secret));
      if (session) expires_at = session->first.expires_at;
    }
    auto response = answer(200, session_json(context.who(), queries, expires_at));
    response.set("Cache-Control", "no-store");
    return response;
  });
}

[[noreturn]] void refuse_to_wait(std::chrono::seconds wait) {
  Refusal refusal{
      problem(429, "too-many-tries", "Too many tries. Wait " + std::to_string(wait.count()) + " seconds.")};
  refusal.response.set("Retry-After", std::to_string(wait.count()));
  throw refusal;
}

Response sign_in(ApiContext& context) {
  const auto body = context.body(4096);
  FieldReader fields(body);
  const auto login = login_key(fields.text("login", {.most = 64}));
  const auto password = fields.secret("password", kMostPassword);
  fields.finish();
  auto& throttle = context.services().throttle;
  const auto peer = context.peer();
  if (const auto wait = throttle.begin(login, peer); wait.count() > 0) refuse_to_wait(wait);
  const auto user = context.read([&](store::Queries& queries) { return queries.user_by_login(login); });
  const bool fits = check_password(password, user && user->active ? user->password : std::string());
  if (!fits) {
    // Written down where it is somebody's; other names may be passwords in the wrong place.
    if (user)
      context.commit(
          [&](store::WriteBatch& batch, store::Queries&) {
            context.audit(batch, {"session.refused", user->id, user->login});
            return no_content();
          },
          ApiContext::Keep::nothing);
    refuse(401, "wrong-password", "The name or the password is wrong.");
  }
  throttle.succeeded(login, peer);
  const auto newer = is_outdated(user->password) ? hash_password(password) : std::string();
  return context.commit(
      [&](store::WriteBatch& batch, store::Queries& queries) {
        const auto current = queries.user(user->id);
        if (!current || !current->active || current->password != user->password)
          refuse(401, "wrong-password", "The name or the password is wrong.");
        if (!newer.empty()) batch.set_password(user->id, newer);
        context.audit(batch, {"session.opened", user->id, user->login});
        return new_session(context, batch, queries, *current);
      },
      ApiContext::Keep::nothing);
}

Response signed_out(const ApiContext& context) {
  auto response = no_content();
  response.set("Set-Cookie", no_session_cookie(context.over_tls()));
  return response;
}

Response sign_out(ApiContext& context) {
  context.commit(
      [&](store::WriteBatch& batch, store::Queries&) {
        if (context.who().by == Identity::By::session)
          batch.remove_session(token_digest(context.who().secret));
        context.audit(batch, {"session.closed", context.who().user_id, context.who().login});
        return no_content();
      },
      ApiContext::Keep::nothing);
  return signed_out(context);
}

Response sign_out_everywhere(ApiContext& context) {
  context.commit(
      [&](store::WriteBatch& batch, store::Queries&) {
        const auto ended = batch.remove_sessions_of(context.who().user_id, {});
        context.audit(batch, {"session.closed_everywhere",
                              context.who().user_id,
                              context.who().login,
                              {},
                              {{"sessions", ended}}});
        context.announce(batch, "user", context.who().user_id);
        return no_content();
      },
      ApiContext::Keep::nothing);
  return signed_out(context);
}

Response list_sessions(ApiContext& context) {
  return context.read([&](store::Queries& queries) {
    boost::json::array items;
    for (const auto& row : queries.sessions_of(context.who().user_id)) {
      if (row.expires_at <= context.now()) continue;
      items.push_back({{"id", row.id},
                       {"current", row.id == context.who().credential_id},
                       {"created_at", utc_timestamp(row.created_at)},
                       {"used_at", utc_timestamp(row.used_at)},
                       {"expires_at", utc_timestamp(row.expires_at)},
                       {"peer", row.peer},
                       {"agent", row.agent}});
    }
    return answer(200, {{"items", std::move(items)}});
  });
}

Response change_password(ApiContext& context) {
  if (context.who().by != Identity::By::session)
    refuse(403, "not-allowed", "A token can't change a password. Sign in.");
  const auto body = context.body(4096);
  FieldReader fields(body);
  const auto current = fields.secret("current", kMostPassword);
  const auto password = fields.secret("password", kMostPassword);
  fields.finish();
  auto& throttle = context.services().throttle;
  const auto& who = context.who();
  const auto peer = context.peer();
  if (const auto wait = throttle.begin(who.login, peer); wait.count() > 0) refuse_to_wait(wait);
  const auto user = context.read([&](store::Queries& queries) { return queries.user(who.user_id); });
  if (!user || !check_password(current, user->password))
    refuse(422, "wrong-password", "The current password is wrong.", {{"/current", "is wrong", "wrong"}});
  throttle.succeeded(who.login, peer);
  require_good_password(password, who.login);
  const auto hash = hash_password(password);
  return context.commit(
      [&](store::WriteBatch& batch, store::Queries& queries) {
        const auto now = queries.user(who.user_id);
        if (!now || now->password != user->password)
          refuse(409, "changed-meanwhile", "The password was changed meanwhile.");
        batch.set_password(who.user_id, hash);
        batch.remove_one_time_links(who.user_id);
        batch.remove_sessions_of(who.user_id, token_digest(who.secret));
        context.audit(batch, {"password.changed", who.user_id, who.login});
        context.announce(batch, "user", who.user_id);
        return no_content();
      },
      ApiContext::Keep::nothing);
}

Response put_preferences(ApiContext& context) {
  const auto body = context.body(kMostPreferences);
  return context.commit([&](store::WriteBatch& batch, store::Queries&) {
    batch.set_preferences(context.who().user_id, boost::json::serialize(body));
    return answer(200, body);
  });
}

boost::json::array named_json(const std::vector<Named>& list) {
  boost::json::array items;
  for (const auto& each : list) {
    boost::json::object item{{"id", each.id}, {"name", each.name}};
    if (!each.english.empty()) item["english"] = each.english;
    items.push_back(std::move(item));
  }
  return items;
}

Response get_catalogue(ApiContext& context) {
  const auto& catalogue = context.services().catalogue;
  const auto people = context.read([&](store::Queries& queries) { return people_of(catalogue, queries); });
  return answer(200, {{"products", named_json(catalogue.products)},
                      {"people", named_json(people)},
                      {"sources", named_json(catalogue.sources)},
                      {"tags", named_json(catalogue.tags)},
                      {"regions", named_json(catalogue.regions)}});
}

}  // namespace

void add_session_routes(Api& api) {
  api.add({"GET", "/api/v1/session", "getSession", Right::nothing, get_session});
  api.add({"POST", "/api/v1/session", "signIn", Right::nothing, sign_in});
  api.add({"DELETE", "/api/v1/session", "signOut", Right::own_account, sign_out});
  api.add({"PUT", "/api/v1/session/password", "changePassword", Right::own_account, change_password});
  api.add({"PUT", "/api/v1/session/preferences", "putPreferences", Right::own_account, put_preferences});
  api.add({"GET", "/api/v1/sessions", "listSessions", Right::own_account, list_sessions});
  api.add({"DELETE", "/api/v1/sessions", "signOutEverywhere", Right::own_account, sign_out_everywhere});
  api.add({"GET", "/api/v1/catalogue", "getCatalogue", Right::own_account, get_catalogue});
}

}  // namespace tenderlead::web

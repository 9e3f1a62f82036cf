// API tokens: for programs that ask in somebody's name, with some of that person's rights.
#include <boost/json/array.hpp>

#include "model/time.h"
#include "web/api/api.h"
#include "web/api/body.h"
#include "web/api/people/people_json.h"
#include "web/auth/secrets.h"

namespace tenderlead::web {
namespace {

constexpr std::size_t kMostTokens = 50;  // of one user
constexpr std::int64_t kDay = 86'400;

boost::json::object token_json(const store::ApiTokenRow& token) {
  boost::json::array rights;
  for (const auto& right : token.rights) rights.emplace_back(boost::json::string(right));
  return {{"id", token.id},
          {"user_id", token.user_id},
          {"name", token.name},
          {"rights", std::move(rights)},
          {"created_at", utc_timestamp(token.created_at)},
          {"expires_at", time_or_null(token.expires_at)},
          {"used_at", time_or_null(token.used_at)}};
}

void require_session(const ApiContext& context) {
  if (context.who().by != Identity::By::session)
    refuse(403, "not-allowed", "A token can't make or remove tokens. Sign in.");
}

Response list_tokens(ApiContext& context) {
  const auto user = context.request().parameter("user").value_or(context.who().user_id);
  if (user != context.who().user_id && !context.may(Right::manage_users))
    refuse(403, "not-allowed", "Others' tokens need the right users:manage.");
  return context.read([&](store::Queries& queries) {
    boost::json::array items;
    for (const auto& token : queries.api_tokens_of(user)) items.push_back(token_json(token));
    return answer(200, {{"items", std::move(items)}});
  });
}

Response create_token(ApiContext& context) {
  require_session(context);
  const auto body = context.body();
  FieldReader fields(body);
  store::ApiTokenRow row;
  row.name = fields.text("name", {.most = 100});
  row.rights = fields.texts("rights", std::size(kAllRights), true).value_or(std::vector<std::string>());
  const auto days = fields.whole("days", 1, 3650, false);
  for (const auto& name : row.rights) {
    const auto right = right_from_string(name);
    if (!right || *right == Right::nothing)
      fields.fault("rights", "there is no right \"" + name + "\"", "unknown_right", {{"right", name}});
    else if (!context.may(*right))
      fields.fault("rights", "you don't have the right \"" + name + "\" yourself", "not_your_right",
                   {{"right", name}});
  }
  if (row.rights.empty() && fields.has("rights"))
    fields.fault("rights", "must name at least one right", "empty");
  fields.finish();
  const auto token = new_token();
  row.id = new_id();
  row.digest = token_digest(token);
  row.user_id = context.who().user_id;
  row.created_at = context.now();
  if (days) row.expires_at = context.now() + *days * kDay;
  return context.commit(
      [&](store::WriteBatch& batch, store::Queries& queries) {
        if (queries.api_tokens_of(row.user_id).size() >= kMostTokens)
          refuse(409, "too-many-tokens", "You have 50 tokens. Remove one first.");
        batch.add_api_token(row);
        context.audit(batch, {"token.created", row.id, row.name, {}, token_json(row)});
        auto response = answer(201, {{"token", token}, {"details", token_json(row)}});
        response.set("Cache-Control", "no-store");
        return response;
      },
      ApiContext::Keep::secret);
}

Response remove_token(ApiContext& context) {
  require_session(context);
  return context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    const auto token = queries.api_token_by_id(context.path("id"));
    // Of others' tokens nobody learns whether they are there.
    if (!token || (token->user_id != context.who().user_id && !context.may(Right::manage_users)))
      refuse(404, "no-such-token", "There is no such token.");
    batch.remove_api_token(token->id);
    context.audit(batch, {"token.removed", token->id, token->name, token_json(*token), {}});
    return no_content();
  });
}

}  // namespace

void add_token_routes(Api& api) {
  api.add({"GET", "/api/v1/tokens", "listTokens", Right::own_account, list_tokens});
  api.add({"POST", "/api/v1/tokens", "createToken", Right::own_account, create_token});
  api.add({"DELETE", "/api/v1/tokens/{id}", "removeToken", Right::own_account, remove_token});
}

}  // namespace tenderlead::web

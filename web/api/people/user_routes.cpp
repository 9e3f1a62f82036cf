#include <algorithm>
#include <boost/json/array.hpp>

#include "model/time.h"
#include "web/api/api.h"
#include "web/api/body.h"
#include "web/api/people/first_run.h"
#include "web/api/people/people_json.h"

namespace tenderlead::web {
namespace {

constexpr std::size_t kMostBounds = 100;  // regions or products of one user
const std::vector<std::string_view> kRoleNames = {"viewer", "sales", "manager", "admin"};

// "510100" and "5101" are "5101"; empty where it is no code.
std::string region_code(std::string code) {
  if (code.size() > 6 || code.size() < 2 || code.find_first_not_of("0123456789") != code.npos) return {};
  while (code.size() > 2 && code.ends_with("00")) code.resize(code.size() - 2);
  return code;
}

// Reads regions and products, and says which ones the configuration doesn't know.
void read_scope(FieldReader& fields, const Catalogue& catalogue, store::UserRow& user) {
  if (auto regions = fields.texts("regions", kMostBounds)) {
    for (auto& region : *regions) {
      const auto code = region_code(region);
      auto whole = code;
      whole.resize(6, '0');
      if (code.empty() || catalogue.region(whole) == nullptr)
        fields.fault("regions", "\"" + region + "\" isn't a GB/T 2260 code", "unknown_region",
                     {{"region", region}});
      region = code;
    }
    std::sort(regions->begin(), regions->end());
    regions->erase(std::unique(regions->begin(), regions->end()), regions->end());
    user.regions = std::move(*regions);
  }
  if (auto products = fields.texts("products", kMostBounds)) {
    for (const auto& product : *products)
      if (catalogue.product(product) == nullptr)
        fields.fault("products", "there is no product \"" + product + "\"", "unknown_product",
                     {{"product", product}});
    user.products = std::move(*products);
  }
}

Response user_answer(int status, const store::UserRow& user) {
  auto response = answer(status, user_json(user));
  response.set("ETag", version_tag(user.version));
  return response;
}

store::UserRow existing(store::Queries& queries, const std::string& id) {
  auto user = queries.user(id);
  if (!user) refuse(404, "no-such-user", "There is no such user.");
  return std::move(*user);
}

Response list_users(ApiContext& context) {
  return context.read([](store::Queries& queries) {
    boost::json::array items;
    for (const auto& user : queries.users()) items.push_back(user_json(user));
    return answer(200, {{"items", std::move(items)}});
  });
}

Response get_user(ApiContext& context) {
  return context.read(
      [&](store::Queries& queries) { return user_answer(200, existing(queries, context.path("id"))); });
}

Response create_user(ApiContext& context) {
  const auto body = context.body();
  FieldReader fields(body);
  store::UserRow user;
  user.login = login_key(fields.text("login", {.most = 64}));
  user.name = fields.text("name", {.most = 64});
  user.person = fields.text("person", {.most = 64, .required = false});
  user.role = fields.choice("role", kRoleNames);
  read_scope(fields, context.services().catalogue, user);
  fields.finish();
  require_login(user.login);
  if (user.person.empty()) user.person = user.login;
  user.id = new_id();
  user.created_at = context.now();
  return context.commit(
      [&](store::WriteBatch& batch, store::Queries&) {
        if (!batch.add_user(user))
          refuse(409, "login-taken", "Somebody has this name already.", {{"/login", "is taken", "taken"}});
        const auto link = new_link(batch, user.id, context.now(), context.services().reach.public_url);
        context.audit(batch, {"user.created", user.id, user.login, {}, user_json(user)});
        context.announce(batch, "user", user.id);
        auto response = answer(201, {{"user", user_json(user)},
                                     {"link", link.link},
                                     {"token", link.token},
                                     {"expires_at", utc_timestamp(link.expires_at)}});
        response.set("Location", "/api/v1/users/" + user.id);
        response.set("Cache-Control", "no-store");
        return response;
      },
      ApiContext::Keep::secret);
}

// The members that differ.
void differences(const store::UserRow& from, const store::UserRow& to, boost::json::object& before,
                 boost::json::object& after) {
  const auto old_json = user_json(from);
  for (const auto& member : user_json(to)) {
    const auto& old_value = old_json.at(member.key());
    if (old_value == member.value() || member.key() == "version" || member.key() == "etag") continue;
    before[member.key()] = old_value;
    after[member.key()] = member.value();
  }
}

Response change_user(ApiContext& context) {
  const auto body = context.body();
  return context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    const auto before = existing(queries, context.path("id"));
    context.require_match(version_tag(before.version));
    auto user = before;
    FieldReader fields(body);
    if (const auto name = fields.text_if_given("name", {.least = 1, .most = 64})) user.name = *name;
    if (const auto person = fields.text_if_given("person", {.most = 64}))
      user.person = person->empty() ? user.login : *person;
    if (fields.has("role")) user.role = fields.choice("role", kRoleNames);
    if (const auto active = fields.flag("active", false)) user.active = *active;
    read_scope(fields, context.services().catalogue, user);
    fields.finish();
    const bool was_admin = before.active && before.role == to_string(Role::admin);
    const bool is_admin = user.active && user.role == to_string(Role::admin);
    if (was_admin && !is_admin && queries.other_admins(user.id) == 0)
      refuse(409, "last-admin", "This is the last admin who can sign in. Make somebody else one first.");
    user.version = batch.change_user(user);
    if (!user.active) {
      batch.remove_sessions_of(user.id, {});
      batch.remove_one_time_links(user.id);
    }
    AuditEntry entry{"user.changed", user.id, user.login};
    differences(before, user, entry.before, entry.after);
    context.audit(batch, entry);
    context.announce(batch, "user", user.id);
    return user_answer(200, user);
  });
}

Response make_link(ApiContext& context) {
  return context.commit(
      [&](store::WriteBatch& batch, store::Queries& queries) {
        const auto user = existing(queries, context.path("id"));
        if (!user.active) refuse(409, "disabled", "This user is disabled.");
        const auto link = new_link(batch, user.id, context.now(), context.services().reach.public_url);
        context.audit(batch, {"user.link_made", user.id, user.login});
        auto response = answer(
            201,
            {{"link", link.link}, {"token", link.token}, {"expires_at", utc_timestamp(link.expires_at)}});
        response.set("Cache-Control", "no-store");
        return response;
      },
      ApiContext::Keep::secret);
}

Response sign_out_user(ApiContext& context) {
  return context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    const auto user = existing(queries, context.path("id"));
    const auto ended = batch.remove_sessions_of(user.id, {});
    context.audit(batch, {"user.signed_out", user.id, user.login, {}, {{"sessions", ended}}});
    context.announce(batch, "user", user.id);
    return no_content();
  });
}

}  // namespace

void add_user_routes(Api& api) {
  api.add({"GET", "/api/v1/users", "listUsers", Right::manage_users, list_users});
  api.add({"POST", "/api/v1/users", "createUser", Right::manage_users, create_user});
  api.add({"GET", "/api/v1/users/{id}", "getUser", Right::manage_users, get_user});
  api.add({"PATCH", "/api/v1/users/{id}", "changeUser", Right::manage_users, change_user});
  api.add({"POST", "/api/v1/users/{id}/link", "makeLink", Right::manage_users, make_link});
  api.add({"DELETE", "/api/v1/users/{id}/sessions", "signOutUser", Right::manage_users, sign_out_user});
}

}  // namespace tenderlead::web

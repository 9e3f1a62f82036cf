#include "web/api/people/settings.h"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <stdexcept>

#include "model/time.h"
#include "web/api/api.h"
#include "web/api/body.h"
#include "web/api/people/people_json.h"
#include "web/auth/secrets.h"

namespace tenderlead::web {
namespace {

struct KnownSetting {
  std::string_view name;
  std::string_view otherwise;  // JSON, where nobody said anything
  std::string_view allowed;    // for people
  bool (*accepts)(const boost::json::value& value);
};

bool is_short_text(const boost::json::value& value, std::size_t most) {
  return value.is_string() && value.get_string().size() <= most;
}

constexpr std::array<KnownSetting, 4> kSettings{{
    // Shown above every page.
    {"announcement", "\"\"", "a text of at most 2,000 bytes",
     [](const boost::json::value& value) { return is_short_text(value, 2000); }},
    // Of pages, for those who chose none.
    {"language", "\"zh-CN\"", "zh-CN or en",
     [](const boost::json::value& value) {
       return value.is_string() && (value.get_string() == "zh-CN" || value.get_string() == "en");
     }},
    // Offered when a lead is rejected; other words are allowed as well.
    {"reject_reasons",
     "[\"预算太小\",\"已有供应商\",\"不是我们的产品\",\"区域不对\",\"时间来不及\",\"重复\"]",
     "a list of at most 30 texts of at most 200 bytes",
     [](const boost::json::value& value) {
       const auto* list = value.if_array();
       return list != nullptr && list->size() <= 30 &&
              std::all_of(list->begin(), list->end(), [](const boost::json::value& each) {
                return is_short_text(each, 200) && !each.get_string().empty();
              });
     }},
    // A session that nobody uses ends after so many days.
    {"session_days", "7", "a whole number from 1 to 30",
     [](const boost::json::value& value) {
       return value.is_int64() && value.get_int64() >= 1 && value.get_int64() <= 30;
     }},
}};

const KnownSetting* known(std::string_view name) {
  for (const auto& setting : kSettings)
    if (setting.name == name) return &setting;
  return nullptr;
}

boost::json::value parsed(std::string_view json) {
  return boost::json::parse(boost::json::string_view(json.data(), json.size()));
}

store::SettingRow row_of(store::Queries& queries, const KnownSetting& setting) {
  for (auto& row : queries.settings())
    if (row.name == setting.name) return row;
  store::SettingRow row;
  row.name = setting.name;
  row.json = setting.otherwise;
  return row;
}

boost::json::object setting_json(const store::SettingRow& row) {
  return {{"name", row.name},
          {"value", parsed(row.json)},
          {"version", row.version},
          {"etag", version_tag(row.version)},
          {"changed_by", row.person},
          {"changed_at", row.version == 0 ? boost::json::value(nullptr) : time_or_null(row.at)}};
}

Response list_settings(ApiContext& context) {
  return context.read([](store::Queries& queries) {
    boost::json::array items;
    for (const auto& setting : kSettings) items.push_back(setting_json(row_of(queries, setting)));
    return answer(200, {{"items", std::move(items)}});
  });
}

Response put_setting(ApiContext& context) {
  const auto* setting = known(context.path("name"));
  if (setting == nullptr) refuse(404, "no-such-setting", "There is no such setting.");
  const auto body = context.body();
  FieldReader fields(body);
  if (!fields.has("value") || !setting->accepts(body.at("value")))
    fields.fault("value", "must be " + std::string(setting->allowed), "bad_" + std::string(setting->name));
  fields.allow("value");
  fields.finish();
  return context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    const auto before = row_of(queries, *setting);
    context.require_match(version_tag(before.version));
    store::SettingRow row;
    row.name = setting->name;
    row.json = boost::json::serialize(body.at("value"));
    row.person = context.who().login;
    row.at = context.now();
    row.version = batch.put_setting(row);
    context.audit(batch, {"setting.changed",
                          row.name,
                          row.name,
                          {{"value", parsed(before.json)}},
                          {{"value", body.at("value")}}});
    context.announce(batch, "setting", row.name);
    auto response = answer(200, setting_json(row));
    response.set("ETag", version_tag(row.version));
    return response;
  });
}

}  // namespace

boost::json::value setting_value(store::Queries& queries, std::string_view name) {
  const auto* setting = known(name);
  if (setting == nullptr) throw std::logic_error("there is no setting " + std::string(name));
  auto value = parsed(row_of(queries, *setting).json);
  // One that a newer program allowed.
  return setting->accepts(value) ? value : parsed(setting->otherwise);
}

boost::json::object session_json(const Identity& who, store::Queries& queries,
                                 std::optional<std::int64_t> expires_at) {
  boost::json::object out;
  out["signed_in"] = who.known();
  out["setup_needed"] = !who.known() && !queries.has_admin();
  out["version"] = TENDERLEAD_VERSION;
  out["language"] = setting_value(queries, "language");
  if (!who.known()) return out;
  const auto user = queries.user(who.user_id);
  if (!user) return out;
  if (who.by == Identity::By::session) out["csrf_token"] = csrf_token(who.secret);
  out["user"] = user_json(*user);
  boost::json::array rights;
  for (const auto right : kAllRights)
    if (right != Right::nothing && who.may(right)) rights.emplace_back(to_string(right));
  out["rights"] = std::move(rights);
  out["preferences"] = parsed(user->preferences);
  out["announcement"] = setting_value(queries, "announcement");
  if (expires_at) out["expires_at"] = utc_timestamp(*expires_at);
  return out;
}

void add_setting_routes(Api& api) {
  api.add({"GET", "/api/v1/settings", "listSettings", Right::own_account, list_settings});
  api.add({"PUT", "/api/v1/settings/{name}", "putSetting", Right::change_settings, put_setting});
}

}  // namespace tenderlead::web

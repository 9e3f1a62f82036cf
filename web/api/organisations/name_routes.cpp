// Names that may mean several organisations, and what people say that they mean.
#include <algorithm>
#include <boost/json/array.hpp>

#include "web/api/body.h"
#include "web/api/organisations/organisation_desk.h"
#include "web/api/paging.h"
#include "wire/json.h"

namespace tenderlead::web {
namespace {

namespace json = boost::json;

// The codes of a province begin with its two digits.
bool in_scope(const ApiContext& context, const store::AmbiguousNameRow& row) {
  return context.scope().has_region(row.province);
}

json::object candidate_json(const OrganisationDesk& desk, store::Queries& queries, const json::object& said) {
  json::object out;
  const auto* id = said.if_contains("id");
  const std::string text = id != nullptr && id->is_string() ? std::string(id->get_string()) : std::string();
  out["id"] = text_value(text);
  const auto row = queries.organisation(text);
  const auto* name = said.if_contains("name");
  out["name"] = row ? text_value(row->name) : name != nullptr ? *name : json::value(id != nullptr ? *id : "");
  if (row) {
    out["kind"] = text_value(row->kind);
    out["region"] = desk.region(row->region_code);
    out["notices"] = queries.bought_count(text);
  }
  const auto* reasons = said.if_contains("reasons");
  out["reasons"] = reasons != nullptr && reasons->is_array() ? reasons->get_array() : json::array();
  return out;
}

json::object name_json(const OrganisationDesk& desk, store::Queries& queries,
                       const store::AmbiguousNameRow& row) {
  json::object out{{"name", text_value(row.name)},
                   {"notices", row.notices},
                   {"organisation_id", text_value(row.organisation_id)}};
  if (!row.province.empty())
    out["province"] = json::object{{"code", text_value(row.province)},
                                   {"name", text_value(desk.leads().region_name(row.province + "0000"))}};
  json::array candidates;
  const auto said = wire::parse_text(row.candidates);
  if (said && said->is_array())
    for (const auto& each : said->get_array())
      if (each.is_object()) candidates.emplace_back(candidate_json(desk, queries, each.get_object()));
  out["candidates"] = std::move(candidates);
  return out;
}

Response list_names(ApiContext& context, OrganisationDesk& desk) {
  desk.book();
  const auto page = page_of(context.request(), "organisation.names");
  return context.read([&](store::Queries& queries) {
    auto rows = desk.book().undecided(queries);
    std::erase_if(rows, [&](const store::AmbiguousNameRow& row) { return !in_scope(context, row); });
    const auto total = rows.size();
    auto next = rows.begin();
    if (page.after.size() == 3) {
      const auto last = std::strtoll(page.after[0].c_str(), nullptr, 10);
      next = std::ranges::find_if(rows, [&](const store::AmbiguousNameRow& row) {
        return std::tie(last, row.norm, row.province) > std::tie(row.notices, page.after[1], page.after[2]);
      });
    }
    json::array items;
    std::optional<std::vector<std::string>> last;
    for (; next != rows.end() && items.size() < page.limit; ++next) {
      items.emplace_back(name_json(desk, queries, *next));
      last = {std::to_string(next->notices), next->norm, next->province};
    }
    if (next == rows.end()) last.reset();
    auto out = paged(std::move(items), page, last);
    out["total"] = total;
    return answer(200, out);
  });
}

Response decide(ApiContext& context, OrganisationDesk& desk) {
  const auto body = context.body();
  auto response = context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    FieldReader fields(body);
    store::OrganisationActionRow action{.kind = "resolve",
                                        .organisation_id = fields.text("organisation_id", {.least = 1})};
    action.value = fields.text("name", {.least = 1});
    action.province = fields.text("province", {.most = 2, .required = false});
    fields.finish();
    const auto rows = desk.book().undecided(queries);
    const auto row = std::ranges::find_if(rows, [&](const store::AmbiguousNameRow& each) {
      return each.name == action.value && each.province == action.province && in_scope(context, each);
    });
    if (row == rows.end())
      refuse(409, "decided-already", "This name doesn't wait for a decision, or no longer.");
    const auto view = desk.visible(context, queries, action.organisation_id);
    auto checked = desk.book().check(queries, action);
    if (!checked) refuse_for(checked.error());
    action = std::move(*checked);
    action.person = context.who().login;
    action.at = context.now();
    const auto id = batch.add_organisation_action(action);
    context.announce(batch, "organisation", action.organisation_id);
    context.audit(batch, {.action = "organisation.name.decided",
                          .subject = view.row.id,
                          .words = action.value,
                          .before = {},
                          .after = {{"organisation", text_value(action.name)}}});
    return answer(
        200, {{"action_id", text_value(std::to_string(id))}, {"organisation_id", text_value(view.row.id)}});
  });
  if (response.status < 400 && desk.book().decided) desk.book().decided();
  return response;
}

}  // namespace

void add_organisation_name_routes(Api& api, const SharedOrganisations& desk) {
  api.add({"GET", "/api/v1/organisations/names", "listAmbiguousNames", Right::read_leads,
           [desk](ApiContext& context) { return list_names(context, *desk); }});
  api.add({"POST", "/api/v1/organisations/names", "decideName", Right::join_organisations,
           [desk](ApiContext& context) { return decide(context, *desk); }});
}

}  // namespace tenderlead::web

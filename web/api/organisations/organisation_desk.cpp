#include "web/api/organisations/organisation_desk.h"

#include <algorithm>
#include <boost/json/array.hpp>

#include "store/ids.h"
#include "web/api/contacts.h"

namespace tenderlead::web {
namespace {

namespace json = boost::json;

// What changes with anything that somebody does or undoes.
std::string tag_of(const std::vector<std::string>& parts) {
  std::string all;
  for (const auto& part : parts) all += std::to_string(part.size()) + ":" + part;
  return "\"" + store::content_id({all}) + "\"";
}

json::object value_json(const OrganisationDesk& desk, store::Queries& queries,
                        const store::OrganisationView& view, const OrganisationField& field,
                        const OrganisationValue& value) {
  const bool phone = field.type == "phone";
  json::object out{{"value", text_value(phone ? masked_phone(value.value) : masked_phones_in(value.value))},
                   {"origin", text_value(to_string(value.origin))},
                   {"stands", value.stands}};
  if (phone) out["contact"] = text_value(own_contact_id(view, value.value));
  if (field.type == "region") out["shown"] = text_value(desk.leads().region_name(value.value));
  if (field.type == "organisation" && value.origin == Origin::person)
    if (const auto other = queries.organisation(value.value)) out["shown"] = text_value(other->name);
  if (value.at != 0) out["at"] = timestamp(value.at);
  if (value.origin == Origin::person)
    out["person"] = desk.leads().person(value.source);
  else if (!value.source.empty())
    out[value.origin == Origin::crawl ? "url" : "file"] = text_value(value.source);
  if (!value.notice_id.empty()) out["notice_id"] = text_value(value.notice_id);
  if (!value.words.empty()) out["words"] = text_value(masked_phones_in(value.words));
  return out;
}

void each_lead_of(const ApiContext& context, LeadDesk& leads, store::Queries& queries,
                  const std::function<void(const IndexedLead&)>& each) {
  leads.index().refresh(queries);
  const LeadAsk ask{{}, {}, &context.scope(), context.who().person, today_of(context)};
  leads.index().each(ask, each);
}

// Absent where there is none, or none that they may see: of another region, without a lead of theirs.
std::optional<store::OrganisationView> seen(const ApiContext& context, const OrganisationBook& book,
                                            LeadDesk& leads, store::Queries& queries, const std::string& id) {
  auto view = book.view(queries, id);
  if (!view || context.scope().has_region(standing_value(*view, "region"))) return view;
  const auto ids = ids_of(*view);
  bool mine = false;
  each_lead_of(context, leads, queries, [&](const IndexedLead& lead) {
    mine = mine || std::ranges::find(ids, lead.organisation_id) != ids.end();
  });
  if (!mine) view.reset();
  return view;
}

}  // namespace

bool may_see_organisation(const ApiContext& context, LeadDesk& leads, store::Queries& queries,
                          const std::string& id) {
  if (context.scope().everything()) return true;
  const auto& book = context.services().actions.organisations;
  return book.view && seen(context, book, leads, queries, id).has_value();
}

const OrganisationBook& OrganisationDesk::book() const {
  if (!book_.view) refuse(501, "not-offered", "This server doesn't offer organisations.");
  return book_;
}

void OrganisationDesk::each_lead(const ApiContext& context, store::Queries& queries,
                                 const std::function<void(const IndexedLead&)>& each) const {
  each_lead_of(context, *leads_, queries, each);
}

LeadCounts OrganisationDesk::lead_counts(const ApiContext& context, store::Queries& queries,
                                         const OrganisationIndex::State& state) const {
  LeadCounts counts;
  each_lead(context, queries, [&](const IndexedLead& lead) {
    if (*lead.state != "expired" && !lead.organisation_id.empty())
      ++counts[state.merged(lead.organisation_id)];
  });
  return counts;
}

store::OrganisationView OrganisationDesk::visible(const ApiContext& context, store::Queries& queries,
                                                  const std::string& id) const {
  auto view = seen(context, book(), *leads_, queries, id);
  if (!view) refuse(404, "no-such-organisation", "There is no such organisation.");
  return std::move(*view);
}

json::object OrganisationDesk::region(const std::string& code) const {
  return {{"code", text_value(code)}, {"name", text_value(leads_->region_name(code))}};
}

std::vector<std::string> ids_of(const store::OrganisationView& view) {
  std::vector<std::string> ids{view.row.id};
  for (const auto& [id, name] : view.merged) ids.push_back(id);
  return ids;
}

std::vector<store::OrganisationActionRow> actions_of(store::Queries& queries,
                                                     const store::OrganisationView& view) {
  const auto ids = ids_of(view);
  auto actions = queries.organisation_actions();
  std::erase_if(actions, [&](const store::OrganisationActionRow& action) {
    return std::ranges::find(ids, action.organisation_id) == ids.end() &&
           std::ranges::find(ids, action.other_id) == ids.end();
  });
  return actions;
}

std::string organisation_tag(const store::OrganisationView& view,
                             const std::vector<store::OrganisationActionRow>& actions) {
  const auto undone = std::ranges::count_if(
      actions, [](const store::OrganisationActionRow& action) { return action.undone_at.has_value(); });
  return tag_of(
      {view.row.id, std::to_string(actions.empty() ? 0 : actions.back().id), std::to_string(undone)});
}

std::string attribute_tag(const store::OrganisationView& view, std::string_view field,
                          const std::vector<store::OrganisationActionRow>& actions) {
  std::vector<std::string> parts{view.row.id, std::string(field)};
  for (const auto& value : view.values)
    if (value.field == field && value.stands) parts.push_back(value.value);
  for (const auto& action : actions)
    if (action.field == field) parts.push_back(std::to_string(action.id) + (action.undone_at ? "-" : "+"));
  return tag_of(parts);
}

json::object attribute_json(const OrganisationDesk& desk, store::Queries& queries,
                            const store::OrganisationView& view, const OrganisationField& field,
                            const std::vector<store::OrganisationActionRow>& actions) {
  json::object out{
      {"field", text_value(field.path)},      {"group", text_value(field.group)},
      {"name", text_value(field.name)},       {"name_en", text_value(field.name_en)},
      {"type", text_value(field.type)},       {"repeats", field.repeats},
      {"editable", field.path != "postcode"}, {"etag", text_value(attribute_tag(view, field.path, actions))}};
  if (!field.choices.empty()) {
    json::array choices;
    for (const auto choice : field.choices) choices.emplace_back(text_value(choice));
    out["choices"] = std::move(choices);
  }
  json::array values;
  for (const auto& value : view.values)
    if (value.field == field.path) values.emplace_back(value_json(desk, queries, view, field, value));
  out["values"] = std::move(values);
  return out;
}

std::string own_contact_id(const store::OrganisationView& view, const std::string& phone) {
  return store::content_id({"organisation", view.row.id, phone});
}

void add_organisation_routes(Api& api, const SharedDesk& leads) {
  const auto desk = std::make_shared<OrganisationDesk>(api.services(), leads);
  add_organisation_list_routes(api, desk);
  add_organisation_detail_routes(api, desk);
  add_organisation_change_routes(api, desk);
  add_organisation_name_routes(api, desk);
  if (api.services().actions.organisations.view)
    api.at_start([desk](store::Queries& queries) { desk->index().state(queries); });
}

}  // namespace tenderlead::web

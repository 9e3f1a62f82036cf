// One organisation as a whole: each value with its origin, what it belongs together with, its systems in place and its contacts.
#include <algorithm>
#include <boost/json/array.hpp>

#include "web/api/contacts.h"
#include "web/api/leads/notice_contacts.h"
#include "web/api/organisations/organisation_desk.h"
#include "wire/project.h"

namespace tenderlead::web {
namespace {

namespace json = boost::json;

constexpr std::size_t kReadForContacts = 8;  // of its notices, the newest
constexpr std::size_t kMostActions = 100;

json::array related(const std::vector<store::RelatedOrganisation>& organisations) {
  json::array rows;
  for (const auto& each : organisations)
    rows.emplace_back(json::object{{"id", text_value(each.id)},
                                   {"name", text_value(masked_phones_in(each.name))},
                                   {"relation", text_value(each.relation)}});
  return rows;
}

// What is in place, of organisations that went into it as well; one row a product and vendor, the newest first.
json::array installed_rows(const OrganisationDesk& desk, store::Queries& queries,
                           const store::OrganisationView& view) {
  json::array rows;
  for (const auto& id : ids_of(view))
    for (const auto& each : queries.installed(id).products) {
      auto row = wire::to_json(each);
      row.erase("organisation_id");
      row["product"] = desk.leads().product(each.product);
      json::value masked = std::move(row);
      mask_phones(masked);
      rows.emplace_back(std::move(masked));
    }
  return rows;
}

std::vector<Contact> contacts(store::Queries& queries, const store::OrganisationView& view) {
  std::vector<store::BoughtNotice> notices;
  for (const auto& id : ids_of(view))
    for (auto& notice : queries.bought(id, {}, {}, kReadForContacts)) notices.push_back(std::move(notice));
  std::ranges::sort(notices, {}, &store::BoughtNotice::published_at);
  std::vector<std::string> ids;
  for (const auto& notice : notices) ids.push_back(notice.id);
  return contacts_of(queries, ids);
}

bool may_undo(const ApiContext& context, const store::OrganisationActionRow& action) {
  if (action.undone_at || !context.may(Right::correct_fields)) return false;
  const bool own = action.kind == "set" || action.kind == "release";
  return context.may(Right::join_organisations) || (own && action.person == context.who().login);
}

json::array action_rows(const ApiContext& context, const OrganisationDesk& desk,
                        std::vector<store::OrganisationActionRow> actions) {
  std::ranges::reverse(actions);
  if (actions.size() > kMostActions) actions.resize(kMostActions);
  json::array rows;
  for (const auto& action : actions) {
    json::object row{{"id", text_value(std::to_string(action.id))},
                     {"action", text_value(action.kind)},
                     {"organisation", json::object{{"id", text_value(action.organisation_id)},
                                                   {"name", text_value(action.name)}}},
                     {"person", desk.leads().person(action.person)},
                     {"at", timestamp(action.at)},
                     {"undoable", may_undo(context, action)}};
    if (!action.other_id.empty())
      row["other"] =
          json::object{{"id", text_value(action.other_id)}, {"name", text_value(action.other_name)}};
    if (!action.field.empty()) row["field"] = text_value(action.field);
    if (!action.value.empty())
      row["value"] =
          text_value(action.field == "phone" ? masked_phone(action.value) : masked_phones_in(action.value));
    if (action.undone_at) {
      row["undone_at"] = timestamp(*action.undone_at);
      row["undone_by"] = desk.leads().person(action.undone_by);
    }
    rows.emplace_back(std::move(row));
  }
  return rows;
}

// Whether what rests on something that people did with it is yet to follow.
bool is_pending(store::Queries& queries, const std::vector<store::OrganisationActionRow>& actions) {
  const auto clock = queries.organisation_clock();
  return clock.pending() && std::ranges::any_of(actions, [&](const store::OrganisationActionRow& action) {
           return action.id > clock.linked_action ||
                  (action.undone_at && clock.undone != clock.linked_undone);
         });
}

Response get_organisation(ApiContext& context, OrganisationDesk& desk) {
  return context.read([&](store::Queries& queries) {
    const auto view = desk.visible(context, queries, context.path("id"));
    const auto actions = actions_of(queries, view);
    const auto tag = organisation_tag(view, actions);
    const auto name = standing_value(view, "name");
    json::object out{{"id", text_value(view.row.id)},
                     {"name", text_value(masked_phones_in(name.empty() ? view.row.name : name))},
                     {"kind", text_value(standing_value(view, "kind"))},
                     {"region", desk.region(standing_value(view, "region"))},
                     {"etag", text_value(tag)},
                     {"pending", is_pending(queries, actions)}};
    json::array fields;
    for (const auto& field : organisation_fields())
      fields.emplace_back(attribute_json(desk, queries, view, field, actions));
    out["fields"] = std::move(fields);
    out["parents"] = related(view.parents);
    out["children"] = related(view.children);
    json::array merged;
    for (const auto& [id, words] : view.merged)
      merged.emplace_back(
          json::object{{"id", text_value(id)}, {"name", text_value(masked_phones_in(words))}});
    out["merged"] = std::move(merged);
    out["installed"] = installed_rows(desk, queries, view);
    out["contacts"] = contact_rows(contacts(queries, view));
    std::int64_t notices = 0;
    std::size_t projects = 0;
    const auto ids = ids_of(view);
    for (const auto& id : ids) {
      notices += queries.bought_count(id);
      projects += queries.projects({.buyer_id = id}).size();
    }
    std::size_t leads = 0;
    desk.each_lead(context, queries, [&](const IndexedLead& lead) {
      if (std::ranges::find(ids, lead.organisation_id) != ids.end()) ++leads;
    });
    out["notices"] = notices;
    out["projects"] = projects;
    out["leads"] = leads;
    out["actions"] = action_rows(context, desk, actions);
    auto response = answer(200, out);
    response.set("ETag", tag);
    // It also says what changes without it: its notices, what its reader may undo.
    response.set("Cache-Control", "private, no-store");
    return response;
  });
}

Response unmask(ApiContext& context, OrganisationDesk& desk) {
  return context.commit(
      [&](store::WriteBatch& batch, store::Queries& queries) {
        const auto view = desk.visible(context, queries, context.path("id"));
        const auto shown = [&](const std::string& phone, const std::string& whose) {
          context.audit(batch, {.action = "contact.shown",
                                .subject = view.row.id,
                                .words = masked_contact(whose),
                                .after = {{"phone", text_value(masked_phone(phone))}}});
          auto response = answer(200, {{"phone", text_value(phone)}});
          response.set("Cache-Control", "private, no-store");
          return response;
        };
        for (const auto& value : view.values)
          if (value.field == "phone" && own_contact_id(view, value.value) == context.path("contact"))
            return shown(value.value, view.row.name);
        for (const auto& contact : contacts(queries, view))
          if (contact.id == context.path("contact") && !contact.phone.empty())
            return shown(contact.phone, contact.organisation + " " + contact.name);
        refuse(404, "no-such-contact", "The organisation has no such contact any more. Read it again.");
      },
      ApiContext::Keep::nothing);
}

}  // namespace

void add_organisation_detail_routes(Api& api, const SharedOrganisations& desk) {
  api.add({"GET", "/api/v1/organisations/{id}", "getOrganisation", Right::read_leads,
           [desk](ApiContext& context) { return get_organisation(context, *desk); }});
  api.add({"POST", "/api/v1/organisations/{id}/contacts/{contact}/unmask", "unmaskOrganisationContact",
           Right::read_contacts, [desk](ApiContext& context) { return unmask(context, *desk); }});
}

}  // namespace tenderlead::web

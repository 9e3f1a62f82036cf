// One lead as a whole: why, what, who, when.
#include <boost/json/array.hpp>

#include "web/api/contacts.h"
#include "web/api/leads/lead_desk.h"
#include "web/api/leads/notice_contacts.h"
#include "wire/json.h"

namespace tenderlead::web {
namespace {

namespace json = boost::json;

json::object object_of(const std::string& text) {
  auto value = wire::parse_text(text);
  if (value && value->is_object()) return std::move(value->get_object());
  return {};
}

json::array notice_rows(store::Queries& queries, const Lead& lead, const std::vector<std::string>& numbers) {
  json::array rows;
  for (const auto& id : lead.notices) {
    const auto brief = queries.notice_brief(id);
    if (!brief) continue;
    rows.emplace_back(json::object{{"id", text_value(id)},
                                   {"kind", text_value(brief->kind)},
                                   {"title", text_value(masked_phones_in(brief->title, numbers))},
                                   {"published", text_value(brief->published_at)},
                                   {"url", text_value(brief->url)},
                                   {"source", text_value(brief->source_id)},
                                   {"page", text_value(id)},
                                   {"current", id == lead.notice_id}});
  }
  return rows;
}

json::array action_rows(const ApiContext& context, const LeadDesk& desk, store::Queries& queries,
                        const store::LeadHead& head) {
  json::array rows;
  for (const auto& review : queries.desk_reviews(head.work_id)) {
    json::object row{{"id", text_value(review.action_id)},
                     {"lead_id", text_value(head.id)},
                     {"action", text_value(review.action)},
                     {"person", desk.person(review.person)},
                     {"at", timestamp(review.at)}};
    if (!review.reason.empty()) row["reason"] = text_value(review.reason);
    if (!review.value.empty()) row["value"] = text_value(review.value);
    if (review.undone_at) {
      row["undone_at"] = timestamp(*review.undone_at);
      row["undone_by"] = desk.person(review.undone_by);
    }
    const bool mine = review.person == context.who().login || context.may(Right::assign_leads);
    row["undoable"] = !review.undone_at && mine && context.may(Right::review_leads);
    rows.emplace_back(std::move(row));
  }
  return rows;
}

// Of the organisation's own pages, in short.
json::object profile_of(store::Queries& queries, const std::string& organisation_id) {
  json::object out;
  if (organisation_id.empty()) return out;
  for (const auto& row : queries.profiles_of(organisation_id)) {
    const auto profile = object_of(row.json);
    if (profile.contains("news")) continue;
    for (const char* key : {"name", "level", "category", "ownership", "beds", "outpatient_visits", "staff",
                            "ratings", "address", "website"})
      if (const auto* value = profile.if_contains(key)) out[key] = *value;
    break;
  }
  return out;
}

// As wire/ writes it, but for what the list's item says already.
json::object whole_lead(const ApiContext& context, const LeadDesk& desk, store::Queries& queries,
                        const store::LeadHead& head, const Lead& lead, json::object stored) {
  auto out = desk.item(head, today_of(context));
  for (const char* key : {"known", "lowest", "highest", "parts", "reasons", "unknown", "history", "plan",
                          "suggestion", "suggestion_en", "url"})
    if (auto* value = stored.if_contains(key)) out[key] = std::move(*value);
  for (const char* key : {"parts", "reasons", "history"})
    if (!out.contains(key)) out[key] = json::array();
  if (auto* price = stored.if_contains("price"); price != nullptr && price->is_object()) {
    if (auto* band = price->get_object().if_contains("band")) out["price_band"] = std::move(*band);
    if (auto* reasons = price->get_object().if_contains("reasons"))
      out["price_reasons"] = std::move(*reasons);
  }
  std::vector<std::string> numbers;
  const auto contacts = contacts_of(queries, lead.notices, &numbers);
  json::value masked = std::move(out);
  mask_phones(masked, numbers);
  out = std::move(masked.get_object());
  if (json::value profile = profile_of(queries, head.organisation_id); !profile.get_object().empty()) {
    mask_phones(profile);
    out["profile"] = std::move(profile);
  }
  out["contacts"] = contact_rows(contacts);
  out["notices"] = notice_rows(queries, lead, numbers);
  out["actions"] = action_rows(context, desk, queries, head);
  auto versions = object_of(queries.lead_versions(lead.versions.rules));
  versions["program"] = text_value(lead.versions.program);
  versions["rules"] = text_value(lead.versions.rules);
  versions["config"] = text_value(lead.versions.config);
  out["versions"] = std::move(versions);
  json::array tags;
  for (const auto& tag : queries.tags(head.notice_id)) tags.emplace_back(text_value(tag.id));
  out["tags"] = std::move(tags);
  return out;
}

Lead lead_from(const json::object& stored) {
  auto lead = wire::lead_from_json(stored);
  if (!lead) refuse_for(lead.error());
  return std::move(*lead);
}

Response get_lead(ApiContext& context, const LeadDesk& desk) {
  return context.read([&](store::Queries& queries) {
    const auto head = visible_lead(context, queries, context.path("id"));
    auto stored = object_of(queries.lead(head.id)->json);
    const auto lead = lead_from(stored);
    auto response = answer(200, whole_lead(context, desk, queries, head, lead, std::move(stored)));
    response.set("ETag", lead_tag(head));
    // It also says what may change without the lead: the notices' words, what its reader may undo.
    response.set("Cache-Control", "private, no-store");
    return response;
  });
}

Response unmask(ApiContext& context) {
  return context.commit(
      [&](store::WriteBatch& batch, store::Queries& queries) {
        const auto head = visible_lead(context, queries, context.path("id"));
        const auto lead = lead_from(object_of(queries.lead(head.id)->json));
        for (const auto& contact : contacts_of(queries, lead.notices)) {
          if (contact.id != context.path("contact") || contact.phone.empty()) continue;
          context.audit(batch, {.action = "contact.shown",
                                .subject = head.id,
                                .words = masked_contact(contact.organisation + " " + contact.name),
                                .after = {{"phone", text_value(masked_phone(contact.phone))}}});
          auto response = answer(200, {{"phone", text_value(contact.phone)}});
          response.set("Cache-Control", "private, no-store");
          return response;
        }
        refuse(404, "no-such-contact", "The lead has no such contact any more. Read it again.");
      },
      ApiContext::Keep::nothing);
}

}  // namespace

void add_detail_routes(Api& api, const SharedDesk& desk) {
  api.add({"GET", "/api/v1/leads/{id}", "getLead", Right::read_leads,
           [desk](ApiContext& context) { return get_lead(context, *desk); }});
  api.add({"POST", "/api/v1/leads/{id}/contacts/{contact}/unmask", "unmaskContact", Right::read_contacts,
           [](ApiContext& context) { return unmask(context); }});
}

}  // namespace tenderlead::web

// What people do with leads, one or many, and taking it back. The same code as `tenderlead review`: store::WriteBatch::act().
#include <algorithm>
#include <boost/json/array.hpp>
#include <set>

#include "web/api/body.h"
#include "web/api/leads/lead_desk.h"
#include "web/http/negotiation.h"

namespace tenderlead::web {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostLeads = 500;  // of one action
constexpr std::size_t kMostWords = 4000;
constexpr std::size_t kMostBody = 128 * 1024;

const char* done_word(const std::string& action) {
  if (action == "claim") return "lead.claimed";
  if (action == "assign") return "lead.assigned";
  if (action == "accept") return "lead.accepted";
  if (action == "reject") return "lead.rejected";
  if (action == "snooze") return "lead.snoozed";
  if (action == "status") return "lead.status_changed";
  return "lead.noted";
}

// Whom an assignment names; refused where nobody of the team has that name, or where it is for managers.
std::string assignee(const ApiContext& context, FieldReader& fields) {
  const auto to = fields.text_if_given("to", {.most = 100, .required = false}).value_or("");
  const auto& me = context.who().person;
  if (to != me && !context.may(Right::assign_leads))
    refuse(403, "not-yours-to-assign", "Only managers give leads to others. Claim it for yourself.");
  const auto is_somebody = [&] {
    const auto people = context.read(
        [&](store::Queries& queries) { return people_of(context.services().catalogue, queries); });
    return std::any_of(people.begin(), people.end(), [&](const Named& person) { return person.id == to; });
  };
  if (!to.empty() && to != me && !is_somebody())
    fields.fault("to", "isn't anybody of the team", "not_in_team");
  return to;
}

store::Act act_from(const ApiContext& context, FieldReader& fields) {
  store::Act act;
  act.person = context.who().login;
  act.at = context.now();
  act.action = fields.choice("action", {"claim", "assign", "accept", "reject", "snooze", "note", "status"});
  const bool words = act.action == "reject" || act.action == "note";
  if (words || act.action == "accept")
    act.reason = fields.text(
        "reason", {.least = words ? 1u : 0u, .most = kMostWords / 4, .required = words, .lines = true});
  if (act.action == "assign") act.value = assignee(context, fields);
  if (act.action == "claim" && context.who().person != act.person) act.value = context.who().person;
  if (act.action == "snooze") act.value = fields.text("until", {.least = 10, .most = 10});
  if (act.action == "status")
    act.value = fields.text_if_given("status", {.most = 40, .required = false}).value_or("");
  return act;
}

void check(const store::Act& act, std::int64_t today, FieldReader& fields) {
  const auto fault = store::fault_of(act, to_string(date_from_days(today)));
  // That words are missing is said already.
  if (fault.empty() || ((act.action == "reject" || act.action == "note") && act.reason.empty())) return;
  fields.fault(act.action == "snooze"   ? "until"
               : act.action == "status" ? "status"
                                        : "reason",
               fault, act.action == "snooze" ? "bad_day" : "bad_value");
}

void write_down(ApiContext& context, store::WriteBatch& batch, const store::Act& act,
                const store::LeadHead& head) {
  json::object after{{"action", text_value(act.action)}};
  if (!act.value.empty()) after["value"] = text_value(act.value);
  if (!act.reason.empty()) after["reason"] = text_value(act.reason);
  context.audit(batch, {.action = done_word(act.action),
                        .subject = head.id,
                        .words = head.organisation,
                        .after = std::move(after)});
}

Response act_on_lead(ApiContext& context, const LeadDesk& desk) {
  const auto body = context.body(kMostBody);
  FieldReader fields(body);
  const auto act = act_from(context, fields);
  const auto today = today_of(context);
  check(act, today, fields);
  fields.finish();
  return context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    const auto head = visible_lead(context, queries, context.path("id"));
    context.require_match(lead_tag(head));
    const auto row = queries.lead(head.id);
    const auto action = batch.act(act, {*row});
    write_down(context, batch, act, head);
    const auto now = *queries.lead_head(head.id);
    auto response =
        answer(200, {{"action_id", text_value(action)}, {"leads", json::array{desk.item(now, today)}}});
    response.set("ETag", lead_tag(now));
    return response;
  });
}

struct Wanted {
  std::string id;
  std::string tag;
};

std::vector<Wanted> wanted_leads(FieldReader& fields) {
  std::vector<Wanted> wanted;
  std::set<std::string> seen;
  const auto* list = fields.array("leads", kMostLeads, true);
  if (list == nullptr) return wanted;
  if (list->empty()) fields.fault("leads", "names no lead", "empty");
  for (const auto& each : *list) {
    const auto* object = each.if_object();
    const auto* id = object != nullptr ? object->if_contains("id") : nullptr;
    const auto* tag = object != nullptr ? object->if_contains("etag") : nullptr;
    if (id == nullptr || tag == nullptr || !id->is_string() || !tag->is_string() || object->size() != 2) {
      fields.fault("leads", "should have an id and an etag in each row");
      return wanted;
    }
    Wanted one{std::string(id->get_string()), std::string(tag->get_string())};
    if (seen.insert(one.id).second) wanted.push_back(std::move(one));
  }
  return wanted;
}

json::object refused(const std::string& id, int status, const std::string& title) {
  return {{"id", text_value(id)}, {"status", status}, {"title", text_value(title)}};
}

Response act_on_leads(ApiContext& context, const LeadDesk& desk) {
  const auto body = context.body(kMostBody);
  FieldReader fields(body);
  const auto act = act_from(context, fields);
  const auto today = today_of(context);
  check(act, today, fields);
  const auto wanted = wanted_leads(fields);
  fields.finish();
  return context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    json::array no;
    std::vector<store::LeadRow> rows;
    std::vector<std::string> ids;
    for (const auto& one : wanted) {
      const auto head = queries.lead_head(one.id);
      if (!head || !in_scope(context.scope(), *head)) {
        no.emplace_back(refused(one.id, 404, "There is no such lead."));
      } else if (!names_tag(one.tag, lead_tag(*head), false)) {
        auto row = refused(one.id, 412, "It has changed since.");
        row["lead"] = desk.item(*head, today);
        no.emplace_back(std::move(row));
      } else {
        rows.push_back(*queries.lead(one.id));
        ids.push_back(one.id);
        write_down(context, batch, act, *head);
      }
    }
    json::object out;
    if (!rows.empty()) out["action_id"] = text_value(batch.act(act, rows));
    out["leads"] = desk.items(queries, ids, today);
    out["refused"] = std::move(no);
    return answer(200, out);
  });
}

Response undo(ApiContext& context, const LeadDesk& desk) {
  const auto today = today_of(context);
  return context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    const auto& id = context.path("action");
    const auto reviews = queries.reviews_of_action(id);
    std::vector<std::string> leads;
    for (const auto& review : reviews)
      for (const auto& head : queries.leads_with_work(review.work_id))
        if (in_scope(context.scope(), head)) leads.push_back(head.id);
    if (reviews.empty() || leads.empty()) refuse(404, "no-such-action", "There is no such action.");
    const auto& first = reviews.front();
    if (first.person != context.who().login && !context.may(Right::assign_leads))
      refuse(403, "not-yours", "Only who did it, or a manager, takes it back.");
    if (!batch.undo_act(id, context.who().login, context.now()))
      refuse(409, "undone-already", "This was taken back already.");
    for (const auto& lead : leads)
      context.audit(batch,
                    {.action = "lead.undone",
                     .subject = lead,
                     .words = {},
                     .before = {{"action", text_value(first.action)}, {"by", text_value(first.person)}}});
    return answer(200, {{"action_id", text_value(id)},
                        {"leads", desk.items(queries, leads, today)},
                        {"refused", json::array()}});
  });
}

}  // namespace

void add_action_routes(Api& api, const SharedDesk& desk) {
  api.add({"POST", "/api/v1/leads/actions", "actOnLeads", Right::review_leads,
           [desk](ApiContext& context) { return act_on_leads(context, *desk); }});
  api.add({"POST", "/api/v1/leads/{id}/actions", "actOnLead", Right::review_leads,
           [desk](ApiContext& context) { return act_on_lead(context, *desk); }});
  api.add({"POST", "/api/v1/undo/{action}", "undoAction", Right::review_leads,
           [desk](ApiContext& context) { return undo(context, *desk); }});
}

}  // namespace tenderlead::web

// What people do with an organisation: set and release a value, merge, split, and take it back.
#include <algorithm>
#include <boost/json/array.hpp>
#include <charconv>
#include <optional>
#include <set>

#include "model/organisation_fields.h"
#include "web/api/body.h"
#include "web/api/contacts.h"
#include "web/api/organisations/organisation_desk.h"

namespace tenderlead::web {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostValue = 500;         // characters
constexpr std::size_t kMostDepartments = 4000;  // of all of them

const OrganisationField& field_asked(const ApiContext& context) {
  const auto* field = organisation_field(context.path("name"));
  if (field == nullptr) refuse(404, "no-such-attribute", "Organisations have no such attribute.");
  return *field;
}

std::string loggable(const OrganisationField& field, const std::string& value) {
  return field.type == "phone" ? masked_phone(value) : masked_phones_in(value);
}

// What is wrong with a value by its field alone.
std::optional<Fault> fault_of(const OrganisationField& field, const std::string& value) {
  const auto* form = field_form(field.path);
  switch (form == nullptr ? ValueFault::none : tenderlead::fault_of(*form, value)) {
    case ValueFault::no_choice: {
      const auto list = in_words(form->choices);
      return Fault{"/value", "is none of " + list, "not_one_of", {{"choices", list}}};
    }
    case ValueFault::no_count:
      return Fault{"/value",
                   "must be a whole number",
                   "not_whole",
                   {{"least", "0"}, {"most", std::to_string(kMostCounted)}}};
    case ValueFault::none:
      break;
  }
  return std::nullopt;
}

// Writes an action down and lets everybody know.
std::int64_t write_down(const ApiContext& context, store::WriteBatch& batch,
                        store::OrganisationActionRow action) {
  action.person = context.who().login;
  action.at = context.now();
  const auto id = batch.add_organisation_action(action);
  context.announce(batch, "organisation", action.organisation_id);
  if (!action.other_id.empty()) context.announce(batch, "organisation", action.other_id);
  return id;
}

void tell(const OrganisationDesk& desk, const Response& response) {
  if (response.status < 400 && desk.book().decided) desk.book().decided();
}

Response attribute_answer(const OrganisationDesk& desk, store::Queries& queries, const std::string& id,
                          const OrganisationField& field, std::int64_t action) {
  const auto view = desk.book().view(queries, id);
  if (!view) return no_content();
  const auto actions = actions_of(queries, *view);
  auto out = attribute_json(desk, queries, *view, field, actions);
  out["action_id"] = text_value(std::to_string(action));
  auto response = answer(200, out);
  response.set("ETag", attribute_tag(*view, field.path, actions));
  return response;
}

Response set_attribute(ApiContext& context, OrganisationDesk& desk) {
  const auto body = context.body();
  auto response = context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    const auto view = desk.visible(context, queries, context.path("id"));
    const auto& field = field_asked(context);
    FieldReader fields(body);
    const auto value =
        fields.text("value", {.least = 1, .most = field.type == "long_text" ? kMostDepartments : kMostValue});
    store::OrganisationActionRow action{.kind = "set", .organisation_id = view.row.id};
    action.field = field.path;
    action.value = value;
    const bool masked = field.type == "phone" ? is_masked_phone(value) : holds_masked_phone(value);
    if (masked) {
      fields.fault("value", "has a telephone number that was masked; give it whole, or leave it as it is",
                   "masked_number");
    } else if (const auto fault = fault_of(field, value); !value.empty() && fault) {
      fields.fault("value", fault->message, fault->code, fault->values);
    } else if (!value.empty()) {
      auto checked = desk.book().check(queries, action);
      if (checked)
        action = std::move(*checked);
      else
        fields.fault("value", checked.error().message, "bad_value", {{"message", checked.error().message}});
    }
    fields.finish();
    if (field.type == "organisation") desk.visible(context, queries, value);
    context.require_match(attribute_tag(view, field.path, actions_of(queries, view)));
    const auto before = field.repeats ? std::string() : standing_value(view, field.path);
    const auto id = write_down(context, batch, action);
    context.audit(batch, {.action = "organisation.corrected",
                          .subject = view.row.id,
                          .words = view.row.name + " · " + std::string(field.name),
                          .before = {{"value", text_value(loggable(field, before))}},
                          .after = {{"value", text_value(loggable(field, value))}}});
    return attribute_answer(desk, queries, view.row.id, field, id);
  });
  tell(desk, response);
  return response;
}

Response release_attribute(ApiContext& context, OrganisationDesk& desk) {
  const auto value = context.request().parameter("value").value_or("");
  auto response = context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    const auto view = desk.visible(context, queries, context.path("id"));
    const auto& field = field_asked(context);
    // Where it was entered into an organisation that went into this one, it is let go of there.
    std::vector<store::OrganisationActionRow> releases;
    for (const auto& id : ids_of(view)) {
      store::OrganisationActionRow action{.kind = "release", .organisation_id = id};
      action.field = field.path;
      action.value = value;
      if (auto checked = desk.book().check(queries, action)) releases.push_back(std::move(*checked));
    }
    if (releases.empty()) refuse(404, "not-entered", "Nobody entered a value there.");
    context.require_match(attribute_tag(view, field.path, actions_of(queries, view)));
    std::int64_t last = 0;
    for (const auto& action : releases) last = write_down(context, batch, action);
    const auto before = value.empty() ? standing_value(view, field.path) : value;
    context.audit(batch, {.action = "organisation.released",
                          .subject = view.row.id,
                          .words = view.row.name + " · " + std::string(field.name),
                          .before = {{"value", text_value(loggable(field, before))}}});
    return attribute_answer(desk, queries, view.row.id, field, last);
  });
  tell(desk, response);
  return response;
}

json::object side(const ApiContext& context, const OrganisationDesk& desk, store::Queries& queries,
                  const store::OrganisationView& view) {
  const auto ids = ids_of(view);
  std::int64_t notices = 0;
  std::size_t projects = 0;
  std::size_t leads = 0;
  for (const auto& id : ids) {
    notices += queries.bought_count(id);
    projects += queries.projects({.buyer_id = id}).size();
  }
  desk.each_lead(context, queries, [&](const IndexedLead& lead) {
    if (std::ranges::find(ids, lead.organisation_id) != ids.end()) ++leads;
  });
  const auto name = standing_value(view, "name");
  return {{"id", text_value(view.row.id)},
          {"name", text_value(name.empty() ? view.row.name : name)},
          {"region", desk.region(standing_value(view, "region"))},
          {"notices", notices},
          {"projects", projects},
          {"leads", leads}};
}

// What both say of a field, where it isn't the same, and what would stand.
json::array differences(const OrganisationDesk& desk, const store::OrganisationView& from,
                        const store::OrganisationView& into) {
  auto both = into;
  both.values.insert(both.values.end(), from.values.begin(), from.values.end());
  settle(both.values);
  json::array rows;
  for (const auto& field : organisation_fields()) {
    const auto ours = standing_value(from, field.path);
    const auto theirs = standing_value(into, field.path);
    if (field.repeats || ours.empty() || ours == theirs) continue;
    const auto shown = [&](const std::string& value) {
      return text_value(field.type == "region" ? desk.leads().region_name(value) : loggable(field, value));
    };
    // The linker names an organisation, and says what it is, by what it was merged into.
    const bool identity = field.path == "name" || field.path == "kind" || field.path == "region";
    const auto stands = identity && !theirs.empty() ? theirs : standing_value(both, field.path);
    rows.emplace_back(json::object{{"field", text_value(field.path)},
                                   {"name", text_value(field.name)},
                                   {"name_en", text_value(field.name_en)},
                                   {"type", text_value(field.type)},
                                   {"from", shown(ours)},
                                   {"into", shown(theirs)},
                                   {"stands", shown(stands)}});
  }
  return rows;
}

json::array names_that_move(const store::OrganisationView& from, const store::OrganisationView& into) {
  std::set<std::string> known;
  const auto is_name = [](const OrganisationValue& value) {
    return value.field == "name" || value.field == "alias" || value.field == "former_name";
  };
  for (const auto& value : into.values)
    if (is_name(value)) known.insert(value.value);
  json::array names;
  for (const auto& value : from.values)
    if (is_name(value) && known.insert(value.value).second) names.emplace_back(text_value(value.value));
  return names;
}

Response preview_merge(ApiContext& context, OrganisationDesk& desk) {
  const auto other = context.request().parameter("into").value_or("");
  if (other.empty()) refuse(400, "bad-parameter", "Say into which.", {{"into", "is missing", "missing"}});
  return context.read([&](store::Queries& queries) {
    const auto from = desk.visible(context, queries, context.path("id"));
    const auto into = desk.visible(context, queries, other);
    if (from.row.id == into.row.id) refuse(422, "same-organisation", "These are one organisation already.");
    const auto tag = organisation_tag(from, actions_of(queries, from));
    auto response = answer(200, {{"from", side(context, desk, queries, from)},
                                 {"into", side(context, desk, queries, into)},
                                 {"names", names_that_move(from, into)},
                                 {"fields", differences(desk, from, into)},
                                 {"etag", text_value(tag)}});
    response.set("ETag", tag);
    // The tag is of what would be merged; the answer speaks of the other one too.
    response.set("Cache-Control", "private, no-store");
    return response;
  });
}

// A merge or a split of the organisation in the path.
Response join(ApiContext& context, OrganisationDesk& desk, const std::string& kind) {
  const auto body = context.body();
  auto response = context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    const auto view = desk.visible(context, queries, context.path("id"));
    FieldReader fields(body);
    store::OrganisationActionRow action{.kind = kind, .organisation_id = view.row.id};
    const char* named = kind == "merge" ? "into" : "name";
    const auto said = fields.text(named, {.least = 1});
    if (kind == "merge") {
      action.other_id = said;
    } else {
      action.value = said;
      action.province = fields.text("province", {.most = 2, .required = false});
    }
    if (!said.empty()) {
      auto checked = desk.book().check(queries, action);
      if (checked)
        action = std::move(*checked);
      else
        fields.fault(named, checked.error().message, "bad_value", {{"message", checked.error().message}});
    }
    fields.finish();
    if (kind == "merge") desk.visible(context, queries, action.other_id);
    context.require_match(organisation_tag(view, actions_of(queries, view)));
    const auto id = write_down(context, batch, action);
    context.audit(batch, {.action = kind == "merge" ? "organisation.merged" : "organisation.split",
                          .subject = view.row.id,
                          .words = action.name,
                          .before = {},
                          .after = {{kind == "merge" ? "into" : "name", text_value(action.other_name)}}});
    return answer(200, {{"action_id", text_value(std::to_string(id))},
                        {"organisation_id", text_value(kind == "merge" ? action.other_id : view.row.id)}});
  });
  tell(desk, response);
  return response;
}

Response undo(ApiContext& context, OrganisationDesk& desk) {
  auto response = context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    const auto& asked = context.path("action");
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(asked.data(), asked.data() + asked.size(), id);
    const bool number = error == std::errc() && end == asked.data() + asked.size();
    const auto action = number ? queries.organisation_action(id) : std::nullopt;
    if (!action) refuse(404, "no-such-action", "There is no such action.");
    // Of what they may see, now or where it is taken back.
    const auto view = desk.book().view(queries, action->organisation_id);
    if (view) desk.visible(context, queries, action->organisation_id);
    const bool own = action->kind == "set" || action->kind == "release";
    if (!context.may(Right::join_organisations) && !(own && action->person == context.who().login))
      refuse(403, "not-yours", "Only who did it, or a manager, takes it back.");
    if (!batch.undo_organisation_action(id, context.who().login, context.now()))
      refuse(409, "undone-already", "This was taken back already.");
    context.announce(batch, "organisation", action->organisation_id);
    if (!action->other_id.empty()) context.announce(batch, "organisation", action->other_id);
    context.audit(batch,
                  {.action = "organisation.undone",
                   .subject = action->organisation_id,
                   .words = action->name,
                   .before = {{"action", text_value(action->kind)}, {"by", text_value(action->person)}}});
    return answer(
        200, {{"action_id", text_value(asked)}, {"organisation_id", text_value(action->organisation_id)}});
  });
  tell(desk, response);
  return response;
}

}  // namespace

void add_organisation_change_routes(Api& api, const SharedOrganisations& desk) {
  api.add({"PUT", "/api/v1/organisations/{id}/attributes/{name}", "setOrganisationAttribute",
           Right::correct_fields, [desk](ApiContext& context) { return set_attribute(context, *desk); }});
  api.add({"DELETE", "/api/v1/organisations/{id}/attributes/{name}", "releaseOrganisationAttribute",
           Right::correct_fields, [desk](ApiContext& context) { return release_attribute(context, *desk); }});
  api.add({"GET", "/api/v1/organisations/{id}/merge", "previewMerge", Right::join_organisations,
           [desk](ApiContext& context) { return preview_merge(context, *desk); }});
  api.add({"POST", "/api/v1/organisations/{id}/merge", "mergeOrganisation", Right::join_organisations,
           [desk](ApiContext& context) { return join(context, *desk, "merge"); }});
  api.add({"POST", "/api/v1/organisations/{id}/split", "splitOrganisation", Right::join_organisations,
           [desk](ApiContext& context) { return join(context, *desk, "split"); }});
  api.add({"POST", "/api/v1/organisations/actions/{action}/undo", "undoOrganisationAction",
           Right::correct_fields, [desk](ApiContext& context) { return undo(context, *desk); }});
}

}  // namespace tenderlead::web

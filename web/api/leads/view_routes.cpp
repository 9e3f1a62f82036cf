// Saved views: a list's filter, sort order and columns under a name, of one's own or shared.
#include <algorithm>
#include <boost/json/array.hpp>

#include "web/api/body.h"
#include "web/api/leads/lead_desk.h"

namespace tenderlead::web {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostViews = 200;  // of one person
constexpr std::size_t kMostColumns = 40;

std::string view_tag(const store::ViewRow& view) {
  return version_tag(view.version);
}

json::object view_json(const ApiContext& context, const LeadDesk& desk, const store::ViewRow& view) {
  json::array columns;
  for (std::size_t at = 0; at < view.columns.size();) {
    const auto end = std::min(view.columns.find('\n', at), view.columns.size());
    columns.emplace_back(text_value(std::string_view(view.columns).substr(at, end - at)));
    at = end + 1;
  }
  return {{"id", text_value(view.id)},
          {"name", text_value(view.name)},
          {"filter", text_value(view.filter)},
          {"sort", text_value(view.sort)},
          {"columns", std::move(columns)},
          {"shared", view.shared},
          {"owner", desk.person(view.person)},
          {"mine", view.person == context.who().login},
          {"position", view.position},
          {"etag", text_value(view_tag(view))},
          {"created", timestamp(view.created_at)},
          {"changed", timestamp(view.changed_at)}};
}

store::ViewRow view_from(const ApiContext& context) {
  const auto body = context.body();
  FieldReader fields(body);
  store::ViewRow view;
  view.name = fields.text("name", {.least = 1, .most = 80});
  view.filter = fields.text_if_given("filter", {.most = 2048, .required = false}).value_or("");
  view.sort = fields.text_if_given("sort", {.most = 200, .required = false}).value_or("");
  const auto names = fields.texts("columns", kMostColumns).value_or(std::vector<std::string>());
  for (const auto& column : names) view.columns += (view.columns.empty() ? "" : "\n") + column;
  view.shared = fields.flag("shared", false).value_or(false);
  view.position = fields.whole("position", 0, 10'000, false).value_or(0);
  if (view.columns.size() > 2000)
    fields.fault("columns", "are longer than 2,000 bytes", "too_long", {{"most", "2000"}});
  for (const auto& column : names) {
    if (is_lead_column(column)) continue;
    fields.fault("columns", "has no column \"" + column + "\"", "unknown_column", {{"column", column}});
    break;
  }
  Fault fault;
  if (const auto good = parse_filter(view.filter, lead_filter_table(), &fault); !good)
    fields.fault("filter", fault.message, fault.code, fault.values);
  if (const auto good = parse_sort(view.sort, lead_filter_table(), &fault); !good)
    fields.fault("sort", fault.message, fault.code, fault.values);
  fields.finish();
  view.person = context.who().login;
  view.changed_at = view.created_at = context.now();
  return view;
}

// Refuses where there is none that they may see, or change.
store::ViewRow view_at(const ApiContext& context, store::Queries& queries, bool to_change) {
  auto view = queries.view(context.path("id"));
  const auto& me = context.who().login;
  if (!view || (view->person != me && !view->shared)) refuse(404, "no-such-view", "There is no such view.");
  if (to_change && view->person != me && !context.may(Right::assign_leads))
    refuse(403, "not-yours", "Only its owner, or a manager, changes a shared view.");
  return std::move(*view);
}

void refuse_same_name(store::Queries& queries, const store::ViewRow& view) {
  for (const auto& other : queries.views(view.person))
    if (other.person == view.person && other.name == view.name && other.id != view.id)
      refuse(409, "name-taken", "There is a view of that name already.", {{"/name", "is taken", "taken"}});
}

Response list_views(ApiContext& context, const LeadDesk& desk) {
  return context.read([&](store::Queries& queries) {
    json::array items;
    for (const auto& view : queries.views(context.who().login))
      items.emplace_back(view_json(context, desk, view));
    const auto total = items.size();
    return answer(200, {{"items", std::move(items)}, {"next", nullptr}, {"total", total}});
  });
}

Response with_tag(int status, const ApiContext& context, const LeadDesk& desk, const store::ViewRow& view) {
  auto response = answer(status, view_json(context, desk, view));
  response.set("ETag", view_tag(view));
  return response;
}

Response get_view(ApiContext& context, const LeadDesk& desk) {
  return context.read([&](store::Queries& queries) {
    return with_tag(200, context, desk, view_at(context, queries, false));
  });
}

Response create_view(ApiContext& context, const LeadDesk& desk) {
  const auto view = view_from(context);
  return context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    refuse_same_name(queries, view);
    const auto mine = [&](const store::ViewRow& each) { return each.person == view.person; };
    if (std::ranges::count_if(queries.views(view.person), mine) >= static_cast<std::ptrdiff_t>(kMostViews))
      refuse(409, "too-many-views", "There are 200 views of yours already. Delete one first.");
    const auto id = batch.add_view(view);
    context.announce(batch, "view", id);
    auto response = with_tag(201, context, desk, *queries.view(id));
    response.set("Location", "/api/v1/views/" + id);
    return response;
  });
}

Response replace_view(ApiContext& context, const LeadDesk& desk) {
  auto view = view_from(context);
  return context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    const auto before = view_at(context, queries, true);
    context.require_match(view_tag(before));
    auto after = view;
    after.id = before.id;
    after.person = before.person;
    refuse_same_name(queries, after);
    batch.replace_view(after);
    if (before.shared || after.shared)
      context.audit(batch, {.action = "view.changed", .subject = before.id, .words = after.name});
    context.announce(batch, "view", before.id);
    return with_tag(200, context, desk, *queries.view(before.id));
  });
}

Response delete_view(ApiContext& context) {
  return context.commit([&](store::WriteBatch& batch, store::Queries& queries) {
    const auto view = view_at(context, queries, true);
    context.require_match(view_tag(view));
    batch.remove_view(view.id);
    if (view.shared) context.audit(batch, {.action = "view.deleted", .subject = view.id, .words = view.name});
    context.announce(batch, "view", view.id);
    return no_content();
  });
}

}  // namespace

void add_view_routes(Api& api, const SharedDesk& desk) {
  api.add({"GET", "/api/v1/views", "listViews", Right::read_leads,
           [desk](ApiContext& context) { return list_views(context, *desk); }});
  api.add({"POST", "/api/v1/views", "createView", Right::read_leads,
           [desk](ApiContext& context) { return create_view(context, *desk); }});
  api.add({"GET", "/api/v1/views/{id}", "getView", Right::read_leads,
           [desk](ApiContext& context) { return get_view(context, *desk); }});
  api.add({"PUT", "/api/v1/views/{id}", "replaceView", Right::read_leads,
           [desk](ApiContext& context) { return replace_view(context, *desk); }});
  api.add({"DELETE", "/api/v1/views/{id}", "deleteView", Right::read_leads,
           [](ApiContext& context) { return delete_view(context); }});
}

}  // namespace tenderlead::web

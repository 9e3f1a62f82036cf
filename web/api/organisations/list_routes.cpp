// Lists of organisations, and what belongs to one: its notices, projects and leads.
#include <algorithm>
#include <boost/json/array.hpp>
#include <tuple>

#include "web/api/contacts.h"
#include "web/api/organisations/organisation_desk.h"
#include "web/api/paging.h"

namespace tenderlead::web {
namespace {

namespace json = boost::json;

constexpr std::string_view kUsualSort = "-leads,-notices";

OrganisationAsk organisation_ask(const ApiContext& context) {
  auto query = list_query(context.request(), organisation_filter_table(), kUsualSort);
  return {std::move(query.filter), std::move(query.sort), &context.scope(), today_of(context)};
}

json::object item(const OrganisationDesk& desk, const IndexedOrganisation& row, const LeadCounts& leads,
                  const OrganisationAsk& ask) {
  const auto count = leads.find(row.id);
  json::object out{{"id", text_value(row.id)},
                   {"name", text_value(row.names.empty() ? row.id : masked_phones_in(row.names.front()))},
                   {"kind", text_value(row.kind)},
                   {"region", desk.region(row.region)},
                   {"notices", row.notices},
                   {"leads", count == leads.end() ? 0 : count->second}};
  if (row.tier != 0) out["tier"] = row.tier;
  if (!row.newest.empty()) out["newest"] = text_value(row.newest);
  if (const auto also = found_by(row, ask.filter); !also.empty())
    out["also"] = text_value(masked_phones_in(also));
  return out;
}

Response list_organisations(ApiContext& context, OrganisationDesk& desk) {
  desk.book();
  const auto page = page_of(context.request(), "organisations");
  const auto ask = organisation_ask(context);
  return context.read([&](store::Queries& queries) {
    const auto state = desk.index().state(queries);
    const auto leads = desk.lead_counts(context, queries, *state);
    const auto found = find_organisations(*state, ask, leads, page.after, page.limit);
    json::array items;
    for (const auto* row : found.rows) items.emplace_back(item(desk, *row, leads, ask));
    auto out = paged(std::move(items), page, found.last);
    out["total"] = found.total;
    return answer(200, out);
  });
}

Response count_by_facets(ApiContext& context, OrganisationDesk& desk) {
  desk.book();
  const auto ask = organisation_ask(context);
  return context.read([&](store::Queries& queries) {
    const auto state = desk.index().state(queries);
    const auto leads = desk.lead_counts(context, queries, *state);
    std::size_t total = 0;
    json::object facets;
    for (const auto& [facet, counts] : count_organisations(*state, ask, leads, total)) {
      std::vector<std::pair<std::string, std::size_t>> rows(counts.begin(), counts.end());
      std::ranges::stable_sort(rows, [](const auto& a, const auto& b) { return a.second > b.second; });
      json::array values;
      for (const auto& [value, count] : rows) {
        json::object row{{"value", text_value(value)}, {"count", count}};
        if (facet == "region" && value != "-")
          row["name"] = text_value(desk.leads().region_name(value + "0000"));
        values.emplace_back(std::move(row));
      }
      facets[facet] = std::move(values);
    }
    return answer(200, {{"total", total}, {"facets", std::move(facets)}});
  });
}

bool is_newer(const store::BoughtNotice& a, const store::BoughtNotice& b) {
  return std::tie(a.published_at, a.id) > std::tie(b.published_at, b.id);
}

// Of all of its names, the newest first, those of the asker's regions alone; one more than `limit` where there are more.
std::vector<store::BoughtNotice> notices_of(const ApiContext& context, store::Queries& queries,
                                            const std::vector<std::string>& ids, std::string published_at,
                                            std::string id, std::size_t limit) {
  std::vector<store::BoughtNotice> rows;
  for (bool more = true; more && rows.size() <= limit;) {
    std::vector<store::BoughtNotice> next;
    for (const auto& each : ids)
      for (auto& row : queries.bought(each, published_at, id, limit + 1)) next.push_back(std::move(row));
    std::ranges::sort(next, is_newer);
    more = next.size() > limit;
    if (more) next.resize(limit + 1);
    if (next.empty()) break;
    published_at = next.back().published_at;
    id = next.back().id;
    for (auto& row : next)
      if (context.scope().has_region(row.region_code)) rows.push_back(std::move(row));
  }
  return rows;
}

Response list_notices(ApiContext& context, OrganisationDesk& desk) {
  const auto page = page_of(context.request(), "organisation.notices." + context.path("id"));
  return context.read([&](store::Queries& queries) {
    const auto view = desk.visible(context, queries, context.path("id"));
    const bool behind = page.after.size() == 2;
    auto rows = notices_of(context, queries, ids_of(view), behind ? page.after[0] : "",
                           behind ? page.after[1] : "", page.limit);
    std::optional<std::vector<std::string>> last;
    if (rows.size() > page.limit) {
      rows.resize(page.limit);
      last = {rows.back().published_at, rows.back().id};
    }
    json::array items;
    for (const auto& row : rows) {
      json::object each{{"id", text_value(row.id)},
                        {"kind", text_value(row.kind)},
                        {"title", text_value(masked_phones_in(row.title))},
                        {"published", text_value(row.published_at)},
                        {"url", text_value(row.url)},
                        {"source", text_value(row.source_id)},
                        {"page", text_value(row.id)}};
      if (!row.project_id.empty()) each["project_id"] = text_value(row.project_id);
      items.emplace_back(std::move(each));
    }
    return answer(200, paged(std::move(items), page, last));
  });
}

Response list_projects(ApiContext& context, OrganisationDesk& desk) {
  const auto page = page_of(context.request(), "organisation.projects." + context.path("id"));
  return context.read([&](store::Queries& queries) {
    const auto view = desk.visible(context, queries, context.path("id"));
    std::vector<store::ProjectRow> rows;
    for (const auto& id : ids_of(view))
      for (auto& row : queries.projects({.buyer_id = id}))
        if (context.scope().has_region(row.region_code)) rows.push_back(std::move(row));
    std::ranges::sort(rows, [](const store::ProjectRow& a, const store::ProjectRow& b) {
      return std::tie(b.updated_at, a.id) < std::tie(a.updated_at, b.id);
    });
    const auto total = rows.size();
    if (page.after.size() == 2)
      std::erase_if(rows, [&](const store::ProjectRow& row) {
        return row.updated_at > page.after[0] || (row.updated_at == page.after[0] && row.id <= page.after[1]);
      });
    std::optional<std::vector<std::string>> last;
    if (rows.size() > page.limit) {
      rows.resize(page.limit);
      last = {rows.back().updated_at, rows.back().id};
    }
    json::array items;
    for (const auto& row : rows) {
      json::object each{{"id", text_value(row.id)},
                        {"name", text_value(masked_phones_in(row.name, {row.number}))},
                        {"stage", text_value(row.stage)},
                        {"region", desk.region(row.region_code)},
                        {"published", text_value(row.published_at)},
                        {"updated", text_value(row.updated_at)},
                        {"notices", queries.notices_of_project(row.id).size()}};
      if (!row.number.empty()) each["number"] = text_value(row.number);
      items.emplace_back(std::move(each));
    }
    auto out = paged(std::move(items), page, last);
    out["total"] = total;
    return answer(200, out);
  });
}

struct OwnLead {
  bool expired = false;
  int score = 0;
  std::string id;
};

// Those that are alive first, the highest score first.
bool is_before(const OwnLead& a, const OwnLead& b) {
  return std::tie(a.expired, b.score, a.id) < std::tie(b.expired, a.score, b.id);
}

Response list_leads(ApiContext& context, OrganisationDesk& desk) {
  const auto page = page_of(context.request(), "organisation.leads." + context.path("id"));
  const auto today = today_of(context);
  return context.read([&](store::Queries& queries) {
    const auto ids = ids_of(desk.visible(context, queries, context.path("id")));
    std::vector<OwnLead> leads;
    desk.each_lead(context, queries, [&](const IndexedLead& lead) {
      if (std::ranges::find(ids, lead.organisation_id) != ids.end())
        leads.push_back({*lead.state == "expired", lead.score, lead.id});
    });
    std::ranges::sort(leads, is_before);
    auto next = leads.begin();
    if (page.after.size() == 3) {
      const OwnLead last{page.after[0] == "1",
                         static_cast<int>(std::strtol(page.after[1].c_str(), nullptr, 10)), page.after[2]};
      next = std::ranges::upper_bound(leads, last, is_before);
    }
    std::vector<std::string> shown;
    std::optional<std::vector<std::string>> last;
    for (; next != leads.end() && shown.size() < page.limit; ++next) {
      shown.push_back(next->id);
      last = {next->expired ? "1" : "0", std::to_string(next->score), next->id};
    }
    if (next == leads.end()) last.reset();
    auto out = paged(desk.leads().items(queries, shown, today), page, last);
    out["total"] = leads.size();
    return answer(200, out);
  });
}

}  // namespace

void add_organisation_list_routes(Api& api, const SharedOrganisations& desk) {
  api.add({"GET", "/api/v1/organisations", "listOrganisations", Right::read_leads,
           [desk](ApiContext& context) { return list_organisations(context, *desk); }});
  api.add({"GET", "/api/v1/organisations/facets", "organisationFacets", Right::read_leads,
           [desk](ApiContext& context) { return count_by_facets(context, *desk); }});
  api.add({"GET", "/api/v1/organisations/{id}/notices", "listOrganisationNotices", Right::read_leads,
           [desk](ApiContext& context) { return list_notices(context, *desk); }});
  api.add({"GET", "/api/v1/organisations/{id}/projects", "listOrganisationProjects", Right::read_leads,
           [desk](ApiContext& context) { return list_projects(context, *desk); }});
  api.add({"GET", "/api/v1/organisations/{id}/leads", "listOrganisationLeads", Right::read_leads,
           [desk](ApiContext& context) { return list_leads(context, *desk); }});
}

}  // namespace tenderlead::web

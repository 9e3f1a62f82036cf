// Lists of leads: with filters, counted by facets, and today's.
#include <algorithm>
#include <boost/json/array.hpp>
#include <map>

#include "web/api/leads/lead_desk.h"
#include "web/api/paging.h"

namespace tenderlead::web {
namespace {

namespace json = boost::json;

constexpr std::int64_t kNews = 7;        // days for which something is new
constexpr std::int64_t kSoon = 7;        // days to a deadline that is urgent
constexpr std::int64_t kLookAhead = 14;  // days of deadlines on today's page
constexpr std::size_t kMostOfADay = 20;  // leads named for one of them

Response list_leads(ApiContext& context, LeadDesk& desk) {
  const auto page = page_of(context.request(), "leads");
  const auto ask = lead_ask(context);
  return context.read([&](store::Queries& queries) {
    desk.index().refresh(queries);
    auto found = desk.index().find(ask, page.after, page.limit);
    auto out = paged(desk.items(queries, found.ids, ask.today), page, found.last);
    out["total"] = found.total;
    return answer(200, out);
  });
}

json::object facet_row(const LeadDesk& desk, const std::string& facet, const std::string& value,
                       std::size_t count) {
  json::object row{{"value", text_value(value)}, {"count", count}};
  if (value == "-") return row;
  json::object name;
  if (facet == "product") name = desk.product(value);
  if (facet == "owner") name = desk.person(value);
  if (facet == "region") name["name"] = text_value(desk.region_name(value + "0000"));
  for (const char* key : {"name", "name_en"})
    if (const auto* text = name.if_contains(key)) row[key] = *text;
  return row;
}

Response count_leads(ApiContext& context, LeadDesk& desk) {
  const auto ask = lead_ask(context);
  return context.read([&](store::Queries& queries) {
    desk.index().refresh(queries);
    std::size_t total = 0;
    json::object facets;
    for (const auto& [facet, counts] : desk.index().facets(ask, total)) {
      std::vector<std::pair<std::string, std::size_t>> rows(counts.begin(), counts.end());
      std::ranges::stable_sort(rows, [](const auto& a, const auto& b) { return a.second > b.second; });
      json::array values;
      for (const auto& [value, count] : rows) values.emplace_back(facet_row(desk, facet, value, count));
      facets[facet] = std::move(values);
    }
    return answer(200, {{"total", total}, {"facets", std::move(facets)}});
  });
}

// Why a lead stands on today's page, and how urgent it is.
struct Urgency {
  const char* why = nullptr;  // null: it doesn't
  int value = 0;
};

Urgency urgency_of(const IndexedLead& lead, std::int64_t today) {
  Urgency best;
  const auto offer = [&best](const char* why, std::int64_t value) {
    if (static_cast<int>(value) > best.value) best = {why, static_cast<int>(value)};
  };
  const auto recent = [today](std::int64_t day) {
    return day != IndexedLead::kNever && day > today - kNews && day <= today;
  };
  const auto grade = lead.score / 10;
  if (lead.deadline_day >= today && lead.deadline_day <= today + kSoon)
    offer("deadline", 100 - 4 * (lead.deadline_day - today));
  if (recent(lead.changed_day) && lead.changed_day >= lead.worked_on) {
    if (*lead.state == "reopened") offer("reopened", 70 + grade);
    if (*lead.state == "updated") offer("changed", 55 + grade);
  }
  if (recent(lead.created_day) && lead.worked_on == IndexedLead::kNever) offer("new", 60 + grade);
  if (recent(lead.snoozed_until)) offer("snooze_over", 50 + grade);
  return best;
}

struct TodaysLead {
  std::string id;
  Urgency urgency;
  int score = 0;
};

bool is_before(const TodaysLead& a, const TodaysLead& b) {
  if (a.urgency.value != b.urgency.value) return a.urgency.value > b.urgency.value;
  if (a.score != b.score) return a.score > b.score;
  return a.id < b.id;
}

// Whose day is asked for: one's own, or with the right for it somebody else's; "*": everybody's.
std::string whose_day(const ApiContext& context) {
  const auto owner = context.request().parameter("owner").value_or(context.who().person);
  if (owner != context.who().person && !context.may(Right::assign_leads))
    refuse(403, "not-yours", "Only managers see the day of others.", {{"owner", "isn't you"}});
  return owner;
}

json::array deadline_days(const LeadDesk& desk, store::Queries& queries,
                          const std::map<std::int64_t, std::vector<std::string>>& days) {
  json::array out;
  for (const auto& [day, ids] : days) {
    json::array leads;
    for (std::size_t i = 0; i < std::min(ids.size(), kMostOfADay); ++i)
      if (const auto head = queries.lead_head(ids[i]))
        leads.emplace_back(json::object{{"id", text_value(head->id)},
                                        {"organisation", text_value(head->organisation)},
                                        {"product", desk.product(head->product)},
                                        {"time", text_value(head->act_by)},
                                        {"title", text_value(head->title)}});
    out.emplace_back(json::object{{"day", text_value(to_string(date_from_days(day)))},
                                  {"count", ids.size()},
                                  {"leads", std::move(leads)}});
  }
  return out;
}

Response today(ApiContext& context, LeadDesk& desk) {
  const auto page = page_of(context.request(), "today");
  const auto owner = whose_day(context);
  const auto day = today_of(context);
  return context.read([&](store::Queries& queries) {
    desk.index().refresh(queries);
    std::vector<TodaysLead> urgent;
    std::map<std::int64_t, std::vector<std::string>> days;
    std::map<std::string_view, std::size_t> counts;
    std::size_t unowned = 0;
    const LeadAsk ask{{}, {}, &context.scope(), context.who().person, day};
    desk.index().each(ask, [&](const IndexedLead& lead) {
      if (!lead.at_hand(day)) return;
      if (lead.owner->empty()) ++unowned;
      if (owner != "*" && *lead.owner != owner) return;
      if (lead.deadline_day >= day && lead.deadline_day <= day + kLookAhead)
        days[lead.deadline_day].push_back(lead.id);
      const auto urgency = urgency_of(lead, day);
      if (urgency.why == nullptr) return;
      ++counts[urgency.why];
      urgent.push_back({lead.id, urgency, lead.score});
    });
    std::ranges::sort(urgent, is_before);
    for (auto& [each, ids] : days) std::ranges::sort(ids);
    auto next = urgent.begin();
    if (page.after.size() == 3) {
      const TodaysLead last{page.after[2],
                            {"", static_cast<int>(std::strtol(page.after[0].c_str(), nullptr, 10))},
                            static_cast<int>(std::strtol(page.after[1].c_str(), nullptr, 10))};
      next = std::ranges::upper_bound(urgent, last, is_before);
    }
    json::array items;
    std::optional<std::vector<std::string>> last;
    for (; next != urgent.end() && items.size() < page.limit; ++next) {
      last = {std::to_string(next->urgency.value), std::to_string(next->score), next->id};
      if (const auto head = queries.lead_head(next->id))
        items.emplace_back(json::object{{"lead", desk.item(*head, day)},
                                        {"why", text_value(next->urgency.why)},
                                        {"urgency", next->urgency.value}});
    }
    if (next == urgent.end()) last.reset();
    auto out = paged(std::move(items), page, last);
    out["day"] = text_value(to_string(date_from_days(day)));
    out["total"] = urgent.size();
    out["counts"] = json::object{{"new", counts["new"]},
                                 {"changed", counts["changed"] + counts["reopened"]},
                                 {"due", counts["deadline"]},
                                 {"snoozed_back", counts["snooze_over"]},
                                 {"unowned", unowned}};
    out["deadlines"] = deadline_days(desk, queries, days);
    return answer(200, out);
  });
}

}  // namespace

void add_list_routes(Api& api, const SharedDesk& desk) {
  api.add({"GET", "/api/v1/leads", "listLeads", Right::read_leads,
           [desk](ApiContext& context) { return list_leads(context, *desk); }});
  api.add({"GET", "/api/v1/leads/facets", "leadFacets", Right::read_leads,
           [desk](ApiContext& context) { return count_leads(context, *desk); }});
  api.add({"GET", "/api/v1/today", "getToday", Right::read_leads,
           [desk](ApiContext& context) { return today(context, *desk); }});
}

}  // namespace tenderlead::web

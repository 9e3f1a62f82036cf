// One search over notices, organisations and leads, and how many of each sort it finds.
#include <algorithm>
#include <boost/json/array.hpp>
#include <charconv>
#include <map>

#include "store/notice_terms.h"
#include "web/api/contacts.h"
#include "web/api/leads/lead_desk.h"
#include "web/api/leads/notice_contacts.h"
#include "web/api/organisations/organisation_desk.h"
#include "web/api/paging.h"
#include "web/api/search/highlights.h"
#include "web/api/search/search_ask.h"

namespace tenderlead::web {
namespace {

namespace json = boost::json;

constexpr std::size_t kUsual = 20;
constexpr std::size_t kMost = 50;
constexpr std::int64_t kCounted = 5'000;  // notices that facets count
constexpr std::size_t kShownValues = 40;  // of a facet
constexpr double kMostSeconds = 0.02;     // of processor time, after which a search gives what it has

store::SearchBudget budget(const ApiContext& context) {
  const auto& processor = context.services().processor;
  store::SearchBudget budget;
  budget.over = [&processor, end = processor() + kMostSeconds] { return processor() > end; };
  return budget;
}

// What the routes share.
struct SearchDesk {
  explicit SearchDesk(SharedDesk leads_desk) : leads(std::move(leads_desk)) {}
  SharedDesk leads;
  NameIndex names;
};

json::value region(const LeadDesk& desk, const std::string& code) {
  return json::object{{"code", text_value(code)}, {"name", text_value(desk.region_name(code))}};
}

json::object notice_item(const LeadDesk& desk, const store::FoundNotice& found, const SearchAsk& ask) {
  const auto& notice = found.notice;
  const auto numbers = numbers_of(notice);
  const auto title = masked_phones_in(notice.title, numbers);
  json::object marks{{"title", highlights(title, ask.words)}};
  json::object out{{"id", text_value(found.id)},
                   {"title", text_value(title)},
                   {"source", text_value(found.source_id)},
                   {"url", text_value(found.url)}};
  const auto put = [&out](const char* key, const std::string& text) {
    if (!text.empty()) out[key] = text_value(text);
  };
  put("kind", found.kind);
  put("published", found.published_at);
  put("where", found.where);
  if (!found.region_code.empty()) out["region"] = region(desk, found.region_code);
  if (!notice.buyer.name.empty()) {
    const auto buyer = masked_phones_in(notice.buyer.name);
    out["buyer"] = text_value(buyer);
    marks["buyer"] = highlights(buyer, ask.words);
  }
  if (const auto fen = store::budget_of(notice)) out["budget"] = static_cast<double>(*fen) / 100;
  out["highlights"] = std::move(marks);
  auto around = excerpt(notice.text, ask.words, numbers);
  if (!around) around = excerpt(notice.requirements, ask.words, numbers);
  if (around) out["excerpt"] = std::move(*around);
  return out;
}

json::object organisation_item(const LeadDesk& desk, const NamedOrganisation& each, const SearchAsk& ask) {
  const auto name = masked_phones_in(each.name);
  json::object out{{"id", text_value(each.id)},
                   {"name", text_value(name)},
                   {"highlights", json::object{{"name", highlights(name, ask.words)}}}};
  if (!each.kind.empty()) out["type"] = text_value(each.kind);
  if (!each.region.empty()) out["region"] = region(desk, each.region);
  // The name that it was found by, where that is another.
  for (const auto& whole : each.others) {
    const auto other = masked_phones_in(whole);
    auto ranges = highlights(other, ask.words);
    if (ranges.empty() || !out["highlights"].at("name").as_array().empty()) continue;
    out["also"] = json::object{{"text", text_value(other)}, {"ranges", std::move(ranges)}};
    break;
  }
  return out;
}

json::object lead_item(const LeadDesk& desk, const store::LeadHead& head, const SearchAsk& ask) {
  return {{"lead", desk.item(head, ask.today)},
          {"highlights",
           json::object{{"title", highlights(masked_phones_in(head.title), ask.words)},
                        {"organisation", highlights(masked_phones_in(head.organisation), ask.words)}}}};
}

store::SearchPosition position_of(const Page& page) {
  store::SearchPosition position;
  if (page.after.size() != 2) return position;
  std::from_chars(page.after[0].data(), page.after[0].data() + page.after[0].size(), position.part);
  std::from_chars(page.after[1].data(), page.after[1].data() + page.after[1].size(), position.below);
  return position;
}

json::object search_notices(const ApiContext& context, const SearchDesk& desk, store::Queries& queries,
                            const SearchAsk& ask, const Page& page) {
  const auto found =
      queries.search_notices(ask.notices(context.scope()), position_of(page), page.limit, budget(context));
  json::array items;
  for (const auto& each : found.notices) {
    auto item = notice_item(*desk.leads, each, ask);
    const auto& buyer = each.buyer_id;
    if (!buyer.empty() && may_see_organisation(context, *desk.leads, queries, buyer))
      item["organisation_id"] = text_value(buyer);
    items.emplace_back(std::move(item));
  }
  std::optional<std::vector<std::string>> next;
  if (found.next) next = {std::to_string(found.next->part), std::to_string(found.next->below)};
  auto out = paged(std::move(items), page, next);
  out["cut"] = found.cut;
  if (found.cut && store::day_of_place(found.next->below) != 0 && found.next->below != INT64_MAX)
    out["searched_to"] = text_value(to_string(date_from_days(store::day_of_place(found.next->below))));
  return out;
}

json::object search_names(const ApiContext& context, SearchDesk& desk, store::Queries& queries,
                          const SearchAsk& ask, const Page& page) {
  desk.names.refresh(queries);
  const auto found = desk.names.find(ask.names(context.scope()),
                                     page.after.size() == 1 ? page.after[0] : std::string(), page.limit);
  json::array items;
  for (const auto* each : found.hits) items.emplace_back(organisation_item(*desk.leads, *each, ask));
  std::optional<std::vector<std::string>> next;
  if (found.more && !found.hits.empty()) next = {found.hits.back()->id};
  auto out = paged(std::move(items), page, next);
  out["total"] = found.total;
  return out;
}

json::object search_leads(const ApiContext& context, SearchDesk& desk, store::Queries& queries,
                          const SearchAsk& ask, const Page& page) {
  desk.leads->index().refresh(queries);
  const auto found = desk.leads->index().find(ask.leads(context), page.after, page.limit);
  json::array items;
  for (const auto& id : found.ids)
    if (const auto head = queries.lead_head(id)) items.emplace_back(lead_item(*desk.leads, *head, ask));
  auto out = paged(std::move(items), page, found.last);
  out["total"] = found.total;
  return out;
}

json::object left_out(const SearchAsk& ask) {
  json::object out;
  for (const auto& [sort, field] : ask.left_out) out[sort] = text_value(field);
  return out;
}

Response search(ApiContext& context, SearchDesk& desk) {
  const auto& request = context.request();
  const auto ask = search_ask(context);
  const auto cursor = request.parameter("cursor");
  if (cursor && !cursor->empty() && ask.in.size() != 1)
    refuse(400, "bad-cursor", "A page of a search is of one sort of things.",
           {{"in", "must name one", "one_sort"}});
  // What one sort began among all of them goes on by itself.
  std::map<std::string, Page> pages;
  for (const std::string sort : {"notices", "organisations", "leads"})
    if (ask.has(sort)) pages.emplace(sort, page_of(request, "search." + sort, kUsual, kMost, "in"));
  return context.read([&](store::Queries& queries) {
    json::object out;
    for (const auto& [sort, page] : pages)
      out[sort] = sort == "notices" ? search_notices(context, desk, queries, ask, page)
                  : sort == "leads" ? search_leads(context, desk, queries, ask, page)
                                    : search_names(context, desk, queries, ask, page);
    out["left_out"] = left_out(ask);
    return answer(200, out);
  });
}

using Counts = std::vector<std::pair<std::string, std::int64_t>>;

json::array facet(const Counts& counts, const std::function<std::string(const std::string&)>& name) {
  json::array rows;
  for (const auto& [value, count] : counts) {
    if (rows.size() == kShownValues) break;
    json::object row{{"value", text_value(value.empty() ? "-" : value)}, {"count", count}};
    if (const auto words = name(value); !words.empty() && !value.empty()) row["name"] = text_value(words);
    rows.emplace_back(std::move(row));
  }
  return rows;
}

json::object count_notices(const ApiContext& context, const LeadDesk& desk, store::Queries& queries,
                           const SearchAsk& ask) {
  const auto nameless = [](const std::string&) { return std::string(); };
  const auto source_name = [&](const std::string& id) {
    const auto* source = context.services().catalogue.source(id);
    return source != nullptr ? source->name : std::string();
  };
  const auto province = [&](const std::string& code) { return desk.region_name(code + "0000"); };
  const auto count = [&](std::string_view field) {
    return queries.count_notices(ask.notices(context.scope(), field), kCounted, budget(context));
  };
  const auto all = count({});
  // A facet leaves out what is said of its own field, so that the other choices keep their numbers.
  std::map<std::string, store::NoticeCounts> own;
  for (const auto& term : ask.terms)
    if (!term.field.empty() && term.field != "budget") own.try_emplace(term.field, count(term.field));
  const auto& of = [&](const char* field) -> const store::NoticeCounts& {
    const auto found = own.find(field);
    return found == own.end() ? all : found->second;
  };
  return {{"total", all.total},
          {"at_least", all.cut},
          {"about", all.close},
          {"facets", json::object{{"kind", facet(of("kind").kinds, nameless)},
                                  {"region", facet(of("region").provinces, province)},
                                  {"source", facet(of("source").sources, source_name)},
                                  {"year", facet(of("published").years, nameless)}}}};
}

json::object count_leads(const ApiContext& context, SearchDesk& desk, store::Queries& queries,
                         const SearchAsk& ask) {
  desk.leads->index().refresh(queries);
  std::size_t total = 0;
  json::object facets;
  for (const auto& [name, counts] : desk.leads->index().facets(ask.leads(context), total)) {
    if (name != "state" && name != "kind" && name != "region" && name != "product") continue;
    Counts rows;
    for (const auto& [value, count] : counts)
      rows.emplace_back(value == "-" ? "" : value, static_cast<std::int64_t>(count));
    std::ranges::stable_sort(rows, [](const auto& a, const auto& b) { return a.second > b.second; });
    facets[name] = facet(rows, [&, field = name](const std::string& value) {
      if (field == "region") return desk.leads->region_name(value + "0000");
      const auto* product = field == "product" ? context.services().catalogue.any_product(value) : nullptr;
      return product != nullptr ? product->name : std::string();
    });
  }
  return {{"total", total}, {"facets", std::move(facets)}};
}

json::object count_names(const ApiContext& context, SearchDesk& desk, store::Queries& queries,
                         const SearchAsk& ask) {
  desk.names.refresh(queries);
  std::map<std::string, std::int64_t> regions, types;
  std::size_t total = 0;
  desk.names.each(ask.names(context.scope()), [&](const NamedOrganisation& each) {
    ++total;
    ++regions[each.region.substr(0, 2)];
    ++types[each.kind];
  });
  const auto sorted = [](const std::map<std::string, std::int64_t>& counts) {
    Counts rows(counts.begin(), counts.end());
    std::ranges::stable_sort(rows, [](const auto& a, const auto& b) { return a.second > b.second; });
    return rows;
  };
  return {
      {"total", total},
      {"facets",
       json::object{
           {"region", facet(sorted(regions),
                            [&](const std::string& code) { return desk.leads->region_name(code + "0000"); })},
           {"type", facet(sorted(types), [](const std::string&) { return std::string(); })}}}};
}

Response count(ApiContext& context, SearchDesk& desk) {
  const auto ask = search_ask(context);
  return context.read([&](store::Queries& queries) {
    json::object out;
    if (ask.has("notices")) out["notices"] = count_notices(context, *desk.leads, queries, ask);
    if (ask.has("organisations")) out["organisations"] = count_names(context, desk, queries, ask);
    if (ask.has("leads")) out["leads"] = count_leads(context, desk, queries, ask);
    out["left_out"] = left_out(ask);
    return answer(200, out);
  });
}

}  // namespace

void add_search_routes(Api& api, const SharedDesk& leads) {
  const auto desk = std::make_shared<SearchDesk>(leads);
  api.at_start([desk](store::Queries& queries) { desk->names.refresh(queries); });
  api.add({"GET", "/api/v1/search", "search", Right::read_leads,
           [desk](ApiContext& context) { return search(context, *desk); }});
  api.add({"GET", "/api/v1/search/facets", "searchFacets", Right::read_leads,
           [desk](ApiContext& context) { return count(context, *desk); }});
}

}  // namespace tenderlead::web

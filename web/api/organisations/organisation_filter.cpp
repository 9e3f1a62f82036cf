// Which organisations a filter finds, and in which order.
#include <algorithm>
#include <charconv>

#include "model/time.h"
#include "store/grams.h"
#include "web/api/organisations/organisation_index.h"

namespace tenderlead::web {
namespace {

constexpr const char* kFacets[] = {"kind", "region", "tier", "has_leads"};
constexpr std::size_t kNoFacet = std::size(kFacets);

// An organisation with what depends on who asks.
struct Seen {
  const IndexedOrganisation& row;
  std::int64_t leads;
};

struct Check {
  std::function<bool(const Seen&)> holds;
  bool negated = false;
  std::size_t facet = kNoFacet;
};

std::int64_t number_from(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string tier_word(int tier) {
  return tier == 0 ? "-" : std::to_string(tier);
}

std::function<bool(const Seen&)> predicate(const Condition& condition, const OrganisationAsk& ask) {
  const auto& values = condition.values;
  if (condition.field.empty())
    return [needle = store::fold(values.front())](const Seen& seen) {
      return seen.row.text.find(needle) != std::string::npos;
    };
  const auto has = [values](std::string_view word) {
    return std::ranges::find(values, word.empty() ? std::string_view("-") : word) != values.end();
  };
  if (condition.field == "kind") return [has](const Seen& seen) { return has(seen.row.kind); };
  if (condition.field == "tier") return [has](const Seen& seen) { return has(tier_word(seen.row.tier)); };
  if (condition.field == "has_leads")
    return [has](const Seen& seen) { return has(seen.leads > 0 ? "true" : "false"); };
  if (condition.field == "region")
    return [values](const Seen& seen) {
      return std::ranges::any_of(values, [&](const std::string& value) {
        return seen.row.region.empty() ? value == "-" : seen.row.region.starts_with(value);
      });
    };
  std::vector<std::int64_t> ends;
  if (condition.field == "newest") {
    const auto today = to_string(date_from_days(ask.today));
    for (const auto& value : values) {
      const auto date = date_from_iso(day_of(value, today));
      ends.push_back(date ? days_from_date(*date) : 0);
    }
    return [condition, ends](const Seen& seen) {
      return seen.row.newest_day != INT64_MIN && within(condition, seen.row.newest_day, ends);
    };
  }
  for (const auto& value : values) ends.push_back(number_from(value));
  const bool leads = condition.field == "leads";
  return [condition, ends, leads](const Seen& seen) {
    return within(condition, leads ? seen.leads : seen.row.notices, ends);
  };
}

std::vector<Check> checks_of(const OrganisationAsk& ask) {
  std::vector<Check> checks;
  for (const auto& condition : ask.filter) {
    const auto at =
        std::ranges::find_if(kFacets, [&](const char* facet) { return condition.field == facet; });
    checks.push_back(
        {predicate(condition, ask), condition.negated, static_cast<std::size_t>(at - std::begin(kFacets))});
  }
  return checks;
}

// Calls each() for all that the one who asks may see.
template <typename Each>
void each_seen(const OrganisationIndex::State& state, const OrganisationAsk& ask, const LeadCounts& leads,
               Each each) {
  for (const auto& row : state.rows()) {
    if (row.id.empty()) continue;
    const auto found = leads.find(row.id);
    const std::int64_t count = found == leads.end() ? 0 : found->second;
    if (ask.scope != nullptr && count == 0 && !ask.scope->has_region(row.region)) continue;
    each(Seen{row, count});
  }
}

// By what a list is sorted; what has no value comes last in both directions.
struct SortValue {
  bool none = false;
  std::int64_t number = 0;
  std::string_view text{};
};

SortValue sort_value(const std::string& field, const Seen& seen) {
  // A view of the name itself: the value is compared after this returns.
  if (field == "name" && !seen.row.names.empty()) return {false, 0, std::string_view(seen.row.names.front())};
  if (field == "name") return {true, 0, {}};
  if (field == "leads") return {false, seen.leads, {}};
  if (field == "notices") return {false, seen.row.notices, {}};
  if (field == "tier") return {seen.row.tier == 0, seen.row.tier, {}};
  return {seen.row.newest.empty(), 0, seen.row.newest};
}

int compare(const SortValue& a, const SortValue& b, bool descending) {
  if (a.none || b.none) return a.none == b.none ? 0 : a.none ? 1 : -1;
  const int order = a.number != b.number ? (a.number < b.number ? -1 : 1) : a.text.compare(b.text);
  if (order == 0) return 0;
  return (order < 0) == descending ? 1 : -1;
}

std::string key_of(const std::string& field, const SortValue& value) {
  if (value.none) return "-";
  const bool text = field == "name" || field == "newest";
  return "+" + (text ? std::string(value.text) : std::to_string(value.number));
}

SortValue from_key(const std::string& field, const std::string& key) {
  SortValue value;
  value.none = !key.starts_with('+');
  const auto rest = std::string_view(key).substr(value.none ? 0 : 1);
  if (field == "name" || field == "newest")
    value.text = rest;
  else
    value.number = number_from(rest);
  return value;
}

}  // namespace

const FilterTable& organisation_filter_table() {
  static const FilterTable table{{{"kind",
                                   FieldType::choice,
                                   true,
                                   false,
                                   {"hospital", "health_commission", "cdc", "insurance_bureau",
                                    "pharmacy_chain", "supplier", "agency", "other"}},
                                  {"region", FieldType::word},
                                  {"tier", FieldType::choice, true, true, {"1", "2", "3", "-"}},
                                  {"has_leads", FieldType::flag},
                                  {"leads", FieldType::number, true, true},
                                  {"notices", FieldType::number, true, true},
                                  {"newest", FieldType::day, true, true},
                                  {"name", FieldType::word, false, true}},
                                 true};
  return table;
}

FoundOrganisations find_organisations(const OrganisationIndex::State& state, const OrganisationAsk& ask,
                                      const LeadCounts& leads, const std::vector<std::string>& after,
                                      std::size_t limit) {
  FoundOrganisations found;
  const auto checks = checks_of(ask);
  std::vector<SortValue> last;
  if (after.size() == ask.sort.size() + 1)
    for (std::size_t i = 0; i < ask.sort.size(); ++i) last.push_back(from_key(ask.sort[i].field, after[i]));
  const bool begins = after.size() != ask.sort.size() + 1;
  std::vector<Seen> hits;
  const auto is_behind_last = [&](const Seen& seen) {
    for (std::size_t i = 0; i < last.size(); ++i) {
      const auto value = sort_value(ask.sort[i].field, seen);
      if (const int order = compare(last[i], value, ask.sort[i].descending); order != 0) return order < 0;
    }
    return begins || after.back() < seen.row.id;
  };
  each_seen(state, ask, leads, [&](const Seen& seen) {
    if (!std::ranges::all_of(checks, [&](const Check& check) { return check.holds(seen) != check.negated; }))
      return;
    ++found.total;
    if (is_behind_last(seen)) hits.push_back(seen);
  });
  std::vector<std::size_t> order(hits.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto before = [&](std::size_t a, std::size_t b) {
    for (const auto& key : ask.sort)
      if (const int sign =
              compare(sort_value(key.field, hits[a]), sort_value(key.field, hits[b]), key.descending);
          sign != 0)
        return sign < 0;
    return hits[a].row.id < hits[b].row.id;
  };
  const auto shown = std::min(limit, hits.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(), before);
  for (std::size_t i = 0; i < shown; ++i) found.rows.push_back(&hits[order[i]].row);
  if (shown > 0 && shown < hits.size()) {
    const auto& end = hits[order[shown - 1]];
    found.last.emplace();
    for (const auto& key : ask.sort) found.last->push_back(key_of(key.field, sort_value(key.field, end)));
    found.last->push_back(end.row.id);
  }
  return found;
}

std::map<std::string, std::map<std::string, std::size_t>> count_organisations(
    const OrganisationIndex::State& state, const OrganisationAsk& ask, const LeadCounts& leads,
    std::size_t& total) {
  std::map<std::string, std::map<std::string, std::size_t>> facets;
  for (const char* name : kFacets) facets[name];
  const auto checks = checks_of(ask);
  total = 0;
  each_seen(state, ask, leads, [&](const Seen& seen) {
    // Fails on nothing, on one facet's own conditions alone, or for good.
    std::size_t failed = kNoFacet;
    for (const auto& check : checks) {
      if (check.holds(seen) != check.negated) continue;
      if (check.facet == kNoFacet || (failed != kNoFacet && failed != check.facet)) return;
      failed = check.facet;
    }
    if (failed == kNoFacet) ++total;
    const auto& row = seen.row;
    const std::string values[] = {row.kind, row.region.empty() ? "-" : row.region.substr(0, 2),
                                  tier_word(row.tier), seen.leads > 0 ? "true" : "false"};
    for (std::size_t i = 0; i < kNoFacet; ++i)
      if (failed == kNoFacet || failed == i) ++facets[kFacets[i]][values[i]];
  });
  return facets;
}

std::string found_by(const IndexedOrganisation& row, const std::vector<Condition>& filter) {
  for (const auto& condition : filter) {
    if (!condition.field.empty() || condition.negated || row.names.empty()) continue;
    const auto needle = store::fold(condition.values.front());
    if (store::fold(row.names.front()).find(needle) != std::string::npos) continue;
    for (const auto& name : row.names)
      if (store::fold(name).find(needle) != std::string::npos) return name;
  }
  return {};
}

}  // namespace tenderlead::web

#include "web/api/leads/lead_index.h"

#include <algorithm>
#include <charconv>

#include "store/folded_text.h"

namespace tenderlead::web {
namespace {

constexpr std::int64_t kNever = IndexedLead::kNever;
constexpr std::string_view kNone = "-";

constexpr char kBreak = '\x01';  // between texts: no word crosses it

void read_time(const std::string& text, std::int64_t& second, std::int64_t& day) {
  const auto time = stated_time_from_iso(text);
  if (!time) return;
  second = epoch_seconds(*time);
  day = days_from_date(time->date);
}

std::int64_t day_from(const std::string& text) {
  const auto date = date_from_iso(text);
  return date ? days_from_date(*date) : kNever;
}

std::int64_t number_from(const std::string& text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// By what a list is sorted, as numbers or as texts.
struct SortValue {
  bool none = false;
  std::int64_t number = 0;
  std::string_view text;
};

using SortBy = SortValue (*)(const IndexedLead&);

template <auto Member>
SortValue by_time(const IndexedLead& lead) {
  return {lead.*Member == kNever, lead.*Member, {}};
}
template <auto Member>
SortValue by_word(const IndexedLead& lead) {
  return {(lead.*Member)->empty(), 0, *(lead.*Member)};
}

SortBy sort_by(const std::string& field) {
  if (field == "deadline") return by_time<&IndexedLead::deadline>;
  if (field == "changed") return by_time<&IndexedLead::changed>;
  if (field == "created") return by_time<&IndexedLead::created>;
  if (field == "published") return by_time<&IndexedLead::published>;
  if (field == "organisation") return by_word<&IndexedLead::organisation>;
  if (field == "region") return by_word<&IndexedLead::region>;
  return [](const IndexedLead& lead) { return SortValue{false, lead.score, {}}; };
}

// -1, 0, 1; what has no value comes last in both directions.
int compare(const SortValue& a, const SortValue& b, bool descending) {
  if (a.none || b.none) return a.none == b.none ? 0 : a.none ? 1 : -1;
  const int order = a.number != b.number ? (a.number < b.number ? -1 : 1) : a.text.compare(b.text);
  if (order == 0) return 0;
  return (order < 0) == descending ? 1 : -1;
}

std::string key_of(const SortValue& value) {
  if (value.none) return "-";
  return "+" + (value.text.empty() ? std::to_string(value.number) : std::string(value.text));
}

bool is_text(const std::string& field) {
  return field == "organisation" || field == "region";
}

constexpr const char* kFacets[] = {"state",  "kind",  "grade",   "product",
                                   "region", "owner", "verdict", "status"};

bool in_scope(const LeadAsk& ask, const IndexedLead& lead) {
  return ask.scope == nullptr ||
         (ask.scope->has_region(*lead.region) && ask.scope->has_product(*lead.product));
}

}  // namespace

const FilterTable& lead_filter_table() {
  static const FilterTable table{
      {{"state", FieldType::choice, true, false, {"new", "updated", "reopened", "expired", "live"}},
       {"kind",
        FieldType::choice,
        true,
        false,
        {"early_signal", "open_tender", "partner", "renewal", "capability_gap", "competitor_win"}},
       {"grade", FieldType::word},
       {"score", FieldType::number, true, true},
       {"product", FieldType::word},
       {"region", FieldType::word, true, true},
       {"organisation", FieldType::word, true, true},
       {"owner", FieldType::word},
       {"verdict", FieldType::choice, true, false, {"accepted", "rejected", "-"}},
       {"status",
        FieldType::choice,
        true,
        false,
        {"contacted", "visited", "proposed", "quoted", "bidding", "won", "lost", "-"}},
       {"at_hand", FieldType::flag},
       {"snoozed", FieldType::flag},
       {"has_deadline", FieldType::flag},
       {"deadline", FieldType::day, true, true},
       {"published", FieldType::day, true, true},
       {"created", FieldType::day, true, true},
       {"changed", FieldType::day, true, true}},
      true};
  return table;
}

bool IndexedLead::at_hand(std::int64_t today) const {
  if (*state == "expired" || *verdict == "rejected") return false;
  return snoozed_until == kNever || snoozed_until <= today || changed_day > worked_on;
}

IndexedLead::Word LeadIndex::word(const std::string& text) {
  const std::lock_guard lock(words_mutex_);
  return &*words_.insert(text).first;
}

IndexedLead LeadIndex::made_of(const store::LeadHead& head) {
  IndexedLead lead;
  lead.id = head.id;
  lead.kind = word(head.kind);
  lead.state = word(head.state);
  lead.grade = word(head.grade);
  lead.product = word(head.product);
  lead.region = word(head.region_code);
  lead.owner = word(head.owner);
  lead.verdict = word(head.verdict);
  lead.status = word(head.status);
  lead.organisation = word(head.organisation);
  lead.organisation_id = head.organisation_id;
  lead.text = head.title + kBreak + head.organisation + kBreak + head.product;
  if (const auto* product = catalogue_.product(head.product))
    lead.text += kBreak + product->name + kBreak + product->english;
  lead.text = store::folded_word(lead.text);
  lead.score = head.score;
  read_time(head.act_by, lead.deadline, lead.deadline_day);
  read_time(head.published_at, lead.published, lead.published_day);
  read_time(head.opened_at, lead.created, lead.created_day);
  read_time(head.changed_at, lead.changed, lead.changed_day);
  lead.snoozed_until = day_from(head.snoozed_until);
  lead.worked_on = day_from(head.worked_on);
  return lead;
}

void LeadIndex::put(std::vector<IndexedLead>& leads, std::unordered_map<std::string, std::size_t>& places,
                    const store::LeadHead& head) {
  auto lead = made_of(head);
  const auto [place, fresh] = places.try_emplace(head.id, leads.size());
  if (fresh)
    leads.push_back(std::move(lead));
  else
    leads[place->second] = std::move(lead);
}

void LeadIndex::refresh(store::Queries& queries) {
  const auto clock = queries.lead_clock();
  const auto known = [&] {
    const std::shared_lock lock(mutex_);
    return known_;
  };
  if (known().seq >= clock.seq) return;
  std::unique_lock turn(refreshing_, std::defer_lock);
  const auto stale = known();
  // After a match others go on with the leads as they were; at the very beginning there are none to go on with.
  if (stale.seq > 0 && stale.seq < clock.cleared) {
    if (!turn.try_lock()) return;
  } else {
    turn.lock();
  }
  const auto now = known();
  if (now.seq >= clock.seq) return;
  if (now.seq < clock.cleared || now.seq == 0) {
    std::vector<IndexedLead> leads;
    std::unordered_map<std::string, std::size_t> places;
    queries.each_lead_head(0, [&](const store::LeadHead& head) { put(leads, places, head); });
    const std::unique_lock lock(mutex_);
    leads_.swap(leads);
    places_.swap(places);
    known_ = clock;
    return;
  }
  std::vector<store::LeadHead> heads;
  queries.each_lead_head(now.seq, [&](const store::LeadHead& head) { heads.push_back(head); });
  const std::unique_lock lock(mutex_);
  for (const auto& head : heads) put(leads_, places_, head);
  known_ = clock;
}

LeadIndex::Predicate LeadIndex::predicate(const Condition& condition, const LeadAsk& ask) const {
  using Lead = IndexedLead;
  if (condition.field.empty())
    return [needle = store::folded_word(condition.values.front())](const Lead& lead) {
      return store::stands_in(needle, lead.text);
    };
  auto values = condition.values;
  const auto one_of = [values](const std::string& text) {
    return std::ranges::find(values, text.empty() ? kNone : std::string_view(text)) != values.end();
  };
  const auto word_is = [one_of](Lead::Word Lead::*member) -> Predicate {
    return [one_of, member](const Lead& lead) { return one_of(*(lead.*member)); };
  };
  if (condition.field == "kind") return word_is(&Lead::kind);
  if (condition.field == "grade") return word_is(&Lead::grade);
  if (condition.field == "product") return word_is(&Lead::product);
  if (condition.field == "verdict") return word_is(&Lead::verdict);
  if (condition.field == "status") return word_is(&Lead::status);
  if (condition.field == "organisation")
    return [one_of](const Lead& lead) { return one_of(lead.organisation_id); };
  if (condition.field == "state")
    return [values](const Lead& lead) {
      return std::ranges::any_of(values, [&](const std::string& value) {
        return value == "live" ? *lead.state != "expired" : value == *lead.state;
      });
    };
  if (condition.field == "owner") {
    for (auto& value : values)
      if (value == "me") value = ask.me;
    return [values](const Lead& lead) {
      return std::ranges::any_of(values, [&](const std::string& value) {
        return lead.owner->empty() ? value == kNone : value == *lead.owner;
      });
    };
  }
  if (condition.field == "region")
    return [values](const Lead& lead) {
      return std::ranges::any_of(values, [&](const std::string& value) {
        return lead.region->empty() ? value == kNone : lead.region->starts_with(value);
      });
    };
  if (condition.field == "at_hand" || condition.field == "snoozed" || condition.field == "has_deadline") {
    const bool wanted = values.front() == "true";
    const bool both = values.size() > 1;
    return [wanted, both, field = condition.field, today = ask.today](const Lead& lead) {
      const bool is = field == "at_hand"   ? lead.at_hand(today)
                      : field == "snoozed" ? lead.snoozed_until > today && lead.snoozed_until != kNever
                                           : lead.deadline != kNever;
      return both || is == wanted;
    };
  }
  std::vector<std::int64_t> ends;
  if (condition.field == "score") {
    for (const auto& value : values) ends.push_back(number_from(value));
    return [condition, ends](const Lead& lead) { return within(condition, lead.score, ends); };
  }
  const auto today = to_string(date_from_days(ask.today));
  for (const auto& value : values) ends.push_back(value.empty() ? 0 : day_from(day_of(value, today)));
  const auto day = condition.field == "deadline"    ? &Lead::deadline_day
                   : condition.field == "published" ? &Lead::published_day
                   : condition.field == "created"   ? &Lead::created_day
                                                    : &Lead::changed_day;
  return [condition, ends, day](const Lead& lead) {
    return lead.*day != kNever && within(condition, lead.*day, ends);
  };
}

std::vector<LeadIndex::Check> LeadIndex::checks(const LeadAsk& ask) const {
  std::vector<Check> checks;
  for (const auto& condition : ask.filter) {
    const auto at = std::ranges::find_if(kFacets, [&](const char* name) { return condition.field == name; });
    checks.push_back(
        {predicate(condition, ask), condition.negated, static_cast<std::size_t>(at - std::begin(kFacets))});
  }
  return checks;
}

bool LeadIndex::passes(const LeadAsk& ask, const std::vector<Check>& checks, const IndexedLead& lead) {
  return in_scope(ask, lead) &&
         std::ranges::all_of(checks, [&](const Check& check) { return check.holds(lead) != check.negated; });
}

void LeadIndex::each(const LeadAsk& ask, const std::function<void(const IndexedLead&)>& each) const {
  const auto conditions = checks(ask);
  const std::shared_lock lock(mutex_);
  for (const auto& lead : leads_)
    if (passes(ask, conditions, lead)) each(lead);
}

LeadIndex::Found LeadIndex::find(const LeadAsk& ask, const std::vector<std::string>& after,
                                 std::size_t limit) const {
  Found found;
  std::vector<SortBy> by;
  for (const auto& key : ask.sort) by.push_back(sort_by(key.field));
  std::vector<SortValue> last;
  for (std::size_t i = 0; i + 1 < after.size() && after.size() == by.size() + 1; ++i) {
    SortValue value;
    value.none = !after[i].starts_with('+');
    const auto rest = std::string_view(after[i]).substr(value.none ? 0 : 1);
    if (is_text(ask.sort[i].field))
      value.text = rest;
    else
      std::from_chars(rest.data(), rest.data() + rest.size(), value.number);
    last.push_back(value);
  }
  const auto before = [&](const IndexedLead* a, const IndexedLead* b) {
    for (std::size_t i = 0; i < by.size(); ++i)
      if (const int order = compare(by[i](*a), by[i](*b), ask.sort[i].descending); order != 0)
        return order < 0;
    return a->id < b->id;
  };
  const auto is_behind_last = [&](const IndexedLead& lead) {
    for (std::size_t i = 0; i < last.size(); ++i)
      if (const int order = compare(last[i], by[i](lead), ask.sort[i].descending); order != 0)
        return order < 0;
    return last.empty() || after.back() < lead.id;
  };
  const auto conditions = checks(ask);
  const std::shared_lock lock(mutex_);
  std::vector<const IndexedLead*> hits;
  for (const auto& lead : leads_) {
    if (!passes(ask, conditions, lead)) continue;
    ++found.total;
    if (is_behind_last(lead)) hits.push_back(&lead);
  }
  const auto shown = std::min(limit, hits.size());
  std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(shown), hits.end(), before);
  for (std::size_t i = 0; i < shown; ++i) found.ids.push_back(hits[i]->id);
  if (shown < hits.size() && shown > 0) {
    found.last.emplace();
    for (const auto& value : by) found.last->push_back(key_of(value(*hits[shown - 1])));
    found.last->push_back(hits[shown - 1]->id);
  }
  return found;
}

LeadIndex::Facets LeadIndex::facets(const LeadAsk& ask, std::size_t& total) const {
  constexpr std::size_t kNoFacet = std::size(kFacets);
  const auto conditions = checks(ask);
  Facets facets;
  for (const char* name : kFacets) facets[name];
  std::map<IndexedLead::Word, std::size_t> counts[std::size(kFacets)];
  total = 0;
  const std::shared_lock lock(mutex_);
  for (const auto& lead : leads_) {
    if (!in_scope(ask, lead)) continue;
    // Fails on nothing, on one facet's own conditions alone, or for good.
    std::size_t failed = kNoFacet;
    bool out = false;
    for (const auto& condition : conditions) {
      if (condition.holds(lead) != condition.negated) continue;
      out = condition.facet == kNoFacet || (failed != kNoFacet && failed != condition.facet);
      if (out) break;
      failed = condition.facet;
    }
    if (out) continue;
    if (failed == kNoFacet) ++total;
    const IndexedLead::Word words[] = {lead.state,  lead.kind,  lead.grade,   lead.product,
                                       lead.region, lead.owner, lead.verdict, lead.status};
    for (std::size_t i = 0; i < kNoFacet; ++i)
      if (failed == kNoFacet || failed == i) ++counts[i][words[i]];
  }
  for (std::size_t i = 0; i < kNoFacet; ++i)
    for (const auto& [word, count] : counts[i]) {
      const bool region = std::string_view(kFacets[i]) == "region";
      facets[kFacets[i]][word->empty() ? std::string(kNone) : region ? word->substr(0, 2) : *word] += count;
    }
  return facets;
}

}  // namespace tenderlead::web

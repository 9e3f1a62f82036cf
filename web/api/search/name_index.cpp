#include "web/api/search/name_index.h"

#include <algorithm>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "store/folded_text.h"

namespace tenderlead::web {
namespace {

constexpr char kBreak = '\x01';  // between names: no word crosses it

bool has(const std::string& text, const store::SearchWord& word) {
  return store::stands_in(word.folded, text);
}

bool passes(const NameAsk& ask, const NamedOrganisation& each) {
  const auto in_any = [&](const store::SearchWord& word) {
    return has(each.folded, word) || has(each.folded_others, word);
  };
  if (!std::ranges::all_of(ask.words, in_any) || std::ranges::any_of(ask.without, in_any)) return false;
  if (ask.scope != nullptr && !ask.scope->has_region(each.region)) return false;
  return std::ranges::all_of(ask.conditions, [&](const Condition& condition) {
    const bool region = condition.field == "region";
    const auto& own = region ? each.region : each.kind;
    const bool holds = std::ranges::any_of(condition.values, [&](const std::string& value) {
      return value == "-" ? own.empty() : region ? own.starts_with(value) : own == value;
    });
    return holds != condition.negated;
  });
}

// By what they are ordered.
struct Rank {
  int place = 2;
  std::size_t length = 0;
  const NamedOrganisation* of = nullptr;

  bool operator<(const Rank& other) const {
    return std::tie(place, length, of->name, of->id) <
           std::tie(other.place, other.length, other.of->name, other.of->id);
  }
};

Rank rank_of(const NameAsk& ask, const NamedOrganisation& each) {
  Rank rank{2, each.name.size(), &each};
  if (std::ranges::all_of(ask.words, [&](const auto& word) { return has(each.folded, word); }))
    rank.place = ask.words.empty() || each.folded.starts_with(ask.words.front().folded) ? 0 : 1;
  return rank;
}

}  // namespace

void NameIndex::refresh(store::Queries& queries) {
  const auto clock = queries.name_clock();
  const auto known = [&] {
    const std::lock_guard lock(mutex_);
    return known_;
  };
  if (known() >= clock) return;
  // Others go on with the names as they were; at the very beginning there are none to go on with.
  std::unique_lock turn(refreshing_, std::defer_lock);
  if (known() == 0)
    turn.lock();
  else if (!turn.try_lock())
    return;
  if (known() >= clock) return;
  auto names = std::make_shared<Names>();
  std::unordered_map<std::string, std::size_t> places;
  queries.each_organisation([&](const store::OrganisationRow& row) {
    NamedOrganisation each;
    each.id = row.id;
    each.name = row.name;
    each.kind = row.kind;
    each.region = row.region_code;
    each.folded = store::folded_word(row.name);
    places.emplace(row.id, names->size());
    names->push_back(std::move(each));
  });
  queries.each_organisation_name([&](std::string_view norm, std::string_view, std::string_view id) {
    const auto place = places.find(std::string(id));
    if (place == places.end()) return;
    auto& each = (*names)[place->second];
    const auto folded = store::folded_word(norm);
    if (folded == each.folded || std::ranges::find(each.others, norm) != each.others.end()) return;
    each.others.emplace_back(norm);
    each.folded_others += kBreak + folded;
  });
  const std::lock_guard lock(mutex_);
  names_ = std::move(names);
  known_ = clock;
}

NameIndex::Found NameIndex::find(const NameAsk& ask, const std::string& after, std::size_t limit) const {
  Found found;
  {
    const std::lock_guard lock(mutex_);
    found.names = names_;
  }
  std::vector<Rank> hits;
  std::optional<Rank> last;
  for (const auto& each : *found.names) {
    if (!passes(ask, each)) continue;
    hits.push_back(rank_of(ask, each));
    if (!after.empty() && each.id == after) last = hits.back();
  }
  found.total = hits.size();
  if (last) std::erase_if(hits, [&](const Rank& each) { return !(*last < each); });
  const auto shown = std::min(limit, hits.size());
  std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(shown), hits.end());
  found.more = shown < hits.size();
  for (std::size_t i = 0; i < shown; ++i) found.hits.push_back(hits[i].of);
  return found;
}

void NameIndex::each(const NameAsk& ask, const std::function<void(const NamedOrganisation&)>& each) const {
  std::shared_ptr<const Names> names;
  {
    const std::lock_guard lock(mutex_);
    names = names_;
  }
  for (const auto& one : *names)
    if (passes(ask, one)) each(one);
}

}  // namespace tenderlead::web

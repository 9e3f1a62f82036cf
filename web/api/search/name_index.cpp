#include "web/api/search/name_index.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "store/folded_text.h"

namespace tenderlead::web {
namespace {

constexpr char kBreak = '\x01';  // between names: no word crosses it

bool passes(const NameAsk& ask, const NamedOrganisation& each) {
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

bool has(const std::string& text, const store::SearchWord& word) {
  return text.find(word.folded) != std::string::npos;
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

NameIndex::Found NameIndex::find(const NameAsk& ask) const {
  Found found;
  {
    const std::lock_guard lock(mutex_);
    found.names = names_;
  }
  using Rank = std::tuple<int, std::size_t, std::string_view, std::string_view>;
  std::vector<std::pair<Rank, const NamedOrganisation*>> ranked;
  for (const auto& each : *found.names) {
    const auto in_any = [&](const store::SearchWord& word) {
      return has(each.folded, word) || has(each.folded_others, word);
    };
    if (!std::ranges::all_of(ask.words, in_any) || std::ranges::any_of(ask.without, in_any) ||
        !passes(ask, each))
      continue;
    int rank = 2;
    if (std::ranges::all_of(ask.words, [&](const auto& word) { return has(each.folded, word); }))
      rank = ask.words.empty() || each.folded.starts_with(ask.words.front().folded) ? 0 : 1;
    ranked.emplace_back(Rank{rank, each.name.size(), each.name, each.id}, &each);
  }
  std::ranges::sort(ranked);
  for (const auto& [rank, each] : ranked) found.hits.push_back(each);
  return found;
}

}  // namespace tenderlead::web

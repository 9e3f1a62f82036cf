// Which conditions contradict themselves.
#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "rules/linter.h"

namespace tenderlead::rules {
namespace {

// More alternatives than these aren't followed: nothing is said then.
constexpr std::size_t kMostAlternatives = 256;

// What must be true together.
struct Demands {
  struct Range {
    long long low = std::numeric_limits<long long>::min();
    long long high = std::numeric_limits<long long>::max();
  };
  std::map<Fact, Range> ranges;
  std::map<Fact, std::set<std::string>> words;  // one of these
  std::set<std::string> without_tags;
  std::vector<std::vector<std::string>> tags;  // of each list one
  std::vector<InstalledCondition> installed;
  std::vector<InstalledCondition> not_installed;
};

// A fact with several values at once, of which each may fit another word.
bool has_many_values(Fact fact) {
  return fact == Fact::product || fact == Fact::department || fact == Fact::supplier ||
         kind_of(fact) == FactKind::region;
}

bool demand_range(Demands& demands, const FactCondition& fact, std::optional<long long> low,
                  std::optional<long long> high) {
  auto& range = demands.ranges[fact.fact];
  if (low) range.low = std::max(range.low, *low);
  if (high) range.high = std::min(range.high, *high);
  return range.low <= range.high;
}

bool demand_fact(Demands& demands, const FactCondition& fact) {
  const auto days = [](const std::optional<Date>& date) {
    return date ? std::optional<long long>(days_from_date(*date)) : std::nullopt;
  };
  switch (kind_of(fact.fact)) {
    case FactKind::number:
      return demand_range(demands, fact, fact.at_least, fact.at_most);
    case FactKind::date:
      return demand_range(demands, fact, days(fact.from), days(fact.until));
    default:
      break;
  }
  if (has_many_values(fact.fact)) return true;
  const std::set<std::string> wanted(fact.is.begin(), fact.is.end());
  const auto [known, fresh] = demands.words.try_emplace(fact.fact, wanted);
  if (fresh) return true;
  std::erase_if(known->second, [&](const std::string& word) { return !wanted.contains(word); });
  return !known->second.empty();
}

// `no` of a fact: what is left of its values, where that can be said.
bool demand_no_fact(Demands& demands, const FactCondition& fact) {
  if (kind_of(fact.fact) == FactKind::word && !has_many_values(fact.fact)) {
    const auto known = demands.words.find(fact.fact);
    if (known == demands.words.end()) return true;
    for (const auto& word : fact.is) known->second.erase(word);
    return !known->second.empty();
  }
  if (kind_of(fact.fact) != FactKind::number) return true;
  auto low = fact.at_least, high = fact.at_most;
  // Not at least 3 is at most 2; of a band nothing can be said at one end.
  if (low && !high) return demand_range(demands, fact, std::nullopt, *low - 1);
  if (high && !low) return demand_range(demands, fact, *high + 1, std::nullopt);
  return true;
}

bool agree(const Demands& demands) {
  for (const auto& list : demands.tags)
    if (!list.empty() && std::all_of(list.begin(), list.end(), [&](const std::string& tag) {
          return demands.without_tags.contains(tag);
        }))
      return false;
  for (const auto& one : demands.installed)
    if (std::find(demands.not_installed.begin(), demands.not_installed.end(), one) !=
        demands.not_installed.end())
      return false;
  return true;
}

class Search {
 public:
  explicit Search(const std::vector<Subject>& of) : of_(of) {}

  // Whether all of these can be true together with what is demanded so far.
  bool possible(std::vector<std::pair<const Condition*, bool>> open, Demands demands) {
    if (++tried_ > kMostAlternatives) return true;
    while (!open.empty()) {
      const auto [condition, wanted] = open.back();
      open.pop_back();
      using Kind = Condition::Kind;
      const bool both = (condition->kind == Kind::all && wanted) ||
                        (condition->kind == Kind::any && !wanted) ||
                        (condition->kind == Kind::none && wanted);
      const bool inner = condition->kind == Kind::none ? !wanted : wanted;
      if (condition->kind <= Kind::none) {
        if (both) {
          for (const auto& part : condition->parts) open.emplace_back(&part, inner);
          continue;
        }
        return std::any_of(condition->parts.begin(), condition->parts.end(), [&](const Condition& part) {
          auto rest = open;
          rest.emplace_back(&part, inner);
          return possible(std::move(rest), demands);
        });
      }
      if (!demand(demands, *condition, wanted)) return false;
    }
    return agree(demands);
  }

 private:
  bool demand(Demands& demands, const Condition& condition, bool wanted) const {
    switch (condition.kind) {
      case Condition::Kind::fact:
        if (!known(condition.fact.fact)) return false;
        return wanted ? demand_fact(demands, condition.fact) : demand_no_fact(demands, condition.fact);
      case Condition::Kind::tag:
        if (wanted)
          demands.tags.push_back(condition.tags);
        else
          demands.without_tags.insert(condition.tags.begin(), condition.tags.end());
        return true;
      default:
        break;
    }
    const bool has = (condition.kind == Condition::Kind::installed) == wanted;
    (has ? demands.installed : demands.not_installed).push_back(condition.installed);
    return true;
  }

  // Facts that only notices have, asked of organisations.
  bool known(Fact fact) const {
    const bool only_organisations =
        std::all_of(of_.begin(), of_.end(), [](Subject subject) { return subject == Subject::organisation; });
    if (!only_organisations || of_.empty()) return true;
    Condition one;
    one.kind = Condition::Kind::fact;
    one.fact.fact = fact;
    Needs needs;
    needs.add(one);
    return needs.organisation;
  }

  const std::vector<Subject>& of_;
  std::size_t tried_ = 0;
};

}  // namespace

bool can_hold(const Condition& condition, const std::vector<Subject>& of) {
  return Search(of).possible({{&condition, true}}, {});
}

}  // namespace tenderlead::rules

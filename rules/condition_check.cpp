#include "rules/condition_check.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "rules/number_set.h"

namespace tenderlead::rules {
namespace {

// More alternatives than these aren't followed: nothing is said then.
constexpr std::size_t kMostAlternatives = 256;
constexpr long long kYuanAWan = 10'000;
// Amounts beyond these aren't reckoned in yuan.
constexpr long long kMostWan = NumberSet::kMost / kYuanAWan - 1;

struct Scale {
  long long low = NumberSet::kLeast;
  long long high = NumberSet::kMost;
};

// What a number can be at all (DOMAIN: tiers 1 to 3, EMR 0 to 8, smart service and management 0 to 5).
Scale scale_of(Fact fact) {
  switch (fact) {
    case Fact::tier:
      return {1, 3};
    case Fact::emr_level:
      return {0, 8};
    case Fact::smart_service:
    case Fact::smart_management:
      return {0, 5};
    case Fact::rating_gap:
      return {1, 8};
    case Fact::attempt:
    case Fact::notices:
      return {1, NumberSet::kMost};
    case Fact::beds:
    case Fact::outpatient_visits:
    case Fact::discharges:
    case Fact::surgeries:
    case Fact::staff:
    case Fact::founded:
    case Fact::budget_wan:
    case Fact::budget_yuan:
    case Fact::award_wan:
    case Fact::award_yuan:
      return {0, NumberSet::kMost};
    default:
      return {};
  }
}

// A fact of which something has several values at once, each of which may fit another word.
bool has_many_values(Fact fact) {
  return fact == Fact::product || fact == Fact::department || fact == Fact::supplier;
}
// Of these a part of the value is enough.
bool fits_by_part(Fact fact) {
  return fact == Fact::department || fact == Fact::supplier;
}

using Codes = std::set<std::string>;

// The places that lie both in one of `a` and in one of `b`.
Codes common(const Codes& a, const Codes& b) {
  Codes both;
  for (const auto& one : a)
    for (const auto& other : b) {
      if (one.starts_with(other)) both.insert(one);
      if (other.starts_with(one)) both.insert(other);
    }
  return both;
}

// What must be true together.
struct Demands {
  std::map<Fact, NumberSet> numbers;
  std::map<Fact, std::set<std::string>> words;      // one of these
  std::map<Fact, std::set<std::string>> not_words;  // and none of these
  // Facts with many values: of each list one, and of `not_words` none.
  std::vector<std::pair<Fact, std::vector<std::string>>> many;
  std::optional<Codes> regions;  // in one of these
  Codes not_regions;
  std::set<std::string> without_tags;
  std::vector<std::vector<std::string>> tags;  // of each list one
  std::vector<InstalledCondition> installed;
  std::vector<InstalledCondition> not_installed;
};

// Bounds of a number or a date, in the unit in which the fact is reckoned: amounts in yuan, dates in days.
struct Bounds {
  Fact fact;
  long long low = NumberSet::kLeast;
  long long high = NumberSet::kMost;
};

Bounds bounds_of(const FactCondition& asked) {
  Bounds bounds{asked.fact};
  if (kind_of(asked.fact) == FactKind::date) {
    if (asked.from) bounds.low = days_from_date(*asked.from);
    if (asked.until) bounds.high = days_from_date(*asked.until);
    return bounds;
  }
  if (asked.at_least) bounds.low = *asked.at_least;
  if (asked.at_most) bounds.high = *asked.at_most;
  const bool wan = asked.fact == Fact::budget_wan || asked.fact == Fact::award_wan;
  if (!wan) return bounds;
  // Whole 万元 are rounded down.
  bounds.fact = asked.fact == Fact::budget_wan ? Fact::budget_yuan : Fact::award_yuan;
  if (asked.at_least) bounds.low = std::clamp(bounds.low, -kMostWan, kMostWan) * kYuanAWan;
  if (asked.at_most) bounds.high = std::clamp(bounds.high, -kMostWan, kMostWan) * kYuanAWan + (kYuanAWan - 1);
  return bounds;
}

class Search {
 public:
  Search(const std::vector<Subject>& of, const LintContext& context, const Condition* only)
      : of_(of), context_(context), only_(only) {}

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
        const bool chosen =
            only_ != nullptr && std::any_of(condition->parts.begin(), condition->parts.end(),
                                            [this](const Condition& part) { return &part == only_; });
        for (const auto& part : condition->parts) {
          if (chosen && &part != only_) continue;
          auto rest = open;
          rest.emplace_back(&part, inner);
          if (possible(std::move(rest), demands)) return true;
        }
        return false;
      }
      if (!demand(demands, *condition, wanted)) return false;
    }
    return agree(demands);
  }

 private:
  bool demand(Demands& demands, const Condition& condition, bool wanted) const {
    switch (condition.kind) {
      case Condition::Kind::fact:
        return known(condition.fact.fact) && demand_fact(demands, condition.fact, wanted);
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

  bool demand_fact(Demands& demands, const FactCondition& asked, bool wanted) const {
    switch (kind_of(asked.fact)) {
      case FactKind::number:
      case FactKind::date: {
        const auto bounds = bounds_of(asked);
        const auto [numbers, fresh] = demands.numbers.try_emplace(bounds.fact);
        const auto scale = scale_of(bounds.fact);
        if (fresh) numbers->second.keep(scale.low, scale.high);
        if (wanted)
          numbers->second.keep(bounds.low, bounds.high);
        else
          numbers->second.drop(bounds.low, bounds.high);
        return !numbers->second.empty();
      }
      case FactKind::region:
        return demand_region(demands, asked, wanted);
      case FactKind::word:
        break;
    }
    if (!wanted)
      demands.not_words[asked.fact].insert(asked.is.begin(), asked.is.end());
    else if (has_many_values(asked.fact))
      demands.many.emplace_back(asked.fact, asked.is);
    else if (const auto [words, fresh] =
                 demands.words.try_emplace(asked.fact, asked.is.begin(), asked.is.end());
             !fresh)
      std::erase_if(words->second, [&](const std::string& word) {
        return std::find(asked.is.begin(), asked.is.end(), word) == asked.is.end();
      });
    return true;
  }

  // The codes of a region as it is written; nothing where it isn't known.
  std::vector<std::string> codes_of(std::string_view region) const {
    const bool code = std::all_of(region.begin(), region.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!code) return context_.places ? context_.places(region) : std::vector<std::string>();
    while (region.size() > 2 && region.size() % 2 == 0 && region.ends_with("00")) region.remove_suffix(2);
    return {std::string(region)};
  }

  bool demand_region(Demands& demands, const FactCondition& asked, bool wanted) const {
    Codes codes;
    for (const auto& region : asked.is) {
      const auto found = codes_of(region);
      if (found.empty() && wanted) return true;
      codes.insert(found.begin(), found.end());
    }
    if (!wanted) {
      demands.not_regions.insert(codes.begin(), codes.end());
      return true;
    }
    demands.regions = demands.regions ? common(*demands.regions, codes) : codes;
    return !demands.regions->empty();
  }

  bool agree(Demands& demands) const {
    for (const auto& list : demands.tags)
      if (!list.empty() && std::all_of(list.begin(), list.end(), [&](const std::string& tag) {
            return demands.without_tags.contains(tag);
          }))
        return false;
    for (const auto& one : demands.installed)
      if (std::find(demands.not_installed.begin(), demands.not_installed.end(), one) !=
          demands.not_installed.end())
        return false;
    return words_agree(demands) && days_agree(demands) && regions_agree(demands);
  }

  static bool words_agree(Demands& demands) {
    for (auto& [fact, words] : demands.words) {
      if (const auto none = demands.not_words.find(fact); none != demands.not_words.end())
        std::erase_if(
            words, [&, &without = none->second](const std::string& word) { return without.contains(word); });
      if (words.empty()) return false;
    }
    for (const auto& [fact, list] : demands.many) {
      const auto none = demands.not_words.find(fact);
      if (none == demands.not_words.end()) continue;
      const bool part = fits_by_part(fact);
      const bool left = std::any_of(list.begin(), list.end(), [&, &without = none->second](const auto& word) {
        return std::none_of(without.begin(), without.end(), [&](const std::string& other) {
          return part ? word.find(other) != std::string::npos : word == other;
        });
      });
      if (!left) return false;
    }
    return true;
  }

  // Days are counted from the day of judging, which is never before as_of: what must be at most so many days old isn't
  // older than that today, and what lies so many days ahead isn't nearer.
  bool days_agree(Demands& demands) const {
    if (!context_.as_of) return true;
    const auto today = days_from_date(*context_.as_of);
    const auto not_before = [&](Fact date, long long day) {
      const auto dates = demands.numbers.find(date);
      if (dates == demands.numbers.end()) return true;
      dates->second.keep(day, NumberSet::kMost);
      return !dates->second.empty();
    };
    constexpr long long kFar = 1'000'000'000;
    const auto ahead = [&](Fact days, Fact date) {
      const auto known = demands.numbers.find(days);
      if (known == demands.numbers.end() || known->second.least() < -kFar || known->second.least() > kFar)
        return true;
      return not_before(date, today + known->second.least());
    };
    const auto since = demands.numbers.find(Fact::days_since_published);
    if (since != demands.numbers.end() && since->second.most() < kFar && since->second.most() > -kFar &&
        !not_before(Fact::published, today - since->second.most()))
      return false;
    return ahead(Fact::days_to_deadline, Fact::deadline) && ahead(Fact::days_to_expected, Fact::expected);
  }

  bool regions_agree(Demands& demands) const {
    const auto provinces = demands.words.find(Fact::province);
    if (provinces != demands.words.end() && context_.places) {
      Codes codes;
      bool all_known = true;
      for (const auto& name : provinces->second) {
        std::size_t before = codes.size();
        for (const auto& code : context_.places(name))
          if (code.size() == 2) codes.insert(code);
        all_known = all_known && codes.size() > before;
      }
      if (all_known) {
        demands.regions = demands.regions ? common(*demands.regions, codes) : codes;
        if (demands.regions->empty()) return false;
      }
    }
    if (!demands.regions || demands.not_regions.empty()) return true;
    return std::any_of(demands.regions->begin(), demands.regions->end(), [&](const std::string& code) {
      return std::none_of(demands.not_regions.begin(), demands.not_regions.end(),
                          [&](const std::string& other) { return code.starts_with(other); });
    });
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
  const LintContext& context_;
  const Condition* only_;
  std::size_t tried_ = 0;
};

// The facts that must be known for `condition` to hold; none where that can't be said.
bool add_facts(const Condition& condition, std::set<Fact>& facts) {
  if (condition.kind == Condition::Kind::fact) {
    facts.insert(condition.fact.fact);
    return true;
  }
  return condition.kind <= Condition::Kind::none &&
         std::all_of(condition.parts.begin(), condition.parts.end(),
                     [&](const Condition& part) { return add_facts(part, facts); });
}
bool is_conjunction(const Condition& condition) {
  if (condition.kind == Condition::Kind::fact) return true;
  return condition.kind == Condition::Kind::all &&
         std::all_of(condition.parts.begin(), condition.parts.end(), is_conjunction);
}

}  // namespace

bool can_hold(const Condition& condition, const std::vector<Subject>& of, const LintContext& context,
              const Condition* only) {
  return Search(of, context, only).possible({{&condition, true}}, {});
}

bool covered(const std::vector<Condition>& earlier, const Condition& later, const LintContext& context) {
  // What isn't known answers neither yes nor no: only where all that the earlier ones ask for is known when the later one holds do
  // they say no where they don't hold.
  std::set<Fact> known;
  if (!is_conjunction(later) || !add_facts(later, known)) return false;
  std::vector<std::pair<const Condition*, bool>> open;
  for (const auto& one : earlier) {
    std::set<Fact> asked;
    if (add_facts(one, asked) && std::includes(known.begin(), known.end(), asked.begin(), asked.end()))
      open.emplace_back(&one, false);
  }
  if (open.empty()) return false;
  open.emplace_back(&later, true);
  const std::vector<Subject> of;
  return !Search(of, context, nullptr).possible(std::move(open), {});
}

std::string beyond_scale(const FactCondition& condition) {
  if (!is_number(condition.fact)) return {};
  const auto scale = scale_of(condition.fact);
  const bool above = condition.at_least && *condition.at_least > scale.high;
  const bool below = condition.at_most && *condition.at_most < scale.low;
  if (!above && !below) return {};
  const auto name = std::string("'") + to_string(condition.fact) + "' is ";
  if (scale.high == NumberSet::kMost)
    return name + "never less than " + std::to_string(scale.low) + ", so this never holds";
  return name + std::to_string(scale.low) + " to " + std::to_string(scale.high) + ", so this never holds";
}

Condition all_of(const std::vector<FactCondition>& facts, const Place& place) {
  Condition all;
  all.place = place;
  for (const auto& fact : facts) {
    auto& part = all.parts.emplace_back();
    part.kind = Condition::Kind::fact;
    part.fact = fact;
    part.place = place;
  }
  return all;
}

}  // namespace tenderlead::rules

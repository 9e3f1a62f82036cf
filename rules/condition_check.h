// Which conditions contradict themselves, and which say no more than others do. Everything here is certain where it says
// so; where it can't be told, it says nothing. Pure and thread-safe.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/rulebook.h"

namespace tenderlead::rules {

// What conditions are judged with besides their own words.
struct LintContext {
  // The day from which on a rule has to hold; without it days that are counted aren't compared with dates.
  std::optional<Date> as_of = std::nullopt;
  // The GB/T 2260 codes of the places that a region's name means, without the zeros at their ends; without it names of
  // regions aren't compared.
  std::function<std::vector<std::string>(std::string_view name)> places = nullptr;
};

// Whether a condition can hold at all: false where what it asks for excludes itself (at least 3 and at most 2, one of [a] and one
// of [b], a tag and not that tag). `of`: what it is asked of; facts that such things never have never hold. `only`: of the `any`
// that it is a part of, only this part counts.
bool can_hold(const Condition& condition, const std::vector<Subject>& of, const LintContext& context = {},
              const Condition* only = nullptr);

// Whether `later` never holds where none of `earlier` does.
bool covered(const std::vector<Condition>& earlier, const Condition& later, const LintContext& context = {});

// The scale of a fact and why nothing on it fits what is asked for: "'tier' is 1 to 3"; empty where something does.
std::string beyond_scale(const FactCondition& condition);

// The conditions of a lead's case or a plan as one.
Condition all_of(const std::vector<FactCondition>& facts, const Place& place);

}  // namespace tenderlead::rules

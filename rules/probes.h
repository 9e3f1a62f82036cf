// Which notices a change of rules can touch at all, so that trying a change over a million notices looks at few of them.
//
// A probe is a list of strings that a notice must hold, all of them, to be judged differently. Together the probes of two books
// name every notice whose tags, products or points can differ, and many that don't. Where a change can't be bound to
// words (a rule of conditions alone, the length of text looked at, a pattern that needs no string), `all` says so.
// Pure and thread-safe.
#pragma once

#include <compare>
#include <string>
#include <vector>

#include "rules/rulebook.h"

namespace tenderlead::rules {

struct ProbeString {
  std::string text;    // folded (words.h)
  bool whole = false;  // a word of a list: no Latin letters go on at its ends

  friend auto operator<=>(const ProbeString&, const ProbeString&) = default;
};

struct Probes {
  bool all = false;                               // any notice may be judged differently
  std::vector<std::vector<ProbeString>> strings;  // each list once
  std::vector<std::string> rules;                 // that differ: "tags/health_it", "products/lis", "ignore"
};
Probes probes_between(const RuleBook& before, const RuleBook& after);

}  // namespace tenderlead::rules

// Linter: rules that are written correctly and yet do nothing, or not what they seem to. app/config finds what can't be
// read; this finds what can be read and is in vain.
//
//   never       a rule, signal, word or condition that can never count
//   shadowed    a word or pattern that makes no difference beside another one of its list
//   duplicate   the same word twice, rules or signals that say the same, words that differ only in width, case or spaces
//   unused      a word list that no rule uses
//   asleep      a rule that asks for a tag which is a draft or retired
//
// What it says is certain, except that it takes patterns for what their text says; where it can't know, it is silent.
// Pure and thread-safe; linear in the words but for patterns, each of which is tried on each word of its list.
#pragma once

#include <string>
#include <vector>

#include "rules/rulebook.h"

namespace tenderlead::rules {

struct LintFinding {
  Place place;
  std::string kind;     // "never", "shadowed", "duplicate", "unused", "asleep"
  std::string rule;     // "tags/health_it", "tags/health_it/clinical_words"; empty for word lists
  std::string message;  // for the person who wrote the rule
};

// By file, line and column.
std::vector<LintFinding> lint(const RuleBook& book);

// Whether a condition can hold at all: false where what it asks for excludes itself (at least 3 and at most 2, one of [a] and one
// of [b], a tag and not that tag). `known`: facts of this subject; others never hold. True where it can't be told.
bool can_hold(const Condition& condition, const std::vector<Subject>& of);

}  // namespace tenderlead::rules

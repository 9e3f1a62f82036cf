// Linter: rules that are written correctly and yet do nothing, or not what they seem to. app/config finds what can't be
// read; this finds what can be read and is in vain.
//
//   never       a rule, signal, word or condition that can never count
//   shadowed    what makes no difference beside another one: a word beside a shorter one or a pattern of its list, an alternative
//               of `any`, a case, plan or lead rule behind one that holds wherever it does, a product that gives way to one which
//               is given wherever it is
//   duplicate   the same word twice; tags, products or signals that say the same, or differ only in width, case or spaces
//   unused      a word list that no rule uses
//   asleep      a rule that asks for a tag which is a draft or retired
//
// What it says is certain, except that it takes patterns for what their text says; where it can't know, it is silent.
// Pure and thread-safe; linear in the words but for patterns, each of which is tried on each word of its list.
#pragma once

#include <string>
#include <vector>

#include "rules/condition_check.h"
#include "rules/rulebook.h"

namespace tenderlead::rules {

struct LintFinding {
  Place place;
  std::string kind;     // "never", "shadowed", "duplicate", "unused", "asleep"
  std::string rule;     // "tags/health_it", "tags/health_it/clinical_words"; empty for word lists
  std::string message;  // for the person who wrote the rule
};

// By file, line and column.
std::vector<LintFinding> lint(const RuleBook& book, const LintContext& context = {});

}  // namespace tenderlead::rules

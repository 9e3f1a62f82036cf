// A rule's signals with the numbers that its words have in the vocabulary. Internal to this room.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "rules/rulebook.h"
#include "rules/vocabulary.h"

namespace tenderlead::rules {

struct CompiledSignal {
  const Signal* signal = nullptr;
  std::span<const FieldPoints> where;  // the signal's, without the way over it
  std::uint32_t any = 0;
  std::vector<std::uint32_t> all;
  std::optional<std::uint32_t> none;
  std::optional<std::uint32_t> near;
};

struct CompiledScoring {
  const Scoring* scoring = nullptr;
  std::string rule;  // "tags/health_it"
  std::optional<std::uint32_t> ignore;
  std::optional<std::uint32_t> exclude;
  std::vector<CompiledSignal> signals;
  // Of `any`: those of the signals, one after the other, are the numbers of this range, which is no other rule's.
  std::uint32_t first_group = 0;
  std::uint32_t end_group = 0;
};

// Groups that only qualify what other groups find: many rules have the same ones (系统, 软件; 采购), which are then looked for
// once. Those of `any` stay apart, since their numbers say whose rule they are of.
class SharedGroups {
 public:
  explicit SharedGroups(Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

  std::uint32_t add(const WordGroup& group, const std::string& rule);
  std::optional<std::uint32_t> add_unless_empty(const WordGroup& group, const std::string& rule);

 private:
  Vocabulary& vocabulary_;
  std::map<std::string, std::uint32_t> numbers_;
};

// `scoring` must outlive what is returned.
CompiledScoring compile_scoring(Vocabulary& vocabulary, SharedGroups& shared, const Scoring& scoring,
                                std::string rule);

}  // namespace tenderlead::rules

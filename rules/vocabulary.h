// All word groups of a rule book, compiled together: groups are numbered, and one pass over a text gives the hits of every
// group.
#pragma once

#include <re2/re2.h>
#include <re2/set.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "model/result.h"
#include "rules/rulebook.h"
#include "rules/words.h"

namespace tenderlead::rules {

// One occurrence of a word or pattern of a group; bytes of the folded text.
struct GroupHit {
  std::uint32_t group = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  friend auto operator<=>(const GroupHit&, const GroupHit&) = default;
};

// The hits in one text, by group and then by place.
class GroupHits {
 public:
  explicit GroupHits(std::vector<GroupHit> sorted) : hits_(std::move(sorted)) {}
  std::span<const GroupHit> of(std::uint32_t group) const;
  bool empty() const { return hits_.empty(); }

 private:
  std::vector<GroupHit> hits_;
};

class Vocabulary {
 public:
  // Adds a group and returns its number. `rule` names it in errors.
  std::uint32_t add(const WordGroup& group, const std::string& rule);
  // Error invalid_config: a pattern that RE2 refuses; too_large: the patterns need more than 64 MiB together.
  Result<void> compile();

  // Thread-safe after compile().
  GroupHits find(const FoldedText& text) const;

 private:
  struct Pattern {
    std::string text;
    std::string rule;
    std::uint32_t group = 0;
    std::unique_ptr<re2::RE2> expression;
  };

  std::uint32_t groups_ = 0;
  WordAutomaton automaton_;
  std::vector<std::vector<std::uint32_t>> groups_of_word_;
  std::vector<Pattern> patterns_;
  std::unique_ptr<re2::RE2::Set> set_;
};

}  // namespace tenderlead::rules

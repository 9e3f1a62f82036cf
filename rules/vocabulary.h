// All word groups of a rule book, compiled together: groups are numbered, and one pass over a text gives the hits of every
// group, whatever their number.
//
// Patterns aren't tried one by one: RE2 says which strings a text must hold for a pattern to match, these go into the
// same automaton as the words, and a pattern is only run over the lines that hold its strings. (Folding ends a line
// after each thing that is said, so a line is a few words. A pattern that could reach over a line's end, or of which no
// string is known, is run over the whole text.)
#pragma once

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <cstdint>
#include <deque>
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
  std::span<const GroupHit> all() const { return hits_; }
  bool empty() const { return hits_.empty(); }

 private:
  std::vector<GroupHit> hits_;
};

class Vocabulary {
 public:
  // Adds a group and returns its number. `rule` names it in errors.
  std::uint32_t add(const WordGroup& group, const std::string& rule);
  std::uint32_t groups() const { return groups_; }
  // Error invalid_config: a pattern that RE2 refuses; too_large: the patterns need more than 64 MiB together.
  Result<void> compile();

  // Thread-safe after compile().
  GroupHits find(const FoldedText& text) const;

 private:
  struct Pattern {
    std::string text;
    std::string rule;                   // the first that has it
    std::vector<std::uint32_t> groups;  // ascending
  };
  // Patterns behind one filter.
  struct Filtered {
    std::vector<const Pattern*> patterns;  // by the filter's numbers
    std::unique_ptr<re2::FilteredRE2> expressions;
    std::vector<int> always;  // strings that are taken as seen in every text
  };
  struct StringHit {
    int string = 0;  // number given by the filter
    std::uint32_t begin = 0;
  };

  Result<void> compile_patterns();
  void compile_filter(Filtered& filtered, std::vector<int>& string_of_word);
  void find_in_lines(const std::string& text, std::vector<StringHit>& strings,
                     std::vector<GroupHit>& hits) const;
  static void match(const Filtered& filtered, std::vector<int>& strings, std::string_view text,
                    std::size_t begin, std::size_t end, std::vector<GroupHit>& hits);

  std::uint32_t groups_ = 0;
  WordAutomaton automaton_;  // words of groups, and strings that patterns need
  std::vector<std::vector<std::uint32_t>> groups_of_word_;
  // By word: the string of the filter of `lines_` or `texts_`; -1: none.
  std::vector<int> line_string_;
  std::vector<int> text_string_;
  std::deque<Pattern> patterns_;
  Filtered lines_;  // need a string to match, and no match holds a line feed
  Filtered texts_;  // all others
};

}  // namespace tenderlead::rules

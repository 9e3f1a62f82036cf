// All word groups of a rule book, compiled together: groups are numbered, and one pass over a text gives the hits of every
// group, whatever their number.
//
// Patterns aren't tried one by one: RE2 says which strings a text must hold for a pattern to match (needed_strings.h), these
// are found together with the words, and a pattern is only run over the lines that hold its strings. What makes it look
// at a pattern at all are the strings that the fewest patterns share, so that a word of every notice (系统) costs
// nothing. (Folding ends a line after each thing that is said, so a line is a few words. A pattern that could reach over a
// line's end, or of which no string is known, is run over the whole text.)
#pragma once

#include <re2/re2.h>

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/result.h"
#include "rules/plain_pattern.h"
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
    std::unique_ptr<re2::RE2> expression;
    // Words of words_ of which one of each list must be there too, where a key is; ascending.
    std::vector<std::vector<std::uint32_t>> needs;
    // Of those within lines: tried before `expression` is, where it can be.
    std::optional<PlainPattern> plain = std::nullopt;
    // Of those within lines: what a match holds lies in so many bytes; absent: in the line.
    std::optional<std::uint32_t> longest = std::nullopt;
  };
  using Patterns = std::vector<const Pattern*>;
  // What a word of words_ is there for.
  struct Use {
    std::vector<std::uint32_t> groups;  // of which it is a word; ascending
    Patterns in_line;             // of which it is a key: one of these can't match without one of its keys
    Patterns in_text;             // the same of those that may reach over a line's end
    bool needed_in_line = false;  // by some pattern of those
    bool needed_in_text = false;
  };
  struct Needed {
    std::uint32_t word = 0;
    std::uint32_t begin = 0;
  };

  // What matters of a use while a text is read, close together.
  struct Role {
    std::uint32_t groups = 0;  // the first of them in word_groups_
    std::uint32_t group_count : 28 = 0;
    std::uint32_t key_of_lines : 1 = 0;
    std::uint32_t key_of_text : 1 = 0;
    std::uint32_t needed_in_line : 1 = 0;
    std::uint32_t needed_in_text : 1 = 0;
  };

  Result<void> compile_patterns();
  void note_roles();
  Use& use(std::uint32_t word);
  // Where a pattern may match: in text[begin, end).
  struct Window {
    const Pattern* pattern = nullptr;
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  void find_in_text(std::string_view text, std::vector<std::uint32_t>& words,
                    std::vector<GroupHit>& hits) const;
  // `needed` by their beginnings.
  void find_in_lines(std::string_view text, std::span<const Needed> needed,
                     std::vector<GroupHit>& hits) const;
  // Of the patterns of which needed[at] is a key; `needed` is a line's, by their beginnings.
  void find_windows(std::span<const Needed> needed, std::size_t at, const Window& line,
                    std::vector<Window>& windows) const;
  static void run(std::vector<Window>& windows, std::string_view text, std::vector<GroupHit>& hits);
  // Over text[begin, end).
  static void run(const Pattern& pattern, std::string_view text, std::size_t begin, std::size_t end,
                  std::vector<GroupHit>& hits);

  std::uint32_t groups_ = 0;
  WordFinder words_;       // words of groups, and strings that patterns need
  std::vector<Use> uses_;  // by word
  std::vector<Role> roles_;
  std::vector<std::uint32_t> word_groups_;
  std::deque<Pattern> patterns_;
  std::map<std::string, std::size_t> pattern_numbers_;  // by text, into patterns_
  Patterns always_;                                     // run over every text
};

}  // namespace tenderlead::rules

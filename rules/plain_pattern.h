// Patterns as rules are mostly written (words, alternatives, gaps of a few characters), tried in place: a program of a few
// hundred bytes instead of the automata that RE2 makes of each pattern while it runs, which a thousand patterns' worth of
// memory is too slow for. It finds what RE2 finds, the leftmost match and of alternatives the first; where it would take
// more steps than the text is long, it gives up, and RE2 is asked.
//
// Immutable; thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::rules {

class PlainPattern {
 public:
  // Of a pattern that RE2 takes and that stays within a line (line_pattern.h). Nothing where there is anything in it that
  // isn't known here, or where it matches the empty text.
  static std::optional<PlainPattern> compile(std::string_view pattern);

  // Whether it finds in less time than RE2 takes with its automata at hand: a short program that begins with one word. Of many
  // alternatives RE2 knows in one step which it is.
  bool is_quick() const;

  struct Found {
    enum class How { nothing, match, gave_up } how = How::nothing;
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  // The first match in text[from, text.size()), a folded text's part between characters.
  Found find(std::string_view text, std::size_t from) const;

 private:
  friend class PlainPatternReader;

  // Characters: those of `ranges`, or all others.
  struct Class {
    std::vector<std::pair<char32_t, char32_t>> ranges;
    bool others = false;
    bool contains(char32_t point) const;
  };
  struct Step {
    enum class Kind : std::uint8_t {
      words,   // the bytes words_[a, b)
      some,    // `least` to `most` characters of classes_[a], as many as can be
      choice,  // goes on at a, or else at b
      jump,    // goes on at a
      end,
    };
    Kind kind = Kind::end;
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    std::uint32_t least = 1;
    std::uint32_t most = 1;
    // Of words: up to four of their bytes, from the first on.
    std::uint32_t first = 0;
    std::uint32_t first_mask = 0;
  };
  struct Run;  // over one text

  // The next place from `at` on where a match may begin; the text's end where there is none.
  std::size_t next_begin(std::string_view text, std::size_t at) const;
  void note_first(std::size_t step, std::vector<bool>& seen);
  bool stands(const Step& words, std::string_view text, std::size_t at) const;
  static std::size_t end_of(Run& run, std::size_t step, std::size_t at, int depth);

  std::string words_;
  std::vector<Class> classes_;
  std::vector<Step> steps_;
  // By the first byte of a match, and where all matches begin with known characters, by a hash of these.
  std::array<bool, 256> first_bytes_{};
  std::uint64_t first_characters_ = 0;
};

}  // namespace tenderlead::rules

// A text as search compares it, and where words stand in it: without case and width, and with no white space between wide characters,
// because pages break lines inside words. A word of Latin letters or digits stands only where the index has it as a term.
//
// Pure functions; thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::store {

class FoldedText {
 public:
  explicit FoldedText(std::string_view text);

  // Code points of the text, from and to (not included).
  struct Place {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    friend bool operator==(const Place&, const Place&) = default;
  };
  // Where a word stands that was folded by folded_word(): the first `most` places, none overlapping.
  std::vector<Place> places(std::string_view word, std::size_t most) const;
  bool holds(std::string_view word) const { return !places(word, 1).empty(); }

 private:
  void add(std::string_view bytes, std::uint32_t from);
  std::string bytes_;
  std::vector<std::uint32_t> from_;  // of each byte: the code point that it came from
};

std::string folded_word(std::string_view word);

// Whether a word stands in a folded text, as FoldedText::places() finds it: one of Latin letters or digits as a whole.
bool stands_in(std::string_view word, std::string_view folded);

}  // namespace tenderlead::store

// The first characters of a table's words: one look tells whether any of them can begin at a place in a text.
#pragma once

#include <bitset>
#include <string_view>

namespace tenderlead::parsers {

// Built once for each table; afterwards immutable and thread-safe.
class FirstCharacters {
 public:
  // `words_of` gives the std::u32string_view of a row.
  template <typename Table, typename WordsOf>
  FirstCharacters(const Table& table, WordsOf words_of) {
    for (const auto& row : table) add(words_of(row));
  }
  template <typename Table>
  explicit FirstCharacters(const Table& table) {
    for (const std::u32string_view words : table) add(words);
  }

  bool has(char32_t c) const { return c < kSize && set_[c]; }

 private:
  void add(std::u32string_view words) {
    if (!words.empty() && words.front() < kSize) set_[words.front()] = true;
  }
  static constexpr char32_t kSize = 0x10000;  // the basic plane holds every word of ours
  std::bitset<kSize> set_;
};

}  // namespace tenderlead::parsers

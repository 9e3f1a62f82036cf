// Whether a text has any of some words, and whether a letter is one of some: most letters of a page are neither, which is
// told of each by six bits or ten.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace tenderlead::parsers::notice {

// One pass over the text for all of the words, none of which is empty.
inline bool has_any(std::u16string_view text, std::span<const std::u16string_view> words) {
  std::uint64_t begins = 0;
  for (const auto word : words) begins |= std::uint64_t{1} << (word.front() & 63);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((begins >> (text[at] & 63) & 1) == 0) continue;
    const auto rest = text.substr(at);
    for (const auto word : words)
      if (rest.starts_with(word)) return true;
  }
  return false;
}
inline bool has_any(std::u16string_view text, std::initializer_list<std::u16string_view> words) {
  return has_any(text, std::span(words.begin(), words.size()));
}

class Letters {
 public:
  // `letters` must outlive it.
  constexpr explicit Letters(std::u16string_view letters) : letters_(letters) {
    for (const char16_t c : letters) bits_[place(c)] |= std::uint64_t{1} << (c & 63);
  }
  constexpr bool has(char16_t c) const {
    return (bits_[place(c)] >> (c & 63) & 1) != 0 && letters_.find(c) != std::u16string_view::npos;
  }

 private:
  static constexpr std::size_t place(char16_t c) { return c >> 6 & 15; }
  std::u16string_view letters_;
  std::array<std::uint64_t, 16> bits_{};
};

}  // namespace tenderlead::parsers::notice

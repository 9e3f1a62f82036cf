// A text as code points, with full-width forms folded, and the way back to its bytes. Every value scanner works
// on this: １２３ and 123, （ and (, ： and : are the same to it, while spans still point into the original.
//
// Malformed UTF-8 becomes U+FFFD, one for each bad byte; building it is linear and never fails.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/document.h"

namespace tenderlead::parsers {

// Full-width ASCII (U+FF01..U+FF5E) to ASCII, all white space to ' ', dashes to '-', ￥ to ¥, 〇○ to 零; other
// code points stay. Never changes the number of code points.
char32_t fold(char32_t code_point);

class FoldedText {
 public:
  explicit FoldedText(std::string_view text);

  std::size_t size() const { return points_.size(); }
  // The folded code point at an index; 0 past the end, so that scanners may look ahead freely.
  char32_t operator[](std::size_t index) const { return index < points_.size() ? points_[index] : U'\0'; }
  std::u32string_view view() const { return {points_.data(), points_.size()}; }
  std::u32string_view view(std::size_t begin, std::size_t end) const {
    return view().substr(begin, end - begin);
  }
  bool starts_with(std::size_t index, std::u32string_view words) const {
    return view().substr(index < size() ? index : size()).starts_with(words);
  }
  // The byte at which code point `index` begins; the text's size for size().
  std::size_t byte(std::size_t index) const { return bytes_[index]; }
  Span span(std::size_t begin, std::size_t end) const { return {bytes_[begin], bytes_[end]}; }

 private:
  std::vector<char32_t> points_;
  std::vector<std::uint32_t> bytes_;  // size() + 1 entries
};

std::string to_utf8(std::u32string_view points);
std::u32string to_utf32(std::string_view text);

constexpr bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}
constexpr bool is_ascii_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}
// A Chinese character: the unified ideographs and their extension A.
constexpr bool is_chinese(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF);
}

}  // namespace tenderlead::parsers

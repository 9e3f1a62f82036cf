// White space as a reader sees it: runs of it, whatever their characters, are one space; none at either end.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tenderlead::parsers {

// What stands at `at` of UTF-8 text, as far as folding cares.
struct SpaceAt {
  std::size_t length = 0;  // in bytes, of the white space or of the invisible character; 0 for anything else
  bool invisible = false;  // zero-width: dropped, and no space in its place
};

// White space: ASCII's and controls, U+00A0, U+1680, U+2000..200A, U+2028, U+2029, U+202F, U+205F, U+3000.
// Invisible: U+00AD, U+200B..200F, U+202A..202E, U+2060, U+FEFF.
SpaceAt space_at(std::string_view text, std::size_t at);

// The first white space or invisible character at or after `at`; text.size() where there is none.
std::size_t word_end(std::string_view text, std::size_t at);

// Appends text to a string, folded across calls.
class Folder {
 public:
  explicit Folder(std::string& out) : out_(out) {}
  void append(std::string_view text);

 private:
  std::string& out_;
  bool pending_ = false;  // a space is due before the next word
  bool empty_ = true;     // nothing was appended yet
};

std::string fold_space(std::string_view text);

// Text without any white space; for comparing titles.
std::string without_space(std::string_view text);

}  // namespace tenderlead::parsers

// Where telephone numbers stand in a text, as people in China write them.
//
// With an area code or without, with a country code, of 400 and 800, several on end, in digits of any width, parted by any dash, dot, bracket
// or space. Amounts, days and numbers of projects read like them now and then: what stands around a number decides. One pass: linear.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::web {

struct PhoneSearch {
  // The text names a person and how to reach them: a number needs no word such as 电话 before it.
  bool telephones_only = false;
  // The text is a telephone field's: what has none of the shapes of a number is hidden too.
  bool all_digits = false;
  // What reads like a telephone number and is none, in signs: the number of the notice's own project.
  std::vector<std::u32string> kept{};
  // Places in the signs, ascending, at which a page's markup begins or ends: two numbers may meet there without anything between them.
  std::vector<std::size_t> seams{};
};

// A code point without its width and its kind of dash or space; 0 for those that nobody sees.
char32_t plain_sign(char32_t point);
std::u32string plain_signs(std::string_view text);

// Which digits to hide, as places in the signs, ascending: of each number the four before its last four, and all of one that is short.
std::vector<std::size_t> digits_to_hide(std::u32string_view signs, const PhoneSearch& search);

}  // namespace tenderlead::web

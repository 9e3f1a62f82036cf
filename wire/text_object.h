// A JSON object or array that is written as text at once, with no tree of values between: what is stored of each notice is written so.
// The same bytes as to_text() of such a tree, as long as each key comes once. Internal to this room.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace tenderlead::wire {

void append_string(std::string& out, std::string_view text);
void append_number(std::string& out, double number);

template <std::integral Number>
void append_number(std::string& out, Number number) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

class TextArray {
 public:
  bool empty() const { return text_.empty(); }
  void reserve(std::size_t bytes) { text_.reserve(bytes); }
  // Where the next element is to be appended.
  std::string& next() { return text_ += empty() ? '[' : ','; }
  std::string text() && { return std::move(empty() ? text_ = "[]" : text_ += ']'); }

 private:
  std::string text_;
};

class TextObject {
 public:
  bool empty() const { return text_.empty(); }
  void reserve(std::size_t bytes) { text_.reserve(bytes); }
  // Where the key's value is to be appended.
  std::string& value_of(std::string_view key) {
    text_ += empty() ? '{' : ',';
    append_string(text_, key);
    return text_ += ':';
  }
  std::string text() && { return std::move(empty() ? text_ = "{}" : text_ += '}'); }

 private:
  std::string text_;
};

}  // namespace tenderlead::wire

// A hospital page's text as its rules read it: simplified characters, half-width signs, no pinyin in brackets, no white space
// within sentences, wrapped lines joined. Each byte knows where it came from, so evidence points into the page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/document.h"

namespace tenderlead::parsers {

class CleanText {
 public:
  explicit CleanText(const Document& document);

  // UTF-8. Line breaks that end something are '\n'.
  const std::string& text() const { return text_; }
  // Of the page's text, for a range of bytes of text().
  Span origin(std::size_t begin, std::size_t end) const;
  // The other way round, of a range of bytes of the page's text.
  Span place_of(Span in_page) const;
  // Puts white space instead of a range of bytes, as long as it: line breaks instead of whole lines.
  void blank(Span span);
  // The words of a range as the page has them (traditional where they are), less noise and white space between Chinese.
  std::string original(std::size_t begin, std::size_t end) const;

  // The sentence around a byte: it ends at 。！？；or a line break, which belongs to it.
  std::size_t sentence_begin(std::size_t at) const;
  std::size_t sentence_end(std::size_t at) const;
  std::string_view slice(std::size_t begin, std::size_t end) const {
    return std::string_view(text_).substr(begin, end - begin);
  }
  // At most `code_points` characters before `at`, within its sentence.
  std::string_view before(std::size_t at, std::size_t code_points) const;
  // The words from the last comma to `at`, within its sentence.
  std::string_view clause_before(std::size_t at) const;
  // At most `code_points` characters from `at`, within its sentence.
  std::string_view after(std::size_t at, std::size_t code_points) const;

 private:
  const Document& document_;
  std::string text_;
  std::vector<std::uint32_t> origin_;         // byte of the page's text, for each byte of text_ and its end
  std::vector<std::uint32_t> origin_end_;     // where that character ends in the page's text
  std::vector<std::size_t> sentence_starts_;  // ascending, beginning with 0
};

}  // namespace tenderlead::parsers

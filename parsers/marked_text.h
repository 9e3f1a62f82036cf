// Finding words again in another rendering of the same text, and writing text with marks around them. Internal to this room.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "parsers/clean_page.h"

namespace tenderlead::parsers {

// Text without white space and invisible characters, and where its code points went.
struct CompactText {
  std::string bytes;
  std::vector<std::size_t> places;  // by code point of the text, and one past the last: offset into `bytes`
};
CompactText compact(std::string_view text);

// Half-open range of bytes with the number of its mark.
struct MarkedSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t mark = 0;
};

// Where the words of `mark` stand in `page` (without white space): the occurrence with most of the same words around it. Empty where
// they don't.
std::pair<std::size_t, std::size_t> find_again(std::string_view page, const CompactText& read,
                                               const PageMark& mark);

// Appends text for HTML: markup characters escaped, control and direction characters left out.
void append_escaped(std::string& html, std::string_view text);

// Writes text with its marks; the first piece of each mark carries its id.
class MarkWriter {
 public:
  // `marks` must outlive the writer.
  MarkWriter(const std::vector<PageMark>& marks, std::string_view highlight)
      : marks_(marks), highlight_(highlight), opened_(marks.size(), false) {}
  // `spans` are of this text.
  void write(std::string& html, std::string_view text, const std::vector<MarkedSpan>& spans);
  bool opened(std::size_t mark) const { return opened_[mark]; }

 private:
  const std::vector<PageMark>& marks_;
  std::string highlight_;
  std::vector<bool> opened_;
};

}  // namespace tenderlead::parsers

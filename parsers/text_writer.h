// Writes a Document's text and lines: folds white space, starts lines, keeps the flags of each.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "parsers/document.h"

namespace tenderlead::parsers {

// What holds for a piece of text because of the elements around it.
struct TextStyle {
  int heading = 0;
  bool bold = false;
  bool centred = false;
  bool linked = false;
  int table = -1;
  int row = -1;
  int col = -1;
  int region = -1;  // of site furniture; an index of the builder's
};

class TextWriter {
 public:
  // Both must outlive the writer. `regions`, one entry a line, may be nullptr.
  TextWriter(std::string& text, std::vector<Line>* lines, std::vector<int>* regions)
      : text_(text), lines_(lines), regions_(regions) {}

  // Folded into the current line.
  void write(std::string_view words, const TextStyle& style);
  // Each line break of `words` ends a line (<pre>, <textarea>).
  void write_lines(std::string_view words, const TextStyle& style);
  // A space before the next word of this line.
  void space() { space_due_ = true; }
  // Ends the current line, if it has anything.
  void end_line();
  // Where the next word will stand, at the earliest.
  std::size_t position() const { return text_.size(); }
  // Bytes that aren't the text of links, up to now.
  std::size_t unlinked() const { return unlinked_; }

 private:
  std::string& text_;
  std::vector<Line>* lines_;
  std::vector<int>* regions_;
  std::size_t line_begin_ = 0;
  bool in_line_ = false;
  bool space_due_ = false;
  TextStyle style_;  // of the line's first word
  bool all_bold_ = true;
  bool all_linked_ = true;
  std::size_t unlinked_ = 0;
};

// A span less the white space at its ends.
Span trimmed(std::string_view text, Span span);

}  // namespace tenderlead::parsers

#include "parsers/text_writer.h"

#include <algorithm>

#include "parsers/fold.h"

namespace tenderlead::parsers {

void TextWriter::write(std::string_view words, const TextStyle& style) {
  std::size_t at = 0;
  while (at < words.size()) {
    const SpaceAt space = space_at(words, at);
    if (space.length > 0) {
      if (!space.invisible) space_due_ = true;
      at += space.length;
      continue;
    }
    const std::size_t end = word_end(words, at + 1);
    if (!in_line_) {
      in_line_ = true;
      line_begin_ = text_.size();
      style_ = style;
      all_bold_ = all_linked_ = true;
    } else if (space_due_) {
      text_ += ' ';
    }
    space_due_ = false;
    all_bold_ = all_bold_ && style.bold;
    all_linked_ = all_linked_ && style.linked;
    if (!style.linked) unlinked_ += end - at;
    text_.append(words.substr(at, end - at));
    at = end;
  }
}

void TextWriter::write_lines(std::string_view words, const TextStyle& style) {
  while (true) {
    const std::size_t end = words.find_first_of("\n\r");
    write(words.substr(0, end), style);
    if (end == std::string_view::npos) return;
    end_line();
    words.remove_prefix(end + 1);
  }
}

void TextWriter::end_line() {
  space_due_ = false;
  if (!in_line_) return;
  in_line_ = false;
  if (lines_ != nullptr) {
    Line line;
    line.span = {line_begin_, text_.size()};
    line.heading = style_.heading;
    line.bold = all_bold_;
    line.centred = style_.centred;
    line.table = style_.table;
    line.row = style_.row;
    line.col = style_.col;
    line.linked = all_linked_;
    lines_->push_back(line);
  }
  if (regions_ != nullptr) regions_->push_back(style_.region);
  text_ += '\n';
}

Span trimmed(std::string_view text, Span span) {
  span.end = std::min(span.end, text.size());
  span.begin = std::min(span.begin, span.end);
  while (span.begin < span.end && (text[span.begin] == ' ' || text[span.begin] == '\n')) ++span.begin;
  while (span.end > span.begin && (text[span.end - 1] == ' ' || text[span.end - 1] == '\n')) --span.end;
  return span;
}

}  // namespace tenderlead::parsers

#include "parsers/text_document.h"

#include <algorithm>
#include <string>

#include "parsers/bar_table.h"
#include "parsers/page_shape.h"
#include "parsers/text_writer.h"

namespace tenderlead::parsers {
namespace {

struct LineBreak {
  std::size_t at = std::string_view::npos;
  std::size_t length = 0;
};

LineBreak next_break(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == '\n' || byte == '\r' || byte == '\f' || byte == '\v') return {at, 1};
    if (byte == 0xC2 && text.substr(at, 2) == "\xC2\x85") return {at, 2};
    if (byte == 0xE2 && (text.substr(at, 3) == "\xE2\x80\xA8" || text.substr(at, 3) == "\xE2\x80\xA9"))
      return {at, 3};
  }
  return {text.size(), 0};
}

}  // namespace

Document build_text_document(std::string_view text, std::string_view url) {
  Document document;
  document.url = url;
  document.text.reserve(text.size());
  TextWriter writer(document.text, &document.lines, nullptr);
  bool blank = false;
  for (std::size_t at = 0; at < text.size();) {
    const LineBreak end = next_break(text, at);
    const std::size_t lines = document.lines.size();
    writer.write(text.substr(at, end.at - at), TextStyle{});
    writer.end_line();
    const bool wrote = document.lines.size() > lines;
    if (wrote) document.lines.back().after_gap = blank;
    blank = !wrote;
    at = end.at + std::max<std::size_t>(end.length, 1);
  }
  writer.end_line();
  if (!document.text.empty()) document.text.pop_back();
  find_bar_tables(document);
  mark_chrome(document, {}, {});
  document.main = {0, document.text.size()};
  return document;
}

}  // namespace tenderlead::parsers

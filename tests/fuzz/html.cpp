// Arbitrary bytes as HTML: every span of the Document lies within its text, lines are in order, cells within their grid.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "parsers/charset_decoders.h"
#include "parsers/html_document.h"
#include "parsers/text_document.h"

using namespace tenderlead::parsers;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const Document& document) {
  const auto inside = [&](const Span& span) {
    return span.begin <= span.end && span.end <= document.text.size();
  };
  std::size_t last = 0;
  for (const Line& line : document.lines) {
    require(inside(line.span) && line.span.begin >= last && !line.span.empty());
    require(line.table < static_cast<int>(document.tables.size()));
    last = line.span.end;
  }
  for (const Link& link : document.links) require(inside(link.span));
  for (std::size_t i = 0; i < document.tables.size(); ++i) {
    const Table& table = document.tables[i];
    require(inside(table.span) && table.parent < static_cast<int>(i));
    for (const Cell& cell : table.cells) {
      require(inside(cell.span) && cell.row_span >= 1 && cell.col_span >= 1);
      require(cell.row + cell.row_span <= table.rows && cell.col + cell.col_span <= table.cols);
      require(table.at(cell.row, cell.col) != nullptr);
    }
  }
  require(inside(document.main));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = decode_utf8(std::string_view(reinterpret_cast<const char*>(data), size));
  check(build_html_document(text, "http://h.example/a/b.htm"));
  check(build_text_document(text, ""));
  return 0;
}

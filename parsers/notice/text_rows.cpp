#include "parsers/notice/text_rows.h"

#include <algorithm>
#include <map>

namespace tenderlead::parsers {
namespace {

constexpr std::size_t kMostRows = 2000;
constexpr std::size_t kMostBytes = 8192;  // a row of a thousand words is a page's layout

struct RowSpan {
  Span span;
  int cells = 0;
};

// Rows of one table, in bytes.
void add_rows(const Document& document, const Table& table, const std::vector<Span>& nested,
              std::vector<Span>& rows) {
  std::map<int, RowSpan> by_row;
  for (const Cell& cell : table.cells) {
    if (cell.span.empty() || cell.row_span > 1) continue;
    auto& row = by_row[cell.row];
    if (row.cells++ == 0)
      row.span = cell.span;
    else
      row.span = {std::min(row.span.begin, cell.span.begin), std::max(row.span.end, cell.span.end)};
  }
  for (const auto& [number, row] : by_row) {
    if (row.cells < 2 || row.span.size() > kMostBytes || row.span.end > document.text.size()) continue;
    const bool holds_table = std::any_of(nested.begin(), nested.end(), [&span = row.span](const Span& inner) {
      return !inner.empty() && inner.begin >= span.begin && inner.begin < span.end;
    });
    if (!holds_table) rows.push_back(row.span);
  }
}

}  // namespace

std::vector<TextRow> text_rows(const Document& document) {
  std::vector<Span> rows;
  for (std::size_t i = 0; i < document.tables.size() && rows.size() < kMostRows; ++i) {
    std::vector<Span> nested;
    for (const Table& other : document.tables)
      if (other.parent == static_cast<int>(i)) nested.push_back(other.span);
    add_rows(document, document.tables[i], nested, rows);
  }
  std::sort(rows.begin(), rows.end(), [](const Span& a, const Span& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
  });
  if (rows.size() > kMostRows) rows.resize(kMostRows);
  // One walk over the text, since rows lie behind one another.
  std::vector<TextRow> places;
  std::size_t byte = 0, point = 0;
  const auto point_at = [&](std::size_t at) {
    if (at < byte) return document.code_points(at);
    for (; byte < at; ++byte)
      if ((static_cast<unsigned char>(document.text[byte]) & 0xC0) != 0x80) ++point;
    return point;
  };
  for (const Span& row : rows) {
    const auto start = point_at(row.begin);
    places.push_back({start, point_at(row.end)});
  }
  return places;
}

}  // namespace tenderlead::parsers

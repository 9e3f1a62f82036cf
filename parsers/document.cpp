#include "parsers/document.h"

#include <algorithm>

namespace tenderlead::parsers {

std::size_t Document::code_points(std::size_t byte) const {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size()));
  return static_cast<std::size_t>(std::count_if(
      text.begin(), end, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::size_t Document::line_at(std::size_t byte) const {
  const auto after = std::upper_bound(lines.begin(), lines.end(), byte,
                                      [](std::size_t at, const Line& line) { return at < line.span.begin; });
  if (after == lines.begin()) return lines.size();
  const auto line = after - 1;
  return byte < line->span.end ? static_cast<std::size_t>(line - lines.begin()) : lines.size();
}

const Cell* Table::at(int row, int col) const {
  if (row < 0 || col < 0 || row >= rows || col >= cols) return nullptr;
  if (!grid.empty()) {
    const int index =
        grid[static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) + static_cast<std::size_t>(col)];
    return index < 0 ? nullptr : &cells[static_cast<std::size_t>(index)];
  }
  for (const Cell& cell : cells)
    if (row >= cell.row && row < cell.row + cell.row_span && col >= cell.col &&
        col < cell.col + cell.col_span)
      return &cell;
  return nullptr;
}

}  // namespace tenderlead::parsers

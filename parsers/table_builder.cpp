#include "parsers/table_builder.h"

#include <algorithm>
#include <charconv>

#include "parsers/text_writer.h"

namespace tenderlead::parsers {
namespace {

// Positions of the largest grid that is filled.
constexpr std::size_t kMaxGrid = std::size_t{1} << 20;

int span_attribute(std::string_view text, int limit) {
  int value = 1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return std::clamp(value, 0, limit);
}

}  // namespace

void TableBuilder::begin_row() {
  ++row_;
  next_col_ = 0;
}

int TableBuilder::begin_cell(std::string_view row_span, std::string_view col_span, bool header,
                             std::size_t at) {
  if (row_ < 0) begin_row();
  const auto taken = [this](int col) {
    return static_cast<std::size_t>(col) < taken_until_.size() &&
           taken_until_[static_cast<std::size_t>(col)] > row_;
  };
  while (taken(next_col_)) ++next_col_;
  Cell cell;
  cell.row = row_;
  cell.col = std::min(next_col_, kMaxCols - 1);
  // rowspan=0 means "to the end of the table", which finish() cuts to.
  const int rows = span_attribute(row_span, kMaxRowSpan);
  cell.row_span = rows == 0 ? kMaxRowSpan : rows;
  cell.col_span = std::min(std::max(span_attribute(col_span, kMaxColSpan), 1), kMaxCols - cell.col);
  cell.header = header;
  cell.span = {at, at};
  next_col_ = cell.col + cell.col_span;
  if (taken_until_.size() < static_cast<std::size_t>(next_col_))
    taken_until_.resize(static_cast<std::size_t>(next_col_), 0);
  for (int col = cell.col; col < next_col_; ++col) {
    int& until = taken_until_[static_cast<std::size_t>(col)];
    until = std::max(until, row_ + cell.row_span);
  }
  table_.cols = std::max(table_.cols, next_col_);
  table_.cells.push_back(cell);
  return static_cast<int>(table_.cells.size()) - 1;
}

Table TableBuilder::finish(std::string_view text, std::size_t begin, std::size_t end) && {
  table_.rows = row_ + 1;
  table_.span = trimmed(text, {begin, end});
  const std::size_t area = static_cast<std::size_t>(table_.rows) * static_cast<std::size_t>(table_.cols);
  if (area <= kMaxGrid) table_.grid.assign(area, -1);
  for (std::size_t i = 0; i < table_.cells.size(); ++i) {
    Cell& cell = table_.cells[i];
    cell.row_span = std::min(cell.row_span, table_.rows - cell.row);
    cell.span = trimmed(text, cell.span);
    if (table_.grid.empty()) continue;
    for (int row = cell.row; row < cell.row + cell.row_span; ++row)
      for (int col = cell.col; col < cell.col + cell.col_span; ++col)
        table_.grid[static_cast<std::size_t>(row) * static_cast<std::size_t>(table_.cols) +
                    static_cast<std::size_t>(col)] = static_cast<int>(i);
  }
  return std::move(table_);
}

}  // namespace tenderlead::parsers

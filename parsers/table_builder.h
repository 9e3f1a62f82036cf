// Builds one Table's grid while its cells are met, resolving rowspan and colspan (HTML section 4.9.12, "forming a table").
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "parsers/document.h"

namespace tenderlead::parsers {

// Spans that pages claim, held to what real tables need.
inline constexpr int kMaxColSpan = 64;
inline constexpr int kMaxRowSpan = 1000;
inline constexpr int kMaxCols = 1024;

class TableBuilder {
 public:
  explicit TableBuilder(int parent) { table_.parent = parent; }

  void begin_row();
  // The cell's index; its row and column are set. Attributes as written; what isn't a number counts as 1.
  int begin_cell(std::string_view row_span, std::string_view col_span, bool header, std::size_t at);
  void end_cell(int cell, std::size_t at) { table_.cells[static_cast<std::size_t>(cell)].span.end = at; }
  const Cell& cell(int index) const { return table_.cells[static_cast<std::size_t>(index)]; }
  // The table, row spans cut to the rows there are, spans trimmed to `text`, the grid filled.
  Table finish(std::string_view text, std::size_t begin, std::size_t end) &&;

 private:
  Table table_;
  int row_ = -1;
  int next_col_ = 0;
  std::vector<int> taken_until_;  // for each column, the first row that is free
};

}  // namespace tenderlead::parsers

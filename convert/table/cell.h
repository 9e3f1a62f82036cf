// What cells of all tables have in common. Internal to open_table().
#pragma once

#include <string>
#include <string_view>

#include "convert/table/table.h"

namespace tenderlead::convert {

// Without white space around it (blanks, line ends, U+00A0, U+3000, U+FEFF) and without NULs.
std::string trimmed_cell(std::string_view cell);

inline bool is_blank(const TableRow& row) {
  for (const auto& cell : row.cells)
    if (!cell.empty()) return false;
  return row.error_cells.empty();
}

}  // namespace tenderlead::convert

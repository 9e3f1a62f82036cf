// A table on its way to a spreadsheet: rows of typed cells under headings, as CSV or as a workbook.
#pragma once

#include <ostream>
#include <string>
#include <variant>
#include <vector>

#include "model/result.h"
#include "model/time.h"

namespace tenderlead::exporting {

// Nothing, text, a number or a time (a day where no time is stated). Text never becomes a formula, whatever it begins with.
using Cell = std::variant<std::monostate, std::string, double, StatedTime>;

struct Column {
  std::string heading;
  double width = 12;  // characters
};

struct Table {
  std::string name;  // of the sheet
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  // as many cells as there are columns
};

// As csv.h says. Times as 2026-04-07 13:30, in the zone in which they were stated.
void write_csv(std::ostream& out, const Table& table);

// The bytes of an .xlsx: numbers and times are such, so that they sort and add up; the headings stay in view and filter. Made in a folder
// of its own below the system's temporary one, which is gone afterwards; io where there is no room.
Result<std::string> workbook(const Table& table);

}  // namespace tenderlead::exporting

// Reads tables that people hand over: CSV and its relatives, and sheets of workbooks (XLSX), row by row. Values come as
// text; what the columns mean is found by header.h, what the values mean is the caller's business.
//
//   auto table = open_table(bytes, {});
//   TableRow row;
//   while ((*table)->next(row)) ...           // row.number is the place in the file
//   if ((*table)->fault()) ...                // why it ended early
//
// What may surprise:
//   - text is UTF-8, UTF-16 or GB18030. The guess is strict: an encoding is taken only where it decodes every byte of the
//     file; where none does, the file is refused with the place of the first bad byte, unless the caller names one;
//   - a row that can't be read (a quote that nobody closes, too many columns) comes with a `problem` and never ends the table;
//   - rows without any words are left out, and their numbers are skipped;
//   - a sheet's dates are ISO dates (from the cell's number format), booleans TRUE and FALSE, formulas their last result,
//     error cells (#N/A) empty and named in `error_cells`;
//   - cells keep their inner line feeds; white space around a cell is cut off.
//
// The bytes are hostile: sizes, unpacking, rows and columns are bounded by TableLimits. A table is not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/result.h"

namespace tenderlead::convert {

struct TableLimits {
  std::uint64_t max_file_bytes = 256u << 20;      // of the file as it is
  std::uint64_t max_unpacked_bytes = 512u << 20;  // of a workbook's parts, all together
  std::uint64_t max_ratio = 200;                  // unpacked to packed; workbooks of equal rows reach 100
  std::size_t max_rows = 2'000'000;               // a sheet has 1,048,576 at most
  std::size_t max_columns = 500;
  std::size_t max_cell_bytes = 1u << 20;  // Excel's own limit is 32,767 characters
};

struct TableOptions {
  std::string encoding;  // "utf-8", "utf-16le", "utf-16be" or "gb18030"; empty: guessed
  char delimiter = 0;    // 0: guessed among , ; tab and |
  std::string sheet;     // by name; empty: the first one that has rows
  TableLimits limits{};
};

struct TableRow {
  std::size_t number = 0;                // from 1: the line on which it begins, or the sheet's own row number
  std::vector<std::string> cells;        // UTF-8; rows needn't be equally long
  std::string problem;                   // why its cells can't be trusted; empty where they can
  std::vector<std::size_t> error_cells;  // columns, from 0, in which the workbook holds an error
};

// What the file turned out to be.
struct TableFormat {
  std::string kind;      // "csv" or "xlsx"
  std::string encoding;  // of text: "utf-8", "utf-16le", "utf-16be", "gb18030"
  char delimiter = 0;    // of text
  std::string sheet;     // of a workbook: the one that is read
  std::vector<std::string> sheets;
};

class Table {
 public:
  virtual ~Table() = default;
  virtual const TableFormat& format() const = 0;
  // False at the end, and at a fault.
  virtual bool next(TableRow& row) = 0;
  // Why the rest of the table can't be read; set only once next() has said false.
  virtual const std::optional<Error>& fault() const = 0;
};

// Errors: unsupported (an old .xls, a PDF), invalid_input (damaged, encrypted, no encoding fits), too_large, not_found
// (no sheet of that name; the message lists those that there are).
Result<std::unique_ptr<Table>> open_table(std::string bytes, const TableOptions& options);

}  // namespace tenderlead::convert

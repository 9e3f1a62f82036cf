// CSV as Excel in Chinese reads it: UTF-8 with a byte order mark, CRLF, RFC 4180 quoting, and cells that can't become
// formulas.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::exporting {

// The text of a cell, made inert: what a spreadsheet would read as a formula or a command (it begins with = + - @,
// their full-width forms, a tab, CR or LF, after any blanks and zero-width characters) gets an apostrophe in
// front. Plain numbers ("-12.5", "+3", "1e-3") stay as they are, since changing them would corrupt data.
std::string inert_cell(std::string_view text);

// Writes rows to a stream that outlives it. The byte order mark comes first. Not thread-safe. Failures show in the
// stream's state.
class CsvWriter {
 public:
  explicit CsvWriter(std::ostream& out);
  // Each cell is made inert and quoted where needed.
  void row(const std::vector<std::string>& cells);

 private:
  std::ostream& out_;
};

}  // namespace tenderlead::exporting

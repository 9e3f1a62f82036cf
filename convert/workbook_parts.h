// What the sheets of a workbook share (ECMA-376 part 1, clause 18): their names and parts, the strings, the number
// formats. Internal to the readers of workbooks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "convert/problem.h"
#include "convert/zip_container.h"

namespace tenderlead::convert {

inline constexpr std::string_view kWorkbookMain = "xl/workbook.xml";

// "BC12" -> column 54; -1 where it is none.
int column_of(std::string_view reference);

class WorkbookParts {
 public:
  struct Sheet {
    std::string name;
    std::string part;    // in the container; empty where the workbook doesn't say
    bool cells = false;  // a chart in a sheet's place has none
  };

  // `most_strings` bounds the shared strings. Problems: damaged, encrypted, too_large.
  Problem read(ZipContainer& container, std::size_t most_strings);

  const std::vector<Sheet>& sheets() const { return sheets_; }
  // A cell's text from its type (18.18.11), style and value: dates as 2026-03-16 or 2026-03-16 09:30, other numbers as
  // they are stored, in full where they are stored as 1.2E6.
  std::string shown(const std::string& type, std::size_t style, const std::string& value) const;

 private:
  Problem read_sheets(ZipContainer& container);
  Problem read_strings(ZipContainer& container, std::size_t most);
  Problem read_formats(ZipContainer& container);

  std::vector<Sheet> sheets_;
  std::vector<std::string> strings_;
  std::vector<bool> dates_;  // by style: whether its numbers are dates
  bool from_1904_ = false;
};

}  // namespace tenderlead::convert

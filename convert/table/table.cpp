#include "convert/table/table.h"

#include <string_view>
#include <utility>

#include "convert/table/delimited.h"
#include "convert/table/sheet.h"

namespace tenderlead::convert {

Result<std::unique_ptr<Table>> open_table(std::string bytes, const TableOptions& options) {
  using namespace std::string_view_literals;
  if (bytes.size() > options.limits.max_file_bytes)
    return Error{ErrorCode::too_large, "the file has " + std::to_string(bytes.size()) + " bytes; " +
                                           std::to_string(options.limits.max_file_bytes) +
                                           " are read at most"};
  if (bytes.empty()) return Error{ErrorCode::invalid_input, "the file is empty"};
  if (bytes.starts_with("PK\x03\x04"sv)) return open_sheet(std::move(bytes), options);
  // Compound files: workbooks of Excel 97, and encrypted ones of later versions.
  if (bytes.starts_with("\xD0\xCF\x11\xE0"sv))
    return Error{ErrorCode::unsupported,
                 "the file is an old .xls workbook or has a password; save it as .xlsx or CSV"};
  if (bytes.starts_with("%PDF"sv)) return Error{ErrorCode::unsupported, "the file is a PDF, not a table"};
  return open_delimited(std::move(bytes), options);
}

}  // namespace tenderlead::convert

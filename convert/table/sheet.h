// Sheets of workbooks, SpreadsheetML (ECMA-376 part 1, clause 18). Internal to open_table().
#pragma once

#include <memory>
#include <string>

#include "convert/table/table.h"

namespace tenderlead::convert {

Result<std::unique_ptr<Table>> open_sheet(std::string bytes, const TableOptions& options);

}  // namespace tenderlead::convert

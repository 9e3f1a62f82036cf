// CSV and its relatives, RFC 4180 with what people's files add to it. Internal to open_table().
#pragma once

#include <memory>
#include <string>

#include "convert/table/table.h"

namespace tenderlead::convert {

Result<std::unique_ptr<Table>> open_delimited(std::string bytes, const TableOptions& options);

}  // namespace tenderlead::convert

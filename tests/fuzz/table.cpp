// Tables that people import: text of any encoding and delimiter, sheets, and the header that is guessed from them. The first
// byte chooses the options.
#include <cstddef>
#include <cstdint>
#include <string>

#include "convert/table/header.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tenderlead::convert;
  if (size == 0) return 0;
  TableOptions options;
  const std::uint8_t choice = data[0];
  if ((choice & 1) != 0) options.encoding = (choice & 2) != 0 ? "gb18030" : "utf-8";
  if ((choice & 4) != 0) options.delimiter = ';';
  if ((choice & 8) != 0) options.sheet = "Sheet1";
  options.limits.max_unpacked_bytes = 4u << 20;
  options.limits.max_rows = 5000;
  options.limits.max_columns = 50;
  options.limits.max_cell_bytes = 64u << 10;
  auto table = open_table(std::string(reinterpret_cast<const char*>(data) + 1, size - 1), options);
  if (!table) return 0;
  std::vector<TableRow> first;
  TableRow row;
  std::size_t last = 0;
  while ((*table)->next(row)) {
    if (row.cells.size() > options.limits.max_columns) __builtin_trap();
    if ((*table)->format().kind == "csv" && row.number <= last) __builtin_trap();
    last = row.number;
    if (first.size() < kHeaderRows) first.push_back(row);
  }
  const auto map = guess_columns(first, {{"name", {"名称", "name"}}, {"city", {"城市"}}});
  if (map.fields.size() != map.headers.size()) __builtin_trap();
  return 0;
}

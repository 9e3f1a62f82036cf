#include "export/table.h"

#include <charconv>
#include <cstdio>

#include "export/csv.h"

namespace tenderlead::exporting {
namespace {

std::string number_text(double number) {
  char digits[32];
  const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number, std::chars_format::fixed);
  return error == std::errc() ? std::string(digits, end) : std::string();
}

std::string time_text(const StatedTime& time) {
  auto text = to_string(time.date);
  if (!time.second_of_day) return text;
  char clock[16];
  std::snprintf(clock, sizeof clock, " %02d:%02d", *time.second_of_day / 3600 % 24,
                *time.second_of_day / 60 % 60);
  return text + clock;
}

std::string cell_text(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* number = std::get_if<double>(&cell)) return number_text(*number);
  if (const auto* time = std::get_if<StatedTime>(&cell)) return time_text(*time);
  return {};
}

}  // namespace

void write_csv(std::ostream& out, const Table& table) {
  CsvWriter writer(out);
  std::vector<std::string> cells;
  for (const auto& column : table.columns) cells.push_back(column.heading);
  writer.row(cells);
  for (const auto& row : table.rows) {
    cells.clear();
    for (const auto& cell : row) cells.push_back(cell_text(cell));
    writer.row(cells);
  }
}

}  // namespace tenderlead::exporting

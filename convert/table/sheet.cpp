#include "convert/table/sheet.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "convert/table/cell.h"
#include "convert/workbook_parts.h"
#include "convert/xml_pull.h"
#include "convert/zip_container.h"

namespace tenderlead::convert {
namespace {

constexpr std::size_t kMostStrings = 4'000'000;

Error error_of(Problem problem) {
  switch (problem) {
    case Problem::too_large:
      return {ErrorCode::too_large, "the workbook unpacks to more than is read at most"};
    case Problem::encrypted:
      return {ErrorCode::invalid_input, "the workbook has a password"};
    case Problem::out_of_memory:
      return {ErrorCode::too_large, "the workbook doesn't fit into memory"};
    default:
      return {ErrorCode::invalid_input, "the file isn't a workbook (.xlsx), or it is damaged"};
  }
}

// One sheet, element by element.
class Sheet : public Table {
 public:
  Sheet(WorkbookParts parts, TableFormat format, std::string xml, const TableLimits& limits)
      : limits_(limits),
        format_(std::move(format)),
        parts_(std::move(parts)),
        text_(std::move(xml)),
        xml_(text_) {}

  const TableFormat& format() const override { return format_; }
  const std::optional<Error>& fault() const override { return fault_; }

  bool next(TableRow& row) override {
    while (!done_) {
      const auto event = xml_.next();
      if (event == XmlPull::Event::finished) {
        done_ = true;
      } else if (event == XmlPull::Event::broken) {
        done_ = true;
        fault_ = Error{ErrorCode::invalid_input, "the sheet is damaged after row " + std::to_string(number_)};
      } else if (event == XmlPull::Event::start && xml_.name() == "row") {
        if (++rows_ > limits_.max_rows) {
          done_ = true;
          fault_ = Error{ErrorCode::too_large,
                         "the sheet has more than " + std::to_string(limits_.max_rows) + " rows"};
        } else if (read_row(row)) {
          return true;
        }
      }
    }
    return false;
  }

 private:
  // False for a row without words.
  bool read_row(TableRow& row) {
    row = {};
    const long stated = std::atol(xml_.attribute("r").c_str());
    number_ = stated > 0 ? static_cast<std::size_t>(stated) : number_ + 1;
    row.number = number_;
    std::size_t column = 0;
    std::string type, value;
    std::size_t style = 0;
    bool in_value = false;
    for (;;) {
      const auto event = xml_.next();
      if (event == XmlPull::Event::broken || event == XmlPull::Event::finished) {
        done_ = true;
        fault_ = Error{ErrorCode::invalid_input, "the sheet is damaged in row " + std::to_string(number_)};
        return false;
      }
      if (event == XmlPull::Event::text) {
        if (!in_value) continue;
        if (value.size() + xml_.text().size() > limits_.max_cell_bytes)
          row.problem = "too_large";
        else
          value += xml_.text();
        continue;
      }
      const std::string_view name = xml_.name();
      if (event == XmlPull::Event::start) {
        if (name == "c") {
          type = xml_.attribute("t");
          style = static_cast<std::size_t>(std::clamp(std::atoi(xml_.attribute("s").c_str()), 0, 1 << 20));
          value.clear();
          // Empty cells needn't be written; a reference that goes back is none.
          const int at = column_of(xml_.attribute("r"));
          if (at > 0) column = std::max(column, static_cast<std::size_t>(at));
        } else if (name == "rPh") {
          xml_.skip();
        }
        in_value = name == "v" || name == "t";
        continue;
      }
      in_value = false;
      if (name == "row") break;
      if (name == "c") put(row, column++, type, style, value);
    }
    return !row.problem.empty() || !is_blank(row);
  }

  void put(TableRow& row, std::size_t column, const std::string& type, std::size_t style,
           const std::string& value) {
    if (value.empty()) return;
    if (column >= limits_.max_columns) {
      row.problem = "too_many_columns";
      return;
    }
    row.cells.resize(std::max(row.cells.size(), column + 1));
    if (type == "e")
      row.error_cells.push_back(column);
    else if (type == "b")
      row.cells[column] = value == "1" || value == "true" ? "TRUE" : "FALSE";
    else
      row.cells[column] = trimmed_cell(parts_.shown(type, style, value));
  }

  TableLimits limits_;
  TableFormat format_;
  WorkbookParts parts_;
  std::string text_;
  XmlPull xml_;  // over text_
  std::optional<Error> fault_;
  bool done_ = false;
  std::size_t rows_ = 0;
  std::size_t number_ = 0;
};

bool has_rows(std::string_view xml) {
  return xml.find("<row") != std::string_view::npos || xml.find(":row") != std::string_view::npos;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

}  // namespace

Result<std::unique_ptr<Table>> open_sheet(std::string bytes, const TableOptions& options) {
  PackageLimits limits;
  limits.max_total_bytes = options.limits.max_unpacked_bytes;
  limits.max_ratio = options.limits.max_ratio;
  ZipContainer container(limits);
  if (const Problem problem = container.open(bytes); problem != Problem::none) return error_of(problem);
  WorkbookParts parts;
  if (const Problem problem = parts.read(container, kMostStrings); problem != Problem::none)
    return error_of(problem);

  TableFormat format;
  format.kind = "xlsx";
  for (const auto& sheet : parts.sheets()) format.sheets.push_back(sheet.name);
  for (const auto& sheet : parts.sheets()) {
    if (!sheet.cells || (!options.sheet.empty() && sheet.name != options.sheet)) continue;
    const ZipEntry* entry = container.find(sheet.part);
    if (entry == nullptr) continue;
    std::string xml;
    if (const Problem problem = container.read(*entry, xml); problem != Problem::none)
      return error_of(problem);
    if (options.sheet.empty() && !has_rows(xml)) continue;
    format.sheet = sheet.name;
    return std::unique_ptr<Table>(
        std::make_unique<Sheet>(std::move(parts), std::move(format), std::move(xml), options.limits));
  }
  if (options.sheet.empty()) return Error{ErrorCode::invalid_input, "no sheet of the workbook has rows"};
  return Error{ErrorCode::not_found,
               "the workbook has no sheet '" + options.sheet + "'; it has " + joined(format.sheets)};
}

}  // namespace tenderlead::convert

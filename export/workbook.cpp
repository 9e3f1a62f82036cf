#include <unistd.h>
#include <xlsxwriter.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "export/table.h"

namespace tenderlead::exporting {
namespace {

constexpr std::size_t kMostCharacters = 32'767;  // of a cell (ECMA-376 and Excel's limits)
constexpr std::size_t kMostRows = 1'048'575;     // below the headings

// A folder that goes with the object.
class Folder {
 public:
  Folder() {
    path_ = (std::filesystem::temp_directory_path() / "tenderlead-workbook-XXXXXX").string();
    made_ = ::mkdtemp(path_.data()) != nullptr;
  }
  ~Folder() {
    std::error_code ignored;
    if (made_) std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  bool made() const { return made_; }
  std::string& path() { return path_; }

 private:
  std::string path_;
  bool made_ = false;
};

// Without what XML 1.0 has no character for, and no longer than a cell may be.
std::string cell_text(const std::string& text) {
  std::string out;
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
    // A character beyond U+FFFF counts as two.
    characters += end - at > 3 ? 2 : 1;
    if (characters > kMostCharacters) break;
    const auto first = static_cast<unsigned char>(text[at]);
    if (first >= 0x20 || first == '\n' || first == '\t') out.append(text, at, end - at);
    at = end;
  }
  return out;
}

lxw_datetime datetime_of(const StatedTime& time) {
  lxw_datetime out{};
  out.year = time.date.year;
  out.month = time.date.month;
  out.day = time.date.day;
  if (time.second_of_day) {
    out.hour = *time.second_of_day / 3600;
    out.min = *time.second_of_day / 60 % 60;
    out.sec = *time.second_of_day % 60;
  }
  return out;
}

struct Formats {
  lxw_format* heading;
  lxw_format* text;
  lxw_format* number;
  lxw_format* day;
  lxw_format* time;
};

void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell,
                const Formats& formats) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    if (!text->empty()) worksheet_write_string(sheet, row, column, cell_text(*text).c_str(), formats.text);
  } else if (const auto* number = std::get_if<double>(&cell)) {
    worksheet_write_number(sheet, row, column, *number, formats.number);
  } else if (const auto* time = std::get_if<StatedTime>(&cell)) {
    auto at = datetime_of(*time);
    worksheet_write_datetime(sheet, row, column, &at, time->second_of_day ? formats.time : formats.day);
  }
}

void fill(lxw_workbook* book, const Table& table) {
  auto* sheet = workbook_add_worksheet(book, table.name.empty() ? nullptr : table.name.c_str());
  if (sheet == nullptr) sheet = workbook_add_worksheet(book, nullptr);
  const Formats formats{workbook_add_format(book), workbook_add_format(book), workbook_add_format(book),
                        workbook_add_format(book), workbook_add_format(book)};
  format_set_bold(formats.heading);
  format_set_bottom(formats.heading, LXW_BORDER_THIN);
  format_set_num_format(formats.number, "#,##0.##");
  format_set_num_format(formats.day, "yyyy-mm-dd");
  format_set_num_format(formats.time, "yyyy-mm-dd hh:mm");
  for (auto* format : {formats.text, formats.number, formats.day, formats.time})
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  worksheet_freeze_panes(sheet, 1, 0);
  lxw_col_t at = 0;
  for (const auto& column : table.columns) {
    worksheet_set_column(sheet, at, at, column.width, nullptr);
    worksheet_write_string(sheet, 0, at, cell_text(column.heading).c_str(), formats.heading);
    ++at;
  }
  const auto rows = std::min(table.rows.size(), kMostRows);
  if (at > 0) worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(rows), static_cast<lxw_col_t>(at - 1));
  for (std::size_t i = 0; i < rows; ++i) {
    lxw_col_t column = 0;
    for (const auto& cell : table.rows[i])
      write_cell(sheet, static_cast<lxw_row_t>(i + 1), column++, cell, formats);
  }
}

}  // namespace

Result<std::string> workbook(const Table& table) {
  Folder folder;
  if (!folder.made()) return Error{ErrorCode::io, "there is no temporary folder for the workbook"};
  const auto file = folder.path() + "/table.xlsx";
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  options.tmpdir = folder.path().data();
  auto* book = workbook_new_opt(file.c_str(), &options);
  if (book == nullptr) return Error{ErrorCode::io, "the workbook can't be made"};
  fill(book, table);
  if (const auto error = workbook_close(book); error != LXW_NO_ERROR)
    return Error{ErrorCode::io, std::string("the workbook can't be written: ") + lxw_strerror(error)};
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (!in || bytes.empty()) return Error{ErrorCode::io, "the workbook can't be read back"};
  return bytes;
}

}  // namespace tenderlead::exporting

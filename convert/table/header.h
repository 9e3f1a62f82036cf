// Which row of a table is its header, and which column holds which field: guessed from words, or as a person says.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "convert/table/table.h"

namespace tenderlead::convert {

// A field that a column may hold, with the words by which headers call it, in any language. Words are compared folded
// (fold_header()); an earlier field wins where two claim a column with equal right.
struct ColumnField {
  std::string name;
  std::vector<std::string> words;
};

struct ColumnMap {
  std::size_t header_row = 0;        // TableRow::number; 0: none was found
  std::vector<std::string> headers;  // as they stand there
  std::vector<std::string> fields;   // by column: the field's name; empty where it holds none

  // The column of a field; npos where there is none.
  std::size_t column(std::string_view field) const;
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

// How headers are compared: NFKC, case folded, letters and digits alone ("Hos_Name" is "hosname", "医院 名称：" is "医院名称").
std::string fold_header(std::string_view header);

// The header is that row of `rows` (the first ones of a table, title lines among them) in which most fields are found.
// A column has a field's name where its header is one of the words, or is one but for what stands in brackets, or, the weakest,
// has one in it. Each field has one column at most, and each column one field. header_row is 0 where no field is found.
ColumnMap guess_columns(const std::vector<TableRow>& rows, const std::vector<ColumnField>& fields);

// One column as a person names it.
struct StatedColumn {
  std::string field;
  std::string
      column;  // a header, compared folded, or a column's letters as in a spreadsheet where no header is equal
};
// The same, where a person says which columns hold which fields: the header is the row that has most of those named, and
// nothing is guessed. Columns that no row has are put into `unknown`, in their order.
ColumnMap stated_columns(const std::vector<TableRow>& rows, const std::vector<StatedColumn>& stated,
                         std::vector<std::string>& unknown);

// How many fields the header of a table with these first rows has.
using HeaderFit = std::function<std::size_t(const std::vector<TableRow>&)>;
// As open_table(); but of a workbook of which no sheet is named it opens the one whose header has the most fields, of several alike
// the first. So a cover or a sheet of instructions isn't taken for the table.
Result<std::unique_ptr<Table>> open_fitting_table(std::string bytes, const TableOptions& options,
                                                  const HeaderFit& fit);
// How many columns hold a field.
std::size_t fields_in(const ColumnMap& map);

// So many rows are looked at for the header.
inline constexpr std::size_t kHeaderRows = 20;

}  // namespace tenderlead::convert

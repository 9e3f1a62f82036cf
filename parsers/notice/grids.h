// Grids: tables with a head of labels and rows of values, whatever they are on the page: an HTML table with a header
// row, one with a header column and a column a bidder, or plain text whose cells became lines (or words of one line)
// and whose empty cells vanished.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <vector>

#include "parsers/notice/marks.h"

namespace tenderlead::parsers::notice {

// A stretch of the folded text; empty cells have begin == end.
struct Stretch {
  Place begin = 0;
  Place end = 0;

  bool empty() const { return begin >= end; }
  Place size() const { return end > begin ? end - begin : 0; }
};

struct Column {
  Field field = Field::none;  // none: a head that no table knows
  BareUnit bare_unit;
  Stretch head;
};

enum class GridLayout : std::uint8_t { header_row, header_column, flattened };

struct Grid {
  GridLayout layout = GridLayout::header_row;
  std::vector<Column> columns;
  std::vector<std::vector<Stretch>> rows;  // each as long as columns
  Section section = Section::none;
  Place begin = 0;
  Place end = 0;
  bool aligned_by_type = false;  // cells were assigned to columns by what they look like

  int column_of(Field field) const {
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (columns[i].field == field) return static_cast<int>(i);
    return -1;
  }
  bool has(Field field) const { return column_of(field) >= 0; }
};

// The cell of a row under a field's column; empty where the grid has none.
Stretch cell_of(const Grid& grid, const std::vector<Stretch>& row, Field field);
// What a bare number in a field's column counts; empty where its head doesn't say.
BareUnit unit_of(const Grid& grid, Field field);
// The first of these fields that the grid has; none where it has none.
Field first_of(const Grid& grid, std::initializer_list<Field> fields);

// All grids in reading order. Marks that stand inside one are no labels of their own.
std::vector<Grid> find_grids(const PageView& view, const std::vector<Mark>& marks,
                             const LabelScanner& scanner);

// The two kinds of tables, appended to `out`.
void find_html_grids(const PageView& view, const LabelScanner& scanner, std::vector<Grid>& out);
void find_flat_grids(const PageView& view, const std::vector<Mark>& marks, const LabelScanner& scanner,
                     std::vector<Grid>& out);

// A table of bidders can have a hundred rows; beyond this the page is a price list.
inline constexpr std::size_t kMostRows = 400;
inline constexpr std::size_t kMostColumns = 24;

// The column that a table's head makes; field none where no label table knows it.
Column read_column(const PageView& view, const LabelScanner& scanner, Stretch head);

// Gives columns whose heads no table has the field that the words' parts tell (label_parts.h). Only for heads that are sure
// to be heads: a row of data may hold such words too.
void name_columns_by_parts(const PageView& view, std::vector<Column>& columns);

// 单位：万元 in the lines right above a table.
BareUnit unit_above(const PageView& view, Place begin);

// How well a cell's words suit a column, from -3 (never) to 2 (just so).
double cell_fit(std::u16string_view cell, const Column& column);

// Cells in reading order to columns in order, where cells may be missing or broken over several: the assignment that
// suits best. Returns one stretch a column. Cost is cells times columns.
std::vector<Stretch> align_cells(const PageView& view, const std::vector<Stretch>& cells,
                                 const std::vector<Column>& columns);

}  // namespace tenderlead::parsers::notice

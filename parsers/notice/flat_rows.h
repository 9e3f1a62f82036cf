// Rows of tables that lost their shape: what counts them, and how the cells in reading order become rows again.
#pragma once

#include <string_view>
#include <vector>

#include "parsers/notice/grids.h"

namespace tenderlead::parsers::notice {

// 第一中标候选人, 第2名
bool names_place(std::u16string_view cell);
// 3, 003, 三, 第三名, 第三中标候选人: which of a count a cell is; -1 where it is none.
int ordinal(std::u16string_view cell);
// A, B包, 第二包, 标段3: which of the lots a cell is; -1 where it is none.
int lot_ordinal(std::u16string_view cell);
// 1, 01, 001, 一, 第1名: the first cell of the first row.
bool is_first(std::u16string_view cell);
inline bool counts(Field field) {
  return field == Field::sequence || field == Field::rank;
}

// Adds the rows that `cells` make to `grid`, whose columns are known: rows start where the count goes on, or with a lot's number, or
// are as wide as the head.
void fill_rows(const PageView& view, const std::vector<Stretch>& cells, bool counted, Grid& grid);

// A table of planned procurements whose rows have lost their numbers (mirrors that drop figures do that to 序号) has one row that can be
// told: the cells behind the last head that is known. `columns` are the heads and what was taken for heads. Returns how many of
// them are heads; 0 where it is no such table.
std::size_t heads_of_plan(const std::vector<Column>& columns);
// Adds that row to `grid`, whose columns are those heads, from the cells behind them.
void fill_plan(const PageView& view, std::vector<Stretch> cells, Grid& grid);

// Tables of unit `u` (and the lines below it) whose cells are set apart by white space. Returns the units used; 0 where it has none.
std::size_t read_spaced_tables(const PageView& view, const std::vector<Mark>& marks,
                               const LabelScanner& scanner, std::size_t u, std::vector<Grid>& out);

}  // namespace tenderlead::parsers::notice

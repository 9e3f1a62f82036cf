#include "parsers/notice/grids.h"

#include <algorithm>

#include "parsers/values/money.h"

namespace tenderlead::parsers::notice {
namespace {

// A table of bidders can have a hundred rows; beyond this the page is a price list.
constexpr std::size_t kMostRows = 400;
constexpr std::size_t kMostColumns = 24;

bool known(const Column& column) {
  return column.field != Field::none;
}

Stretch without_trailing_colon(const PageView& view, Stretch head) {
  while (!head.empty() && view.text()[head.end - 1] == u':') --head.end;
  return head;
}

bool is_total(std::u16string_view cell) {
  return cell.starts_with(u"合计") || cell.starts_with(u"总计") || cell.starts_with(u"小计");
}

// --- HTML tables ----------------------------------------------------------------------------------------------------

class HtmlTables {
 public:
  HtmlTables(const PageView& view, const std::vector<Mark>& marks, const LabelScanner& scanner,
             std::vector<Grid>& out)
      : view_(view), marks_(marks), scanner_(scanner), out_(out) {}

  void run() {
    const auto& tables = view_.document().tables;
    if (tables.empty()) return;
    std::vector<std::vector<std::uint32_t>> units(tables.size());
    for (std::uint32_t u = 0; u < view_.units().size(); ++u)
      if (const int t = view_.units()[u].table; t >= 0 && static_cast<std::size_t>(t) < tables.size())
        units[static_cast<std::size_t>(t)].push_back(u);
    for (std::size_t t = 0; t < tables.size(); ++t)
      if (!units[t].empty()) read_table(tables[t], units[t]);
  }

 private:
  void read_table(const Table& table, const std::vector<std::uint32_t>& units) {
    const auto rows = static_cast<std::size_t>(std::clamp(table.rows, 0, static_cast<int>(kMostRows)));
    const auto cols = static_cast<std::size_t>(std::clamp(table.cols, 0, static_cast<int>(kMostColumns)));
    if (rows < 2 || cols < 2) return;
    cells_.assign(rows * cols, Stretch{});
    own_.assign(rows * cols, false);
    cols_ = cols;
    for (const std::uint32_t u : units) {
      const Unit& unit = view_.units()[u];
      if (unit.row < 0 || unit.col < 0) continue;
      const auto r = static_cast<std::size_t>(unit.row);
      const auto c = static_cast<std::size_t>(unit.col);
      if (r >= rows || c >= cols) continue;
      Stretch& cell = cells_[r * cols + c];
      if (cell.empty())
        cell = {unit.begin, unit.end};
      else
        cell.end = unit.end;
      own_[r * cols + c] = true;
    }
    for (const Cell& cell : table.cells) {
      const auto r0 = static_cast<std::size_t>(std::max(cell.row, 0));
      const auto c0 = static_cast<std::size_t>(std::max(cell.col, 0));
      if (r0 >= rows || c0 >= cols) continue;
      const Stretch words = cells_[r0 * cols + c0];
      // A cell over several rows holds for all of them; over several columns it stands in the first.
      for (std::size_t r = r0 + 1;
           r < std::min(rows, r0 + static_cast<std::size_t>(std::max(cell.row_span, 1))); ++r)
        if (cells_[r * cols + c0].empty()) cells_[r * cols + c0] = words;
    }
    for (std::size_t r = 0; r < rows;) {
      const std::size_t used = std::max(read_header_column(r, rows), read_header_row(r, rows));
      r += std::max<std::size_t>(used, 1);
    }
  }

  std::size_t filled(std::size_t r) const {
    std::size_t count = 0;
    for (std::size_t c = 0; c < cols_; ++c) count += cells_[r * cols_ + c].empty() ? 0 : 1;
    return count;
  }

  std::vector<Column> heads(std::size_t r) const {
    std::vector<Column> columns(cols_);
    for (std::size_t c = 0; c < cols_; ++c)
      if (!cells_[r * cols_ + c].empty()) columns[c] = read_column(view_, scanner_, cells_[r * cols_ + c]);
    return columns;
  }

  static std::size_t count_known(const std::vector<Column>& columns) {
    return static_cast<std::size_t>(std::count_if(columns.begin(), columns.end(), known));
  }

  // Two labels side by side, the next row without any: a header row. Returns the rows used.
  std::size_t read_header_row(std::size_t r, std::size_t rows) {
    const std::vector<Column> columns = heads(r);
    const std::size_t labels = count_known(columns);
    const std::size_t cells = filled(r);
    if (labels < 2 || cells < 2 || r + 1 >= rows) return 0;
    const bool counted = columns[0].field == Field::sequence || columns[0].field == Field::lot_no;
    if (labels * 10 < cells * 6 && !counted) return 0;
    if (count_known(heads(r + 1)) > 0 && !counted) return 0;
    if (filled(r + 1) < 2) return 0;
    Grid grid;
    grid.layout = GridLayout::header_row;
    grid.columns = columns;
    grid.begin = grid.end = cells_[r * cols_].begin;
    for (std::size_t c = 0; c < cols_; ++c)
      if (!cells_[r * cols_ + c].empty()) grid.begin = std::min(grid.begin, cells_[r * cols_ + c].begin);
    std::size_t row = r + 1;
    for (; row < rows; ++row) {
      const std::size_t here = filled(row);
      if (here == 0) continue;
      if (count_known(heads(row)) >= 2) break;
      if (here == 1 && cols_ > 2) break;
      std::vector<Stretch> values(cells_.begin() + static_cast<std::ptrdiff_t>(row * cols_),
                                  cells_.begin() + static_cast<std::ptrdiff_t>((row + 1) * cols_));
      for (std::size_t c = 0; c < cols_; ++c)
        if (own_[row * cols_ + c]) grid.end = std::max(grid.end, values[c].end);
      if (is_total(view_.text(values[0].begin, values[0].end))) continue;
      grid.rows.push_back(std::move(values));
    }
    finish(std::move(grid));
    return row - r;
  }

  static bool names_bidders(Field field) {
    return field == Field::candidate || field == Field::supplier || field == Field::bidder;
  }

  // 中标候选人名称 | A | B | C: one column a bidder. Returns the rows used.
  std::size_t read_header_column(std::size_t r, std::size_t rows) {
    if (cols_ < 3 || filled(r) < 3) return 0;
    const std::vector<Column> first = heads(r);
    if (!names_bidders(first[0].field) || count_known(first) != 1) return 0;
    std::size_t last = cols_;
    while (last > 1 && cells_[r * cols_ + last - 1].empty()) --last;
    for (std::size_t c = 1; c < last; ++c) {
      const Stretch cell = cells_[r * cols_ + c];
      if (!cell.empty() && cell_fit(view_.text(cell.begin, cell.end), first[0]) < 1) return 0;
    }
    Grid grid;
    grid.layout = GridLayout::header_column;
    grid.begin = cells_[r * cols_].begin;
    grid.end = grid.begin;
    std::size_t row = r;
    std::vector<std::vector<Stretch>> values(last - 1);
    for (; row < rows; ++row) {
      const Stretch head = cells_[row * cols_];
      if (head.empty() || !own_[row * cols_] || (row > r && filled(row) < 2)) break;
      const Column column = read_column(view_, scanner_, head);
      if (row > r && names_bidders(column.field)) break;
      grid.columns.push_back(column);
      for (std::size_t c = 1; c < last; ++c) {
        values[c - 1].push_back(cells_[row * cols_ + c]);
        if (own_[row * cols_ + c]) grid.end = std::max(grid.end, cells_[row * cols_ + c].end);
      }
      grid.end = std::max(grid.end, head.end);
    }
    for (auto& bidder : values)
      if (!bidder.empty() && !bidder[0].empty()) grid.rows.push_back(std::move(bidder));
    finish(std::move(grid));
    return row - r;
  }

  void finish(Grid grid) {
    if (grid.rows.empty() || grid.end <= grid.begin) return;
    out_.push_back(std::move(grid));
  }

  const PageView& view_;
  const std::vector<Mark>& marks_;
  const LabelScanner& scanner_;
  std::vector<Grid>& out_;
  std::vector<Stretch> cells_;
  std::vector<bool> own_;  // the cell's own position, not one that it spans
  std::size_t cols_ = 0;
};

// --- plain text whose cells became lines ----------------------------------------------------------------------------

class FlatTables {
 public:
  FlatTables(const PageView& view, const std::vector<Mark>& marks, const LabelScanner& scanner,
             std::vector<Grid>& out)
      : view_(view), marks_(marks), scanner_(scanner), out_(out) {
    mark_of_unit_.assign(view.units().size(), nullptr);
    for (const Mark& mark : marks)
      if (mark.at_start && mark_of_unit_[mark.unit] == nullptr) mark_of_unit_[mark.unit] = &mark;
  }

  void run() {
    for (std::size_t u = 0; u < view_.units().size();) {
      std::size_t used = 0;
      if (view_.units()[u].table < 0) {
        used = read_lines(u);
        if (used == 0) used = read_spaced(u);
      }
      u += std::max<std::size_t>(used, 1);
    }
  }

 private:
  std::u16string_view text(std::size_t u) const { return view_.text(view_.units()[u]); }
  Stretch stretch(std::size_t u) const { return {view_.units()[u].begin, view_.units()[u].end}; }

  Column head(std::size_t u) const {
    const Stretch words = stretch(u);
    if (words.size() > 40 || view_.text()[words.end - 1] == u':') return {};
    return read_column(view_, scanner_, words);
  }

  // 1, 01, 001, 一, 第1名, A: the first cell of the first row.
  static bool is_first(std::u16string_view cell) {
    return cell == u"1" || cell == u"01" || cell == u"001" || cell == u"一" || cell == u"第1名" ||
           cell == u"第一名" || cell == u"1-1" || cell == u"第一" || cell == u"0001";
  }

  static int ordinal(std::u16string_view cell) {
    if (cell.starts_with(u"第")) cell.remove_prefix(1);
    if (cell.ends_with(u"名")) cell.remove_suffix(1);
    if (cell.empty() || cell.size() > 4) return -1;
    int value = 0;
    for (const char16_t c : cell) {
      if (!is_digit(c)) {
        static constexpr std::u16string_view kNumerals = u"一二三四五六七八九十";
        const std::size_t at = kNumerals.find(c);
        return cell.size() == 1 && at != std::u16string_view::npos ? static_cast<int>(at) + 1 : -1;
      }
      value = value * 10 + (c - u'0');
    }
    return value;
  }

  bool counts(Field field) const { return field == Field::sequence || field == Field::rank; }

  std::size_t read_lines(std::size_t u) {
    const Column first = head(u);
    if (!known(first) || (mark_of_unit_[u] != nullptr && mark_of_unit_[u]->colon)) return 0;
    std::vector<Column> columns{first};
    std::size_t k = u + 1;
    const std::size_t last = std::min(view_.units().size(), u + 40);
    const bool counted = counts(first.field);
    std::size_t labels = 1;
    for (; k < last; ++k) {
      const std::u16string_view words = text(k);
      if (counted && is_first(words)) break;
      if (words.front() == u'(' && words.back() == u')' && words.size() <= 14) {
        columns.back().head.end = view_.units()[k].end;
        if (const auto unit =
                money_context_from_header(view_.words(columns.back().head.begin, columns.back().head.end)))
          columns.back().bare_unit = unit->bare_unit;
        const Column joined = read_column(view_, scanner_, columns.back().head);
        if (known(joined)) columns.back() = joined;
        continue;
      }
      const Column column = head(k);
      if (known(column)) {
        ++labels;
        columns.push_back(column);
        continue;
      }
      // 预计 over 招标时间: a head broken over two lines.
      if (k + 1 < last) {
        const Column joined =
            read_column(view_, scanner_, {view_.units()[k].begin, view_.units()[k + 1].end});
        if (known(joined) && view_.units()[k + 1].end - view_.units()[k].begin <= 20) {
          ++labels;
          columns.push_back(joined);
          ++k;
          continue;
        }
      }
      if (!counted || words.size() > 24 || view_.text()[view_.units()[k].end - 1] == u':') break;
      Column unknown;
      unknown.head = stretch(k);
      columns.push_back(unknown);
    }
    if (columns.size() < 2 || columns.size() > kMostColumns || labels < 2 || k >= view_.units().size())
      return 0;
    if (counted && (k >= last || !is_first(text(k)))) return 0;
    if (!counted && labels < 3 && !bidders_and_sums(columns)) return 0;
    return read_rows(u, k, std::move(columns), counted);
  }

  static bool bidders_and_sums(const std::vector<Column>& columns) {
    return std::any_of(columns.begin(), columns.end(), [](const Column& c) {
      return c.field == Field::supplier || c.field == Field::candidate || c.field == Field::bidder;
    });
  }

  // The units from `u` that are cells: up to a heading, a label with a colon, or the head of another table.
  std::vector<Stretch> cells_from(std::size_t u, bool counted) const {
    std::vector<Stretch> cells;
    for (std::size_t k = u; k < view_.units().size() && cells.size() < kMostRows * 8; ++k) {
      const Mark* mark = mark_of_unit_[k];
      const Unit& unit = view_.units()[k];
      if (unit.table >= 0) break;
      if (mark != nullptr && (mark->heading || (mark->colon && k != u))) {
        // 联合体成员：某公司 goes on a cell.
        const bool member = text(k).starts_with(u"联合体") || text(k).starts_with(u"牵头") ||
                            (mark->word.field == Field::ignored && mark->value_begin < unit.end && counted);
        if (mark->heading || !member) break;
      }
      if (starts_with_han_numbering(view_, unit.begin, unit.end) && unit.size() > 3) break;
      if (text(k).starts_with(u"注:") || text(k).starts_with(u"备注:")) break;
      if (k > u && k + 1 < view_.units().size() && known(head(k)) && known(head(k + 1)) &&
          head(k).field != Field::remark && text(k).size() > 1)
        break;
      cells.push_back(stretch(k));
    }
    return cells;
  }

  std::size_t read_rows(std::size_t u, std::size_t k, std::vector<Column> columns, bool counted) {
    const std::vector<Stretch> cells = cells_from(k, counted);
    if (cells.empty()) return 0;
    Grid grid;
    grid.layout = GridLayout::flattened;
    grid.begin = view_.units()[u].begin;
    grid.columns = std::move(columns);
    if (counted)
      split_by_count(cells, grid);
    else
      split_by_width(cells, grid);
    if (grid.rows.empty()) return 0;
    const Place end = grid.end;
    out_.push_back(std::move(grid));
    std::size_t used = 1;
    while (u + used < view_.units().size() && view_.units()[u + used].begin < end) ++used;
    return used;
  }

  std::u16string_view words(const Stretch& cell) const { return view_.text(cell.begin, cell.end); }

  // Rows start where the count goes on.
  void split_by_count(const std::vector<Stretch>& cells, Grid& grid) const {
    const std::size_t width = grid.columns.size();
    std::size_t begin = 0;
    int expected = ordinal(words(cells[0]));
    if (expected < 0) expected = 1;
    while (begin < cells.size() && grid.rows.size() < kMostRows) {
      std::size_t next = cells.size();
      // The next number may also be a quantity: the place that leaves a full row wins.
      for (std::size_t i = begin + 1; i < cells.size() && i < begin + 4 * width + 8; ++i) {
        if (ordinal(words(cells[i])) != expected + 1) continue;
        if (next == cells.size() || i == begin + width) next = i;
        if (i >= begin + width) break;
      }
      std::size_t end = next;
      if (next == cells.size())
        end = std::min(cells.size(), begin + last_row_size(cells, begin, grid, width));
      add_row({cells.begin() + static_cast<std::ptrdiff_t>(begin),
               cells.begin() + static_cast<std::ptrdiff_t>(end)},
              grid);
      if (next == cells.size()) break;
      begin = next;
      ++expected;
    }
  }

  // The last row has no next number to end it; it's as long as the rows before it, at most a cell a column.
  static std::size_t last_row_size(const std::vector<Stretch>& cells, std::size_t begin, const Grid& grid,
                                   std::size_t width) {
    if (grid.rows.empty()) return width;
    std::size_t longest = 0;
    std::size_t filled = 0;
    for (const auto& row : grid.rows) {
      filled = 0;
      for (const Stretch& cell : row) filled += cell.empty() ? 0 : 1;
      longest = std::max(longest, filled);
    }
    const std::size_t left = cells.size() - begin;
    return std::min(left, std::max(longest + 2, width));
  }

  // Without a count, rows are as wide as the head, as long as their cells suit it.
  void split_by_width(const std::vector<Stretch>& cells, Grid& grid) const {
    const std::size_t width = grid.columns.size();
    std::size_t begin = 0;
    while (begin < cells.size() && grid.rows.size() < kMostRows) {
      const std::size_t left = cells.size() - begin;
      const std::size_t size = std::min(width, left);
      double fit = 0;
      bool never = false;
      for (std::size_t c = 0; c < size; ++c) {
        const double one = cell_fit(words(cells[begin + c]), grid.columns[c]);
        fit += one;
        never = never || one <= -3;
      }
      if (size == width && !never && fit > 0) {
        std::vector<Stretch> row(cells.begin() + static_cast<std::ptrdiff_t>(begin),
                                 cells.begin() + static_cast<std::ptrdiff_t>(begin + width));
        grid.end = row.back().end;
        grid.rows.push_back(std::move(row));
        begin += width;
        continue;
      }
      if (!grid.rows.empty()) break;
      // A single row with cells missing or broken.
      add_row({cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(std::min(cells.size(), width + 2))},
              grid);
      break;
    }
  }

  void add_row(std::vector<Stretch> cells, Grid& grid) const {
    const std::size_t width = grid.columns.size();
    if (cells.empty()) return;
    grid.end = std::max(grid.end, cells.back().end);
    if (cells.size() == width && suits(cells, grid)) {
      grid.rows.push_back(std::move(cells));
      return;
    }
    grid.aligned_by_type = true;
    grid.rows.push_back(align_cells(view_, cells, grid.columns));
  }

  bool suits(const std::vector<Stretch>& cells, const Grid& grid) const {
    for (std::size_t c = 0; c < cells.size(); ++c)
      if (cell_fit(words(cells[c]), grid.columns[c]) <= -3) return false;
    return true;
  }

  // --- a table whose rows became lines: cells set apart by white space ------------------------------------------------

  std::vector<Stretch> spaced_cells(std::size_t u) const {
    const Unit& unit = view_.units()[u];
    std::vector<Stretch> cells;
    for (Place p = unit.begin; p < unit.end; ++p) {
      if (p == unit.begin || view_.space_before(p)) cells.push_back({p, unit.end});
      if (cells.size() > 1 && cells.back().begin == p) cells[cells.size() - 2].end = p;
    }
    return cells;
  }

  std::size_t read_spaced(std::size_t u) {
    const Unit& unit = view_.units()[u];
    if (unit.size() < 12 || unit.size() > 200) return 0;
    const std::vector<Stretch> words_of_head = spaced_cells(u);
    if (words_of_head.size() < 4 || words_of_head.size() > kMostColumns) return 0;
    std::vector<Column> columns;
    std::size_t labels = 0;
    bool started = false;
    for (const Stretch& cell : words_of_head) {
      if (view_.text()[cell.end - 1] == u':') return 0;
      Column column = read_column(view_, scanner_, cell);
      // 招标项目 序号 …: what stands before the count is the table's own title.
      if (column.field == Field::sequence && !started) {
        columns.clear();
        labels = 0;
        started = true;
      }
      labels += known(column) ? 1 : 0;
      columns.push_back(column);
    }
    if (labels < 4 || labels * 2 < columns.size()) return 0;
    Grid grid;
    grid.layout = GridLayout::flattened;
    grid.aligned_by_type = true;
    grid.begin = unit.begin;
    grid.columns = std::move(columns);
    std::size_t k = u + 1;
    for (; k < view_.units().size() && grid.rows.size() < kMostRows; ++k) {
      const std::vector<Stretch> cells = spaced_cells(k);
      if (cells.size() + 2 < grid.columns.size() && !counts(grid.columns[0].field)) break;
      if (counts(grid.columns[0].field) && ordinal(words(cells[0])) != static_cast<int>(grid.rows.size()) + 1)
        break;
      if (cells.size() < 3 || cells.size() > 4 * kMostColumns) break;
      grid.rows.push_back(align_cells(view_, cells, grid.columns));
      grid.end = view_.units()[k].end;
    }
    // A head without rows still is no list of labels: nothing that follows it is their value.
    if (grid.rows.empty()) grid.end = unit.end;
    out_.push_back(std::move(grid));
    return k - u;
  }

  const PageView& view_;
  const std::vector<Mark>& marks_;
  const LabelScanner& scanner_;
  std::vector<Grid>& out_;
  std::vector<const Mark*> mark_of_unit_;
};

}  // namespace

bool names_unit(std::u16string_view head) { return head.find_first_of(u"元币$¥") != std::u16string_view::npos; }

Column read_column(const PageView& view, const LabelScanner& scanner, Stretch head) {
  Column column;
  column.head = head;
  Stretch label = without_trailing_colon(view, head);
  if (label.empty() || label.size() > 40) return column;
  if (names_unit(view.text(head.begin, head.end)))
    if (const auto unit = money_context_from_header(view.words(head.begin, head.end)))
      column.bare_unit = unit->bare_unit;
  const LabelWord* word = scanner.find(view.text(label.begin, label.end));
  const std::u16string_view text = view.text();
  while (word == nullptr && !label.empty() && (text[label.end - 1] == u')' || text[label.end - 1] == u']')) {
    const char16_t open = text[label.end - 1] == u')' ? u'(' : u'[';
    Place p = label.end - 1;
    while (p > label.begin && text[p] != open) --p;
    if (p == label.begin) return column;
    label.end = p;
    word = scanner.find(text.substr(label.begin, label.size()));
  }
  if (word != nullptr) column.field = word->field;
  return column;
}

std::vector<Grid> find_grids(const PageView& view, const std::vector<Mark>& marks,
                             const LabelScanner& scanner) {
  std::vector<Grid> grids;
  HtmlTables(view, marks, scanner, grids).run();
  FlatTables(view, marks, scanner, grids).run();
  std::sort(grids.begin(), grids.end(), [](const Grid& a, const Grid& b) { return a.begin < b.begin; });
  // The section in force where a grid starts is that of the last heading before it.
  std::size_t m = 0;
  Section section = Section::none;
  for (Grid& grid : grids) {
    for (; m < marks.size() && marks[m].begin <= grid.begin; ++m)
      if (marks[m].heading) section = marks[m].section;
    grid.section = section;
  }
  return grids;
}

}  // namespace tenderlead::parsers::notice

// Tables in plain text whose cells are set apart by white space: a row a line, or all of it in one.
#include <algorithm>

#include "parsers/notice/flat_rows.h"

namespace tenderlead::parsers::notice {
namespace {

bool known(const Column& column) {
  return column.field != Field::none;
}

class SpacedTables {
 public:
  SpacedTables(const PageView& view, const std::vector<Mark>& marks, const LabelScanner& scanner,
               std::vector<Grid>& out)
      : view_(view), marks_(marks), scanner_(scanner), out_(out) {}

  std::size_t read(std::size_t u) {
    const std::size_t used = read_lines(u);
    return used > 0 ? used : read_stream(u);
  }

 private:
  std::u16string_view words(const Stretch& cell) const { return view_.text(cell.begin, cell.end); }

  // 中标供应商名称及中标金额：序号 供应商名称 …: the count's head behind the words that announce the table.
  static void part_count(const PageView& view, std::vector<Stretch>& cells) {
    constexpr std::u16string_view kCount = u"序号";
    if (cells.empty() || cells.back().size() <= kCount.size()) return;
    const Stretch last = cells.back();
    const auto head = static_cast<Place>(last.end - kCount.size());
    const char16_t before = view.text()[head - 1];
    if ((before != u':' && before != u'。') || view.text(head, last.end) != kCount) return;
    cells.back().end = head;
    cells.push_back({head, last.end});
  }

  std::vector<Stretch> spaced_cells(std::size_t u) const {
    constexpr std::size_t kMostCells = kMostRows * 8;
    const Unit& unit = view_.units()[u];
    std::vector<Stretch> cells;
    for (Place p = unit.begin; p < unit.end; ++p) {
      if (p != unit.begin && !view_.space_before(p)) continue;
      if (!cells.empty()) cells.back().end = p;
      part_count(view_, cells);
      if (cells.size() >= kMostCells) return cells;
      cells.push_back({p, unit.end});
    }
    return cells;
  }

  bool is_row_below(std::size_t u, const std::vector<Column>& columns) const {
    if (u >= view_.units().size() || view_.units()[u].table >= 0) return false;
    const std::vector<Stretch> cells = spaced_cells(u);
    return cells.size() == columns.size() && suits(cells, columns);
  }

  bool suits(const std::vector<Stretch>& cells, const std::vector<Column>& columns) const {
    for (std::size_t c = 0; c < cells.size(); ++c)
      if (known(read_column(view_, scanner_, cells[c])) || cell_fit(words(cells[c]), columns[c]) <= -2)
        return false;
    return true;
  }

  // A head in one line, each row in one of its own.
  std::size_t read_lines(std::size_t u) {
    constexpr Place kShortestHead = 8;
    constexpr Place kLongestHead = 200;
    const Unit& unit = view_.units()[u];
    if (unit.size() < kShortestHead || unit.size() > kLongestHead) return 0;
    const std::vector<Stretch> words_of_head = spaced_cells(u);
    if (words_of_head.size() < 3 || words_of_head.size() > kMostColumns) return 0;
    std::vector<Column> columns;
    std::size_t labels = 0;
    bool started = false;
    for (const Stretch& cell : words_of_head) {
      if (view_.text()[cell.end - 1] == u':' || (started && is_first(words(cell)))) return 0;
      Column column = read_column(view_, scanner_, cell);
      // 招标项目 序号 …: what stands before the count is the table's own title.
      if (column.field == Field::sequence && !started) {
        columns.clear();
        labels = 0;
        started = true;
      }
      labels += known(column) ? 1 : 0;
      // 合同编号 11N0025123 合同名称 …: a form in a line has values between its labels.
      constexpr std::ptrdiff_t kFiguresOfACode = 6;
      const std::u16string_view cell_words = words(cell);
      if (!known(column) && std::count_if(cell_words.begin(), cell_words.end(), is_digit) >= kFiguresOfACode)
        return 0;
      columns.push_back(column);
    }
    if (labels < 3 || labels * 2 < columns.size()) return 0;
    // Three labels on a line may be three labels of a form, unless the next line is a row below them.
    if (labels < 4 && !is_row_below(u + 1, columns)) return 0;
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

  // 序号 供应商名称 中标金额(元) 1 某公司 12000 2 某公司 13000: the page became one line.
  std::size_t read_stream(std::size_t u) {
    constexpr std::size_t kFewestCells = 6;
    const std::vector<Stretch> cells = spaced_cells(u);
    if (cells.size() < kFewestCells) return 0;
    bool any = false;
    for (std::size_t i = 0; i + kFewestCells <= cells.size();) {
      const std::size_t used = read_table_of(cells, i);
      any = any || used > 0;
      i += std::max<std::size_t>(used, 1);
    }
    return any ? 1 : 0;
  }

  // The label or heading that begins in a cell, if one does.
  const Mark* mark_in(const Stretch& cell) const {
    const auto at = std::lower_bound(marks_.begin(), marks_.end(), cell.begin,
                                     [](const Mark& mark, Place place) { return mark.begin < place; });
    return at != marks_.end() && at->begin < cell.end ? &*at : nullptr;
  }

  bool ends_table(const Stretch& cell) const {
    if (starts_with_han_numbering(view_, cell.begin, cell.end) && cell.size() > 3) return true;
    const Mark* mark = mark_in(cell);
    if (mark == nullptr) return false;
    // 24.88 评审专家名单：…: a sum, and no number of what follows.
    const std::u16string_view cents = words(cell);
    if (mark->label_begin >= cell.end && cents.size() >= 4 && cents[cents.size() - 3] == u'.' &&
        cents.find_first_not_of(u"0123456789.,") == cents.npos)
      return false;
    const bool sum = mark->word.field == Field::bid_price || mark->word.field == Field::award_amount;
    return mark->heading || (mark->colon && !(sum && mark->value_begin < cell.end));
  }

  // Reads the table whose head begins at cell `i`; returns the cells used.
  std::size_t read_table_of(const std::vector<Stretch>& cells, std::size_t i) {
    constexpr Place kLongestHead = 24;
    const auto head = [&](std::size_t at) {
      const bool label = cells[at].size() <= kLongestHead && view_.text()[cells[at].end - 1] != u':';
      return label ? read_column(view_, scanner_, cells[at]) : Column{};
    };
    std::vector<Column> columns{head(i)};
    if (!known(columns[0])) return 0;
    const bool counted = counts(columns[0].field);
    std::size_t labels = 1;
    std::size_t k = i + 1;
    for (; k < cells.size() && columns.size() <= kMostColumns; ++k) {
      if (counted && is_first(words(cells[k]))) break;
      Column column = head(k);
      if (!known(column) && (!counted || cells[k].size() > kLongestHead || ends_table(cells[k]))) break;
      column.head = cells[k];
      labels += known(column) ? 1 : 0;
      columns.push_back(column);
    }
    bool plan = false;
    if (counted && (k >= cells.size() || !is_first(words(cells[k])))) {
      const std::size_t heads = heads_of_plan(columns);
      if (heads == 0) return 0;
      plan = true;
      k = i + heads;
      columns.resize(heads);
    }
    if (labels < 3 || columns.size() > kMostColumns || k >= cells.size()) return 0;
    std::vector<Stretch> values;
    for (std::size_t v = k; v < cells.size(); ++v) {
      if (ends_table(cells[v])) break;
      if (v > k && v + 1 < cells.size() && known(head(v)) && known(head(v + 1))) break;
      values.push_back(cells[v]);
    }
    Grid grid;
    grid.layout = GridLayout::flattened;
    grid.begin = cells[i].begin;
    grid.columns = std::move(columns);
    name_columns_by_parts(view_, grid.columns);
    if (plan)
      fill_plan(view_, std::move(values), grid);
    else
      fill_rows(view_, values, counted, grid);
    // Words without a count are a table only where each stands under its head.
    if (grid.rows.empty() || (!counted && grid.aligned_by_type)) return 0;
    std::size_t used = k - i;
    while (i + used < cells.size() && cells[i + used].begin < grid.end) ++used;
    out_.push_back(std::move(grid));
    return used;
  }

  const PageView& view_;
  const std::vector<Mark>& marks_;
  const LabelScanner& scanner_;
  std::vector<Grid>& out_;
};

}  // namespace

std::size_t read_spaced_tables(const PageView& view, const std::vector<Mark>& marks,
                               const LabelScanner& scanner, std::size_t u, std::vector<Grid>& out) {
  return SpacedTables(view, marks, scanner, out).read(u);
}

}  // namespace tenderlead::parsers::notice

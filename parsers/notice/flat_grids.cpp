// Tables in plain text whose cells became lines, or words of one line, and whose empty cells vanished.
#include <algorithm>

#include "parsers/notice/grids.h"
#include "parsers/notice/records.h"
#include "parsers/values/money.h"

namespace tenderlead::parsers::notice {
namespace {

bool known(const Column& column) {
  return column.field != Field::none;
}

class FlatTables {
 public:
  FlatTables(const PageView& view, const std::vector<Mark>& marks, const LabelScanner& scanner,
             std::vector<Grid>& out)
      : view_(view), scanner_(scanner), out_(out) {
    mark_of_unit_.assign(view.units().size(), nullptr);
    for (const Mark& mark : marks)
      if (mark.at_start && mark_of_unit_[mark.unit] == nullptr) mark_of_unit_[mark.unit] = &mark;
  }

  void run() {
    for (std::size_t u = 0; u < view_.units().size();) {
      std::size_t used = 0;
      if (view_.units()[u].table < 0) {
        used = read_turned(u);
        if (used == 0) used = read_lines(u);
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
           cell == u"第一名" || cell == u"1-1" || cell == u"第一" || cell == u"0001" ||
           (names_place(cell) && ordinal(cell) == 1);
  }

  // 第一中标候选人, 第2名
  static bool names_place(std::u16string_view cell) {
    return cell.size() >= 3 && cell.size() <= 9 && cell.starts_with(u"第") &&
           (cell.ends_with(u"名") || cell.ends_with(u"候选人") || cell.ends_with(u"候选供应商") ||
            cell.ends_with(u"候选单位"));
  }

  static int ordinal(std::u16string_view cell) {
    if (names_place(cell))
      cell = cell.substr(1, cell.find_first_of(u"名中成候入推") - 1);
    else if (cell.starts_with(u"第"))
      cell.remove_prefix(1);
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

  // 排序 / 第一中标候选人 / 第二中标候选人 / 单位名称 / A / B / 投标报价 / 12万元 / 13万元: a table with one column a bidder, whose
  // cells became lines. Rows follow while their heads are labels; a row with an empty cell can't be told from the next.
  std::size_t read_turned(std::size_t u) {
    const auto& units = view_.units();
    constexpr std::size_t kMostBidders = 12;
    std::size_t places = 0;
    while (u + 1 + places < units.size() && places < kMostBidders && names_place(text(u + 1 + places)) &&
           ordinal(text(u + 1 + places)) == static_cast<int>(places) + 1)
      ++places;
    const std::size_t names = places > 0 ? u + 1 + places : u;
    if (names >= units.size() || (mark_of_unit_[names] != nullptr && mark_of_unit_[names]->colon)) return 0;
    std::size_t bidders = 0;
    while (names + 1 + bidders < units.size() && bidders < kMostBidders &&
           units[names + 1 + bidders].table < 0 && names_organisation(view_, stretch(names + 1 + bidders)))
      ++bidders;
    Column who = head(names);
    const bool named =
        who.field == Field::candidate || who.field == Field::supplier || who.field == Field::bidder;
    const bool called = named || who.field == Field::name || (places > 0 && text(names).size() <= 16);
    if (bidders < 2 || !called || (places > 0 && places != bidders)) return 0;
    if (!named) who.field = Field::bidder;
    Grid grid;
    grid.layout = GridLayout::header_column;
    grid.begin = units[u].begin;
    grid.rows.resize(bidders);
    const auto add = [&](const Column& column, std::size_t first) {
      grid.columns.push_back(column);
      for (std::size_t b = 0; b < bidders; ++b) grid.rows[b].push_back(stretch(first + b));
      grid.end = std::max(grid.end, units[first + bidders - 1].end);
    };
    if (places > 0) {
      Column rank;
      rank.field = Field::rank;
      rank.head = stretch(u);
      add(rank, u + 1);
    }
    add(who, names + 1);
    std::size_t at = names + 1 + bidders;
    std::size_t known_rows = 0;
    for (; at + bidders < units.size() && grid.columns.size() < kMostColumns; at += 1 + bidders) {
      const Column column = head(at);
      if (!known(column) || units[at].table >= 0) break;
      bool suits = true;
      for (std::size_t b = 1; b <= bidders; ++b)
        suits =
            suits && !known(head(at + b)) && cell_fit(text(at + b), column) > -3 && units[at + b].table < 0;
      if (!suits) break;
      ++known_rows;
      add(column, at + 1);
    }
    // Names in a row are a list of their own unless something is told of each.
    if (known_rows == 0) return 0;
    out_.push_back(std::move(grid));
    return at - u;
  }

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
      // 预计 over 招标时间: a head broken over two lines, or three.
      std::size_t lines = 0;
      for (std::size_t n = 1; n <= 2 && k + n < last && lines == 0; ++n) {
        const Column joined =
            read_column(view_, scanner_, {view_.units()[k].begin, view_.units()[k + n].end});
        if (!known(joined) || view_.units()[k + n].end - view_.units()[k].begin > 20) continue;
        ++labels;
        columns.push_back(joined);
        lines = n;
      }
      if (lines > 0) {
        k += lines;
        continue;
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
                            (counted && mark->value_begin < unit.end &&
                             (mark->word.field == Field::ignored || mark->word.field == Field::bid_price ||
                              mark->word.field == Field::award_amount));
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
    name_columns_by_parts(view_, grid.columns);
    if (counted)
      split_by_count(cells, grid);
    else if (const std::vector<std::size_t> starts = lot_starts(cells, grid); starts.size() > 1)
      split_at(cells, starts, grid);
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

  // 包5-…, 第二包, 标段3: a cell that begins with a lot's number.
  static bool names_lot(std::u16string_view cell) {
    static constexpr std::u16string_view kHeads[] = {u"采购包", u"合同包", u"标段", u"标项", u"分包", u"包"};
    if (cell.starts_with(u"第"))
      return cell.size() > 2 && cell.size() <= 6 &&
             (cell.ends_with(u"包") || cell.ends_with(u"标段") || cell.ends_with(u"标项"));
    for (const std::u16string_view head : kHeads)
      if (cell.starts_with(head)) {
        std::u16string_view rest = cell.substr(head.size());
        if (rest.starts_with(u"-")) rest.remove_prefix(1);
        return !rest.empty() && (is_digit(rest[0]) || is_han_numeral(rest[0]));
      }
    return false;
  }

  // Where rows begin in a table whose first column is the lot: its cell may be repeated as the name beside it.
  std::vector<std::size_t> lot_starts(const std::vector<Stretch>& cells, const Grid& grid) const {
    std::vector<std::size_t> starts;
    if (grid.columns[0].field != Field::lot_no || !names_lot(words(cells[0]))) return starts;
    const std::size_t shortest = std::max<std::size_t>(2, grid.columns.size() / 2);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!names_lot(words(cells[i]))) continue;
      if (starts.empty() || (i - starts.back() >= shortest && words(cells[i]) != words(cells[i - 1])))
        starts.push_back(i);
    }
    return starts;
  }

  void split_at(const std::vector<Stretch>& cells, const std::vector<std::size_t>& starts, Grid& grid) const {
    std::size_t longest = 0;
    for (std::size_t i = 0; i < starts.size() && grid.rows.size() < kMostRows; ++i) {
      const bool last = i + 1 == starts.size();
      const std::size_t end = last ? std::min(cells.size(), starts[i] + longest) : starts[i + 1];
      longest = std::max(longest, end - starts[i]);
      add_row({cells.begin() + static_cast<std::ptrdiff_t>(starts[i]),
               cells.begin() + static_cast<std::ptrdiff_t>(end)},
              grid);
    }
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

  bool is_row_below(std::size_t u, const std::vector<Column>& columns) const {
    if (u >= view_.units().size() || view_.units()[u].table >= 0) return false;
    const std::vector<Stretch> cells = spaced_cells(u);
    if (cells.size() != columns.size()) return false;
    for (std::size_t c = 0; c < cells.size(); ++c)
      if (known(read_column(view_, scanner_, cells[c])) || cell_fit(words(cells[c]), columns[c]) <= -2)
        return false;
    return true;
  }

  std::size_t read_spaced(std::size_t u) {
    const Unit& unit = view_.units()[u];
    if (unit.size() < 12 || unit.size() > 200) return 0;
    const std::vector<Stretch> words_of_head = spaced_cells(u);
    if (words_of_head.size() < 3 || words_of_head.size() > kMostColumns) return 0;
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
    if (labels < 3 || labels * 2 < columns.size()) return 0;
    // Three labels on a line may be three labels of a form, unless the next line is a row below them.
    if (labels < 4 && !(labels == columns.size() && is_row_below(u + 1, columns))) return 0;
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
  const LabelScanner& scanner_;
  std::vector<Grid>& out_;
  std::vector<const Mark*> mark_of_unit_;
};

}  // namespace

void find_flat_grids(const PageView& view, const std::vector<Mark>& marks, const LabelScanner& scanner,
                     std::vector<Grid>& out) {
  FlatTables(view, marks, scanner, out).run();
}

}  // namespace tenderlead::parsers::notice

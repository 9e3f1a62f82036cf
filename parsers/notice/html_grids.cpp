// Tables of HTML: header rows, and header columns with one column a bidder.
#include <algorithm>
#include <array>

#include "parsers/notice/change_reader.h"
#include "parsers/notice/flat_rows.h"
#include "parsers/notice/label_parts.h"
#include "parsers/notice/records.h"

namespace tenderlead::parsers::notice {
namespace {

bool known(const Column& column) {
  return column.field != Field::none;
}

constexpr std::array<std::u16string_view, 6> kBidderWords = {u"单位",   u"名称", u"投标人",
                                                             u"供应商", u"企业", u"公司"};

// 澄清修改后的招标文件内容 has 12.
constexpr Place kLongestChangeHead = 20;

bool is_total(std::u16string_view cell) {
  return cell.starts_with(u"合计") || cell.starts_with(u"总计") || cell.starts_with(u"小计");
}

class HtmlTables {
 public:
  HtmlTables(const PageView& view, const LabelScanner& scanner, std::vector<Grid>& out)
      : view_(view), scanner_(scanner), out_(out) {}

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
    drop_empty_columns(rows);
    drop_row_numbers(rows);
    for (std::size_t r = 0; r < rows;) {
      std::size_t used = read_header_column(r, rows);
      if (used == 0) used = read_header_row(r, rows);
      r += std::max<std::size_t>(used, 1);
    }
  }

  // Columns that no row fills set others apart and shift what would be the first.
  void drop_empty_columns(std::size_t rows) {
    std::vector<std::size_t> kept;
    for (std::size_t c = 0; c < cols_; ++c)
      for (std::size_t r = 0; r < rows; ++r)
        if (!cells_[r * cols_ + c].empty()) {
          kept.push_back(c);
          break;
        }
    if (kept.size() == cols_ || kept.empty()) return;
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t k = 0; k < kept.size(); ++k) {
        cells_[r * kept.size() + k] = cells_[r * cols_ + kept[k]];
        own_[r * kept.size() + k] = own_[r * cols_ + kept[k]];
      }
    cols_ = kept.size();
  }

  // 序号 | 推荐顺序 | 第一名 / 1 | 中标候选人名称 | 某公司: numbers in front of heads number the rows of a form.
  void drop_row_numbers(std::size_t rows) {
    if (cols_ < 4) return;
    std::size_t heads = 0;
    std::size_t counted = 0;
    bool bidders = false;
    for (std::size_t r = 0; r < rows; ++r) {
      const Stretch first = cells_[r * cols_];
      const Stretch second = cells_[r * cols_ + 1];
      if (first.empty() || second.empty()) continue;
      const std::u16string_view number = view_.text(first.begin, first.end);
      if (number != u"序号" && ordinal(number) < 0) return;
      if (ordinal(number) <= 0) continue;
      ++counted;
      const Column head = read_column(view_, scanner_, second);
      heads += known(head) ? 1 : 0;
      bidders = bidders || names_bidders(head.field);
    }
    if (!bidders || counted < 2 || heads < 2 || heads * 2 < counted) return;
    for (std::size_t r = 0; r < rows; ++r)
      for (std::size_t c = 1; c < cols_; ++c) {
        cells_[r * (cols_ - 1) + c - 1] = cells_[r * cols_ + c];
        own_[r * (cols_ - 1) + c - 1] = own_[r * cols_ + c];
      }
    --cols_;
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

  // 更正项 | 原采购公告内容 | 现更正内容, in whatever words: columns of old and of new values, and what they are of. Labels stand in the rows.
  bool name_changes(std::vector<Column>& columns) const {
    std::size_t old = columns.size(), fresh = columns.size();
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const Stretch head = columns[c].head;
      if (head.empty() || head.size() > kLongestChangeHead) continue;
      const ChangeCue cue = change_cue(view_.text(head.begin, head.end));
      if (cue == ChangeCue::old && old == columns.size()) old = c;
      // 原文件内容 | 澄清修改内容, 原公告内容 | 更正内容
      const bool changed = old < c && (columns[c].field == Field::changed_item ||
                                       names_change(view_.text(head.begin, head.end)));
      if (cue == ChangeCue::fresh || changed) fresh = std::min(fresh, c);
    }
    if (old == columns.size() || fresh == columns.size()) return false;
    columns[old].field = Field::old_value;
    columns[fresh].field = Field::new_value;
    const bool itemised = std::any_of(columns.begin(), columns.end(), [](const Column& column) {
      return column.field == Field::changed_item;
    });
    const std::size_t first = std::min(old, fresh);
    if (!itemised && first > 0 && columns[first - 1].field != Field::sequence)
      columns[first - 1].field = Field::changed_item;
    return true;
  }

  // Two labels side by side, the next row without any: a header row. Returns the rows used.
  std::size_t read_header_row(std::size_t r, std::size_t rows) {
    std::vector<Column> columns = heads(r);
    const std::size_t cells = filled(r);
    const bool changes = name_changes(columns);
    if (known(columns[0]) || count_known(columns) >= 2) name_columns_by_parts(view_, columns);
    const std::size_t labels = count_known(columns);
    if (labels < 2 || cells < 2 || r + 1 >= rows) return 0;
    const Stretch below = cells_[(r + 1) * cols_];
    const std::u16string_view first_below = view_.text(below.begin, std::max(below.begin, below.end));
    // Rows that are counted may begin with a label of their own: 第一名.
    const bool counted = columns[0].field == Field::sequence || columns[0].field == Field::lot_no ||
                         columns[0].field == Field::rank ||
                         (columns[0].field == Field::candidate && is_first(first_below));
    if (labels * 10 < cells * 6 && !counted) return 0;
    // 名次 | 第一名 | 第二名 over 中标候选人名称 | A | B: one column a bidder.
    if (cols_ >= 3 && ranks_bidders(r, cols_) && is_row_of_names(r + 1, cols_)) return 0;
    if (count_known(heads(r + 1)) > 0 && !counted && !changes) return 0;
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
      // 序号 | 名称 | 预算 / 政策 | 备注 / 1 | …: the head goes on in a second row.
      const Stretch number = cells_[row * cols_];
      if (counted && grid.rows.empty() && here < cells && !number.empty() &&
          ordinal(view_.text(number.begin, number.end)) < 0 && count_known(heads(row)) > 0)
        continue;
      if (count_known(heads(row)) >= 2 && !changes) break;
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

  // 单位名称 | A | B: names of bidders from the second cell on, whatever the first calls them.
  bool is_row_of_names(std::size_t r, std::size_t last) const {
    const Stretch head = cells_[r * cols_];
    if (head.empty()) return false;
    if (names_bidders(read_column(view_, scanner_, head).field)) return true;
    constexpr Place kLongestHead = 16;
    if (head.size() > kLongestHead || names_organisation(view_, head)) return false;
    std::size_t names = 0;
    for (std::size_t c = 1; c < last; ++c) {
      const Stretch cell = cells_[r * cols_ + c];
      if (cell.empty()) continue;
      if (!names_organisation(view_, cell)) return false;
      ++names;
    }
    const std::u16string_view words = view_.text(head.begin, head.end);
    const bool called = std::any_of(kBidderWords.begin(), kBidderWords.end(), [&](std::u16string_view word) {
      return words.find(word) != std::u16string_view::npos;
    });
    return called && names >= 2;
  }

  // 内容 | 第一中标候选人 | 第二中标候选人: says which bidder came where.
  bool ranks_bidders(std::size_t r, std::size_t last) const {
    const std::vector<Column> columns = heads(r);
    std::size_t ranked = 0;
    // The head may span two columns, for rows below that have two heads.
    for (std::size_t c = 1; c < last; ++c) {
      if (cells_[r * cols_ + c].empty()) continue;
      if (columns[c].field != Field::candidate) return false;
      ++ranked;
    }
    return ranked > 0;
  }

  // 包号 | 1 | 2 over 名称 | CT | 核磁: numbers of lots in their order, with something told of them below.
  bool is_row_of_lots(std::size_t r, std::size_t rows, std::size_t last) const {
    if (last < 3 || r + 1 >= rows || heads(r)[0].field != Field::lot_no) return false;
    for (std::size_t c = 1; c < last; ++c) {
      const Stretch cell = cells_[r * cols_ + c];
      const std::u16string key = lot_key(view_.text(cell.begin, std::max(cell.begin, cell.end)));
      if (!own_[r * cols_ + c] || key.size() != 1 ||
          (key[0] != static_cast<char16_t>(u'0' + c) && key[0] != static_cast<char16_t>(u'@' + c)))
        return false;
    }
    const std::vector<Column> below = heads(r + 1);
    return known(below[0]) && count_known(below) == 1;
  }

  // 中标候选人名称 | A | B | C: one column a bidder, or a lot. Returns the rows used.
  std::size_t read_header_column(std::size_t r, std::size_t rows) {
    if (cols_ < 3 || filled(r) < 3) return 0;
    std::vector<Column> first = heads(r);
    std::size_t last = cols_;
    while (last > 1 && cells_[r * cols_ + last - 1].empty()) --last;
    const bool lots = is_row_of_lots(r, rows, last);
    if (!lots && (!is_row_of_names(r, last) || count_known(first) > 1)) return 0;
    if (!lots && !names_bidders(first[0].field)) first[0].field = Field::bidder;
    for (std::size_t c = 1; c < last && !lots; ++c) {
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
      Column column = row == r ? first[0] : read_column(view_, scanner_, head);
      if (!known(column)) column.field = label_by_parts(view_.text(head.begin, head.end)).field;
      if (row > r && names_bidders(column.field) && !lots) break;
      grid.columns.push_back(column);
      for (std::size_t c = 1; c < last; ++c) {
        values[c - 1].push_back(cells_[row * cols_ + c]);
        if (own_[row * cols_ + c]) grid.end = std::max(grid.end, cells_[row * cols_ + c].end);
      }
      grid.end = std::max(grid.end, head.end);
    }
    if (!lots && r > 0 && ranks_bidders(r - 1, last)) {
      Column ranks;
      ranks.head = cells_[(r - 1) * cols_];
      ranks.field = Field::rank;
      grid.columns.push_back(ranks);
      for (std::size_t c = 1; c < last; ++c) {
        values[c - 1].push_back(cells_[(r - 1) * cols_ + c]);
        if (const Stretch rank = cells_[(r - 1) * cols_ + c]; !rank.empty())
          grid.begin = std::min(grid.begin, rank.begin);
      }
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
  const LabelScanner& scanner_;
  std::vector<Grid>& out_;
  std::vector<Stretch> cells_;
  std::vector<bool> own_;  // the cell's own position, not one that it spans
  std::size_t cols_ = 0;
};

}  // namespace

void find_html_grids(const PageView& view, const LabelScanner& scanner, std::vector<Grid>& out) {
  HtmlTables(view, scanner, out).run();
}

}  // namespace tenderlead::parsers::notice

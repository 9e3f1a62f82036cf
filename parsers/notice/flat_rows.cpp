#include "parsers/notice/flat_rows.h"

#include <algorithm>

namespace tenderlead::parsers::notice {
namespace {

class Rows {
 public:
  Rows(const PageView& view, const std::vector<Stretch>& cells, Grid& grid)
      : view_(view), cells_(cells), grid_(grid) {}

  void fill(bool counted) {
    if (cells_.empty()) return;
    if (counted && heads_of_plan(grid_.columns) > 0)
      split_by_count(with_whole_demands(), grid_);
    else if (counted || rows_differ())
      split_by_count(cells_, grid_);
    else if (const std::vector<std::size_t> starts = lot_starts(cells_, grid_); starts.size() > 1)
      split_at(cells_, starts, grid_);
    else
      split_by_width(cells_, grid_);
  }

 private:
  std::u16string_view words(const Stretch& cell) const { return view_.text(cell.begin, cell.end); }
  // 1 / 教学设备 / 200 / 2 / 课桌椅 / 160 / 核心产品: lots by number, of which the first has an empty cell.
  bool rows_differ() const {
    const std::size_t width = grid_.columns.size();
    if (grid_.columns[0].field != Field::lot_no || count_of(cells_[0]) != 1 || width < 4) return false;
    if (cells_.size() > width && count_of(cells_[width]) == 2) return false;
    for (std::size_t i = width - 2; i < std::min(width, cells_.size()); ++i)
      if (count_of(cells_[i]) == 2 && i + 2 < cells_.size() &&
          std::any_of(words(cells_[i + 1]).begin(), words(cells_[i + 1]).end(), is_han))
        return true;
    return false;
  }
  int count_of(const Stretch& cell) const {
    return grid_.columns[0].field == Field::lot_no ? lot_ordinal(words(cell)) : ordinal(words(cell));
  }

  // 2026年3月, 2026-03, ****年**月
  static bool is_month(std::u16string_view cell) {
    constexpr std::size_t kLongest = 14;
    if (cell.size() < 6 || cell.size() > kLongest) return false;
    const bool year = cell.starts_with(u"20") || cell.starts_with(u"**");
    return year && std::all_of(cell.begin(), cell.end(), [](char16_t c) {
             return is_digit(c) ||
                    std::u16string_view(u"年月日-/.*至到~上中下旬").find(c) != std::u16string_view::npos;
           });
  }

  static bool is_sum(std::u16string_view cell) {
    static constexpr std::u16string_view kSigns = u".,*万元¥约";
    return !cell.empty() && cell.size() <= 18 &&
           std::any_of(cell.begin(), cell.end(), [](char16_t c) { return is_digit(c) || c == u'*'; }) &&
           std::all_of(cell.begin(), cell.end(),
                       [](char16_t c) { return is_digit(c) || kSigns.find(c) != std::u16string_view::npos; });
  }

  // A planned procurement's demands run over several lines: those between its name and its sum and month are one cell.
  std::vector<Stretch> with_whole_demands() const {
    constexpr std::size_t kName = 2;  // behind the number
    std::size_t named = 0;
    std::size_t told = grid_.columns.size();
    for (std::size_t c = 0; c < grid_.columns.size(); ++c) {
      const Field field = grid_.columns[c].field;
      if (field == Field::project_name) named = c;
      if (field == Field::budget || field == Field::expected_month) told = std::min(told, c);
    }
    const std::size_t between = told > named + 1 ? told - named - 1 : 1;
    std::vector<Stretch> whole;
    int expected = std::max(ordinal(words(cells_[0])), 1);
    for (std::size_t begin = 0; begin < cells_.size();) {
      std::size_t sum = begin + kName;
      while (sum + 1 < cells_.size() && !(is_sum(words(cells_[sum])) && is_month(words(cells_[sum + 1]))))
        ++sum;
      if (ordinal(words(cells_[begin])) != expected || sum + 1 >= cells_.size()) {
        whole.insert(whole.end(), cells_.begin() + static_cast<std::ptrdiff_t>(begin), cells_.end());
        return whole;
      }
      for (std::size_t i = begin; i < std::min(begin + kName, sum); ++i) whole.push_back(cells_[i]);
      // The last of the columns between has the demands; those before it have one line each.
      const std::size_t lines = sum > begin + kName ? sum - begin - kName : 0;
      const std::size_t apart = lines > between ? between - 1 : lines;
      for (std::size_t i = 0; i < apart; ++i) whole.push_back(cells_[begin + kName + i]);
      if (lines > apart) whole.push_back({cells_[begin + kName + apart].begin, cells_[sum - 1].end});
      std::size_t next = sum + 2;
      while (next < cells_.size() && ordinal(words(cells_[next])) != expected + 1) ++next;
      whole.insert(whole.end(), cells_.begin() + static_cast<std::ptrdiff_t>(sum),
                   cells_.begin() + static_cast<std::ptrdiff_t>(next));
      begin = next;
      ++expected;
    }
    return whole;
  }

  // Rows start where the count goes on.
  void split_by_count(const std::vector<Stretch>& cells, Grid& grid) const {
    const std::size_t width = grid.columns.size();
    std::size_t begin = 0;
    int expected = count_of(cells[0]);
    if (expected < 0) expected = 1;
    while (begin < cells.size() && grid.rows.size() < kMostRows) {
      std::size_t next = cells.size();
      // The next number may also be a quantity: the place that leaves a full row wins.
      for (std::size_t i = begin + 1; i < cells.size() && i < begin + 4 * width + 8; ++i) {
        if (count_of(cells[i]) != expected + 1) continue;
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

  const PageView& view_;
  const std::vector<Stretch>& cells_;
  Grid& grid_;
};

}  // namespace

bool names_place(std::u16string_view cell) {
  return cell.size() >= 3 && cell.size() <= 9 && cell.starts_with(u"第") &&
         (cell.ends_with(u"名") || cell.ends_with(u"候选人") || cell.ends_with(u"候选供应商") ||
          cell.ends_with(u"候选单位"));
}

int ordinal(std::u16string_view cell) {
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

int lot_ordinal(std::u16string_view cell) {
  for (const std::u16string_view lead :
       {std::u16string_view(u"采购包"), std::u16string_view(u"标段"), std::u16string_view(u"标项"),
        std::u16string_view(u"第"), std::u16string_view(u"包")})
    if (cell.starts_with(lead)) cell.remove_prefix(lead.size());
  for (const std::u16string_view tail :
       {std::u16string_view(u"标段"), std::u16string_view(u"标包"), std::u16string_view(u"包")})
    if (cell.ends_with(tail)) cell.remove_suffix(tail.size());
  if (cell.size() == 1 && cell[0] >= u'A' && cell[0] <= u'Z') return cell[0] - u'A' + 1;
  return ordinal(cell);
}

bool is_first(std::u16string_view cell) {
  return cell == u"1" || cell == u"01" || cell == u"001" || cell == u"一" || cell == u"第1名" ||
         cell == u"第一名" || cell == u"1-1" || cell == u"第一" || cell == u"0001" || cell == u"*" ||
         (names_place(cell) && ordinal(cell) == 1);
}

std::size_t heads_of_plan(const std::vector<Column>& columns) {
  std::size_t heads = 0;
  bool named = false;
  bool dated = false;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].field != Field::none) heads = i + 1;
    named = named || columns[i].field == Field::project_name;
    dated = dated || columns[i].field == Field::expected_month;
  }
  return named && dated && heads >= 4 ? heads : 0;
}

void fill_plan(const PageView& view, std::vector<Stretch> cells, Grid& grid) {
  const auto end = std::find_if(cells.begin(), cells.end(), [&](const Stretch& cell) {
    return view.text(cell.begin, cell.end).starts_with(u"本次公开");
  });
  cells.erase(end, cells.end());
  if (cells.size() > grid.columns.size()) cells.resize(grid.columns.size());
  if (cells.size() < 2) return;
  grid.aligned_by_type = true;
  grid.end = cells.back().end;
  grid.rows.push_back(align_cells(view, cells, grid.columns));
}

void fill_rows(const PageView& view, const std::vector<Stretch>& cells, bool counted, Grid& grid) {
  Rows(view, cells, grid).fill(counted);
}

}  // namespace tenderlead::parsers::notice

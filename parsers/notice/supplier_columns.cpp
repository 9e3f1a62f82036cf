// Which columns of a table tell of suppliers, and what their cells say.
#include <algorithm>
#include <initializer_list>

#include "parsers/notice/flat_rows.h"
#include "parsers/notice/records.h"
#include "parsers/notice/words_in.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

View words_of(const PageView& view, Stretch cell) {
  return view.text(cell.begin, cell.end);
}

// Cells of one column that aren't empty, and those of them that `suits` takes.
template <typename Suits>
bool all_cells(const Grid& grid, std::size_t column, Suits suits) {
  std::size_t filled = 0;
  for (const auto& row : grid.rows) {
    if (row[column].empty()) continue;
    if (!suits(row[column])) return false;
    ++filled;
  }
  return filled > 0;
}

// 废标(有效供应商不足三家), /, 无: in a column of names.
bool stands_for_nobody(View cell) {
  constexpr std::size_t kLongestReason = 40;
  if (cell.size() <= kLongestReason && tells_failure(cell)) return true;
  return cell.size() <= 3 && has_any(cell, {u"/", u"-", u"—", u"无", u"\\"});
}

// 单位名称, 企业 over nothing but names: the suppliers, where the table also has what they bid or where they came.
int column_of_names(const PageView& view, const Grid& grid) {
  const bool tells_bids = grid.has(Field::rank) || grid.has(Field::award_amount) ||
                          grid.has(Field::bid_price) || grid.has(Field::score) ||
                          grid.has(Field::supplier_address);
  const bool placed = grid.section == Section::candidates || grid.section == Section::result;
  if (!tells_bids && !placed) return -1;
  for (std::size_t c = 0; c < grid.columns.size(); ++c) {
    const Column& column = grid.columns[c];
    if (column.field != Field::name && column.field != Field::none &&
        column.field != Field::contract_supplier)
      continue;
    const View head = words_of(view, column.head);
    if (has_any(head, {u"制造", u"生产", u"厂家", u"品牌", u"业绩", u"采购", u"招标", u"业主", u"代理",
                       u"建设单位"}))
      continue;
    // A lot that nobody won has 废标 or / where the others have a name.
    bool named = false;
    const bool suits = all_cells(grid, c, [&](Stretch cell) {
      const bool name = names_organisation(view, cell);
      named = named || name;
      return name || stands_for_nobody(words_of(view, cell));
    });
    if (named && suits) return static_cast<int>(c);
  }
  return -1;
}

// 总价(元), 合价, 金额: what a supplier gets, where no column says so in the usual words.
int column_of_sums(const PageView& view, const Grid& grid) {
  Column sum;
  sum.field = Field::award_amount;
  for (std::size_t c = 0; c < grid.columns.size(); ++c) {
    if (grid.columns[c].field != Field::none) continue;
    const View head = words_of(view, grid.columns[c].head);
    const bool result = head == u"中标结果" || head == u"成交结果";
    if ((!result && !has_any(head, {u"价", u"金额", u"总额"})) ||
        has_any(head, {u"单价", u"预算", u"限价", u"控制价", u"保证金", u"服务费", u"代理费", u"分",
                       u"市场价", u"原价"}))
      continue;
    if (all_cells(grid, c, [&](Stretch cell) { return cell_fit(words_of(view, cell), sum) > -2; }))
      return static_cast<int>(c);
  }
  return -1;
}

// 推荐意见, 备注 with 第一中标候选人 in its cells.
int column_of_places(const PageView& view, const Grid& grid) {
  for (std::size_t c = 0; c < grid.columns.size(); ++c) {
    const bool says = std::any_of(grid.rows.begin(), grid.rows.end(), [&](const std::vector<Stretch>& row) {
      const View cell = words_of(view, row[c]);
      return cell.starts_with(u"第") && has_any(cell, {u"候选", u"名"}) && rank_in(cell) > 0;
    });
    if (says) return static_cast<int>(c);
  }
  return -1;
}

// 评审结果 with 中标 and 未中标 in its cells, whatever its head is called.
int column_of_outcomes(const PageView& view, const Grid& grid) {
  constexpr Place kLongestVerdict = 8;
  static constexpr View kVerdicts[] = {u"中标",   u"中标人",     u"中标供应商", u"成交",
                                       u"成交人", u"成交供应商", u"中选",       u"中选人"};
  for (std::size_t c = 0; c < grid.columns.size(); ++c) {
    bool chosen = false;
    bool others = false;
    const bool verdicts = all_cells(grid, c, [&](Stretch cell) {
      const View words = words_of(view, cell);
      const bool won = std::find(std::begin(kVerdicts), std::end(kVerdicts), words) != std::end(kVerdicts);
      const bool lost =
          cell.size() <= kLongestVerdict && has_any(words, {u"未中", u"未成交", u"落选", u"未入围"});
      chosen = chosen || won;
      others = others || lost;
      return won || lost;
    });
    if (verdicts && chosen && others) return static_cast<int>(c);
  }
  return -1;
}

}  // namespace

int rank_in(View cell) {
  static constexpr View kNumerals = u"一二三四五六七八九";
  if (cell.size() > 12) return 0;
  for (const char16_t c : cell) {
    if (is_digit(c) && c != u'0') return c - u'0';
    if (const std::size_t at = kNumerals.find(c); at != View::npos) return static_cast<int>(at) + 1;
  }
  return 0;
}

bool tells_failure(View cell) {
  return has_any(cell,
                 {u"废标", u"流标", u"终止", u"采购失败", u"招标失败", u"不足三家", u"不足3家", u"未成交"});
}

bool names_organisation(const PageView& view, Stretch cell) {
  Column name;
  name.field = Field::supplier;
  const View words = words_of(view, cell);
  return !cell.empty() && words.find(u':') == View::npos && cell_fit(words, name) >= 2;
}

bool names_consortium(View words) {
  if (!has_any(words, {u"联合体", u"牵头", u"成员", u"(主)", u"(成)", u"(主办", u"主办方"})) return false;
  std::size_t firms = 0;
  for (const View firm : {View(u"公司"), View(u"设计院"), View(u"研究院"), View(u"勘察院"),
                          View(u"设计研究总院"), View(u"事务所"), View(u"大学")})
    for (std::size_t at = words.find(firm); at != View::npos; at = words.find(firm, at + firm.size()))
      ++firms;
  return firms > 1;
}

std::vector<ListedName> names_in_list(const PageView& view, Stretch value) {
  constexpr std::size_t kMostNames = 200;
  if (has_any(words_of(view, value), {u"联合体", u"牵头", u"成员"}) ||
      names_consortium(words_of(view, value)))
    return {};
  std::vector<ListedName> names;
  Stretch lot;
  int place = 0;
  const View text = view.text();
  for (Place from = value.begin; from < value.end && names.size() < kMostNames;) {
    Place end = from;
    while (end < value.end && View(u"、;,。").find(text[end]) == View::npos &&
           !(end > from && view.space_before(end)))
      ++end;
    const View word = text.substr(from, end - from);
    if (const LotHead head = lot_head_at(word, 0); head.end > 0 && word.substr(head.end) == u":") {
      lot = {from + static_cast<Place>(head.number), from + static_cast<Place>(head.number_end)};
      place = 0;
    } else if (!word.empty()) {
      if (!names_organisation(view, {from, end})) {
        // The list may end with its line; amid one, what isn't a name says that this is no list.
        const std::size_t unit = view.unit_at(from);
        if (unit >= view.units().size() || view.units()[unit].begin != from) return {};
        break;
      }
      names.push_back({{from, end}, lot, ++place});
    }
    from = std::max(end, from);
    while (from < value.end && View(u"、;,。").find(text[from]) != View::npos) ++from;
  }
  if (names.size() < 2) names.clear();
  return names;
}

SupplierColumns supplier_columns(const PageView& view, const Grid& grid) {
  SupplierColumns found;
  for (const Field field : {Field::supplier, Field::candidate, Field::bidder})
    if (found.who < 0 && grid.has(field)) {
      found.who = grid.column_of(field);
      found.role = field;
    }
  // 中标候选人 | 单位名称 over 第一名 | A: the first column says where they came.
  const auto places = [&](Stretch cell) { return names_place(words_of(view, cell)); };
  if (found.who >= 0 && all_cells(grid, static_cast<std::size_t>(found.who), places)) {
    found.rank = found.who;
    found.who = column_of_names(view, grid);
    if (found.role == Field::supplier) found.role = Field::candidate;
  }
  if (found.who < 0) {
    found.who = column_of_names(view, grid);
    found.role =
        grid.has(Field::award_amount) || grid.section == Section::result ? Field::supplier : Field::bidder;
  }
  if (found.who < 0) return found;
  for (const Field field : {Field::award_amount, Field::bid_price, Field::contract_amount})
    if (found.sum < 0) found.sum = grid.column_of(field);
  if (found.sum < 0) found.sum = column_of_sums(view, grid);
  if (found.rank < 0) found.rank = grid.column_of(Field::rank);
  if (found.rank < 0) found.rank = column_of_places(view, grid);
  if (found.rank == found.who) found.rank = -1;
  for (std::size_t c = 0; c < grid.columns.size(); ++c)
    if (has_any(words_of(view, grid.columns[c].head),
                {u"是否中标", u"是否成交", u"是否中选", u"是否入围", u"是否为中标"}))
      found.outcome = static_cast<int>(c);
  if (found.outcome < 0) found.outcome = column_of_outcomes(view, grid);
  return found;
}

}  // namespace tenderlead::parsers::notice

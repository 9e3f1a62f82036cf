// Assigning cells to columns by what they look like.
#include <algorithm>
#include <limits>

#include "parsers/notice/flat_rows.h"
#include "parsers/notice/words_in.h"

namespace tenderlead::parsers::notice {
namespace {

enum class Shape : std::uint8_t {
  any,
  ordinal,
  code,
  organisation,
  address,
  money,
  number,
  unit,
  method,
  month,
  term
};

Shape shape_of(Field field) {
  switch (field) {
    case Field::sequence:
    case Field::rank:
      return Shape::ordinal;
    case Field::lot_no:
    case Field::project_no:
    case Field::lot_code:
    case Field::purchase_no:
    case Field::tender_no:
      return Shape::code;
    case Field::supplier:
    case Field::candidate:
    case Field::bidder:
    case Field::buyer_name:
    case Field::agency_name:
    case Field::contract_supplier:
      return Shape::organisation;
    case Field::supplier_address:
    case Field::address:
      return Shape::address;
    case Field::award_amount:
    case Field::bid_price:
    case Field::budget:
    case Field::ceiling:
    case Field::lot_budget:
    case Field::lot_ceiling:
    case Field::contract_amount:
    case Field::ceiling_total:
    case Field::investment:
      return Shape::money;
    case Field::score:
    case Field::quantity:
      return Shape::number;
    case Field::unit:
      return Shape::unit;
    case Field::method:
      return Shape::method;
    case Field::expected_month:
      return Shape::month;
    case Field::service_term:
    case Field::delivery_term:
      return Shape::term;
    default:
      return Shape::any;
  }
}

struct Features {
  std::size_t letters = 0;
  std::size_t digits = 0;
  std::size_t han = 0;
  bool figure = false;  // digits, separators and at most one decimal point
  bool organisation = false;
  bool address = false;
  bool money_unit = false;
  bool method = false;
  bool month = false;
  bool term = false;
  bool unstated = false;  // 无, 详见附件, or that there was no winner
};

bool ends_with_any(std::u16string_view cell, std::initializer_list<std::u16string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::u16string_view end) { return cell.ends_with(end); });
}

Features features_of(std::u16string_view cell) {
  Features f;
  f.letters = cell.size();
  std::size_t other = 0;
  for (const char16_t c : cell) {
    if (is_digit(c) || c == u'*')  // masked figures keep their look
      ++f.digits;
    else if (is_han(c))
      ++f.han;
    else if (c != u',' && c != u'.' && c != u'\u00A5')
      ++other;
  }
  f.figure = f.digits > 0 && f.han == 0 && other == 0;
  f.unstated = cell == u"/" || cell == u"-" || cell == u"--" || cell == u"无" || cell == u"详见附件" ||
               cell == u"流标" || cell == u"废标" || cell == u"未成交";
  // Addresses and goods are told from names by how a name ends; a long cell is a sentence.
  if (f.letters >= 4 && f.letters <= 80) {
    const std::size_t bracket = cell.find(u'(');
    const std::u16string_view core =
        bracket != std::u16string_view::npos && bracket >= 4 && cell.back() == u')' ? cell.substr(0, bracket)
                                                                                    : cell;
    f.organisation =
        ends_with_any(core, {u"公司",       u"厂",     u"医院",   u"大学",   u"学院",   u"研究院", u"事务所",
                             u"中心",       u"经营部", u"商行",   u"经销处", u"经销部", u"合作社", u"联合体",
                             u"集团",       u"商店",   u"门市部", u"研究所", u"服务部", u"工作室", u"学校",
                             u"个体工商户", u"超市",   u"书店",   u"银行",   u"分行",   u"支行"}) ||
        has_any(cell, {u"有限公司", u"有限责任公司", u"联合体成员"});
    f.address =
        has_any(cell, {u"路", u"街", u"号", u"镇", u"区", u"县", u"市", u"村", u"楼", u"省", u"园"}) &&
        !f.organisation;
  }
  f.money_unit = f.digits > 0 && has_any(cell, {u"元", u"¥", u"万", u"%"}) && f.letters < 60;
  f.method = f.letters <= 12 && has_any(cell, {u"招标", u"磋商", u"谈判", u"询价", u"单一来源", u"比选",
                                               u"竞价", u"框架", u"直接", u"议价", u"自行"});
  f.month = f.letters <= 16 && f.digits >= 4 && (cell.starts_with(u"20") || has_any(cell, {u"月"}));
  f.term = f.letters <= 80 && has_any(cell, {u"天", u"日历", u"个月", u"年", u"工作日", u"日内"});
  return f;
}

}  // namespace

double cell_fit(std::u16string_view cell, const Column& column) {
  const Features f = features_of(cell);
  if (f.unstated) return shape_of(column.field) == Shape::ordinal ? -3 : 0.5;
  switch (shape_of(column.field)) {
    case Shape::ordinal:
      return f.figure && f.letters <= 3
                 ? 2
                 : (cell.starts_with(u"第") && (f.letters <= 4 || names_place(cell)) ? 2 : -3);
    case Shape::code:
      return f.letters <= 40 && (f.digits > 0 || f.letters <= 2) && !f.organisation ? 1 : -2;
    case Shape::organisation:
      // 牵头人： with the name on the next line.
      if (!cell.empty() && cell.back() == u':') return 0.5;
      return f.organisation ? 2 : (f.figure || f.letters > 120 || f.digits > f.han ? -3 : -1);
    case Shape::address:
      return f.address ? 1.5 : (f.figure || f.organisation ? -3 : -0.5);
    case Shape::money:
      return f.figure ? 2 : f.money_unit ? 1.5 : (f.organisation || f.digits == 0 ? -3 : -1);
    case Shape::number:
      return f.figure ? 2 : (f.digits > 0 && f.letters <= 12 ? 1 : f.letters <= 3 ? -0.5 : -3);
    case Shape::unit:
      return f.letters <= 4 && f.digits == 0 ? 1.5 : -2;
    case Shape::method:
      return f.method ? 2 : -2;
    case Shape::month:
      return f.month ? 2 : -2;
    case Shape::term:
      return f.term ? 1.5 : (f.organisation || f.figure ? -1 : 0);
    case Shape::any:
      // A head that no table knows says little; that its cell be no name or sum is the better guess.
      return column.field == Field::none ? 0.4 : (f.organisation ? -0.2 : f.figure ? -0.2 : 0.6);
  }
  return 0;
}

std::vector<Stretch> align_cells(const PageView& view, const std::vector<Stretch>& cells,
                                 const std::vector<Column>& columns) {
  // best[i][j]: the value of the best assignment of the first i cells to the first j columns.
  const std::size_t n = cells.size();
  const std::size_t m = columns.size();
  constexpr double kNever = -1e9;
  constexpr double kEmptyColumn = -0.4;  // an empty cell vanished
  constexpr double kBrokenCell = -0.6;   // the cell goes on on the next line
  enum class Step : std::uint8_t { none, place, skip, extend };
  std::vector<double> best((n + 1) * (m + 1), kNever);
  std::vector<Step> step((n + 1) * (m + 1), Step::none);
  const auto at = [m](std::size_t i, std::size_t j) { return i * (m + 1) + j; };
  best[at(0, 0)] = 0;
  const auto offer = [&](std::size_t i, std::size_t j, double value, Step how) {
    if (value > best[at(i, j)]) {
      best[at(i, j)] = value;
      step[at(i, j)] = how;
    }
  };
  for (std::size_t i = 0; i <= n; ++i) {
    for (std::size_t j = 0; j <= m; ++j) {
      const double here = best[at(i, j)];
      if (here == kNever) continue;
      if (j < m) offer(i, j + 1, here + kEmptyColumn, Step::skip);
      if (i == n) continue;
      const std::u16string_view words = view.text(cells[i].begin, cells[i].end);
      if (j < m) offer(i + 1, j + 1, here + cell_fit(words, columns[j]), Step::place);
      // Only a column that has a cell can go on.
      if (j > 0 && i > 0 && step[at(i, j)] != Step::skip && step[at(i, j)] != Step::none) {
        const Column& column = columns[j - 1];
        if (shape_of(column.field) == Shape::ordinal || shape_of(column.field) == Shape::unit) continue;
        // 牵头人： / 某某公司: the colon waits for the name.
        const bool awaited = view.text()[cells[i - 1].end - 1] == u':';
        const bool member =
            awaited || words.starts_with(u"联合体") || words.starts_with(u"成员") || words.starts_with(u"(");
        const double fit = awaited ? 2.0
                           : member
                               ? 0.5
                               : (column.field == Field::none || column.field == Field::ignored ? 0 : -0.2);
        offer(i + 1, j, here + kBrokenCell + fit, Step::extend);
      }
    }
  }
  std::vector<Stretch> result(m);
  std::size_t i = n;
  std::size_t j = m;
  while (i > 0 || j > 0) {
    switch (step[at(i, j)]) {
      case Step::place:
        --i;
        --j;
        if (result[j].empty())
          result[j] = cells[i];
        else
          result[j].begin = cells[i].begin;
        break;
      case Step::extend:
        --i;
        if (result[j - 1].empty())
          result[j - 1] = cells[i];
        else
          result[j - 1].begin = cells[i].begin;
        break;
      case Step::skip:
        --j;
        break;
      case Step::none:
        return result;
    }
  }
  return result;
}

}  // namespace tenderlead::parsers::notice

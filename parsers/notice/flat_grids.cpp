// Tables in plain text whose cells became lines, or words of one line, and whose empty cells vanished.
#include <algorithm>

#include "parsers/notice/flat_rows.h"
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
      : view_(view), marks_(marks), scanner_(scanner), out_(out) {
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
        if (used == 0) used = read_spaced_tables(view_, marks_, scanner_, u, out_);
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
    // 标包 / 货物名称 / … / A / …: lots count rows as numbers do.
    const std::size_t used = read_lines(u, first, counts(first.field));
    return used == 0 && first.field == Field::lot_no ? read_lines(u, first, true) : used;
  }

  std::size_t read_lines(std::size_t u, const Column& first, bool counted) {
    std::vector<Column> columns{first};
    std::size_t k = u + 1;
    const std::size_t last = std::min(view_.units().size(), u + 40);
    const bool lots = counted && first.field == Field::lot_no;
    const auto is_first = [lots](std::u16string_view cell) {
      return lots ? lot_ordinal(cell) == 1 : notice::is_first(cell);
    };
    std::size_t labels = 1;
    for (; k < last; ++k) {
      const std::u16string_view words = text(k);
      if (counted && is_first(words)) break;
      if (words.front() == u'(' && words.back() == u')' && words.size() <= 14) {
        columns.back().head.end = view_.units()[k].end;
        if (const BareUnit unit = unit_named_by(view_, columns.back().head.begin, columns.back().head.end);
            unit.stated())
          columns.back().bare_unit = unit;
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
      // 金额(元) ends the heads of a list whatever its money is for.
      constexpr std::size_t kLongestSumHead = 10;
      const bool sum = words.size() <= kLongestSumHead && words.ends_with(u"元)") && k > u + 2 &&
                       std::none_of(words.begin(), words.end(), is_digit);
      if ((!counted && !sum) || words.size() > 24 || view_.text()[view_.units()[k].end - 1] == u':') break;
      Column unknown;
      unknown.head = stretch(k);
      unknown.bare_unit = unit_named_by(view_, unknown.head.begin, unknown.head.end);
      columns.push_back(unknown);
    }
    if (counted && (k >= view_.units().size() || !is_first(text(k))))
      if (const std::size_t heads = heads_of_plan(columns); heads > 0)
        return read_plan(u, heads, std::move(columns));
    if (columns.size() < 2 || columns.size() > kMostColumns || labels < 2 || k >= view_.units().size())
      return 0;
    if (counted && (k >= last || !is_first(text(k)))) return 0;
    if (!counted && labels < 3 && !bidders_and_sums(columns)) return 0;
    merge_names(columns);
    // 代理机构 / 预算金额 / 最高限价 / 45.8 / 报名时间: a form's labels, of which some have no value.
    if (!counted)
      for (std::size_t cell = k; cell < std::min(last, k + columns.size()); ++cell)
        if (view_.units()[cell].table < 0 && is_of_a_form(head(cell).field)) return 0;
    return read_rows(u, k, std::move(columns), counted);
  }

  std::size_t read_plan(std::size_t u, std::size_t heads, std::vector<Column> columns) {
    std::size_t first = u;
    while (first < view_.units().size() && view_.units()[first].begin < columns[heads - 1].head.end) ++first;
    columns.resize(heads);
    Grid grid;
    grid.layout = GridLayout::flattened;
    grid.begin = view_.units()[u].begin;
    grid.columns = std::move(columns);
    if (first < view_.units().size()) fill_plan(view_, cells_from(first, heads, true), grid);
    if (grid.rows.empty()) return 0;
    std::size_t used = 1;
    while (u + used < view_.units().size() && view_.units()[u + used].begin < grid.end) ++used;
    out_.push_back(std::move(grid));
    return used;
  }

  // What a form asks and no list has for a cell.
  static bool is_of_a_form(Field field) {
    switch (field) {
      case Field::documents_from:
      case Field::documents_until:
      case Field::documents_period:
      case Field::bid_deadline:
      case Field::opening_at:
      case Field::buyer_person:
      case Field::buyer_phone:
      case Field::agency_name:
      case Field::agency_person:
      case Field::agency_phone:
        return true;
      default:
        return false;
    }
  }

  // 成交供应商 over 名称 | 地址 | 成交价: the head of heads has no column of its own.
  static void merge_names(std::vector<Column>& columns) {
    for (std::size_t i = 0; i + 1 < columns.size(); ++i) {
      const Field field = columns[i].field;
      const bool who = field == Field::supplier || field == Field::candidate || field == Field::bidder;
      if (!who || columns[i + 1].field != Field::name) continue;
      columns[i + 1].field = field;
      columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
  }

  static bool bidders_and_sums(const std::vector<Column>& columns) {
    return std::any_of(columns.begin(), columns.end(), [](const Column& c) {
      return c.field == Field::supplier || c.field == Field::candidate || c.field == Field::bidder;
    });
  }

  // 项目负责人:某某 in a counted row; 最终报价:12元 in a row that isn't full: labels that are part of a cell.
  static bool goes_on_a_row(const Mark& mark, bool counted, std::size_t filled) {
    const bool sum = mark.word.field == Field::bid_price || mark.word.field == Field::award_amount;
    return (counted && mark.word.field == Field::ignored) || (sum && (counted || filled > 0));
  }

  // The units from `u` that are cells: up to a heading, a label with a colon, or the head of another table. A plan's demands
  // have labels and numbers of their own; what every plan says below its table ends it.
  std::vector<Stretch> cells_from(std::size_t u, std::size_t width, bool counted, bool plan = false,
                                  bool changes = false) const {
    const auto ends_plan = [&](std::size_t k) {
      return text(k).starts_with(u"本次公开") || text(k).starts_with(u"本次采购意向") ||
             text(k).starts_with(u"其他需要说明") || text(k).starts_with(u"其它需要说明");
    };
    std::size_t last = u;
    if (plan)
      while (last < view_.units().size() && last - u < kMostRows * 8 && view_.units()[last].table < 0 &&
             !ends_plan(last))
        ++last;
    plan = plan && last < view_.units().size() && ends_plan(last);
    std::vector<Stretch> cells;
    for (std::size_t k = u; k < view_.units().size() && cells.size() < kMostRows * 8; ++k) {
      const Mark* mark = mark_of_unit_[k];
      const Unit& unit = view_.units()[k];
      if (unit.table >= 0) break;
      if (plan) {
        if (k == last) break;
        cells.push_back(stretch(k));
        continue;
      }
      if (mark != nullptr && (mark->heading || (mark->colon && k != u))) {
        // 联合体成员：某公司 goes on a cell.
        const bool member =
            text(k).starts_with(u"联合体") || text(k).starts_with(u"牵头") ||
            (mark->value_begin < unit.end && goes_on_a_row(*mark, counted, cells.size() % width));
        // 更正日期：… behind a full row of old and new values is no part of them.
        if (mark->heading || !member || (changes && cells.size() % width == 0)) break;
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
    const bool plan = counted && heads_of_plan(columns) > 0;
    const bool changes = std::any_of(columns.begin(), columns.end(),
                                     [](const Column& column) { return column.field == Field::new_value; });
    const std::vector<Stretch> cells = cells_from(k, columns.size(), counted, plan, changes);
    if (cells.empty()) return 0;
    Grid grid;
    grid.layout = GridLayout::flattened;
    grid.begin = view_.units()[u].begin;
    grid.columns = std::move(columns);
    name_columns_by_parts(view_, grid.columns);
    fill_rows(view_, cells, counted, grid);
    if (grid.rows.empty()) return 0;
    const Place end = grid.end;
    out_.push_back(std::move(grid));
    std::size_t used = 1;
    while (u + used < view_.units().size() && view_.units()[u + used].begin < end) ++used;
    return used;
  }

  const PageView& view_;
  const std::vector<Mark>& marks_;
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

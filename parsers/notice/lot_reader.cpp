// Lots and planned procurements.
#include <algorithm>
#include <array>

#include "parsers/notice/records.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

bool is_lot_number(char16_t c) {
  return is_digit(c) || is_han_numeral(c) || (c >= u'A' && c <= u'Z');
}

Stretch cell_of(const Grid& grid, const std::vector<Stretch>& row, Field field) {
  const int column = grid.column_of(field);
  return column >= 0 ? row[static_cast<std::size_t>(column)] : Stretch{};
}

std::int64_t unit_of(const Grid& grid, Field field) {
  const int column = grid.column_of(field);
  return column >= 0 ? grid.columns[static_cast<std::size_t>(column)].bare_unit : 0;
}

Field first_of(const Grid& grid, std::initializer_list<Field> fields) {
  for (const Field field : fields)
    if (grid.has(field)) return field;
  return Field::none;
}

bool names_suppliers(const Grid& grid) {
  return grid.has(Field::supplier) || grid.has(Field::candidate) || grid.has(Field::bidder);
}

void lots_of_grid(const Grid& grid, std::vector<LotRecord>& out) {
  if (names_suppliers(grid) || grid.section == Section::subject || grid.has(Field::expected_month)) return;
  if (!grid.has(Field::lot_no) && !grid.has(Field::lot_name)) return;
  const Field name =
      first_of(grid, {Field::lot_name, Field::item_name, Field::project_name, Field::section_name});
  const Field budget = first_of(grid, {Field::lot_budget, Field::budget});
  const Field ceiling = first_of(grid, {Field::lot_ceiling, Field::ceiling});
  if (name == Field::none && budget == Field::none && ceiling == Field::none) return;
  for (const auto& row : grid.rows) {
    LotRecord lot;
    lot.no = cell_of(grid, row, Field::lot_no);
    lot.name = cell_of(grid, row, name);
    lot.quantity = cell_of(grid, row, Field::quantity);
    lot.unit = cell_of(grid, row, Field::unit);
    lot.budget = cell_of(grid, row, budget);
    lot.ceiling = cell_of(grid, row, ceiling);
    lot.budget_unit = unit_of(grid, budget);
    lot.ceiling_unit = unit_of(grid, ceiling);
    lot.layout = Layout::grid;
    lot.confidence = (grid.aligned_by_type ? 0.75 : 0.85) * trust(grid.section);
    if (!lot.name.empty() || !lot.no.empty()) out.push_back(lot);
  }
}

// What may stand between a lot's name and the next lot without ending it.
bool goes_on(const Mark& mark) {
  switch (mark.field) {
    case Field::quantity:
    case Field::unit:
    case Field::budget:
    case Field::ceiling:
    case Field::lot_budget:
    case Field::lot_ceiling:
    case Field::item_name:
    case Field::remark:
    case Field::ignored:
    case Field::demand:
    case Field::lot_no:
    case Field::lot_name:
    case Field::delivery_term:
      return true;
    default:
      return false;
  }
}

class LabelledLots {
 public:
  LabelledLots(const PageView& view, const std::vector<Mark>& marks, const std::vector<Grid>& grids,
               std::vector<LotRecord>& out)
      : view_(view), marks_(marks), grids_(grids), out_(out) {}

  void run() {
    std::size_t m = 0;
    std::size_t g = 0;
    for (std::uint32_t u = 0; u < view_.units().size(); ++u) {
      Stretch no;
      Stretch name;
      if (read_lot_head(view_, view_.units()[u], no, name)) {
        // Later sections name the lots again (采购包1特定资格要求): the first naming counts.
        close();
        current_ = LotRecord{};
        current_.no = no;
        current_.name = name;
        current_.confidence = 0.8;
        open_ = section_allows(m);
      }
      for (; m < marks_.size() && marks_[m].unit == u; ++m) {
        while (g < grids_.size() && grids_[g].end <= marks_[m].begin) ++g;
        if (g < grids_.size() && marks_[m].begin >= grids_[g].begin) continue;
        take(marks_[m]);
      }
    }
    close();
  }

 private:
  bool section_allows(std::size_t m) const {
    const Section section = m > 0 ? marks_[m - 1].section : Section::none;
    return section == Section::none || section == Section::basics || section == Section::requirement ||
           section == Section::amount;
  }

  void close() {
    if (open_ && (!current_.name.empty() || !current_.budget.empty() || !current_.ceiling.empty()))
      out_.push_back(current_);
    open_ = false;
  }

  void take(const Mark& mark) {
    if (mark.field == Field::lot_name && !mark.heading) {
      const Stretch value = value_of(view_, mark);
      if (open_ && current_.name.empty()) {
        current_.name = value;
        return;
      }
      close();
      current_ = LotRecord{};
      current_.name = value;
      current_.confidence = 0.82;
      open_ = trust(mark.section) > 0.5;
      return;
    }
    if (mark.field == Field::lot_no && mark.colon) {
      const Stretch value = value_of(view_, mark);
      if (value.size() > 12) return;
      close();
      current_ = LotRecord{};
      current_.no = value;
      current_.confidence = 0.75;
      open_ = trust(mark.section) > 0.5;
      return;
    }
    if (!open_) return;
    if (!goes_on(mark)) {
      close();
      return;
    }
    const Stretch value = value_of(view_, mark);
    if (value.empty()) return;
    switch (mark.field) {
      case Field::budget:
      case Field::lot_budget:
        if (current_.budget.empty()) {
          current_.budget = value;
          current_.budget_unit = mark.bare_unit;
        }
        break;
      case Field::ceiling:
      case Field::lot_ceiling:
        if (current_.ceiling.empty()) {
          current_.ceiling = value;
          current_.ceiling_unit = mark.bare_unit;
        }
        break;
      case Field::quantity:
        current_.quantity = value;
        break;
      case Field::unit:
        current_.unit = value;
        break;
      default:
        break;
    }
  }

  const PageView& view_;
  const std::vector<Mark>& marks_;
  const std::vector<Grid>& grids_;
  std::vector<LotRecord>& out_;
  LotRecord current_;
  bool open_ = false;
};

}  // namespace

// 采购包1、采购包2、采购包3: the lots by their numbers alone.
static void lots_of_list(const PageView& view, std::vector<LotRecord>& out) {
  constexpr View kHead = u"采购包";
  for (const Unit& unit : view.units()) {
    const View text = view.text(unit);
    if (!text.starts_with(kHead) || text.size() > 200 || text.find(u'、') == View::npos) continue;
    std::vector<LotRecord> lots;
    std::size_t p = 0;
    while (text.substr(p).starts_with(kHead)) {
      p += kHead.size();
      const std::size_t from = p;
      while (p < text.size() && is_lot_number(text[p])) ++p;
      if (p == from) break;
      LotRecord lot;
      lot.no = {unit.begin + static_cast<Place>(from), unit.begin + static_cast<Place>(p)};
      lot.confidence = 0.7;
      lots.push_back(lot);
      if (p < text.size() && text[p] == u'、') ++p;
    }
    if (p == text.size() && lots.size() > 1) {
      out.insert(out.end(), lots.begin(), lots.end());
      return;
    }
  }
}

// 预算金额为600000元，其中：A 某某评估 100000元B 某某规划 500000元: lots and their shares of the budget in one sentence.
static void lots_of_shares(const PageView& view, const std::vector<Mark>& marks,
                           std::vector<LotRecord>& out) {
  constexpr std::size_t kMostLetters = 300;
  constexpr std::size_t kLongestName = 60;
  const View text = view.text();
  for (const Mark& mark : marks) {
    if (mark.field != Field::budget && mark.field != Field::ceiling) continue;
    const Stretch extent = extent_of(view, mark, value_of(view, mark));
    std::size_t p = text.substr(0, extent.end).find(u"其中:", extent.begin);
    if (extent.empty() || p == View::npos) continue;
    p += 3;
    std::vector<LotRecord> lots;
    const std::size_t end = std::min<std::size_t>(extent.end, p + kMostLetters);
    while (p < end) {
      LotRecord lot;
      while (p < end && (text[p] == u',' || text[p] == u';' || text[p] == u'、' || text[p] == u'第')) ++p;
      for (const View head : {View(u"采购包"), View(u"合同包"), View(u"标段"), View(u"标项"), View(u"包")})
        if (text.substr(p).starts_with(head)) {
          p += head.size();
          break;
        }
      const std::size_t number = p;
      while (p < end && p - number < 2 && is_lot_number(text[p])) ++p;
      if (p == number) break;
      lot.no = {static_cast<Place>(number), static_cast<Place>(p)};
      for (const View tail : {View(u"标段"), View(u"标项"), View(u"包")})
        if (text.substr(p).starts_with(tail)) {
          p += tail.size();
          break;
        }
      while (p < end && (text[p] == u':' || text[p] == u'、' || text[p] == u'.')) ++p;
      const std::size_t name = p;
      while (p < end && !is_digit(text[p]) && text[p] != u'。' && p - name < kLongestName) ++p;
      std::size_t name_end = p;
      if (name_end > name && text[name_end - 1] == u':') --name_end;
      const std::size_t sum = p;
      while (p < end && (is_digit(text[p]) || text[p] == u'.' || text[p] == u',')) ++p;
      if (p == sum || name_end - name < 2) break;
      while (p < end && (text[p] == u'万' || text[p] == u'元')) ++p;
      if (text[p - 1] != u'元') break;
      lot.name = {static_cast<Place>(name), static_cast<Place>(name_end)};
      lot.budget = {static_cast<Place>(sum), static_cast<Place>(p)};
      lot.confidence = 0.72;
      lots.push_back(lot);
    }
    if (lots.size() > 1) {
      out.insert(out.end(), lots.begin(), lots.end());
      return;
    }
  }
}

bool read_lot_head(const PageView& view, const Unit& unit, Stretch& no, Stretch& name) {
  static constexpr std::array<View, 8> kHeads = {u"采购包", u"合同包", u"标项", u"标段",
                                                 u"分包",   u"包件",   u"标包", u"包"};
  const View text = view.text(unit);
  if (text.size() < 2 || text.size() > 160) return false;
  std::size_t p = 0;
  if (text[0] == u'【') p = 1;
  const bool ordinal = text.substr(p).starts_with(u"第");
  std::size_t number = 0;
  std::size_t number_end = 0;
  if (ordinal) {
    number = p + 1;
    number_end = number;
    while (number_end < text.size() && number_end - number < 3 && is_lot_number(text[number_end]))
      ++number_end;
    const View rest = text.substr(number_end);
    const auto head = std::find_if(kHeads.begin(), kHeads.end(), [&](View w) { return rest.starts_with(w); });
    if (number_end == number || head == kHeads.end()) return false;
    p = number_end + head->size();
  } else {
    const auto head =
        std::find_if(kHeads.begin(), kHeads.end(), [&](View w) { return text.substr(p).starts_with(w); });
    if (head == kHeads.end()) return false;
    number = p + head->size();
    number_end = number;
    while (number_end < text.size() && number_end - number < 3 && is_lot_number(text[number_end]))
      ++number_end;
    if (number_end == number) return false;
    p = number_end;
  }
  no = {unit.begin + static_cast<Place>(number), unit.begin + static_cast<Place>(number_end)};
  name = {};
  if (p == text.size()) return true;
  if (text[p] == u'(') {
    const std::size_t close = text.rfind(u')');
    if (close == View::npos || close <= p + 1) return false;
    const View tail = text.substr(close + 1);
    if (!tail.empty() && tail != u":") return false;
    name = {unit.begin + static_cast<Place>(p + 1), unit.begin + static_cast<Place>(close)};
    return true;
  }
  if (text[p] == u':') {
    ++p;
    if (p < text.size() && text.size() - p <= 80) name = {unit.begin + static_cast<Place>(p), unit.end};
    return true;
  }
  return false;
}

// 第一标段：甲设备 第二标段：乙设备 within a line: told by their count.
static void lots_of_line(const PageView& view, const std::vector<Mark>& marks, std::vector<LotRecord>& out) {
  static constexpr View kNumerals = u"一二三四五六七八九";
  static constexpr std::array<View, 5> kHeads = {u"标段:", u"包:", u"标包:", u"分包:", u"包件:"};
  constexpr Place kLongestName = 60;
  const View text = view.text();
  std::vector<LotRecord> lots;
  for (std::size_t at = text.find(u'第'); at != View::npos; at = text.find(u'第', at + 1)) {
    if (at + 4 >= text.size()) break;
    const std::size_t value = kNumerals.find(text[at + 1]);
    const bool next = value == lots.size() || text[at + 1] == u'1' + lots.size();
    if (!next || lots.size() >= kNumerals.size()) continue;
    const View rest = text.substr(at + 2);
    const auto head = std::find_if(kHeads.begin(), kHeads.end(), [&](View w) { return rest.starts_with(w); });
    if (head == kHeads.end()) continue;
    // 合同履行期限：第一包：合同签订后30日: what each lot's term or budget is says nothing of its name.
    const auto behind = std::upper_bound(marks.begin(), marks.end(), static_cast<Place>(at),
                                         [](Place p, const Mark& mark) { return p < mark.begin; });
    const Field topic = behind == marks.begin() ? Field::none : (behind - 1)->field;
    if (topic != Field::none && topic != Field::ignored && topic != Field::item_name &&
        topic != Field::demand)
      continue;
    const auto begin = static_cast<Place>(at + 2 + head->size());
    const std::size_t u = view.unit_at(static_cast<Place>(at));
    if (u >= view.units().size()) continue;
    Place end = begin;
    while (end < view.units()[u].end && end - begin < kLongestName && text[end] != u'。' &&
           text[end] != u';' && text[end] != u'第' &&
           !(end > begin && is_digit(text[end]) && view.space_before(end)))
      ++end;
    while (end > begin && (text[end - 1] == u',' || text[end - 1] == u'、')) --end;
    if (end < begin + 2) continue;
    LotRecord lot;
    lot.no = {static_cast<Place>(at + 1), static_cast<Place>(at + 2)};
    lot.name = {begin, end};
    lot.confidence = 0.72;
    lots.push_back(lot);
  }
  if (lots.size() > 1) out.insert(out.end(), lots.begin(), lots.end());
}

std::vector<LotRecord> read_lots(const PageView& view, const std::vector<Mark>& marks,
                                 const std::vector<Grid>& grids) {
  std::vector<LotRecord> lots;
  for (const Grid& grid : grids) lots_of_grid(grid, lots);
  LabelledLots(view, marks, grids, lots).run();
  if (lots.empty()) lots_of_list(view, lots);
  if (lots.empty()) lots_of_shares(view, marks, lots);
  if (lots.empty()) lots_of_line(view, marks, lots);
  return lots;
}

std::vector<IntentionRecord> read_intentions(const PageView& view, const std::vector<Mark>& marks,
                                             const std::vector<Grid>& grids) {
  std::vector<IntentionRecord> intentions;
  for (const Grid& grid : grids) {
    const Field name = first_of(grid, {Field::project_name, Field::item_name, Field::section_name});
    const Field budget = first_of(grid, {Field::budget, Field::investment, Field::contract_amount});
    if (name == Field::none || (budget == Field::none && !grid.has(Field::expected_month))) continue;
    const Field demand =
        first_of(grid, {Field::demand, name == Field::item_name ? Field::remark : Field::item_name});
    for (const auto& row : grid.rows) {
      IntentionRecord record;
      record.name = cell_of(grid, row, name);
      if (record.name.empty()) continue;
      record.demand = cell_of(grid, row, demand);
      record.budget = cell_of(grid, row, budget);
      record.month = cell_of(grid, row, Field::expected_month);
      record.budget_unit = unit_of(grid, budget);
      record.layout = Layout::grid;
      record.confidence = grid.aligned_by_type ? 0.82 : 0.92;
      intentions.push_back(record);
    }
  }
  if (!intentions.empty()) return intentions;
  // One procurement in label lines: 采购项目名称：… 预计采购时间：…
  IntentionRecord record;
  for (const Mark& mark : marks) {
    const Stretch value = mark.heading ? Stretch{} : value_of(view, mark);
    if (value.empty()) continue;
    if (mark.field == Field::project_name && record.name.empty()) record.name = value;
    if ((mark.field == Field::demand || mark.field == Field::item_name) && record.demand.empty())
      record.demand = extent_of(view, mark, value);
    if (mark.field == Field::budget && record.budget.empty()) {
      record.budget = value;
      record.budget_unit = mark.bare_unit;
    }
    if (mark.field == Field::expected_month && record.month.empty()) record.month = value;
  }
  record.confidence = 0.8;
  if (!record.name.empty()) intentions.push_back(record);
  return intentions;
}

}  // namespace tenderlead::parsers::notice

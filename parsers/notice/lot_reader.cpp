// Lots of tables and of label lines.
#include <algorithm>

#include "parsers/notice/records.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

bool names_suppliers(const Grid& grid) {
  return grid.has(Field::supplier) || grid.has(Field::candidate) || grid.has(Field::bidder);
}

// A table of winners tells the lots too, where it has more than one.
bool has_several_lots(const PageView& view, const Grid& grid) {
  const int column = grid.column_of(grid.has(Field::lot_no) ? Field::lot_no : Field::lot_name);
  if (column < 0) return false;
  const auto c = static_cast<std::size_t>(column);
  return std::any_of(grid.rows.begin(), grid.rows.end(), [&](const std::vector<Stretch>& row) {
    const Stretch& first = grid.rows.front()[c];
    return !row[c].empty() && view.text(row[c].begin, row[c].end) != view.text(first.begin, first.end);
  });
}

void lots_of_grid(const PageView& view, const Grid& grid, std::vector<LotRecord>& out) {
  if (names_suppliers(grid) && (!grid.has(Field::lot_name) || !has_several_lots(view, grid))) return;
  if (grid.section == Section::subject || grid.has(Field::expected_month)) return;
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
    sections_are_lots_ = names_several_sections();
    std::size_t m = 0;
    std::size_t g = 0;
    for (std::uint32_t u = 0; u < view_.units().size(); ++u) {
      Stretch no;
      Stretch name;
      Unit line = view_.units()[u];
      // （1）一标段：门诊楼装修
      if (const Place after = skip_numbering(view_, line.begin, line.end);
          after > line.begin + 1 && after < line.end && lot_head_at(view_.text(after, line.end), 0).end > 0)
        line.begin = after;
      if (read_lot_head(view_, line, no, name)) {
        // Later sections name the lots again (采购包1特定资格要求): the first naming counts.
        close();
        current_ = LotRecord{};
        current_.no = no;
        current_.name = name;
        current_.confidence = 0.8;
        current_.own_heading = !name.empty();
        part_name_and_sum(view_, current_);
        open_ = section_allows(m);
        if (name.empty() && m > 0) read_share(u, topic_before(m));
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

  // What was named last, other lots' heads and 其中： aside.
  const Mark& topic_before(std::size_t m) const {
    constexpr std::size_t kMost = 20;
    std::size_t at = m - 1;
    for (std::size_t steps = 0; at > 0 && steps < kMost; --at, ++steps) {
      const Mark& mark = marks_[at];
      if (mark.field != Field::ignored || !mark.whole || !mark.colon) break;
      const View label = view_.text(mark.label_begin, mark.label_end);
      if (label != u"其中" && lot_head_at(label, 0).end == 0) break;
    }
    return marks_[at];
  }

  // 预算金额： … 一标段： / 人民币(小写):¥1015000.00: what the lines below the head give is the lot's share of what was named last.
  void read_share(std::uint32_t head, const Mark& topic) {
    constexpr std::uint32_t kLines = 3;
    const bool ceiling = topic.word.field == Field::ceiling;
    if (!ceiling && topic.word.field != Field::budget && topic.section != Section::amount) return;
    Stretch& sum = ceiling ? current_.ceiling : current_.budget;
    for (std::uint32_t u = head + 1; u < view_.units().size() && u <= head + kLines && sum.empty(); ++u) {
      const Unit& unit = view_.units()[u];
      const View words = view_.text(unit);
      Stretch no;
      Stretch name;
      if (read_lot_head(view_, unit, no, name)) return;
      const bool money = words.starts_with(u"人民币") || words.starts_with(u"¥") ||
                         words.starts_with(u"小写") || words.ends_with(u"元");
      if (money && std::any_of(words.begin(), words.end(), is_digit)) sum = {unit.begin, unit.end};
    }
  }

  // 标段名称：甲 … 标段名称：乙, each with what is told of it below: the sections are lots.
  bool names_several_sections() const {
    View first;
    for (const Mark& mark : marks_) {
      if (mark.field != Field::section_name || mark.heading || trust(mark.section) <= 0.5) continue;
      const Stretch value = value_of(view_, mark);
      if (value.empty()) continue;
      const View name = view_.text(value.begin, value.end);
      if (first.empty()) first = name;
      if (name != first) return true;
    }
    return false;
  }

  void close() {
    if (open_ && (!current_.name.empty() || !current_.budget.empty() || !current_.ceiling.empty()))
      out_.push_back(current_);
    open_ = false;
  }

  // 一标段：甲系统 / 二标段：乙系统 / 预算金额：…: behind lots of a line each what is named is the whole's.
  bool closes_list(const Mark& mark) const {
    if (out_.empty() || current_.name.empty() || out_.back().name.empty()) return false;
    const LotRecord& before = out_.back();
    const std::size_t head = view_.unit_at(current_.name.begin);
    return before.budget.empty() && before.ceiling.empty() && mark.unit > head &&
           view_.unit_at(before.name.begin) + 1 == head;
  }

  void take(const Mark& mark) {
    const bool section = sections_are_lots_ && mark.field == Field::section_name;
    if ((mark.field == Field::lot_name || section) && !mark.heading) {
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
    if (mark.field == Field::budget && mark.at_start && closes_list(mark)) {
      close();
      return;
    }
    const Stretch value = value_of(view_, mark);
    if (value.empty()) return;
    switch (mark.field) {
      case Field::budget:
      case Field::lot_budget:
        current_.own_sum = current_.own_sum || mark.field == Field::lot_budget;
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
  bool sections_are_lots_ = false;
};

}  // namespace

std::vector<LotRecord> read_lots(const PageView& view, const std::vector<Mark>& marks,
                                 const std::vector<Grid>& grids) {
  std::vector<LotRecord> lots;
  for (const Grid& grid : grids) lots_of_grid(view, grid, lots);
  LabelledLots(view, marks, grids, lots).run();
  if (lots.empty()) lots_of_sections(view, lots);
  if (lots.empty()) lots_of_list(view, lots);
  if (lots.empty()) lots_of_shares(view, marks, lots);
  if (lots.empty()) lots_of_line(view, marks, lots);
  if (lots.empty()) lots_of_lines(view, marks, lots);
  shares_of_budget(view, marks, lots);
  return lots;
}

}  // namespace tenderlead::parsers::notice

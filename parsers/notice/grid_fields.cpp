#include "parsers/notice/findings.h"

namespace tenderlead::parsers::notice {
namespace {

bool says(const PageView& view, Stretch cell, std::u16string_view words) {
  return view.text(cell.begin, cell.end).find(words) != std::u16string_view::npos;
}

// What an amendment's changed item is about, by its words.
void add_changed(const PageView& view, Stretch item, Stretch value, std::vector<Finding>& out) {
  if (value.empty()) return;
  const auto add = [&](Field field) {
    Finding finding;
    finding.field = field;
    finding.value = finding.extent = value;
    finding.label = item;
    finding.layout = Layout::grid;
    finding.confidence = 0.9;
    finding.section = Section::amendment;
    out.push_back(finding);
  };
  const bool deadline = says(view, item, u"截止") || says(view, item, u"递交") || says(view, item, u"提交");
  const bool opening =
      says(view, item, u"开标") || says(view, item, u"开启") || says(view, item, u"磋商时间");
  const bool documents = says(view, item, u"获取") || says(view, item, u"报名") || says(view, item, u"领取");
  if (documents) {
    add(deadline && !says(view, item, u"投标") ? Field::documents_until : Field::documents_period);
    return;
  }
  if (deadline) add(Field::bid_deadline);
  if (opening) add(Field::opening_at);
  if (says(view, item, u"预算")) add(Field::budget);
  if (says(view, item, u"限价") || says(view, item, u"控制价")) add(Field::ceiling);
}

bool of_the_notice(Field field) {
  switch (field) {
    case Field::project_no:
    case Field::tender_no:
    case Field::purchase_no:
    case Field::project_name:
    case Field::method:
    case Field::budget:
    case Field::ceiling:
    case Field::service_term:
    case Field::delivery_term:
    case Field::buyer_name:
    case Field::agency_name:
    case Field::bid_deadline:
    case Field::opening_at:
    case Field::published_at:
    case Field::contract_no:
    case Field::contract_amount:
    case Field::contract_signed:
    case Field::contract_term:
      return true;
    default:
      return false;
  }
}

}  // namespace

void read_grid_fields(const PageView& view, const std::vector<Grid>& grids, std::vector<Finding>& out) {
  for (const Grid& grid : grids) {
    const int item = grid.column_of(Field::changed_item);
    const int fresh = grid.column_of(Field::new_value);
    if (fresh >= 0) {
      for (const auto& row : grid.rows) {
        const Stretch value = row[static_cast<std::size_t>(fresh)];
        const Stretch what = item >= 0 ? row[static_cast<std::size_t>(item)] : Stretch{};
        add_changed(view, what, value, out);
      }
      continue;
    }
    const double believed = trust(grid.section);
    for (std::size_t c = 0; c < grid.columns.size(); ++c) {
      const Column& column = grid.columns[c];
      if (!of_the_notice(column.field) || grid.rows.empty()) continue;
      // A field of the whole notice stands in a table of one row, or in a term that is the same for all bidders.
      const Stretch cell = grid.rows.front()[c];
      if (cell.empty()) continue;
      const bool term = column.field == Field::service_term || column.field == Field::delivery_term;
      bool same = true;
      for (const auto& row : grid.rows)
        same = same && view.text(row[c].begin, row[c].end) == view.text(cell.begin, cell.end);
      if (!same && !(term && grid.layout == GridLayout::header_column)) {
        if (!term) continue;
      }
      Finding finding;
      finding.field = column.field;
      finding.value = finding.extent = cell;
      finding.label = column.head;
      finding.layout = Layout::grid;
      finding.confidence = (grid.rows.size() == 1 ? 0.8 : same ? 0.72 : 0.6) * believed;
      finding.section = grid.section;
      finding.bare_unit = column.bare_unit;
      out.push_back(finding);
    }
  }
}

}  // namespace tenderlead::parsers::notice

#include "parsers/notice/findings.h"

namespace tenderlead::parsers::notice {
namespace {

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
    if (grid.has(Field::new_value)) continue;  // read_changes reads them
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

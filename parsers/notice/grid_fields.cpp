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

Field of_party(Field field, bool agency) {
  switch (field) {
    case Field::address:
      return agency ? Field::agency_address : Field::buyer_address;
    case Field::person:
      return agency ? Field::agency_person : Field::buyer_person;
    case Field::phone:
      return agency ? Field::agency_phone : Field::buyer_phone;
    case Field::contact:
      return agency ? Field::agency_contact : Field::buyer_contact;
    default:
      return Field::none;
  }
}

// 采购单位 | 联系方式 | 地址 over one row: the columns behind a party's are its own.
void read_contacts(const Grid& grid, std::vector<Finding>& out) {
  bool named = false;
  bool agency = false;
  for (std::size_t c = 0; c < grid.columns.size(); ++c) {
    const Column& column = grid.columns[c];
    if (column.field == Field::buyer_name || column.field == Field::agency_name) {
      named = true;
      agency = column.field == Field::agency_name;
      continue;
    }
    const Stretch cell = grid.rows.front()[c];
    const Field field = of_party(column.field, agency);
    if (!named || field == Field::none || cell.empty()) continue;
    Finding finding;
    finding.field = field;
    finding.value = finding.extent = cell;
    finding.label = column.head;
    finding.layout = Layout::grid;
    finding.confidence = 0.78 * trust(grid.section);
    finding.section = grid.section;
    out.push_back(finding);
  }
}

}  // namespace

void read_grid_fields(const PageView& view, const std::vector<Grid>& grids, std::vector<Finding>& out) {
  for (const Grid& grid : grids) {
    if (grid.has(Field::new_value)) continue;  // read_changes reads them
    const double believed = trust(grid.section);
    const bool one_row = grid.rows.size() == 1;
    for (std::size_t c = 0; c < grid.columns.size(); ++c) {
      const Column& column = grid.columns[c];
      const bool lots_sum =
          one_row && (column.field == Field::lot_budget || column.field == Field::lot_ceiling);
      if ((!of_the_notice(column.field) && !lots_sum) || grid.rows.empty()) continue;
      // A field of the whole notice stands in a table of one row, or in a term that is the same for all bidders.
      const Stretch cell = grid.rows.front()[c];
      if (cell.empty()) continue;
      const bool term = column.field == Field::service_term || column.field == Field::delivery_term;
      bool same = true;
      // A cell over several rows stands in the first alone where the page lost its lines.
      const bool spans = column.field == Field::buyer_name || column.field == Field::agency_name ||
                         column.field == Field::method;
      for (const auto& row : grid.rows)
        same = same && ((spans && row[c].empty()) ||
                        view.text(row[c].begin, row[c].end) == view.text(cell.begin, cell.end));
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
    if (grid.rows.size() == 1) read_contacts(grid, out);
  }
}

}  // namespace tenderlead::parsers::notice

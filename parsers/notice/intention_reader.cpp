// Planned procurements.
#include "parsers/notice/records.h"

namespace tenderlead::parsers::notice {
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
      record.buyer = cell_of(grid, row, Field::buyer_name);
      record.budget_unit = unit_of(grid, budget);
      record.layout = Layout::grid;
      record.confidence = grid.aligned_by_type ? 0.82 : 0.92;
      intentions.push_back(record);
    }
  }
  if (!intentions.empty()) return intentions;
  // Procurements in label lines: 采购项目名称：… 预计采购时间：…; each further name begins another, once something was told of the one before.
  constexpr std::size_t kMostForms = 200;
  IntentionRecord record;
  record.confidence = 0.8;
  bool estimated = false;
  const auto told = [&record] { return !record.budget.empty() || !record.month.empty(); };
  const auto finish = [&] {
    if (!record.name.empty()) intentions.push_back(record);
    record = {};
    estimated = false;
    record.confidence = 0.8;
  };
  for (const Mark& mark : marks) {
    const Stretch value = mark.heading ? Stretch{} : value_of(view, mark);
    if (value.empty()) continue;
    if (mark.field == Field::project_name && !record.name.empty() && told() &&
        intentions.size() + 1 < kMostForms)
      finish();
    if (mark.field == Field::project_name && record.name.empty()) record.name = value;
    if ((mark.field == Field::demand || mark.field == Field::item_name) && record.demand.empty())
      record.demand = extent_of(view, mark, value);
    // 项目投资估算, where a plan's form has no budget.
    const bool estimate = mark.field == Field::investment && !mark.heading;
    if ((mark.field == Field::budget && (record.budget.empty() || estimated)) ||
        (estimate && record.budget.empty())) {
      estimated = estimate;
      record.budget = value;
      record.budget_unit = mark.bare_unit;
    }
    if (mark.field == Field::expected_month && record.month.empty()) record.month = value;
  }
  // A name further down of which nothing is told is no procurement of its own.
  if (intentions.empty() || told()) finish();
  return intentions;
}

}  // namespace tenderlead::parsers::notice

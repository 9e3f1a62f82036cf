// A plan that names several procurements (采购意向 tables, one a row) is as many notices: each goes on in a tender, an award and a lead of
// its own.
#pragma once

#include <string>
#include <vector>

#include "model/notice.h"

namespace tenderlead::app {

// One procurement of a plan, as a notice that plans it alone.
struct PlanRow {
  Notice notice;
  std::string key;  // tells it from the plan's others, wherever it stands in the table
};

// Empty where the notice is no plan, or of one procurement. A row's notice has the page's buyer and days, the row's own name, budget,
// month and, where it names one, buyer, and the page's text without the other rows; what the page says of all together, a number or a sum, isn't the row's.
// Where the page's words would be kept too often, rows have none. The plan itself stays a notice, by which nothing is judged:
// rules::tag_input().
std::vector<PlanRow> plan_rows(const Notice& plan);

}  // namespace tenderlead::app

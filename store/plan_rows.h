// Ids of the rows of a plan that names several procurements, each of which is a notice beside the plan's own. They go with it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/notice.h"

namespace tenderlead::store {

inline constexpr std::size_t kMostPlanRows = 2000;  // of a whole province's table

// What tells a row from the plan's others, wherever it stands in the table; in its order. Empty where the notice is no plan, or of one
// procurement.
std::vector<std::string> plan_row_keys(const Notice& plan);
std::string plan_row_id(const std::string& plan_id, const std::string& key);

}  // namespace tenderlead::store

#include "store/plan_rows.h"

#include <algorithm>
#include <map>

#include "store/ids.h"

namespace tenderlead::store {

std::vector<std::string> plan_row_keys(const Notice& plan) {
  std::vector<std::string> keys;
  if (plan.kind != NoticeKind::intention || plan.intentions.size() < 2) return keys;
  std::map<std::string, int> seen;
  for (std::size_t i = 0; i < std::min(plan.intentions.size(), kMostPlanRows); ++i) {
    const auto& name = plan.intentions[i].name;
    keys.push_back(content_id({name, std::to_string(++seen[name])}));
  }
  return keys;
}

std::string plan_row_id(const std::string& plan_id, const std::string& key) {
  return content_id({"plan row", plan_id, key});
}

}  // namespace tenderlead::store

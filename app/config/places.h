// The places of the shipped regions.csv by name, for rules that ask for regions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::config {

// Of all places, each once, in order.
const std::vector<std::string_view>& place_names();

// The GB/T 2260 codes of the places whose names begin with `name`, without the zeros at their ends: 四川 is 51, 朝阳 several.
std::vector<std::string> place_codes(std::string_view name);

// What a province is called in full: 四川省 for 四川 and for itself; `name` where no province, or more than one, begins so.
std::string province_in_full(const std::string& name);

// The names by which companies say where they are: 沈阳市 and 沈阳, 内蒙古; longest first.
std::vector<std::string> company_places();

}  // namespace tenderlead::config

// A place in China by its official names and its GB/T 2260 code.
#pragma once

#include <string>

namespace tenderlead {

struct Region {
  std::string province;  // official form: 四川省, 重庆市, 新疆维吾尔自治区; empty where unknown
  std::string city;      // 成都市; empty for municipalities and where unknown
  std::string county;    // 郫都区
  std::string code;      // six digits of the most precise level known: "510117"

  bool empty() const { return province.empty() && city.empty() && county.empty(); }
  friend bool operator==(const Region&, const Region&) = default;
};

}  // namespace tenderlead

// The ways in which a place is named besides its official form. Internal to values/: regions.cpp builds its index from
// these.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::parsers {

enum class RegionLevel { province, city, county };

struct RegionAlias {
  std::u32string name;
  bool full =
      false;  // stands for the place anywhere (恩施州, 秀山县), not only in front of an organisation's word (秀山)
  bool old = false;  // a former name (凤翔县 of 凤翔区): stays as written
};

// The official name is the first alias.
std::vector<RegionAlias> region_aliases(std::u32string_view official, RegionLevel level);

// Whether what follows a short name makes it a street's or a brand's: 北京路, 上海大道, 中山大学, 长安汽车.
bool is_not_a_place(std::u32string_view name, std::u32string_view after);

// Whether an organisation's word of a county's own follows: 教育局, 人民医院, 中医院, 县 …
bool is_local_body(std::u32string_view after);

}  // namespace tenderlead::parsers

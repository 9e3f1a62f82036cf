#include "parsers/values/region_names.h"

#include <algorithm>

namespace tenderlead::parsers {

namespace {

// The peoples by which autonomous places are named, longest first where one begins another.
constexpr std::u32string_view kPeoples[] = {
    U"土家族",   U"苗族",     U"布依族",   U"侗族",     U"彝族",   U"藏族",   U"羌族",   U"回族", U"壮族",
    U"傣族",     U"景颇族",   U"白族",     U"哈尼族",   U"傈僳族", U"朝鲜族", U"蒙古族", U"蒙古", U"哈萨克族",
    U"哈萨克",   U"柯尔克孜", U"维吾尔族", U"维吾尔",   U"满族",   U"瑶族",   U"黎族",   U"水族", U"仡佬族",
    U"纳西族",   U"拉祜族",   U"佤族",     U"独龙族",   U"怒族",   U"普米族", U"布朗族", U"各族", U"毛南族",
    U"仫佬族",   U"畲族",     U"土族",     U"撒拉族",   U"东乡族", U"保安族", U"裕固族", U"锡伯", U"塔吉克",
    U"达斡尔族", U"鄂伦春",   U"鄂温克族", U"俄罗斯族", U"裕固族", U"阿昌族"};

// Words that make a street or another thing of a place's short name in front of them.
constexpr std::u32string_view kStreetWords[] = {
    U"路",   U"街",   U"大道", U"巷",   U"东路", U"西路", U"南路", U"北路", U"中路", U"一路", U"二路",
    U"三路", U"四路", U"东街", U"西街", U"南街", U"北街", U"大街", U"广场", U"大厦", U"酒店", U"宾馆",
    U"饭店", U"花园", U"小区", U"新村", U"桥",   U"汽车", U"烤鸭", U"时间", U"公园", U"国际"};

struct NamedAfterOthers {
  std::u32string_view name;
  std::u32string_view after;
};
// Institutions whose names begin with a place's name and aren't of that place.
constexpr NamedAfterOthers kNamedAfterOthers[] = {
    {U"中山", U"大学"}, {U"中山", U"医院"}, {U"中山", U"眼科"}, {U"中山", U"医"},   {U"长安", U"大学"},
    {U"长安", U"医院"}, {U"东方", U"医院"}, {U"东方", U"肝胆"}, {U"南开", U"大学"}, {U"海南", U"州"},
    {U"吉林", U"大学"}, {U"吉林", U"省"},   {U"朝阳", U"医院"}, {U"平安", U"医"},   {U"平安", U"银行"},
    {U"平安", U"健康"}, {U"安康", U"医院"}, {U"和平", U"医院"}, {U"华山", U"医院"}, {U"新华", U"医院"},
    {U"五华", U"医院"}, {U"东方", U"国际"}, {U"东方", U"妇"},   {U"大庆", U"油田"}, {U"河间", U"隙"}};

constexpr std::u32string_view kLocalBodies[] = {
    U"人民",     U"教育",   U"卫生", U"卫健",   U"妇幼",   U"妇女", U"妇产",     U"中医",   U"中心医院",
    U"第一",     U"第二",   U"第三", U"疾",     U"医",     U"财政", U"公安",     U"住房",   U"住建",
    U"水利",     U"水务",   U"农业", U"交通",   U"文化",   U"民政", U"自然资源", U"应急",   U"市场监",
    U"城市",     U"城管",   U"城投", U"林业",   U"工业",   U"经济", U"高新",     U"政务",   U"行政",
    U"公共资源", U"职业",   U"实验", U"法院",   U"检察",   U"税务", U"综合行政", U"红十字", U"体育",
    U"广播",     U"融媒体", U"精神", U"康复",   U"总医院", U"社区", U"供电",     U"气象",   U"消防",
    U"机关",     U"党",     U"政府", U"残",     U"图书",   U"博物", U"特殊教育", U"一中",   U"二中",
    U"高级中学", U"中学",   U"新区", U"开发区", U"工业园", U"产业", U"园区",     U"传染",   U"肿瘤",
    U"骨",       U"口腔",   U"眼",   U"儿童",   U"老年",   U"结核"};

std::u32string strip_peoples(std::u32string_view name) {
  std::u32string stem(name);
  for (bool moved = true; moved;) {
    moved = false;
    for (const auto people : kPeoples)
      if (stem.size() > people.size() + 1 && std::u32string_view(stem).ends_with(people)) {
        stem.resize(stem.size() - people.size());
        moved = true;
      }
  }
  return stem;
}

}  // namespace

std::vector<RegionAlias> region_aliases(std::u32string_view official, RegionLevel level) {
  std::vector<RegionAlias> aliases{{std::u32string(official), true, false}};
  const auto add = [&](std::u32string name, bool full, bool old = false) {
    if (name.size() < 2) return;
    if (std::none_of(aliases.begin(), aliases.end(),
                     [&](const RegionAlias& alias) { return alias.name == name; }))
      aliases.push_back({std::move(name), full, old});
  };
  const auto without = [&](std::u32string_view suffix) {
    return std::u32string(official.substr(0, official.size() - suffix.size()));
  };
  if (level == RegionLevel::province) {
    if (official.ends_with(U"自治区")) {
      const std::u32string stem = strip_peoples(without(U"自治区"));
      add(stem, false);
      add(stem + U"省", true);
      add(stem + U"区", false);
    } else {
      add(std::u32string(official.substr(0, official.size() - 1)), false);
    }
    return aliases;
  }
  if (official.ends_with(U"自治州")) {
    const std::u32string stem = strip_peoples(without(U"自治州"));
    add(stem + U"州", true);
    add(stem, false);
  } else if (official.ends_with(U"自治县")) {
    const std::u32string stem = strip_peoples(without(U"自治县"));
    add(stem + U"县", true);
    add(stem + U"自治县", true);
    add(stem, false);
  } else if (official.ends_with(U"自治旗")) {
    const std::u32string stem = strip_peoples(without(U"自治旗"));
    add(stem + U"旗", true);
    add(stem + U"自治旗", true);
  } else if (official.ends_with(U"地区")) {
    add(without(U"地区"), false);
    add(without(U"地区") + U"市", true, true);
  } else if (official.ends_with(U"林区") || official.ends_with(U"特区")) {
    add(without(U"林区"), false);
  } else if (official.ends_with(U"县") || official.ends_with(U"市") || official.ends_with(U"区") ||
             official.ends_with(U"旗") || official.ends_with(U"盟")) {
    const std::u32string stem = without(U"县");
    if (stem.size() >= 2) {
      add(stem, false);
      if (level == RegionLevel::county && (official.ends_with(U"区") || official.ends_with(U"市")))
        add(stem + U"县", true, true);
      if (level == RegionLevel::county && official.ends_with(U"区")) add(stem + U"市", true, true);
    }
  }
  return aliases;
}

bool is_not_a_place(std::u32string_view name, std::u32string_view after) {
  if (std::any_of(std::begin(kStreetWords), std::end(kStreetWords),
                  [&](std::u32string_view word) { return after.starts_with(word); }))
    return true;
  return std::any_of(
      std::begin(kNamedAfterOthers), std::end(kNamedAfterOthers),
      [&](const NamedAfterOthers& row) { return name == row.name && after.starts_with(row.after); });
}

bool is_local_body(std::u32string_view after) {
  return std::any_of(std::begin(kLocalBodies), std::end(kLocalBodies),
                     [&](std::u32string_view word) { return after.starts_with(word); });
}

}  // namespace tenderlead::parsers

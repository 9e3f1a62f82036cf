#include "linker/places.h"

#include <algorithm>
#include <array>
#include <set>

#include "linker/name_text.h"

namespace tenderlead::linker {
namespace {

constexpr PlaceCode kProvinceUnit = 10'000;
constexpr PlaceCode kCityUnit = 100;
constexpr std::size_t kMostPlaces =
    6;  // of one chain: a name that repeats its places says three of them twice
constexpr std::size_t kShortestStem = 2;

// Longest first. The peoples of autonomous areas stand between their name and their kind: 恩施土家族苗族自治州.
constexpr std::array<std::u32string_view, 15> kSuffixes = {
    U"维吾尔自治区", U"特别行政区", U"回族自治区", U"壮族自治区", U"自治区", U"自治州", U"自治县", U"自治旗",
    U"地区",         U"省",         U"市",         U"区",         U"县",     U"盟",     U"旗"};
constexpr std::array<std::u32string_view, 34> kPeoples = {
    U"土家族", U"苗族",   U"侗族", U"布依族", U"彝族",   U"藏族",   U"羌族",   U"傣族",   U"景颇族",
    U"白族",   U"哈尼族", U"壮族", U"回族",   U"朝鲜族", U"蒙古族", U"蒙古",   U"哈萨克", U"柯尔克孜",
    U"满族",   U"瑶族",   U"畲族", U"黎族",   U"仡佬族", U"水族",   U"纳西族", U"拉祜族", U"佤族",
    U"傈僳族", U"独龙族", U"怒族", U"毛南族", U"撒拉族", U"保安族", U"东乡族"};
constexpr std::array<std::u32string_view, 3> kMorePeoples = {U"裕固族", U"布朗族", U"各族"};
// What follows a short form shows that it was none: 遵义县 is not the city, 中山路 no place of this table.
constexpr std::u32string_view kNotAfterShort = U"省市县区州盟旗镇乡村街路道";

bool strip(std::u32string& text, std::u32string_view suffix) {
  if (text.size() <= suffix.size() || !std::u32string_view(text).ends_with(suffix)) return false;
  text.resize(text.size() - suffix.size());
  return true;
}

bool strip_people(std::u32string& stem) {
  for (const auto people : kPeoples)
    if (stem.size() >= people.size() + kShortestStem && strip(stem, people)) return true;
  for (const auto people : kMorePeoples)
    if (stem.size() >= people.size() + kShortestStem && strip(stem, people)) return true;
  return false;
}

std::u32string suffix_of(std::u32string_view official) {
  for (const auto suffix : kSuffixes)
    if (official.size() > suffix.size() && official.ends_with(suffix)) return std::u32string(suffix);
  return {};
}

bool related(PlaceCode left, PlaceCode right) {
  return lies_in(left, right) || lies_in(right, left);
}

}  // namespace

PlaceCode place_code(std::string_view digits) {
  if (digits.size() != 6) return 0;
  PlaceCode code = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return 0;
    code = code * 10 + (digit - '0');
  }
  return code;
}

std::string to_text(PlaceCode code) {
  return code == 0 ? std::string() : std::to_string(code);
}

bool is_province(PlaceCode code) {
  return code != 0 && code % kProvinceUnit == 0;
}

bool lies_in(PlaceCode inner, PlaceCode outer) {
  if (outer == 0 || inner == 0) return false;
  if (outer % kProvinceUnit == 0) return inner / kProvinceUnit == outer / kProvinceUnit;
  if (outer % kCityUnit == 0) return inner / kCityUnit == outer / kCityUnit;
  return inner == outer;
}

void Places::add(std::u32string name, PlaceCode code, bool full) {
  if (name.size() < kShortestStem) return;
  longest_ = std::max(longest_, name.size());
  auto& meanings = names_[std::move(name)];
  for (auto& meaning : meanings)
    if (meaning.code == code) {
      meaning.full = meaning.full || full;
      return;
    }
  meanings.push_back({code, full});
}

Places Places::compile(const std::vector<Region>& regions) {
  Places places;
  struct Former {
    std::u32string stem;
    std::u32string suffix;
    PlaceCode code;
  };
  std::vector<Former> formers;
  for (const auto& region : regions) {
    const PlaceCode code = place_code(region.code);
    if (code == 0) continue;
    places.official_.emplace(code, region.province + region.city + region.county);
    const auto& last = !region.county.empty() ? region.county
                       : !region.city.empty() ? region.city
                                              : region.province;
    const auto official = folded_name(last);
    const auto suffix = suffix_of(official);
    places.add(official, code, true);
    if (suffix.empty()) continue;
    std::u32string stem = official.substr(0, official.size() - suffix.size());
    // 三都水族自治县 is written 三都自治县, 三都县 and 三都; 新林区 or 南区 leave no stem that could stand alone.
    while (strip_people(stem)) {
      places.add(stem + suffix, code, true);
      places.add(stem + suffix.substr(suffix.size() - 1), code, true);
    }
    places.add(stem, code, false);
    if (code % kCityUnit != 0 && stem.size() >= kShortestStem) formers.push_back({stem, suffix, code});
  }
  // 大同县 is none of the counties called 大同: a city is, which had a county around it.
  for (const auto& former : formers)
    for (const auto* suffix : {U"县", U"市", U"区"})
      if (former.suffix != suffix && !places.names_.contains(former.stem + suffix) &&
          std::ranges::none_of(places.names_.at(former.stem),
                               [](const Meaning& other) { return other.code % kCityUnit == 0; }))
        places.add(former.stem + suffix, former.code, true);
  return places;
}

std::vector<PlaceReading> Places::read_front(std::u32string_view name) const {
  std::vector<PlaceReading> readings{{}};
  while (readings.size() <= kMostPlaces) {
    const auto& last = readings.back();
    const auto rest = name.substr(last.end);
    PlaceReading next;
    for (std::size_t length = std::min(longest_, rest.size()); length >= kShortestStem; --length) {
      const auto found = names_.find(rest.substr(0, length));
      if (found == names_.end()) continue;
      const bool another =
          length < rest.size() && kNotAfterShort.find(rest[length]) != std::u32string_view::npos;
      for (const auto& meaning : found->second) {
        if (!meaning.full && another) continue;
        if (!last.codes.empty() &&
            std::ranges::none_of(last.codes, [&](PlaceCode before) { return related(meaning.code, before); }))
          continue;
        next.codes.push_back(meaning.code);
      }
      if (next.codes.empty()) continue;
      // 吉安 without more is the city, not the county of the same name.
      const bool city = std::ranges::any_of(next.codes, [](PlaceCode code) { return code % kCityUnit == 0; });
      const bool short_form = std::ranges::none_of(found->second, &Meaning::full);
      if (city && short_form) std::erase_if(next.codes, [](PlaceCode code) { return code % kCityUnit != 0; });
      next.end = last.end + length;
      break;
    }
    if (next.codes.empty()) break;
    std::sort(next.codes.begin(), next.codes.end());
    readings.push_back(std::move(next));
  }
  return readings;
}

std::string Places::name_of(PlaceCode code) const {
  const auto found = official_.find(code);
  return found == official_.end() ? std::string() : found->second;
}

}  // namespace tenderlead::linker

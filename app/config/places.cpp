#include "app/config/places.h"

#include <algorithm>
#include <utility>

#include "app/config/shipped_files.h"

namespace tenderlead::config {
namespace {

using Place = std::pair<std::string_view, std::string_view>;  // its own name and its code

// Lines are code,province,city,county; the last name that stands there is the place's own.
std::vector<Place> read_places() {
  std::vector<Place> places;
  for (const auto& file : shipped_files()) {
    if (file.path != "regions.csv") continue;
    std::string_view rest = file.content;
    while (!rest.empty()) {
      const auto end = std::min(rest.find('\n'), rest.size());
      auto line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const auto comma = line.find(',');
      if (comma == std::string_view::npos || line[0] < '0' || line[0] > '9') continue;
      auto code = line.substr(0, comma);
      while (code.size() > 2 && code.ends_with("00")) code.remove_suffix(2);
      line = line.substr(0, line.find_last_not_of(",\r") + 1);
      places.emplace_back(line.substr(line.rfind(',') + 1), code);
    }
  }
  std::sort(places.begin(), places.end());
  return places;
}

const std::vector<Place>& all_places() {
  static const auto places = read_places();
  return places;
}

}  // namespace

const std::vector<std::string_view>& place_names() {
  static const auto names = [] {
    std::vector<std::string_view> all;
    for (const auto& [name, code] : all_places())
      if (all.empty() || all.back() != name) all.push_back(name);
    return all;
  }();
  return names;
}

std::vector<std::string> place_codes(std::string_view name) {
  std::vector<std::string> codes;
  const auto& places = all_places();
  for (auto next = std::lower_bound(places.begin(), places.end(), Place{name, {}});
       next != places.end() && next->first.starts_with(name); ++next)
    codes.emplace_back(next->second);
  return codes;
}

std::string province_in_full(const std::string& name) {
  constexpr std::size_t kTwoCharacters = 6;
  std::string_view found;
  for (const auto& [place, code] : all_places()) {
    if (name.size() < kTwoCharacters || code.size() != 2 || !place.starts_with(name)) continue;
    if (!found.empty()) return name;
    found = place;
  }
  return found.empty() ? name : std::string(found);
}

std::vector<std::string> company_places() {
  constexpr std::string_view kEndings[] = {"市", "省"};
  constexpr std::size_t kTwoCharacters = 6;
  std::vector<std::string> names{"中国", "内蒙古", "广西", "西藏", "宁夏", "新疆"};
  for (const auto name : place_names()) {
    names.emplace_back(name);
    for (const auto ending : kEndings)
      if (name.ends_with(ending) && name.size() >= kTwoCharacters + ending.size())
        names.emplace_back(name.substr(0, name.size() - ending.size()));
  }
  std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace tenderlead::config

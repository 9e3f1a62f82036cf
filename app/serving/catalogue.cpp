#include "app/serving/catalogue.h"

#include <algorithm>
#include <string_view>

#include "app/config/shipped_files.h"

namespace tenderlead::app {
namespace {

// The places of the shipped table: code,province,city,county.
std::vector<web::Named> shipped_regions() {
  std::vector<web::Named> regions;
  for (const auto& file : config::shipped_files()) {
    if (file.path != "regions.csv") continue;
    std::string_view rest = file.content;
    while (!rest.empty()) {
      const auto end = std::min(rest.find('\n'), rest.size());
      auto line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line.size() < 7 || line[0] < '0' || line[0] > '9') continue;
      web::Named region{std::string(line.substr(0, 6)), {}, {}};
      for (const char c : line.substr(7))
        if (c != ',' && c != '\r') region.name += c;
      regions.push_back(std::move(region));
    }
  }
  return regions;
}

}  // namespace

web::Catalogue catalogue_of(const config::Configuration& configuration) {
  web::Catalogue catalogue;
  for (const auto& product : configuration.rules.products)
    if (product.state == rules::RuleState::active)
      (product.ours ? catalogue.products : catalogue.other_products)
          .push_back({product.id, product.name, product.name_en});
  for (const auto& member : configuration.rules.team.members)
    catalogue.people.push_back({member.id, member.name, {}});
  for (const auto& source : configuration.sources) catalogue.sources.push_back({source.id, source.name, {}});
  for (const auto& tag : configuration.rules.tags)
    if (tag.state == rules::RuleState::active) catalogue.tags.push_back({tag.id, tag.name, {}});
  catalogue.regions = shipped_regions();
  return catalogue;
}

}  // namespace tenderlead::app

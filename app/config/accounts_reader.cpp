// partners.yaml, ratings.yaml and prices.yaml.
#include <array>

#include "app/config/places.h"
#include "app/config/rules_reader.h"

namespace tenderlead::config {
namespace {

constexpr std::array<std::string_view, 3> kRatings{"emr", "smart_service", "smart_management"};
constexpr std::array<std::string_view, 2> kOwnerships{"public", "private"};
constexpr std::int64_t kMostWan = 10'000'000;
constexpr std::size_t kTwoCharacters = 6;  // bytes

// Calls `read` with each element of the list under `key`.
template <typename Read>
void each(MapReader& file, std::string_view key, Read read) {
  const auto* node = file.get(key);
  if (node == nullptr || !expect_list(*node, key, file.faults())) return;
  for (const auto& item : node->items) read(item);
}

}  // namespace

void RulesReader::read_partners(const YamlNode& root, Faults& faults) {
  MapReader file(root, "partners.yaml", faults);
  file.get("vocabulary");
  file.texts("own_names", book_.own_names);
  each(file, "offers", [&](const YamlNode& item) {
    rules::PartnerOffer offer;
    MapReader map(item, "offer", faults);
    map.require("won");
    references(map, "won", Names::product, offer.won);
    map.require("offer");
    references(map, "offer", Names::product, offer.offer);
    map.finish();
    book_.partner_offers.push_back(std::move(offer));
  });
  std::map<std::string, int> taken;
  each(file, "partners", [&](const YamlNode& item) {
    rules::Partner partner;
    MapReader map(item, "partner", faults);
    read_id(map, taken, partner.id);
    map.required_text("name", partner.name);
    if (!map.texts("names", partner.names)) partner.names = {partner.name};
    for (const auto& name : partner.names)
      if (name.empty()) map.fault(item, "an empty name would match every company");
    map.texts("brands", partner.brands);
    for (const auto& brand : partner.brands)
      if (brand.size() < kTwoCharacters) map.fault(item, "a brand has at least two characters");
    if (!partner.brands.empty() && book_.place_names.empty()) book_.place_names = company_places();
    references(map, "makes", Names::product, partner.makes);
    map.text("contact", partner.contact);
    map.text("phone", partner.phone);
    map.finish();
    book_.partners.push_back(std::move(partner));
  });
  file.finish();
}

void RulesReader::read_ratings(const YamlNode& root, Faults& faults) {
  MapReader file(root, "ratings.yaml", faults);
  std::map<std::string, int> taken;
  each(file, "requirements", [&](const YamlNode& item) {
    rules::RatingRequirement requirement;
    MapReader map(item, "requirement", faults);
    read_id(map, taken, requirement.id);
    std::size_t index = 0;
    if (const auto* rating = map.require("rating");
        rating && read_choice(*rating, "rating", faults, kRatings, index))
      requirement.rating = kRatings[index];
    map.required_text("name", requirement.name);
    if (map.require("tier") != nullptr) map.whole("tier", 1, 3, requirement.tier);
    if (const auto* owner = map.get("ownership");
        owner && read_choice(*owner, "ownership", faults, kOwnerships, index))
      requirement.ownership = index == 0 ? Ownership::public_ : Ownership::private_;
    if (map.require("level") != nullptr) map.whole("level", 1, 8, requirement.level);
    if (map.require("by_year") != nullptr) map.whole("by_year", 2000, 2100, requirement.by_year);
    map.required_text("source", requirement.source);
    map.require("offer");
    references(map, "offer", Names::product, requirement.offer);
    map.finish();
    book_.ratings.push_back(std::move(requirement));
  });
  file.finish();
}

void RulesReader::read_prices(const YamlNode& root, Faults& faults) {
  MapReader file(root, "prices.yaml", faults);
  sentence(file, "say", true, book_.price_say);
  sentence(file, "say_over", true, book_.price_say_over);
  std::map<std::string, int> taken;
  each(file, "bands", [&](const YamlNode& item) {
    rules::PriceBand band;
    MapReader map(item, "band", faults);
    read_id(map, taken, band.id);
    map.require("products");
    references(map, "products", Names::product, band.products);
    if (map.require("tier") != nullptr) map.whole("tier", 1, 3, band.tier);
    if (map.require("emr_level") != nullptr) map.whole("emr_level", 0, 8, band.emr_level);
    sentence(map, "scope", true, band.scope);
    if (map.require("low_wan") != nullptr) map.whole("low_wan", 0, kMostWan, band.low_wan);
    long long high = 0;
    if (map.whole("high_wan", 0, kMostWan, high)) {
      band.high_wan = high;
      if (high < band.low_wan) map.fault(*map.get("high_wan"), "'high_wan' is below 'low_wan'");
    }
    map.finish();
    book_.prices.push_back(std::move(band));
  });
  std::map<std::string, int> taken_adjustments;
  each(file, "adjustments", [&](const YamlNode& item) {
    rules::PriceAdjustment adjustment;
    MapReader map(item, "adjustment", faults);
    read_id(map, taken_adjustments, adjustment.id);
    if (const auto* when = map.require("when"); when != nullptr && expect_map(*when, "when", faults)) {
      adjustment.place = place(*when, faults);
      for (const auto& entry : when->entries) read_condition(entry, faults, adjustment.when);
    }
    if (map.require("percent") != nullptr) map.whole("percent", 10, 1000, adjustment.percent);
    sentence(map, "say", true, adjustment.say);
    map.finish();
    book_.price_adjustments.push_back(std::move(adjustment));
  });
  file.finish();
}

}  // namespace tenderlead::config

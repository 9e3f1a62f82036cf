#include "rules/prices.h"

#include <algorithm>

namespace tenderlead::rules {
namespace {

int level_aimed_at(const RuleBook& book, const HospitalProfile& profile) {
  int required = 0;
  for (const auto& rating : book.ratings)
    if (rating.rating == "emr" && rating.tier == profile.level->tier)
      required = std::max(required, rating.level);
  const int reached = profile.ratings.emr.value_or(0);
  return reached >= required ? reached + 1 : required;
}

const PriceBand* band_for(const RuleBook& book, const std::string& product, int tier, int level) {
  const PriceBand* best = nullptr;
  for (const auto& band : book.prices) {
    if (band.tier != tier ||
        std::find(band.products.begin(), band.products.end(), product) == band.products.end())
      continue;
    if (best == nullptr) {
      best = &band;
      continue;
    }
    const bool reaches = band.emr_level >= level, best_reaches = best->emr_level >= level;
    const bool closer = reaches ? band.emr_level < best->emr_level : band.emr_level > best->emr_level;
    if (reaches != best_reaches ? reaches : closer) best = &band;
  }
  return best;
}

// A whole number of 万元 times percent, rounded to the nearest.
long long adjusted(long long wan, long long percent) {
  return (wan * percent + 50) / 100;
}

}  // namespace

std::optional<Reason> price_reason(const RuleBook& book, const std::string& product,
                                   const HospitalProfile& profile, const FactTable& facts) {
  if (!profile.level || profile.level->tier == 0) return std::nullopt;
  const int level = level_aimed_at(book, profile);
  const auto* band = band_for(book, product, profile.level->tier, level);
  if (band == nullptr) return std::nullopt;
  long long percent = 100;
  std::string why;
  for (const auto& adjustment : book.price_adjustments) {
    if (!facts.holds(adjustment.when)) continue;
    percent = adjusted(percent, adjustment.percent);
    why += facts.fill(adjustment.say);
  }
  auto sentence = facts;
  sentence.say("low", std::to_string(adjusted(band->low_wan, percent)));
  if (band->high_wan) sentence.say("high", std::to_string(adjusted(*band->high_wan, percent)));
  sentence.say("scope", band->scope);
  sentence.say("level", std::to_string(band->emr_level));
  Reason reason;
  reason.rule = "prices/" + band->id;
  reason.text = sentence.fill(band->high_wan ? book.price_say : book.price_say_over) + why;
  return reason;
}

}  // namespace tenderlead::rules

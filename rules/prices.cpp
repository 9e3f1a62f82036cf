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

// Where the first of the facts that has a place stands.
void add_origin(Reason& reason, const FactTable& facts, const std::vector<FactCondition>& asked) {
  for (const auto& condition : asked)
    if (const auto* proof = facts.proof(condition.fact)) {
      reason.field = proof->field;
      reason.matched = proof->words;
      reason.start = proof->start;
      reason.end = proof->end;
      reason.notice_id = proof->notice_id;
      reason.origin = proof->origin;
      return;
    }
}

}  // namespace

std::optional<PriceEstimate> price_estimate(const RuleBook& book, const std::string& product,
                                            const HospitalProfile& profile, const FactTable& facts) {
  if (!profile.level || profile.level->tier == 0) return std::nullopt;
  const int level = level_aimed_at(book, profile);
  const auto* band = band_for(book, product, profile.level->tier, level);
  if (band == nullptr) return std::nullopt;
  PriceEstimate estimate;
  estimate.band = band->id;
  estimate.reasons.emplace_back();
  long long percent = 100;
  for (const auto& adjustment : book.price_adjustments) {
    if (!facts.holds(adjustment.when)) continue;
    percent = adjusted(percent, adjustment.percent);
    Reason why;
    why.rule = "prices/" + adjustment.id;
    why.text = facts.fill(adjustment.say.zh);
    why.text_en = facts.fill_english(adjustment.say.en);
    add_origin(why, facts, adjustment.when);
    estimate.reasons.push_back(std::move(why));
  }
  estimate.low_wan = adjusted(band->low_wan, percent);
  if (band->high_wan) estimate.high_wan = adjusted(*band->high_wan, percent);
  auto words = facts;
  words.say("low", std::to_string(estimate.low_wan));
  if (estimate.high_wan) words.say("high", std::to_string(*estimate.high_wan));
  words.say("level", std::to_string(band->emr_level));
  auto& main = estimate.reasons.front();
  const auto& say = band->high_wan ? book.price_say : book.price_say_over;
  main.rule = "prices/" + band->id;
  words.say_own("scope", band->scope.zh, band->scope.en);
  main.text = words.fill(say.zh);
  main.text_en = words.fill_english(say.en);
  add_origin(main, facts, {{Fact::tier, {}, {}, {}}});
  return estimate;
}

}  // namespace tenderlead::rules

// The score of a lead: 0 to 100 from five parts, each from the answers to its criteria.
//
// A part's weight is divided among its criteria whose answer is known, as their weights say, in whole points (largest
// remainder); a criterion answered with v per cent gives v per cent of its points, rounded. So every figure that is shown
// is a whole number and they add up. Parts of which nothing is known are left out, and the sum of the others is scaled up
// to 100. That is the score which the lead would have if what isn't known answered like the rest of its part, and an
// unknown part like the other parts: it neither counts as zero nor lifts.
//
// With e the weight in 100 of each criterion whose answer isn't known, `lowest` counts them all as 0, `highest` all as
// full, and `uncertainty` is the square root of the sum of e*e/12, rounded up: one standard deviation where each of
// them is equally likely to be anything between.
//
// Pure functions; thread-safe.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "model/lead.h"
#include "rules/facts.h"
#include "rules/lead_rules.h"

namespace tenderlead::rules {

struct Score {
  int score = 0;  // 0..100
  int uncertainty = 0;
  int known = 0;  // per cent of the whole weight
  int lowest = 0;
  int highest = 0;
  std::vector<PartScore> parts;  // all five, in their order
  std::vector<Reason> reasons;  // known answers, the most points first; then the scaling, where there was any
  std::vector<UnknownFact> unknown;  // the heaviest first
};

// `rule` is the lead rule's id. Criteria of a part that has none leave the part out, as if nothing were known of it.
Score score_of(const ScoreRules& rules, const std::string& rule, const std::vector<Criterion>& criteria,
               const FactTable& facts);

// `total` divided as `shares` say, in whole numbers that add up to it; equal remainders go to the first. All 0 where the shares are.
std::vector<int> divided(int total, const std::vector<int>& shares);

// The id of the highest grade that the score reaches; empty where it reaches none.
std::string grade_of(const ScoreRules& rules, int score);

}  // namespace tenderlead::rules

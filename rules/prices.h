// The price band that a hospital of this size would pay, as a reason to show.
#pragma once

#include <optional>
#include <string>

#include "model/lead.h"
#include "model/organisation.h"
#include "rules/facts.h"
#include "rules/rulebook.h"

namespace tenderlead::rules {

// The band of the product's prices that fits, with what moved it. Nothing where the product has no bands or the
// hospital's tier isn't known. The EMR level that a hospital is going for is what its tier requires, or the
// next one where it has that already; of the bands of its tier, the lowest that reaches this level is taken, or the
// highest where none does. The reasons have no points: rule "prices/<band>", then "prices/<adjustment>", each with the
// origin of the attribute that it rests on.
std::optional<PriceEstimate> price_estimate(const RuleBook& book, const std::string& product,
                                            const HospitalProfile& profile, const FactTable& facts);

}  // namespace tenderlead::rules

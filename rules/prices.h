// The price band that a hospital of this size would pay, as a reason to show.
#pragma once

#include <optional>
#include <string>

#include "model/lead.h"
#include "model/organisation.h"
#include "model/time.h"
#include "rules/facts.h"
#include "rules/rulebook.h"

namespace tenderlead::rules {

// A reason without points: rule "prices/<band>", the adjusted band in words. Nothing where the product has no bands or the
// hospital's tier isn't known. The EMR level that a hospital is going for is what its tier requires, or the
// next one where it has that already; of the bands of its tier, the lowest that reaches this level is taken, or the
// highest where none does.
std::optional<Reason> price_reason(const RuleBook& book, const std::string& product,
                                   const HospitalProfile& profile, const FactTable& facts);

}  // namespace tenderlead::rules

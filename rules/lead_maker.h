// A finding becomes a lead: scored, with its reasons, its price and its plan.
#pragma once

#include <string>

#include "model/lead.h"
#include "model/organisation.h"
#include "rules/course.h"
#include "rules/facts.h"
#include "rules/planner.h"
#include "rules/rulebook.h"
#include "rules/tagger.h"

namespace tenderlead::rules {

// What a lead is about, before it is scored.
struct Finding {
  const LeadRule* rule = nullptr;
  std::string product;
  std::string organisation_id;
  std::string organisation;
  std::string opportunity;                   // "project:ID", "notice:ID", "gap"
  const ProductHit* hit = nullptr;           // the words that name the product; null for what they don't name
  std::string hit_notice;                    // the notice where they stand
  const HospitalProfile* profile = nullptr;  // of the hospital that the price is for
  FactTable facts;                           // `product`, `ours` and `product_points` are set here
  Contacts contacts;
  Date as_of;
};

// The finding as a lead. Its first reason is the rule's sentence with the words that name the product; then come the answers that
// count, the words that don't, and the price. The points of all reasons add up to the score.
Lead make_lead(const RuleBook& book, Finding finding, const Standing& standing);

// A renewal whose service is being bought anew ends in favour of that lead, on the day when matching found out: without a day.
void give_way(const RuleBook& book, Lead& lead, const std::string& newer_lead_id);
// A lead that rested on attributes or on what is in place, which say otherwise by now, ends.
void end_no_longer(const RuleBook& book, Lead& lead, Date as_of);

// A stable id: 16 hexadecimal digits of a 64-bit FNV-1a over the parts. Two of a million leads share one with a
// probability of 3 in 100 million.
std::string lead_id(const std::string& product, const std::string& organisation,
                    const std::string& opportunity);

}  // namespace tenderlead::rules

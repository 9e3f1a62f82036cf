// Makes one lead from one finding: score, reasons, sentences, id.
#pragma once

#include <string>
#include <vector>

#include "model/lead.h"
#include "rules/facts.h"
#include "rules/rulebook.h"
#include "rules/tagger.h"

namespace tenderlead::rules {

// What a lead is about, before it is scored.
struct Finding {
  const LeadRule* rule = nullptr;
  std::string product;
  std::string organisation_id;
  std::string organisation;
  const ProductHit* hit = nullptr;           // the words that name the product; null for what they don't name
  const HospitalProfile* profile = nullptr;  // of the hospital that the price is for
  FactTable facts;                           // `product`, `ours` and `product_points` are set here
};

// The finding as a lead: base and factors as reasons whose points add up to the score, then the other words and the
// price band with 0 points. Reasons are ordered by what they count, either way.
Lead make_lead(const RuleBook& book, Finding finding, const Notice* notice, const std::string& notice_id,
               const std::string& project_id);

// A stable id: 16 hexadecimal digits of a 64-bit FNV-1a over the parts. Two of a million leads share one with a
// probability of 3 in 100 million.
std::string lead_id(LeadKind kind, const std::string& product, const std::string& organisation,
                    const std::string& notice_id);

}  // namespace tenderlead::rules

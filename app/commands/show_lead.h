// A lead on a terminal: how it stands, why, what changed, whom to call, what it may cost, and what made it.
#pragma once

#include <string>
#include <vector>

#include "app/config/configuration.h"
#include "app/store_access.h"
#include "model/lead.h"
#include "store/rows.h"

namespace tenderlead::app {

struct ShownLead {
  store::LeadRow row;
  std::vector<store::ReviewRow> reviews;  // oldest first
  std::string versions;                   // Queries::lead_versions()
};

ShownLead look_up_lead(store::Queries& queries, store::LeadRow row);
// The lead with "assigned", "work", "reviews" and, in "versions", the digest of each file.
boost::json::object to_json(const ShownLead& shown);
void print_lead(const ShownLead& shown, Language language, const config::Configuration& configuration);

// A reason a line: points out of weight, the sentence, the words with their place, the rule.
void print_reasons(const std::vector<Reason>& reasons, Language language = Language::chinese);
void print_heading(const std::string& text);
// "name   value"; nothing where there is no value.
void print_line(const std::string& name, const std::string& value);

}  // namespace tenderlead::app

// The contact plan of a lead: whom, by which channel, about what, by when; from the templates of plans.yaml.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/lead.h"
#include "model/notice.h"
#include "rules/facts.h"
#include "rules/lead_rules.h"

namespace tenderlead::rules {

// Somebody to talk to, as notices and pages name them.
struct KnownContact {
  std::string organisation;
  std::string name;
  std::string phone;
};
using Contacts = std::map<Contact, KnownContact>;

// Adds whom a notice names; what is known already stays, but for what was missing. Masked names and numbers aren't known.
void add_contacts(Contacts& contacts, const Notice& notice);

// The steps of the first template of the lead's kind whose conditions hold, in the template's order. A step is due
// `within_days` after the lead's last news, not after `act_by` less `days_before_end`, and not before the day of
// matching. All that comes from pages goes through plain_words(): no step holds more than one line a sentence, and nothing
// in it is filled in twice.
std::vector<PlanStep> contact_plan(const std::vector<PlanTemplate>& templates, const Lead& lead,
                                   const FactTable& facts, const Contacts& contacts, Date as_of);

}  // namespace tenderlead::rules

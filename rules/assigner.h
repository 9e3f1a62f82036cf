// Who of the team calls: by what people decided, account ownership, region, product and load.
//
// Leads are looked at by accounts, the account with the best live lead first (then by id), so that the order of arrival decides
// nothing. A person's own assignment outranks everything. An account has one person: its owner (by people's work, else by
// team.yaml), or of those whose regions and products cover the lead the one that a weighted draw gives, which depends
// on the account alone: who joins the team takes their share of the accounts and no account changes hands between
// others. Whoever has `at_most` live leads already is passed over; where nobody is left, `otherwise` gets it, or nobody.
//
// Pure; thread-safe.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/lead.h"
#include "rules/lead_rules.h"

namespace tenderlead::rules {

// What assignment asks of a lead.
struct LeadToAssign {
  std::string id;
  std::string organisation_id;  // empty where only the name is known
  std::string organisation;
  std::string product;
  std::string region_code;
  int score = 0;
  bool live = true;
  std::string by_hand;  // whom a person gave it to; may be somebody who isn't in team.yaml
};

// What people's work says of accounts: organisation id (or name) to person.
using AccountOwners = std::map<std::string, std::string>;

// The owner of an account by people's work, else by team.yaml; empty where it has none.
std::string account_owner(const Team& team, const AccountOwners& owners, const std::string& organisation_id,
                          const std::string& organisation);

// By lead id. Leads that nobody gets aren't there.
std::map<std::string, Assignment> assign(const Team& team, const AccountOwners& owners,
                                         std::vector<LeadToAssign> leads);

}  // namespace tenderlead::rules

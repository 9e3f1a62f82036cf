// All that is known of an organisation, each value with its origin and date, and what stands of it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/pipeline/profile_merge.h"
#include "model/organisation_facts.h"
#include "store/organisation_view.h"
#include "store/store.h"

namespace tenderlead::app {

using store::OrganisationView;
using store::RelatedOrganisation;

// Absent where there is no such organisation. The id of one that was merged into another gives that one.
std::optional<OrganisationView> organisation_view(store::Queries& queries, const std::string& id);

// A hospital as all its origins have it: its pages merged (profile_merge.h), with the values of imports and people that stand.
// By organisation; only those of which anything is known besides the name.
std::map<std::string, HospitalProfile> known_hospitals(store::Queries& queries);

// A profile with the values that stand and don't come from its pages. What can't be read as its field is left out.
HospitalProfile with_values(const HospitalProfile& profile, const std::vector<OrganisationValue>& values);

}  // namespace tenderlead::app

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
struct Hospital {
  HospitalProfile profile;  // its evidence of a value that isn't a page's is the value, at no place
  // From where each field is: a page's URL, a file with its row and day, a person with the day.
  std::map<std::string, std::string> origins;
};
// By organisation id; only those of which anything is known besides the name.
using KnownHospitals = std::map<std::string, Hospital>;
KnownHospitals known_hospitals(store::Queries& queries);

}  // namespace tenderlead::app

// An organisation as everybody who reads it wants it: each value with its origin, and what it belongs together with.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "model/organisation_facts.h"
#include "store/desk_rows.h"
#include "store/rows.h"

namespace tenderlead::store {

struct RelatedOrganisation {
  std::string id;
  std::string name;
  std::string relation;  // ParentName::relation
};

struct OrganisationView {
  OrganisationRow row;
  std::vector<OrganisationValue> values;  // settled
  std::vector<RelatedOrganisation> parents;
  std::vector<RelatedOrganisation> children;  // branches, members
  std::vector<std::pair<std::string, std::string>>
      merged;  // organisations that a person merged into it: id, name
};

// How far what stands of organisations follows what people decided.
struct OrganisationClock {
  std::string linked;              // another after each linking; empty: by an older program
  std::int64_t linked_action = 0;  // the newest action that the last linking knew
  std::int64_t linked_undone = 0;  // how many were undone then
  std::int64_t newest_action = 0;
  std::int64_t undone = 0;

  bool pending() const { return newest_action != linked_action || undone != linked_undone; }
  friend bool operator==(const OrganisationClock&, const OrganisationClock&) = default;
};

// A notice of a buyer's, as lists show it.
struct BoughtNotice : NoticeBrief {
  std::string region_code{};
  std::string project_id{};
};

}  // namespace tenderlead::store

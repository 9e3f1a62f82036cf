// What the store knows of a notice besides itself, for rules that ask for it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/pipeline/organisation_view.h"
#include "rules/condition.h"
#include "store/queries.h"

namespace tenderlead::app {

struct Surroundings {
  std::optional<Organisation> organisation;
  std::optional<HospitalProfile> profile;
  std::optional<InstalledBase> installed;
  std::optional<Project> project;
  std::optional<std::vector<std::string>> organisation_tags;
  std::optional<std::vector<std::string>> project_tags;

  // Points into this object and `notice`.
  rules::Circumstances circumstances(const Notice* notice, std::optional<Date> as_of) const;
};

// The category that a hospital's name says: 妇幼保健院, 中医院; nothing of other organisations.
std::optional<HospitalCategory> category_by_name(const Organisation& organisation);

// The hospitals where `needs` asks for organisations or their tags; else none, which takes no time.
KnownHospitals hospitals_for(store::Queries& queries, const rules::Needs& needs);

// Reads what `needs` asks for; ids may be empty. Tags are those that the last match gave.
Surroundings surroundings_of(store::Queries& queries, const rules::Needs& needs,
                             const KnownHospitals& hospitals, const std::string& organisation_id,
                             const std::string& project_id);

}  // namespace tenderlead::app

#include "app/pipeline/organisation_people.h"

#include <algorithm>

#include "app/pipeline/names.h"
#include "model/organisation_facts.h"

namespace tenderlead::app {

PeopleDecisions::PeopleDecisions(const std::vector<store::OrganisationActionRow>& actions) {
  for (const auto& action : actions) {
    if (action.undone_at) continue;
    if (!action.name.empty()) names_.try_emplace(action.organisation_id, action.name);
    if (!action.other_name.empty()) names_.try_emplace(action.other_id, action.other_name);
    if (action.kind == "merge") {
      // A later merge that would close a circle says that the first one was meant the other way round.
      if (merged(action.other_id) != action.organisation_id)
        merges_[action.organisation_id] = action.other_id;
    } else if (action.kind == "resolve") {
      meanings_[{normalised_name(action.value), action.province}] = action.organisation_id;
    } else if (action.kind == "split") {
      meanings_[{normalised_name(action.value), action.province}] = action.other_id;
    } else if (action.kind == "set") {
      auto& values = values_[action.organisation_id];
      std::erase_if(values, [&](const SetValue& value) {
        return value.field == action.field && (!may_repeat(action.field) || value.value == action.value);
      });
      values.push_back({action.field, action.value, action.person, action.at});
    } else if (action.kind == "release") {
      std::erase_if(values_[action.organisation_id], [&](const SetValue& value) {
        return value.field == action.field && (action.value.empty() || value.value == action.value);
      });
    }
  }
}

std::string PeopleDecisions::meaning_of(const std::string& norm, const std::string& province) const {
  for (const auto& key : {province, std::string()}) {
    const auto found = meanings_.find({norm, key});
    if (found != meanings_.end()) return found->second;
  }
  return {};
}

std::string PeopleDecisions::merged(std::string id) const {
  for (std::size_t steps = 0; steps <= merges_.size(); ++steps) {
    const auto found = merges_.find(id);
    if (found == merges_.end()) break;
    id = found->second;
  }
  return id;
}

}  // namespace tenderlead::app

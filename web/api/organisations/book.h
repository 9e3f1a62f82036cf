// What the routes about organisations ask of the program around them: putting an organisation's values together takes reading of pages and
// of names, which the web room doesn't know. All of it works on the handler's own snapshot; called from several threads at once.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/result.h"
#include "store/organisation_view.h"
#include "store/queries.h"

namespace tenderlead::web {

struct OrganisationBook {
  // Absent where there is none. The id of one that was merged into another gives that one.
  std::function<std::optional<store::OrganisationView>(store::Queries&, const std::string& id)> view{};
  // Of all organisations of which it is known: the first, second or third level.
  std::function<std::map<std::string, int>(store::Queries&)> tiers{};
  // Into which organisation others were merged, to the end of the chain.
  std::function<std::map<std::string, std::string>(store::Queries&)> merges{};
  // Names that wait for somebody to say what they mean, those of most notices first.
  std::function<std::vector<store::AmbiguousNameRow>(store::Queries&)> undecided{};
  // What somebody wants to do as it can be written down; not_found and invalid_input say what is wrong with it.
  std::function<Result<store::OrganisationActionRow>(store::Queries&, store::OrganisationActionRow)> check{};
  // Something was decided: what rests on it should follow soon. May be empty.
  std::function<void()> decided{};
};

}  // namespace tenderlead::web

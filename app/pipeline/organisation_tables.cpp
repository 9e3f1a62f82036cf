// What the linker of organisations leaves in the store.
#include <algorithm>

#include "app/pipeline/link.h"
#include "app/pipeline/link_organisations.h"
#include "app/pipeline/names.h"
#include "wire/json.h"

namespace tenderlead::app {

std::vector<store::OrganisationRow> OrganisationLinker::rows() const {
  std::vector<store::OrganisationRow> rows;
  for (const auto& [id, entity] : entities_) {
    Organisation organisation;
    organisation.id = id;
    organisation.name = entity.name;
    for (const auto* names : {&entity.aliases, &entity.former})
      for (const auto& alias : *names)
        if (alias != entity.name) organisation.aliases.push_back(alias);
    organisation.kind = entity.kind;
    auto code = entity.region_code;
    if (code.empty()) {
      const auto most = most_frequent_of(entity.regions);
      const auto own = resolver_.identity(entity.name, linker::place_code(most)).place;
      code = own != 0 ? linker::to_text(own) : most;
    }
    if (!code.empty())
      if (const auto region = regions_.by_code(code)) organisation.region = *region;
    store::OrganisationRow row;
    row.id = id;
    row.name = organisation.name;
    row.norm = normalised_name(organisation.name);
    row.kind = to_string(organisation.kind);
    row.region_code = organisation.region.code;
    row.json = wire::to_json_text(organisation);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<store::WriteBatch::NameLink> OrganisationLinker::links() const {
  std::map<Key, std::string> links;
  for (const auto& [norm, places] : groups_)
    for (const auto& [province, group] : places) links.emplace(Key{norm, province}, group.id);
  for (const auto& [alias, norm] : aliases_)
    if (const auto places = groups_.find(norm); places != groups_.end())
      for (const auto& [province, group] : places->second) links.emplace(Key{alias, province}, group.id);
  // Names that no notice has said yet: as long as they are one organisation's.
  std::map<std::string, std::map<std::string, std::set<std::string>>> others;  // norm, province, ids
  for (const auto& [id, entity] : entities_) {
    const auto province = province_of(entity.region_code);
    for (const auto* names : {&entity.aliases, &entity.former})
      for (const auto& name : *names) others[normalised_name(name)][province].insert(id);
    others[normalised_name(entity.name)][province].insert(id);
  }
  for (const auto& [norm, places] : others) {
    if (norm.empty() || groups_.contains(norm)) continue;
    for (const auto& [province, ids] : places)
      if (ids.size() == 1)
        links.emplace(Key{norm, places.size() == 1 ? std::string() : province}, *ids.begin());
  }
  std::vector<store::WriteBatch::NameLink> rows;
  for (const auto& [key, id] : links) rows.push_back({key.first, key.second, id});
  return rows;
}

std::vector<store::ParentRow> OrganisationLinker::parents() const {
  std::vector<store::ParentRow> rows;
  for (const auto& row : parents_)
    if (entities_.contains(row.organisation_id) && entities_.contains(row.parent_id)) rows.push_back(row);
  return rows;
}

std::vector<store::AmbiguousNameRow> OrganisationLinker::ambiguous() const {
  std::vector<store::AmbiguousNameRow> rows;
  for (const auto& each : undecided_) {
    auto row = each.row;
    boost::json::array candidates;
    for (const auto& candidate : each.candidates) {
      const auto entity = entities_.find(candidate.id);
      if (entity == entities_.end()) continue;
      boost::json::array reasons;
      for (const auto& reason : candidate.reasons) reasons.emplace_back(boost::json::string(reason));
      candidates.push_back({{"id", boost::json::string(candidate.id)},
                            {"name", boost::json::string(entity->second.name)},
                            {"reasons", std::move(reasons)}});
    }
    row.candidates = wire::to_text(candidates);
    row.organisation_id = people_.merged(row.organisation_id);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace tenderlead::app

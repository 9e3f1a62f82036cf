#include "app/pipeline/link_organisations.h"

#include <algorithm>
#include <cstdio>
#include <optional>

#include "app/pipeline/link.h"
#include "app/pipeline/names.h"
#include "linker/name_text.h"
#include "store/ids.h"
#include "wire/organisation_facts.h"

namespace tenderlead::app {
namespace {

using As = linker::KnownName::As;
using Role = store::MentionRow::Role;

bool is_placed(Role role) {
  return role == Role::buyer || role == Role::hospital;
}

std::string code_text(int number) {
  char digits[8];
  std::snprintf(digits, sizeof digits, "%06d", number);
  return digits;
}

}  // namespace

std::vector<Region> all_places(const parsers::RegionTable& regions) {
  std::vector<Region> places;
  const auto add = [&](int code) {
    auto region = regions.by_code(code_text(code));
    if (!region) return false;
    places.push_back(std::move(*region));
    return true;
  };
  for (int province = 11; province <= 82; ++province) {
    if (!add(province * 10'000)) continue;
    for (int city = 1; city <= 99; ++city) {
      const int code = province * 10'000 + city * 100;
      const bool known = add(code);
      // GB/T 2260: 01 and 02 are a municipality's districts and counties, 90 what a province governs directly.
      if (!known && city > 2 && city != 90) continue;
      for (int county = 1; county <= 99; ++county) add(code + county);
    }
  }
  return places;
}

std::string organisation_id_of(const linker::NameResolver& resolver, const std::string& name,
                               const std::string& region_code) {
  const auto identity = resolver.identity(name, linker::place_code(region_code));
  const auto place = identity.place != 0 ? linker::to_text(identity.place) : province_of(region_code);
  return store::content_id(
      {"organisation", identity.words.empty() ? normalised_name(name) : identity.words, place});
}

OrganisationLinker::OrganisationLinker(const parsers::RegionTable& regions, store::Queries& queries)
    : regions_(regions),
      places_(linker::Places::compile(all_places(regions))),
      resolver_(places_),
      people_(queries.organisation_actions()) {
  queries.each_organisation_record([&](const store::OrganisationRecordRow& row) {
    const auto value = wire::parse_text(row.json);
    if (!value) return;
    if (auto facts = wire::organisation_facts_from_json(*value))
      records_.emplace_back(row.organisation_id, std::move(*facts));
  });
}

void OrganisationLinker::add(const store::MentionRow& mention) {
  if (!mention.alias_of.empty()) {
    if (mention.alias_of != mention.norm) claims_[mention.norm].insert(mention.alias_of);
    return;
  }
  const auto province = is_placed(mention.role) ? province_of(mention.region_code) : std::string();
  auto& group = groups_[mention.norm][province];
  ++group.names[mention.name];
  ++group.mentions;
  group.roles.insert(mention.role);
  if (!mention.region_code.empty() && is_placed(mention.role))
    ++(mention.role == Role::hospital ? group.own_regions : group.regions)[mention.region_code];
}

std::string OrganisationLinker::most_frequent_of(const Counts& counts) {
  std::string best;
  std::int64_t most = 0;
  for (const auto& [text, count] : counts)
    if (count > most) {
      best = text;
      most = count;
    }
  return best;
}

std::string OrganisationLinker::region_of(const Group& group) const {
  return most_frequent_of(group.own_regions.empty() ? group.regions : group.own_regions);
}

std::string OrganisationLinker::name_of(const std::string& norm, const Group& group) const {
  const auto name = most_frequent_of(group.names);
  return name.empty() ? norm : name;
}

OrganisationKind OrganisationLinker::kind_of(const std::string& norm, const Group& group) const {
  // Agencies that also win tenders are suppliers only where nobody calls them an agency.
  Role role = Role::buyer;
  for (const auto each : {Role::supplier, Role::agency, Role::hospital})
    if (group.roles.contains(each)) role = each;
  return organisation_kind(norm, role);
}

void OrganisationLinker::know(const std::string& id, const std::string& name, As as,
                              const std::string& region_code, OrganisationKind kind) {
  resolver_.add({as, id, name, linker::place_code(region_code), kind});
}

void OrganisationLinker::name_entity(Entity& entity, const std::string& name, From from, std::int64_t count) {
  if (name.empty()) return;
  const bool better = entity.name.empty() || from > entity.name_from ||
                      (from == entity.name_from &&
                       (count > entity.name_count || (count == entity.name_count && name < entity.name)));
  if (!better) {
    entity.aliases.insert(name);
    return;
  }
  if (!entity.name.empty()) entity.aliases.insert(entity.name);
  entity.name = name;
  entity.name_from = from;
  entity.name_count = count;
}

void OrganisationLinker::add_records() {
  std::int64_t age = 0;
  for (const auto& [id, facts] : records_) {
    auto& entity = entities_[id];
    // The newest import's name stands.
    name_entity(entity, facts.name, From::import, ++age);
    entity.aliases.insert(facts.aliases.begin(), facts.aliases.end());
    entity.former.insert(facts.former_names.begin(), facts.former_names.end());
    if (const auto kind = organisation_kind_from_string(facts.kind)) {
      entity.kind = *kind;
      entity.kind_from = From::import;
    }
    if (!facts.region_code.empty()) {
      entity.region_code = facts.region_code;
      entity.region_from = From::import;
    }
    for (const auto& parent : facts.parents)
      if (std::ranges::find(entity.parents, parent) == entity.parents.end()) entity.parents.push_back(parent);
  }
  for (const auto& [id, values] : people_.values()) {
    const auto target = people_.merged(id);
    const auto named = people_.names().find(target);
    if (!entities_.contains(target) && named == people_.names().end()) continue;
    auto& entity = entities_[target];
    if (entity.name.empty()) name_entity(entity, named->second, From::notice, 0);
    for (const auto& value : values) {
      if (value.field == "name" || value.field == "alias") entity.aliases.insert(value.value);
      if (value.field == "former_name") entity.former.insert(value.value);
      if (value.field == "region") {
        entity.region_code = value.value;
        entity.region_from = From::person;
      }
    }
  }
  for (const auto& [id, entity] : entities_) {
    know(id, entity.name, As::name, entity.region_code, entity.kind);
    for (const auto& alias : entity.aliases) know(id, alias, As::alias, entity.region_code, entity.kind);
    for (const auto& former : entity.former) know(id, former, As::former, entity.region_code, entity.kind);
  }
}

// What is mentioned under an alias belongs to the main name.
void OrganisationLinker::join_aliases() {
  std::set<std::string> with_profile;
  for (const auto& [norm, places] : groups_)
    for (const auto& [province, group] : places)
      if (group.roles.contains(Role::hospital)) with_profile.insert(norm);
  for (const auto& [alias, owners] : claims_) {
    if (owners.size() != 1 || with_profile.contains(alias) || !with_profile.contains(*owners.begin()))
      continue;
    // An imported organisation of that name keeps it.
    const auto known = resolver_.resolve({.name = alias});
    if (known.status == linker::Resolution::Status::resolved &&
        resolver_.resolve({.name = *owners.begin()}).id != known.id)
      continue;
    aliases_.emplace(alias, *owners.begin());
  }
  for (const auto& [alias, norm] : aliases_) {
    spare_names_[norm].insert(alias);
    const auto mentioned = groups_.find(alias);
    if (mentioned == groups_.end()) continue;
    for (const auto& [province, group] : mentioned->second) {
      auto& into = groups_[norm][province];
      for (const auto& [code, count] : group.regions) into.regions[code] += count;
      into.roles.insert(group.roles.begin(), group.roles.end());
      into.mentions += group.mentions;
    }
    groups_.erase(mentioned);
  }
}

// One group where all that have a place are in one province, or where the name itself says its place.
void OrganisationLinker::join_provinces() {
  for (auto& [norm, places] : groups_) {
    std::set<std::string> provinces;
    for (const auto& [province, group] : places)
      if (!province.empty()) provinces.insert(province);
    if (provinces.size() > 1 && resolver_.identity(norm, 0).place == 0) continue;
    Group all;
    for (const auto& [province, group] : places) {
      for (const auto& [name, count] : group.names) all.names[name] += count;
      for (const auto& [code, count] : group.regions) all.regions[code] += count;
      for (const auto& [code, count] : group.own_regions) all.own_regions[code] += count;
      all.roles.insert(group.roles.begin(), group.roles.end());
      all.mentions += group.mentions;
    }
    places.clear();
    places.emplace(std::string(), std::move(all));
  }
}

void OrganisationLinker::place_group(const Key& key, Group& group) {
  const auto& [norm, province] = key;
  const auto name = name_of(norm, group);
  const auto region = region_of(group);
  const auto kind = kind_of(norm, group);
  group.id = people_.meaning_of(norm, province.empty() ? province_of(region) : province);
  linker::Resolution resolution;
  if (group.id.empty()) {
    resolution = resolver_.resolve({.name = name, .region = linker::place_code(region), .kind = &kind});
    // Mentions without a place, where others of the same name have one: which of them is meant is for a person to say.
    if (province.empty() && groups_[norm].size() > 1)
      for (const auto& [other, sibling] : groups_[norm])
        if (!sibling.id.empty() && !other.empty() &&
            resolution.status != linker::Resolution::Status::resolved) {
          resolution.status = linker::Resolution::Status::ambiguous;
          if (std::ranges::none_of(resolution.candidates,
                                   [&, &id = sibling.id](const auto& each) { return each.id == id; }))
            resolution.candidates.push_back({sibling.id, {"名称相符"}});
        }
    switch (resolution.status) {
      case linker::Resolution::Status::resolved:
        group.id = resolution.id;
        break;
      case linker::Resolution::Status::ambiguous:
        group.id = store::content_id({"organisation", "undecided", norm, province});
        group.undecided = true;
        undecided_.push_back({{norm, province, name, group.mentions, {}, group.id}, resolution.candidates});
        break;
      case linker::Resolution::Status::unknown:
        group.id = organisation_id_of(resolver_, name, region);
        break;
    }
  }
  auto& entity = entities_[group.id];
  const bool profile = group.roles.contains(Role::hospital);
  name_entity(entity, name, profile ? From::profile : From::notice, group.mentions);
  for (const auto& [written, count] : group.names) entity.aliases.insert(written);
  if (const auto spare = spare_names_.find(norm); spare != spare_names_.end())
    entity.aliases.insert(spare->second.begin(), spare->second.end());
  entity.roles.insert(group.roles.begin(), group.roles.end());
  if (entity.kind_from < From::import) entity.kind = kind_of(norm, {.roles = entity.roles});
  if (profile && entity.region_from < From::profile && !region.empty()) {
    entity.region_code = region;
    entity.region_from = From::profile;
  }
  for (const auto& [code, count] : group.regions) entity.regions[code] += count;
  if (!resolution.main_house.empty()) parents_.insert({group.id, resolution.main_house, "branch"});
}

void OrganisationLinker::place_groups(bool profiles, bool placed) {
  std::vector<std::pair<Key, Group*>> these;
  for (auto& [norm, places] : groups_)
    for (auto& [province, group] : places) {
      if (!group.id.empty() || group.roles.contains(Role::hospital) != profiles) continue;
      // Mentions without a place come last, so that their siblings are known.
      const bool has_place = resolver_.identity(norm, 0).place != 0;
      if (!profiles && has_place != placed) continue;
      these.emplace_back(Key{norm, province}, &group);
    }
  std::ranges::stable_sort(these, {}, [](const auto& each) { return each.first.second.empty(); });
  std::vector<std::string> fresh;
  for (auto& [key, group] : these) {
    place_group(key, *group);
    fresh.push_back(group->id);
  }
  // Only now: what a step finds doesn't depend on the order within it.
  for (std::size_t i = 0; i < these.size(); ++i) {
    const auto& [key, group] = these[i];
    const auto& region = region_of(*group);
    const auto kind = kind_of(key.first, *group);
    if (group->undecided) continue;
    know(group->id, name_of(key.first, *group), As::name, region, kind);
    if (const auto spare = spare_names_.find(key.first); spare != spare_names_.end())
      for (const auto& alias : spare->second) know(group->id, alias, As::alias, region, kind);
  }
}

void OrganisationLinker::settle_values() {
  for (const auto& [id, values] : people_.values()) {
    const auto found = entities_.find(people_.merged(id));
    if (found == entities_.end()) continue;
    auto& entity = found->second;
    for (const auto& value : values) {
      if (value.field == "name") name_entity(entity, value.value, From::person, 0);
      if (value.field == "alias") entity.aliases.insert(value.value);
      if (value.field == "former_name") entity.former.insert(value.value);
      if (value.field == "region") {
        entity.region_code = value.value;
        entity.region_from = From::person;
      }
      if (value.field == "kind")
        if (const auto kind = organisation_kind_from_string(value.value)) {
          entity.kind = *kind;
          entity.kind_from = From::person;
        }
      if (value.field.starts_with("parent."))
        parents_.insert({found->first, people_.merged(value.value), value.field.substr(7)});
    }
  }
}

void OrganisationLinker::settle_parents() {
  for (const auto& [id, entity] : entities_) {
    const auto region = linker::place_code(entity.region_code);
    const auto parts = linker::branch_of(linker::taken_apart(entity.name).name);
    if (!parts.branch.empty()) {
      const auto main = linker::utf8(parts.main);
      const auto house = resolver_.resolve({.name = main, .region = region});
      if (house.status == linker::Resolution::Status::resolved && house.id != id)
        parents_.insert({id, house.id, "branch"});
    }
    for (const auto& parent : entity.parents) {
      const auto above = resolver_.resolve({.name = parent.name, .region = region});
      if (above.status == linker::Resolution::Status::resolved && above.id != id)
        parents_.insert({id, above.id, parent.relation});
    }
  }
}

void OrganisationLinker::apply_merges() {
  for (const auto& [id, into] : people_.merges()) {
    const auto target = people_.merged(id);
    const auto found = entities_.find(id);
    if (found == entities_.end() || target == id) continue;
    Entity from = std::move(found->second);
    entities_.erase(found);
    auto& entity = entities_[target];
    if (entity.name.empty()) {
      const auto named = people_.names().find(target);
      name_entity(entity, named == people_.names().end() ? from.name : named->second, From::notice, 0);
      entity.kind = from.kind;
    }
    entity.aliases.insert(from.name);
    entity.aliases.insert(from.aliases.begin(), from.aliases.end());
    entity.former.insert(from.former.begin(), from.former.end());
    if (entity.region_code.empty()) entity.region_code = from.region_code;
    for (const auto& [code, count] : from.regions) entity.regions[code] += count;
  }
  for (auto& [norm, places] : groups_)
    for (auto& [province, group] : places) group.id = people_.merged(group.id);
  std::set<store::ParentRow> parents;
  for (auto row : parents_) {
    row.organisation_id = people_.merged(row.organisation_id);
    row.parent_id = people_.merged(row.parent_id);
    if (row.organisation_id != row.parent_id) parents.insert(std::move(row));
  }
  parents_ = std::move(parents);
  for (auto& each : undecided_) {
    std::map<std::string, linker::Candidate> candidates;
    for (auto& candidate : each.candidates) {
      candidate.id = people_.merged(candidate.id);
      candidates.try_emplace(candidate.id, candidate);
    }
    each.candidates.clear();
    for (auto& [id, candidate] : candidates) each.candidates.push_back(std::move(candidate));
  }
}

void OrganisationLinker::settle() {
  add_records();
  join_aliases();
  join_provinces();
  place_groups(true, true);
  place_groups(false, true);
  place_groups(false, false);
  settle_values();
  settle_parents();
  apply_merges();
}

std::string OrganisationLinker::find(const store::MentionRow& mention) const {
  if (mention.norm.empty()) return {};
  const auto alias = aliases_.find(mention.norm);
  const auto places = groups_.find(alias == aliases_.end() ? mention.norm : alias->second);
  if (places == groups_.end()) return {};
  const auto province = is_placed(mention.role) ? province_of(mention.region_code) : std::string();
  for (const auto& key : {province, std::string()}) {
    const auto found = places->second.find(key);
    if (found != places->second.end()) return found->second.id;
  }
  return {};
}

}  // namespace tenderlead::app

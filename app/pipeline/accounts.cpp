#include "app/pipeline/accounts.h"

#include <utility>
#include <vector>

#include "app/pipeline/names.h"
#include "app/pipeline/organisation_view.h"
#include "app/pipeline/profile_merge.h"
#include "wire/json.h"

namespace tenderlead::app {

Accounts::Accounts(store::Queries& queries, const rules::Team& team, const rules::AccountOwners& owners)
    : team_(team), owners_(owners) {
  queries.each_organisation([&](const store::OrganisationRow& row) {
    const auto value = wire::parse_text(row.json);
    if (!value) return;
    auto word = wire::organisation_from_json(*value);
    if (!word) return;
    by_norm_.emplace(row.norm, row.id);
    organisations_.emplace(row.id, std::move(*word));
  });
  std::map<std::string, std::vector<store::ProfileRow>> profiles;
  queries.each_profile([&](const store::ProfileRow& row) {
    if (!row.organisation_id.empty()) profiles[row.organisation_id].push_back(row);
  });
  for (auto& [id, rows] : profiles) {
    auto hospital = merged_hospital(std::move(rows));
    if (hospital.urls.empty()) continue;
    Profile profile;
    for (const auto& [field, page] : hospital.merged.origins) profile.origins[field] = hospital.urls[page];
    profile.profile = std::move(hospital.merged.profile);
    // Nothing here asks for the page's text, and there may be tens of thousands of them.
    profile.profile.text.clear();
    profile.profile.text.shrink_to_fit();
    profiles_.emplace(id, std::move(profile));
  }
  queries.each_organisation_name(
      [&](std::string_view norm, std::string_view, std::string_view id) { by_norm_.emplace(norm, id); });
  // What imports and people say besides; it stands in place of the pages' where it outranks them.
  for (auto& [id, profile] : known_hospitals(queries)) {
    profile.text.clear();
    profile.text.shrink_to_fit();
    profiles_[id].profile = std::move(profile);
  }
  queries.each_installed([&](const InstalledProduct& product) {
    auto& base = installed_[product.organisation_id];
    base.organisation_id = product.organisation_id;
    base.products.push_back(product);
  });
}

rules::Account Accounts::account(const std::string& id) const {
  rules::Account account;
  const auto found = organisations_.find(id);
  if (found == organisations_.end()) return account;
  account.organisation = &found->second;
  if (const auto profile = profiles_.find(id); profile != profiles_.end()) {
    account.profile = &profile->second.profile;
    account.origins = &profile->second.origins;
  }
  if (const auto base = installed_.find(id); base != installed_.end()) account.installed = &base->second;
  account.owned = !rules::account_owner(team_, owners_, id, found->second.name).empty();
  return account;
}

const Organisation* Accounts::by_name(const std::string& name) const {
  const auto found = by_norm_.find(normalised_name(name));
  if (found == by_norm_.end()) return nullptr;
  const auto organisation = organisations_.find(found->second);
  return organisation == organisations_.end() ? nullptr : &organisation->second;
}

}  // namespace tenderlead::app

#include "app/pipeline/accounts.h"

#include <utility>
#include <vector>

#include "app/pipeline/names.h"
#include "app/pipeline/surroundings.h"
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
  queries.each_organisation_name(
      [&](std::string_view norm, std::string_view, std::string_view id) { by_norm_.emplace(norm, id); });
  hospitals_ = known_hospitals(queries);
  // Nothing here asks for the page's text, and there may be tens of thousands of them.
  for (auto& [id, hospital] : hospitals_) {
    hospital.profile.text.clear();
    hospital.profile.text.shrink_to_fit();
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
  if (const auto hospital = hospitals_.find(id); hospital != hospitals_.end()) {
    account.profile = &hospital->second.profile;
    account.origins = &hospital->second.origins;
  }
  account.category = category_by_name(found->second);
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

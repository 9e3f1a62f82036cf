// All organisations with what is known about them, held in memory while leads are made.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "app/pipeline/organisation_view.h"
#include "model/installed.h"
#include "model/organisation.h"
#include "rules/assigner.h"
#include "rules/matcher.h"
#include "store/queries.h"

namespace tenderlead::app {

// Immutable once made; thread-safe.
class Accounts {
 public:
  Accounts(store::Queries& queries, const rules::Team& team, const rules::AccountOwners& owners);

  // Everything that is known of an organisation; pointers into this object. Empty where there is no such id.
  rules::Account account(const std::string& id) const;
  // Suppliers have one organisation a name.
  const Organisation* by_name(const std::string& name) const;
  // Of those with a profile, or with anything in place, in order.
  template <typename Visit>
  void each_known(Visit visit) const {
    std::set<std::string_view> ids;
    for (const auto& [id, hospital] : hospitals_) ids.insert(id);
    for (const auto& [id, base] : installed_) ids.insert(id);
    for (const auto id : ids) visit(std::string(id));
  }

  // Without the pages' text.
  const KnownHospitals& hospitals() const { return hospitals_; }

 private:
  const rules::Team& team_;
  const rules::AccountOwners& owners_;
  std::map<std::string, Organisation> organisations_;
  std::map<std::string, std::string> by_norm_;
  KnownHospitals hospitals_;
  std::map<std::string, InstalledBase> installed_;
};

}  // namespace tenderlead::app

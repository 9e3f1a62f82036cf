#include "web/api/people/directory.h"

#include <algorithm>

#include "web/api/sign_in.h"
#include "web/auth/rights.h"

namespace tenderlead::web {
namespace {

constexpr std::int64_t kReadAgain = 5;  // seconds

}  // namespace

std::vector<Named> people_of(const Catalogue& catalogue, store::Queries& queries) {
  auto people = catalogue.people;
  for (const auto& user : queries.users()) {
    const auto who = identity_of(user);
    const bool there = std::any_of(people.begin(), people.end(),
                                   [&](const Named& person) { return person.id == who.person; });
    if (user.active && !there && may(who.role, Right::review_leads))
      people.push_back({who.person, who.name, {}});
  }
  return people;
}

std::string UserNames::name(const std::string& id) {
  const auto now = services_.now();
  const std::lock_guard lock(mutex_);
  if (read_at_ < 0 || now < read_at_ || now - read_at_ >= kReadAgain) {
    const auto users = services_.store.read([](store::Queries& queries) { return queries.users(); });
    read_at_ = now;
    // A store that can't be read for a moment leaves the names as they are.
    if (users) {
      names_.clear();
      for (const auto& user : *users) {
        names_.emplace(user.login, user.name);
        if (!user.person.empty()) names_.emplace(user.person, user.name);
      }
    }
  }
  const auto found = names_.find(id);
  return found == names_.end() ? std::string() : found->second;
}

}  // namespace tenderlead::web

// Who can be given leads: the people of team.yaml, and users who aren't in it.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "web/api/services.h"

namespace tenderlead::web {

// The team in its order, then active users who may work on leads and whose person isn't in it, by login.
std::vector<Named> people_of(const Catalogue& catalogue, store::Queries& queries);

// Names of users by person and by login, for those whom the catalogue doesn't have; disabled ones too, since what they did stays theirs.
// Thread-safe; a name that was changed is known some seconds later.
class UserNames {
 public:
  // `services` must outlive it.
  explicit UserNames(const Services& services) : services_(services) {}
  // Empty where nobody is called so.
  std::string name(const std::string& id);

 private:
  const Services& services_;
  std::mutex mutex_;
  std::int64_t read_at_ = -1;
  std::unordered_map<std::string, std::string> names_;
};

}  // namespace tenderlead::web

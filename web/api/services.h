// What all handlers of /api/v1 share: the store, the clock, what the configuration says, and what only the program around can do.
//
// Filled once by whoever starts the service, and not changed while it runs. Everything in it may be used from several threads at once.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "model/result.h"
#include "store/store.h"
#include "web/api/actions.h"
#include "web/auth/throttle.h"
#include "web/http/events.h"

namespace tenderlead::web {

class LastUse;

// A thing of the configuration that has an id and is shown by its name.
struct Named {
  std::string id;
  std::string name;     // Chinese
  std::string english;  // empty: the Chinese one
};

// What the configuration says that pages and checks need; in the configuration's order.
struct Catalogue {
  std::vector<Named> products;        // what is sold
  std::vector<Named> other_products;  // what hospitals buy besides, which leads may speak of
  std::vector<Named> people;          // of team.yaml; people_of() adds the users who aren't in it
  std::vector<Named> sources;         // those that are configured
  std::vector<Named> tags;
  std::vector<Named> regions;  // GB/T 2260 codes of six digits

  const Named* product(std::string_view id) const { return find(products, id); }
  // The name of anything that a lead may speak of.
  const Named* any_product(std::string_view id) const {
    const auto* ours = product(id);
    return ours != nullptr ? ours : find(other_products, id);
  }
  const Named* person(std::string_view id) const { return find(people, id); }
  const Named* source(std::string_view id) const { return find(sources, id); }
  const Named* region(std::string_view code) const { return find(regions, code); }

 private:
  static const Named* find(const std::vector<Named>& list, std::string_view id) {
    for (const auto& each : list)
      if (each.id == id) return &each;
    return nullptr;
  }
};

// How the service is reached, as far as answers depend on it.
struct Reach {
  // "https://leads.example.com", without a slash at the end: what links in calendars and first-run messages begin with.
  std::string public_url;
  // A proxy in front says in X-Forwarded-For who asks and in X-Forwarded-Proto whether over TLS. Believed only where this is set.
  bool behind_proxy = false;
};

struct Services {
  store::Store& store;
  EventHub& events;
  SignInThrottle& throttle;
  LastUse& last_use;
  std::function<std::int64_t()> now;  // seconds since 1970 UTC
  std::function<double()> processor;  // seconds that the calling thread has had of one, from any beginning
  Catalogue catalogue{};
  Reach reach{};
  Actions actions{};
  std::function<void(const std::string&)> log{};  // what goes wrong, for whoever operates it; may be empty
  // Called after each commit of a handler, so that what it changed is told at once.
  std::function<void()> committed{};
};

}  // namespace tenderlead::web

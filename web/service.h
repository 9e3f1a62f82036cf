// The whole service over one store: pages, /api/v1 and what changes. What `tenderlead serve` runs, and what tests run without sockets.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "store/store.h"
#include "web/api/api.h"
#include "web/api/services.h"
#include "web/api/sign_in.h"
#include "web/api/watcher.h"
#include "web/auth/throttle.h"
#include "web/http/events.h"
#include "web/http/message.h"
#include "web/site.h"

namespace tenderlead::web {

struct ServiceOptions {
  std::function<std::int64_t()> now;  // seconds since 1970 UTC; the system's where empty
  std::function<double()>
      processor;  // seconds that the calling thread has had of one; the system's where empty
  SignInThrottle::Clock steady = &std::chrono::steady_clock::now;
  Catalogue catalogue{};
  Reach reach{};
  Actions actions{};
  std::function<void(const std::string&)> log{};
};

class Service {
 public:
  // `store` was opened with OpenMode::people, or for writing, and outlives the service. io and others where it can't be read.
  static Result<std::unique_ptr<Service>> make(store::Store& store, ServiceOptions options);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // Answers one request. From several threads at once.
  Response respond(const Request& request) const;

  // Tells listeners what changes, from now on and by itself; without it, look() does so once.
  void watch(std::chrono::milliseconds interval = std::chrono::seconds(1));
  Result<void> look() { return watcher_.look(); }
  // Ends streams of events and the watching. Before the server is stopped.
  void hang_up();

  const Api& api() const { return api_; }
  const Site& site() const { return site_; }

 private:
  Service(store::Store& store, ServiceOptions options, std::int64_t newest_change);
  LastUse last_use_;
  SignInThrottle throttle_;
  EventHub hub_;
  ChangeWatcher watcher_;
  Services services_;
  Api api_;
  Site site_;
};

}  // namespace tenderlead::web

#include "web/service.h"

#include <ctime>
#include <utility>

namespace tenderlead::web {
namespace {
constexpr std::size_t kEventsKept = 2000;

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}
}  // namespace

Result<std::unique_ptr<Service>> Service::make(store::Store& store, ServiceOptions options) {
  const auto newest = store.read([](store::Queries& queries) { return queries.newest_change(); });
  if (!newest) return newest.error();
  if (!options.now) options.now = [] { return static_cast<std::int64_t>(std::time(nullptr)); };
  if (!options.processor) options.processor = &processor_seconds;
  std::unique_ptr<Service> service(new Service(store, std::move(options), *newest));
  const auto started = store.read([&](store::Queries& queries) {
    service->api_.start(queries);
    return true;
  });
  if (!started) return started.error();
  return service;
}

Service::Service(store::Store& store, ServiceOptions options, std::int64_t newest_change)
    : throttle_(std::move(options.steady)),
      hub_(kEventsKept, static_cast<std::uint64_t>(newest_change) + 1),
      watcher_(store, hub_, last_use_, newest_change),
      services_{store,
                hub_,
                throttle_,
                last_use_,
                std::move(options.now),
                std::move(options.processor),
                std::move(options.catalogue),
                std::move(options.reach),
                std::move(options.actions),
                std::move(options.log),
                [this] { watcher_.ring(); }},
      api_(services_),
      site_(ui_files()) {
  add_all_routes(api_);
}

Service::~Service() {
  hang_up();
}

Response Service::respond(const Request& request) const {
  const auto& segments = request.target.segments;
  return !segments.empty() && segments.front() == "api" ? api_.respond(request) : site_.respond(request);
}

void Service::watch(std::chrono::milliseconds interval) {
  watcher_.start(interval, services_.log);
}

void Service::hang_up() {
  watcher_.stop();
  hub_.close();
}

}  // namespace tenderlead::web

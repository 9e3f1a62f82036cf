// /api/v1: which handler answers, and whether it may.
//
// One table. Every route names the right that it needs, and the tests walk every route with every role; the description that is served
// (openapi.h) is checked against the same table.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "web/api/context.h"
#include "web/http/message.h"
#include "web/http/router.h"

namespace tenderlead::web {

struct ApiRoute {
  std::string method;
  std::string pattern;  // "/api/v1/leads/{id}"
  std::string name;     // the operation's id in the description: "getLead"
  Right right;          // Right::nothing: anybody, signed in or not
  std::function<Response(ApiContext&)> handler;
};

class Api {
 public:
  // `services` is kept by reference.
  explicit Api(const Services& services) : services_(services) {}

  // Throws std::logic_error as Router::add() does.
  void add(ApiRoute route);
  const std::vector<ApiRoute>& routes() const { return routes_; }
  const Services& services() const { return services_; }
  // What is to be read before the first request, so that nobody waits for it.
  void at_start(std::function<void(store::Queries&)> work) { at_start_.push_back(std::move(work)); }
  void start(store::Queries& queries) const {
    for (const auto& work : at_start_) work(queries);
  }

  // Answers any request whose path begins with /api. Checks in this order: route (404, 405), who asks (401), CSRF (403), right (403). From
  // several threads at once.
  Response respond(const Request& request) const;

 private:
  Response call(const ApiRoute& route, const Request& request, const PathValues& values) const;
  const Services& services_;
  std::vector<ApiRoute> routes_;
  std::vector<std::function<void(store::Queries&)>> at_start_;
  Router router_;
};

void add_all_routes(Api& api);  // routes.cpp

// The routes of each topic; one file a topic. Each adds to the one table.
void add_session_routes(Api& api);
void add_setup_routes(Api& api);
void add_user_routes(Api& api);
void add_token_routes(Api& api);
void add_setting_routes(Api& api);
void add_audit_routes(Api& api);
void add_event_routes(Api& api);
void add_lead_routes(Api& api);
void add_source_routes(Api& api);

}  // namespace tenderlead::web

#include "web/api/api.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "web/api/sign_in.h"

namespace tenderlead::web {
namespace {

bool changes_something(std::string_view method) {
  return method != "GET" && method != "HEAD" && method != "OPTIONS";
}

void add_headers(Response& response) {
  response.set("X-Tenderlead-Version", TENDERLEAD_VERSION);
  // What one person gets isn't another's, and nobody keeps it without asking again.
  if (response.header("Cache-Control").empty()) response.set("Cache-Control", "private, no-cache");
}

}  // namespace

void Api::add(ApiRoute route) {
  const auto index = routes_.size();
  // The handler is found by its place: the table may still grow.
  router_.add({route.method, route.pattern, route.name,
               [this, index](const Request& request, const PathValues& values) {
                 return call(routes_[index], request, values);
               }});
  routes_.push_back(std::move(route));
}

Response Api::call(const ApiRoute& route, const Request& request, const PathValues& values) const {
  const bool over_tls = ApiContext(request, values, {}, services_).over_tls();
  auto signed_in = who_asks(request, services_, over_tls);
  if (route.right != Right::nothing && !signed_in.who.known()) {
    auto response =
        problem(401, signed_in.refused ? "signed-out" : "not-signed-in",
                signed_in.refused ? "The session or token isn't valid, or no longer. Sign in again."
                                  : "Sign in first.");
    response.set("WWW-Authenticate", "Bearer realm=\"tenderlead\"");
    if (signed_in.refused && request.header("Authorization").empty())
      response.set("Set-Cookie", no_session_cookie(over_tls));
    return response;
  }
  if (changes_something(request.method)) guard_change(request, signed_in.who);
  if (!signed_in.who.may(route.right))
    return problem(403, "not-allowed",
                   std::string("This needs the right ") + to_string(route.right) + ", which you don't have.");
  ApiContext context(request, values, std::move(signed_in.who), services_);
  return route.handler(context);
}

Response Api::respond(const Request& request) const {
  Response response;
  try {
    const auto found = router_.find(request.method, request.target.segments);
    response = found.route ? found.route->handler(request, found.values) : no_route(request, found);
  } catch (const Refusal& refusal) {
    if (!refusal.for_the_log.empty() && services_.log)
      services_.log(request.method + " /" +
                    (request.target.segments.empty() ? "" : request.target.segments.back()) + ": " +
                    refusal.for_the_log);
    response = refusal.response;
  }
  if (!response.events) add_headers(response);
  return response;
}

}  // namespace tenderlead::web

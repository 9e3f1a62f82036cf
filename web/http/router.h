// Which handler answers a request: one table of routes, from which the API's description and the table of rights are made as well.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "web/http/message.h"

namespace tenderlead::web {

// What stands in a path where its route has names: {"id": "0f3a..."}.
using PathValues = std::map<std::string, std::string>;

struct Route {
  std::string method;   // GET answers HEAD as well
  std::string pattern;  // "/api/v1/leads/{id}"; a name stands for one segment that isn't empty
  std::string name;     // unique and stable: the operation's id in the description
  std::function<Response(const Request&, const PathValues&)> handler;
};

class Router {
 public:
  // Throws std::logic_error where a name is given twice, or two routes answer the same requests.
  void add(Route route);

  struct Found {
    const Route* route = nullptr;  // null: there is none
    PathValues values;
    std::vector<std::string> allowed;  // methods that the path has; empty where nothing has that path
  };
  // A segment as it stands goes before a name: /leads/calendar before /leads/{id}.
  Found find(std::string_view method, const std::vector<std::string>& segments) const;

  const std::vector<Route>& routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
  std::vector<std::vector<std::string>> parts_;  // of the patterns, beside routes_
};

// The answer where there is no route: 404, 405 with Allow (RFC 9110, 15.5.6), or 204 with Allow for OPTIONS.
Response no_route(const Request& request, const Router::Found& found);

}  // namespace tenderlead::web

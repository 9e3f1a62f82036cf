#include "web/http/router.h"

#include <algorithm>
#include <stdexcept>

#include "web/http/problem.h"

namespace tenderlead::web {
namespace {

bool is_name(const std::string& part) {
  return part.size() > 2 && part.front() == '{' && part.back() == '}';
}

std::vector<std::string> split(const std::string& pattern) {
  std::vector<std::string> parts;
  for (std::size_t at = 1; at <= pattern.size();) {
    const auto end = std::min(pattern.find('/', at), pattern.size());
    parts.push_back(pattern.substr(at, end - at));
    at = end + 1;
  }
  if (parts.size() == 1 && parts.front().empty()) parts.clear();
  return parts;
}

// Whether two patterns are the same but for what their names are called.
bool same_shape(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const std::string& x, const std::string& y) {
    return (is_name(x) && is_name(y)) || x == y;
  });
}

bool fits(const std::vector<std::string>& parts, const std::vector<std::string>& segments) {
  return std::equal(parts.begin(), parts.end(), segments.begin(), segments.end(),
                    [](const std::string& part, const std::string& segment) {
                      return is_name(part) ? !segment.empty() : part == segment;
                    });
}

// Whether `a` is the more exact of two patterns that fit the same path: the first difference decides.
bool goes_before(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  for (std::size_t i = 0; i < a.size(); ++i)
    if (is_name(a[i]) != is_name(b[i])) return !is_name(a[i]);
  return false;
}

}  // namespace

void Router::add(Route route) {
  if (!route.pattern.starts_with('/'))
    throw std::logic_error("the route " + route.pattern + " begins without a slash");
  auto parts = split(route.pattern);
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    if (routes_[i].name == route.name) throw std::logic_error("two routes are called " + route.name);
    if (routes_[i].method == route.method && same_shape(parts_[i], parts))
      throw std::logic_error(route.method + " " + route.pattern + " and " + routes_[i].pattern +
                             " are one route");
  }
  routes_.push_back(std::move(route));
  parts_.push_back(std::move(parts));
}

Router::Found Router::find(std::string_view method, const std::vector<std::string>& segments) const {
  Found found;
  std::size_t best = routes_.size();
  const auto answers = [&](const Route& route) {
    return route.method == method || (method == "HEAD" && route.method == "GET");
  };
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    if (!fits(parts_[i], segments)) continue;
    if (std::find(found.allowed.begin(), found.allowed.end(), routes_[i].method) == found.allowed.end())
      found.allowed.push_back(routes_[i].method);
    if (answers(routes_[i]) && (best == routes_.size() || goes_before(parts_[i], parts_[best]))) best = i;
  }
  if (best == routes_.size()) return found;
  found.route = &routes_[best];
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const auto& part = parts_[best][i];
    if (is_name(part)) found.values.emplace(part.substr(1, part.size() - 2), segments[i]);
  }
  return found;
}

Response no_route(const Request& request, const Router::Found& found) {
  if (found.allowed.empty()) return problem(404, "no-such-page", "Nothing stands at this address.");
  std::string allow;
  for (const auto& method : found.allowed) {
    allow += method + ", ";
    if (method == "GET") allow += "HEAD, ";
  }
  allow += "OPTIONS";
  Response response;
  if (request.method == "OPTIONS")
    response.status = 204;
  else
    response = problem(405, "wrong-method", "This address doesn't answer " + request.method + ".");
  response.set("Allow", std::move(allow));
  return response;
}

}  // namespace tenderlead::web

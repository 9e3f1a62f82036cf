#include "web/http/router.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace tenderlead::web {
namespace {

Route route(const std::string& method, const std::string& pattern) {
  return {method, pattern, method + " " + pattern,
          [](const Request&, const PathValues&) { return Response{}; }};
}

Router table() {
  Router router;
  for (const auto* pattern : {"/", "/leads", "/leads/{id}", "/leads/calendar", "/leads/{id}/notes/{note}"})
    router.add(route("GET", pattern));
  router.add(route("POST", "/leads/{id}"));
  return router;
}

TEST(ARouter, FindsTheMostExactRouteAndItsValues) {
  const auto router = table();
  struct Case {
    std::vector<std::string> path;
    std::string pattern;
    PathValues values;
  };
  const std::vector<Case> cases = {
      {{}, "/", {}},
      {{"leads"}, "/leads", {}},
      {{"leads", "7f"}, "/leads/{id}", {{"id", "7f"}}},
      {{"leads", "calendar"}, "/leads/calendar", {}},
      {{"leads", "a/b", "notes", "儿保"}, "/leads/{id}/notes/{note}", {{"id", "a/b"}, {"note", "儿保"}}},
  };
  for (const auto& each : cases) {
    const auto found = router.find("GET", each.path);
    ASSERT_NE(found.route, nullptr) << each.pattern;
    EXPECT_EQ(found.route->pattern, each.pattern);
    EXPECT_EQ(found.values, each.values);
  }
}

TEST(ARouter, AnswersHeadWhereItAnswersGet) {
  EXPECT_EQ(table().find("HEAD", {"leads"}).route->pattern, "/leads");
  EXPECT_EQ(table().find("DELETE", {"leads"}).route, nullptr);
}

TEST(ARouter, HasNothingForAnEmptySegmentInPlaceOfAName) {
  EXPECT_TRUE(table().find("GET", {"leads", ""}).allowed.empty());
}

TEST(ARequestWithoutARoute, IsToldWhatTheAddressAnswers) {
  const auto router = table();
  Request request;
  request.method = "PUT";
  auto answer = no_route(request, router.find("PUT", {"leads", "7f"}));
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.header("Allow"), "GET, HEAD, POST, OPTIONS");
  EXPECT_EQ(answer.header("Content-Type"), "application/problem+json; charset=utf-8");
  request.method = "OPTIONS";
  EXPECT_EQ(no_route(request, router.find("OPTIONS", {"leads"})).status, 204);
  EXPECT_EQ(no_route(request, router.find("OPTIONS", {"nowhere"})).status, 404);
}

TEST(ARouter, RefusesTwoRoutesForOneRequest) {
  auto router = table();
  auto same = route("GET", "/leads/{other}");
  same.name = "another";
  EXPECT_THROW(router.add(same), std::logic_error);
  auto called_alike = route("PUT", "/else");
  called_alike.name = "GET /leads";
  EXPECT_THROW(router.add(called_alike), std::logic_error);
}

}  // namespace
}  // namespace tenderlead::web

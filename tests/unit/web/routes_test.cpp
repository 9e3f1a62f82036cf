// The table of routes as a whole: rights, and the description that is served.
#include "service_fixture.h"
#include "web/api/description.h"

namespace tenderlead::web {
namespace {

using EveryRoute = ServiceTest;

std::string filled(const std::string& pattern) {
  std::string path;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '{') {
      path += pattern[i];
      continue;
    }
    path += "none";
    i = pattern.find('}', i);
  }
  return path;
}

TEST_F(EveryRoute, IsOpenToTheRolesThatHaveItsRightAndToNobodyElse) {
  for (const auto role : kAllRoles) add_user(to_string(role), role);
  ASSERT_GT(service_->api().routes().size(), 20u);
  for (const auto& route : service_->api().routes()) {
    const bool writes = route.method != "GET";
    const Ask plain{route.method, filled(route.pattern), writes ? "{}" : "", {}};
    const auto stranger = ask(plain).status;
    if (route.right == Right::nothing)
      EXPECT_NE(stranger, 403) << route.name;
    else
      EXPECT_EQ(stranger, 401) << route.name;
    for (const auto role : kAllRoles) {
      auto as = plain;
      as.headers = session_of(to_string(role));
      const auto response = ask(as);
      const auto what = route.name + " as " + to_string(role) + ": " + response.bytes();
      if (may(role, route.right)) {
        EXPECT_NE(response.status, 401) << what;
        EXPECT_NE(response.status, 403) << what;
      } else {
        EXPECT_EQ(response.status, 403) << what;
      }
      EXPECT_NE(response.status, 500) << what;
    }
  }
}

TEST_F(EveryRoute, ThatChangesSomethingNeedsTheSessionsCsrfToken) {
  add_user("admin", Role::admin);
  for (const auto& route : service_->api().routes()) {
    if (route.method == "GET") continue;
    for (const char* token : {"", "wrong"}) {
      Ask forged{route.method, filled(route.pattern), "{}", session_of("admin")};
      forged.headers.back().second = token;
      EXPECT_EQ(ask(forged).status, 403) << route.name << " with \"" << token << "\"";
    }
  }
}

TEST_F(EveryRoute, IsDescribedAndEveryDescriptionIsARoutes) {
  const auto description = merged_description(description_files());
  std::set<std::string> described;
  for (const auto& path : description.at("paths").as_object())
    for (const auto& method : path.value().as_object()) {
      std::string name(method.key());
      for (auto& c : name) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      const auto& operation = method.value().as_object();
      described.insert(name + " " + std::string(path.key()) + " " + text(operation, "operationId") + " " +
                       text(operation, "x-right"));
    }
  std::set<std::string> there;
  for (const auto& route : service_->api().routes())
    there.insert(route.method + " " + route.pattern + " " + route.name + " " + to_string(route.right));
  for (const auto& each : there) EXPECT_TRUE(described.contains(each)) << "not described: " << each;
  for (const auto& each : described) EXPECT_TRUE(there.contains(each)) << "no route: " << each;
}

TEST_F(EveryRoute, OfTheDescriptionIsServedToAnybody) {
  const auto response = ask({"GET", "/api/v1/openapi.json"});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(text(json(response), "openapi"), "3.1.0");
}

TEST(MergingADescription, RefusesWhatIsDescribedTwice) {
  const EmbeddedFile base{"base.json", R"({"paths":{},"components":{"schemas":{}}})"};
  const EmbeddedFile one{"one.json", R"({"paths":{"/a":{"get":{}}},"components":{"schemas":{"A":{}}}})"};
  const EmbeddedFile other{"other.json", R"({"paths":{"/a":{"post":{}}}})"};
  const EmbeddedFile again{"again.json", R"({"paths":{"/a":{"get":{}}}})"};
  const auto merged = merged_description({one, base, other});
  EXPECT_EQ(merged.at("paths").at("/a").as_object().size(), 2u);
  EXPECT_THROW(merged_description({base, one, again}), std::logic_error);
  EXPECT_THROW(merged_description({base, {"bad.json", "{"}}), std::logic_error);
}

}  // namespace
}  // namespace tenderlead::web

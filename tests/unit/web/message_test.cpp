#include "web/http/message.h"

#include <gtest/gtest.h>

namespace tenderlead::web {
namespace {

TEST(ARequestsTarget, IsDecodedOnceIntoSegmentsAndParameters) {
  const auto target = parse_target(
      "/api/v1/leads/%E5%84%BF%E4%BF%9D?q=%E4%BF%A1%E6%81%AF+%E7%B3%BB%E7%BB%9F&q=b%2526c&empty=&bare");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->segments, (std::vector<std::string>{"api", "v1", "leads", "儿保"}));
  EXPECT_EQ(target->query, (Parameters{{"q", "信息 系统"}, {"q", "b%26c"}, {"empty", ""}, {"bare", ""}}));
}

TEST(ARequestsTarget, KeepsASlashAtItsEndAndTellsTheRootFromIt) {
  EXPECT_TRUE(parse_target("/")->segments.empty());
  EXPECT_EQ(parse_target("/a/")->segments, (std::vector<std::string>{"a", ""}));
}

TEST(ARequestsTarget, ThatCouldLeadAstrayIsRefused) {
  struct Case {
    std::string target;
    ErrorCode code;
  };
  const std::vector<Case> cases = {
      {"", ErrorCode::invalid_input},
      {"leads", ErrorCode::invalid_input},
      {"http://elsewhere.example/", ErrorCode::invalid_input},
      {"/a/../b", ErrorCode::invalid_input},
      {"/a/%2e%2E/b", ErrorCode::invalid_input},
      {"/a/%2e", ErrorCode::invalid_input},
      {"/a%00b", ErrorCode::invalid_input},
      {"/a%0d%0ab", ErrorCode::invalid_input},
      {"/a?x=%0a", ErrorCode::invalid_input},
      {"/a?x=%ff", ErrorCode::invalid_input},
      {"/%c0%af", ErrorCode::invalid_input},
      {"/%ed%a0%80", ErrorCode::invalid_input},
      {"/%f4%90%80%80", ErrorCode::invalid_input},
      {"/%e4%bf", ErrorCode::invalid_input},
      {"/a%zz", ErrorCode::invalid_input},
      {"/" + std::string(9000, 'a'), ErrorCode::too_large},
      {[] {
         std::string many;
         for (int i = 0; i < 33; ++i) many += "/a";
         return many;
       }(),
       ErrorCode::too_large},
      {[] {
         std::string many = "/?a=1";
         for (int i = 0; i < 64; ++i) many += "&a=1";
         return many;
       }(),
       ErrorCode::too_large},
  };
  for (const auto& each : cases) {
    const auto target = parse_target(each.target);
    ASSERT_FALSE(target) << each.target.substr(0, 40);
    EXPECT_EQ(target.error().code, each.code) << each.target.substr(0, 40);
  }
}

TEST(ARequest, GivesTheFirstCookieOfANameAndNoOther) {
  Request request;
  request.headers = {{"Cookie", "theme=dark; session=abc ;sessions=no"},
                     {"cookie", "session=second; late=1"}};
  EXPECT_EQ(request.cookie("session"), "abc");
  EXPECT_EQ(request.cookie("late"), "1");
  EXPECT_EQ(request.cookie("ession"), std::nullopt);
}

TEST(AnAnswer, HoldsAHeaderOnceHoweverOftenItIsSet) {
  Response response;
  response.set("Content-Type", "text/plain");
  response.set("content-type", "text/html");
  EXPECT_EQ(response.headers, (HeaderList{{"content-type", "text/html"}}));
  response.remove("CONTENT-TYPE");
  EXPECT_TRUE(response.headers.empty());
}

}  // namespace
}  // namespace tenderlead::web

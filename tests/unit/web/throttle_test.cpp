#include "web/auth/throttle.h"

#include <gtest/gtest.h>

namespace tenderlead::web {
namespace {

using std::chrono::seconds;

struct Throttled : testing::Test {
  std::chrono::steady_clock::time_point now{};
  SignInThrottle throttle{[this] { return now; }};
};

TEST_F(Throttled, ANameMayBeMistypedThriceAndThenWaitsEachTimeTwiceAsLong) {
  for (int i = 0; i < 2; ++i) EXPECT_EQ(throttle.begin("li", "192.0.2.1"), seconds(0));
  for (const auto wait : {2, 4, 8, 16, 32, 64, 128, 256, 512, 512}) {
    EXPECT_EQ(throttle.begin("li", "192.0.2.1"), seconds(0));
    EXPECT_EQ(throttle.begin("li", "192.0.2.2"), seconds(wait));
    now += seconds(wait);
  }
}

TEST_F(Throttled, TriesSideBySideAreNoMoreThanTriesOneByOne) {
  int let_through = 0;
  for (int i = 0; i < 16; ++i) let_through += throttle.begin("li", "192.0.2.1") == seconds(0);
  EXPECT_EQ(let_through, 3);
}

TEST_F(Throttled, AnotherNameIsNotHeldUpByIt) {
  for (int i = 0; i < 5; ++i) throttle.begin("li", "192.0.2.1");
  EXPECT_EQ(throttle.begin("zhao", "192.0.2.1"), seconds(0));
}

TEST_F(Throttled, AnAddressThatTriesManyNamesWaits) {
  for (int i = 0; i < 20; ++i) throttle.begin("name " + std::to_string(i), "192.0.2.1");
  EXPECT_EQ(throttle.begin("zhao", "192.0.2.1"), seconds(2));
  EXPECT_EQ(throttle.begin("zhao", "192.0.2.2"), seconds(0));
}

TEST_F(Throttled, SigningInForgivesTheNameButNotTheAddress) {
  for (int i = 0; i < 18; ++i) throttle.begin("name " + std::to_string(i), "192.0.2.1");
  throttle.begin("li", "192.0.2.1");
  EXPECT_EQ(throttle.begin("li", "192.0.2.1"), seconds(0));  // the twentieth of the address
  throttle.succeeded("li", "192.0.2.1");
  for (int i = 0; i < 2; ++i) EXPECT_EQ(throttle.begin("li", "192.0.2.2"), seconds(0));
  throttle.begin("wu", "192.0.2.1");
  EXPECT_EQ(throttle.begin("zhao", "192.0.2.1"), seconds(2));
}

TEST_F(Throttled, WhoSignsInAllDayIsNeverHeldUp) {
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(throttle.begin("li", "192.0.2.1"), seconds(0));
    throttle.succeeded("li", "192.0.2.1");
  }
}

TEST_F(Throttled, ADayWithoutAFailureForgives) {
  for (int i = 0; i < 3; ++i) throttle.begin("li", "192.0.2.1");
  now += seconds(86'400);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(throttle.begin("li", "192.0.2.1"), seconds(0));
}

TEST_F(Throttled, ManyNamesDoNotFillTheMemoryNorDriveOutTheNewest) {
  for (int i = 0; i < 10'100; ++i) {
    now += std::chrono::milliseconds(1);
    throttle.begin("name " + std::to_string(i % 10'050), "192.0.2." + std::to_string(i));
  }
  for (int i = 0; i < 3; ++i) throttle.begin("li", "192.0.2.1");
  EXPECT_EQ(throttle.begin("li", "198.51.100.1"), seconds(2));
}

}  // namespace
}  // namespace tenderlead::web

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
  for (int i = 0; i < 2; ++i) throttle.failed("li", "192.0.2.1");
  EXPECT_EQ(throttle.wait_for("li", "192.0.2.2"), seconds(0));
  for (const auto wait : {2, 4, 8, 16, 32, 64, 128, 256, 512, 512}) {
    throttle.failed("li", "192.0.2.1");
    EXPECT_EQ(throttle.wait_for("li", "192.0.2.2"), seconds(wait));
    now += seconds(wait);
    EXPECT_EQ(throttle.wait_for("li", "192.0.2.2"), seconds(0));
  }
}

TEST_F(Throttled, AnotherNameIsNotHeldUpByIt) {
  for (int i = 0; i < 5; ++i) throttle.failed("li", "192.0.2.1");
  EXPECT_EQ(throttle.wait_for("zhao", "192.0.2.1"), seconds(0));
}

TEST_F(Throttled, AnAddressThatTriesManyNamesWaits) {
  for (int i = 0; i < 20; ++i) throttle.failed("name " + std::to_string(i), "192.0.2.1");
  EXPECT_EQ(throttle.wait_for("zhao", "192.0.2.1"), seconds(2));
  EXPECT_EQ(throttle.wait_for("zhao", "192.0.2.2"), seconds(0));
}

TEST_F(Throttled, SigningInForgivesTheNameButNotTheAddress) {
  for (int i = 0; i < 20; ++i) throttle.failed("li", "192.0.2.1");
  throttle.succeeded("li");
  EXPECT_EQ(throttle.wait_for("li", "192.0.2.2"), seconds(0));
  EXPECT_GT(throttle.wait_for("li", "192.0.2.1"), seconds(0));
}

TEST_F(Throttled, ADayWithoutAFailureForgives) {
  for (int i = 0; i < 10; ++i) throttle.failed("li", "192.0.2.1");
  now += seconds(86'400);
  throttle.failed("li", "192.0.2.1");
  EXPECT_EQ(throttle.wait_for("li", "192.0.2.1"), seconds(0));
}

TEST_F(Throttled, ManyNamesDoNotFillTheMemoryNorDriveOutTheNewest) {
  for (int i = 0; i < 10'100; ++i) {
    now += std::chrono::milliseconds(1);
    throttle.failed("name " + std::to_string(i % 10'050), "192.0.2." + std::to_string(i));
  }
  for (int i = 0; i < 3; ++i) throttle.failed("li", "192.0.2.1");
  EXPECT_EQ(throttle.wait_for("li", "198.51.100.1"), seconds(2));
}

}  // namespace
}  // namespace tenderlead::web

// Kill -9 at random instants: the store ends up as that of an undisturbed run, and the archive holds every page once.
// Fifty times, or as often as $TENDERLEAD_KILLS says; `./dev kill` says a thousand.
#include <gtest/gtest.h>
#include <signal.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/integration/workspace.h"
#include "tests/portal/random.h"

namespace tenderlead::integration {
namespace {

constexpr int kKills = 50;
constexpr int kMostKills = 100'000;
constexpr int kKillsATrial = 10;  // then the run may come to its end, and the stores are compared

int wanted_kills() {
  const char* wanted = std::getenv("TENDERLEAD_KILLS");
  if (wanted == nullptr || *wanted == '\0') return kKills;
  char* end = nullptr;
  const long kills = std::strtol(wanted, &end, 10);
  // Anything else would be a test that tests nothing.
  EXPECT_TRUE(*end == '\0' && kills > 0 && kills <= kMostKills) << "TENDERLEAD_KILLS=" << wanted;
  return *end == '\0' && kills > 0 && kills <= kMostKills ? static_cast<int>(kills) : kKills;
}

const std::vector<std::string> kRun = {"run", "--as-of", "2026-08-01"};

TEST(Kill, AtRandomInstantsLosesNothingAndRepeatsNothing) {
  portal::Portal portal(portal::Options{.seed = 31, .notices = 150});
  portal.start();
  const Tuning tuning{.delay_ms = 1, .retries = 2, .timeout_s = 10, .more = {}};
  const Workspace undisturbed(portal, tuning);
  const Outcome whole = undisturbed.tenderlead(kRun);
  ASSERT_EQ(whole.status, 0) << whole.err;
  const std::string expected = undisturbed.dump();
  ASSERT_GT(expected.size(), 100'000u);
  const auto pages = undisturbed.archived();
  for (const auto& [request, count] : pages) EXPECT_EQ(count, 1) << request;

  // Seeded by the clock on purpose: every run of the suite tries other instants. The seed is in the message.
  const auto seed = static_cast<std::uint64_t>(std::chrono::system_clock::now().time_since_epoch().count());
  portal::Random random(seed);
  const Workspace disturbed(portal, tuning);
  const int wanted = wanted_kills();
  int kills = 0;
  int trials = 0;
  int late = 0;
  while (kills < wanted) {
    disturbed.forget_data();
    ++trials;
    for (int i = 0; i < kKillsATrial && kills < wanted; ++i) {
      Process process = disturbed.start(kRun);
      // Uniform over the undisturbed run's length, so that crawling, linking and matching are all hit; but short
      // enough that a trial isn't over after two lives.
      const auto life = std::chrono::microseconds(
          static_cast<std::int64_t>(whole.seconds * 1e6 * static_cast<double>(random.between(1, 1000)) /
                                    1000.0 * (i % 3 == 2 ? 1.0 : 0.5)));
      if (process.ended_within(life)) {
        ++late;
        EXPECT_EQ(process.wait().status, 0) << "seed " << seed;
        break;
      }
      process.send(SIGKILL);
      const int status = process.wait().status;
      // It may have come to its end between the look and the kill.
      if (status == 0) {
        ++late;
        break;
      }
      EXPECT_EQ(status, 128 + SIGKILL) << "seed " << seed;
      ++kills;
    }
    const Outcome end = disturbed.tenderlead(kRun);
    ASSERT_EQ(end.status, 0) << "seed " << seed << "\n" << end.err;
    const std::string dump = disturbed.dump();
    ASSERT_EQ(dump == expected, true)
        << "seed " << seed << ", after " << kills << " kills: " << first_difference(expected, dump);
    ASSERT_EQ(disturbed.archived(), pages) << "seed " << seed << ", after " << kills << " kills";
  }
  std::printf("seed %llu: %d kills in %d trials, %d lives came to their end before the kill\n",
              static_cast<unsigned long long>(seed), kills, trials, late);
}

}  // namespace
}  // namespace tenderlead::integration

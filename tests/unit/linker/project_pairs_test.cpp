// How well notices of one procurement are joined: the bounds that docs/projects.md states.
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <set>

#include "families.h"

namespace tenderlead::linker {
namespace {

constexpr std::uint64_t kSeed = 20261122;
constexpr int kEach = 60;

std::vector<LinkNotice> plain(const std::vector<FamilyNotice>& notices) {
  std::vector<LinkNotice> all;
  for (const auto& each : notices) all.push_back(each.notice);
  return all;
}

class JoinedPairs : public testing::TestWithParam<Half> {};

TEST_P(JoinedPairs, AreRightAndComplete) {
  const auto notices = make_families(kSeed, kEach, GetParam());
  const auto groups = join_projects(plain(notices));
  std::set<std::string> families;
  for (const auto& notice : notices) families.insert(notice.family);
  const auto say = [&](const std::string& name, const Pairs& pairs) {
    std::cout << name << ": precision " << pairs.precision() << ", recall " << pairs.recall() << " of "
              << pairs.wanted << " pairs\n";
  };
  std::cout << notices.size() << " notices\n";
  for (const auto& family : families) say("  " + family, count_pairs(notices, groups, family));
  const auto pairs = count_pairs(notices, groups);
  say("  all", pairs);
  EXPECT_GE(pairs.precision(), 0.98);
  EXPECT_GE(pairs.recall(), 0.93);
}

INSTANTIATE_TEST_SUITE_P(Halves, JoinedPairs, testing::Values(Half::tuned, Half::withheld),
                         [](const auto& half) { return half.param == Half::tuned ? "Tuned" : "Withheld"; });

// WORLDS=1000 says how long joining takes of so many worlds of each family.
TEST(ManyNotices, AreJoinedAsFastAsIsSaidWhereThatIsAsked) {
  const char* worlds = std::getenv("WORLDS");
  if (worlds == nullptr) GTEST_SKIP() << "WORLDS says how many";
  for (const auto half : {Half::tuned, Half::withheld}) {
    const auto notices = plain(make_families(kSeed, std::atoi(worlds), half));
    const auto begun = std::chrono::steady_clock::now();
    const auto groups = join_projects(notices);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
    std::cout << notices.size() << " notices, " << groups.size() << " projects, " << taken.count() << " s\n";
    EXPECT_FALSE(groups.empty());
  }
}

// FAMILY=lots_apart shows what became of one.
TEST(AFamilyOfNotices, IsShownWhereOneIsAskedFor) {
  const char* family = std::getenv("FAMILY");
  if (family == nullptr) GTEST_SKIP() << "FAMILY names none";
  for (const auto half : {Half::tuned, Half::withheld}) {
    const auto notices = make_families(kSeed, kEach, half);
    for (const auto& group : join_projects(plain(notices))) {
      if (notices[group.notices.front()].family != family) continue;
      std::set<std::string> truths;
      for (const auto i : group.notices) truths.insert(notices[i].truth);
      std::cout << "--- " << group.key << (truths.size() > 1 ? "  MIXED" : "") << "\n";
      for (std::size_t k = 0; k < group.notices.size(); ++k) {
        const auto& each = notices[group.notices[k]];
        std::cout << "  " << each.truth << " " << to_string(*each.notice.published_at) << " "
                  << to_string(*each.notice.kind) << " " << each.notice.source_id << " ["
                  << each.notice.number << "] " << each.notice.buyer << " | " << each.notice.name << " | "
                  << each.notice.title << " (" << group.because[k] << ")\n";
      }
    }
  }
}

}  // namespace
}  // namespace tenderlead::linker

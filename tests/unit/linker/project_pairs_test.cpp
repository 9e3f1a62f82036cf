// How well notices of one procurement are joined: the bounds that docs/projects.md states.
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace tenderlead::linker

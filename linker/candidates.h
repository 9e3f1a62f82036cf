// Which of one buyer's clusters are worth judging together. Internal to this room; pure; thread-safe.
//
// judge() needs names that call one procurement, so only clusters with such names are paired: the same wording, or one that says
// more, found by the pairs of characters that are rarest among the buyer's names. Of one wording a cluster is paired with those that
// follow it nearest, and with any that share a number, a deadline or a sum; so time grows with the clusters and not with their square.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "linker/cluster.h"

namespace tenderlead::linker {

// Days between notices of one procurement at most: acceptance follows up to three years later (cluster.cpp).
inline constexpr int kFarthest = 1200;

using ClusterPair = std::pair<std::size_t, std::size_t>;

// Pairs of `members`, which are places in `clusters` in the order of time, those without a day first; each pair once, the
// earlier one first, in order. What was judged before isn't again: a pair is given where one of the two is `changed` (beside
// `members`), or has no day.
std::vector<ClusterPair> worth_judging(const std::vector<Cluster>& clusters,
                                       const std::vector<std::size_t>& members,
                                       const std::vector<bool>& changed);

}  // namespace tenderlead::linker

#include "linker/candidates.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>

namespace tenderlead::linker {
namespace {

// So many that follow in time, of one wording: more than a hospital buys under one name while any of them is open.
constexpr std::size_t kNearest = 48;
// And of one number, deadline or sum: a budget may be a round one.
constexpr std::size_t kNearestOfValue = 16;
// Up to so many names are compared each with each; with more, the index pays.
constexpr std::size_t kFew = 24;

using Place = std::uint32_t;  // in `members`

// A way in which some clusters call what they buy.
struct Wording {
  const NameParts* name = nullptr;
  std::vector<Place> members;  // in order
  std::size_t dated = 0;       // the first of them with a day
  std::vector<Place> alike;    // other wordings that may mean the same
};

std::vector<Wording> wordings_of(const std::vector<Cluster>& clusters,
                                 const std::vector<std::size_t>& members) {
  std::vector<Wording> wordings;
  std::unordered_map<std::u32string_view, std::size_t> known;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const auto& cluster = clusters[members[i]];
    for (const auto* name : cluster.names) {
      const auto [found, fresh] = known.try_emplace(name->wording, wordings.size());
      if (fresh) wordings.push_back({name, {}, 0, {}});
      auto& wording = wordings[found->second];
      if (!wording.members.empty() && wording.members.back() == i) continue;
      wording.members.push_back(static_cast<Place>(i));
      if (!cluster.dated) wording.dated = wording.members.size();
    }
  }
  return wordings;
}

void compare(std::vector<Wording>& wordings, std::size_t a, std::size_t b) {
  if (name_likeness(*wordings[a].name, *wordings[b].name) < kLikely) return;
  wordings[a].alike.push_back(static_cast<Place>(b));
  wordings[b].alike.push_back(static_cast<Place>(a));
}

// Of two names of which one says more, three fifths of the pairs of characters are shared (project_words.cpp): at least
// 0.3 * (n + m), of which each name has at most all, so m is at least 3/7 of n and three sevenths of n are shared. Whatever so many
// pairs they share, one is among the first n - 3n/7 + 1 of each, in any order that both keep.
void compare_by_pairs(std::vector<Wording>& wordings, const std::vector<std::size_t>& group) {
  std::unordered_map<std::uint64_t, Place> frequency;
  for (const auto w : group)
    for (const auto pair : wordings[w].name->pairs) ++frequency[pair];
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> with;
  std::vector<std::size_t> seen(wordings.size(), std::numeric_limits<std::size_t>::max());
  for (const auto w : group) {
    auto pairs = wordings[w].name->pairs;
    std::sort(pairs.begin(), pairs.end(), [&](std::uint64_t a, std::uint64_t b) {
      const auto left = frequency[a], right = frequency[b];
      return left != right ? left < right : a < b;
    });
    const std::size_t shared = (3 * pairs.size() + 6) / 7;
    pairs.resize(pairs.size() - shared + (pairs.empty() ? 0 : 1));
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    for (const auto pair : pairs) {
      auto& others = with[pair];
      for (const auto other : others) {
        if (seen[other] == w) continue;
        seen[other] = w;
        compare(wordings, other, w);
      }
      others.push_back(w);
    }
  }
}

void find_alike(std::vector<Wording>& wordings) {
  // Names with other tokens, turning words or sides never mean the same.
  std::unordered_map<std::u32string_view, std::vector<std::size_t>> groups;
  for (std::size_t w = 0; w < wordings.size(); ++w)
    groups[std::u32string_view(wordings[w].name->wording).substr(wordings[w].name->lean.size())].push_back(w);
  for (const auto& [frame, group] : groups) {
    if (group.size() > kFew) {
      compare_by_pairs(wordings, group);
      continue;
    }
    for (std::size_t i = 0; i < group.size(); ++i)
      for (std::size_t j = i + 1; j < group.size(); ++j) compare(wordings, group[i], group[j]);
  }
}

class Pairing {
 public:
  Pairing(const std::vector<Cluster>& clusters, const std::vector<std::size_t>& members,
          const std::vector<bool>& changed)
      : clusters_(clusters), members_(members), changed_(changed) {}

  std::vector<ClusterPair> run() {
    auto wordings = wordings_of(clusters_, members_);
    find_alike(wordings);
    for (const auto& wording : wordings) {
      for (const auto i : wording.members) {
        pair_with_nearest(i, wording);
        for (const auto other : wording.alike) pair_with_nearest(i, wordings[other]);
      }
    }
    if (members_.size() > kNearest) pair_by_values();
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    std::vector<ClusterPair> pairs;
    pairs.reserve(found_.size());
    for (const auto& [i, j] : found_) pairs.emplace_back(members_[i], members_[j]);
    return pairs;
  }

 private:
  const Cluster& at(Place i) const { return clusters_[members_[i]]; }

  void pair(Place i, Place j) {
    if (changed_[i] || changed_[j] || !at(i).dated || !at(j).dated) found_.emplace_back(i, j);
  }

  bool too_far(Place i, Place j) const {
    return at(i).dated && at(j).dated && at(j).all.first - at(i).all.last > kFarthest;
  }

  // Those of the wording that come after `i`: of those without a day and of the others so many each.
  void pair_with_nearest(Place i, const Wording& wording) {
    const auto& list = wording.members;
    auto next = static_cast<std::size_t>(std::upper_bound(list.begin(), list.end(), i) - list.begin());
    for (std::size_t count = 0; next < wording.dated && count < kNearest; ++next, ++count)
      pair(i, list[next]);
    next = std::max(next, wording.dated);
    for (std::size_t count = 0; next < list.size() && count < kNearest; ++next, ++count) {
      if (too_far(i, list[next])) return;
      pair(i, list[next]);
    }
  }

  void pair_by_values() {
    std::vector<std::pair<std::size_t, Place>> values;
    const auto add = [&](Place i, char what, std::string_view words) {
      values.emplace_back(std::hash<std::string_view>{}(words) ^ std::hash<char>{}(what), i);
    };
    for (Place i = 0; i < members_.size(); ++i) {
      const auto& cluster = at(i);
      for (const auto* numbers : {&cluster.numbers, &cluster.bases, &cluster.mentioned})
        for (const auto& number : *numbers) add(i, 'n', number);
      for (const auto& deadline : cluster.deadlines) add(i, 'd', deadline);
      for (const auto award : cluster.awards) add(i, 'a', std::to_string(award));
      for (const auto budget : cluster.budgets) add(i, 'b', std::to_string(budget));
    }
    std::sort(values.begin(), values.end());
    for (std::size_t a = 0; a < values.size(); ++a)
      for (std::size_t b = a + 1;
           b < values.size() && values[b].first == values[a].first && b - a <= kNearestOfValue; ++b)
        if (values[a].second != values[b].second && !too_far(values[a].second, values[b].second))
          pair(values[a].second, values[b].second);
  }

  const std::vector<Cluster>& clusters_;
  const std::vector<std::size_t>& members_;
  const std::vector<bool>& changed_;
  std::vector<std::pair<Place, Place>> found_;
};

}  // namespace

std::vector<ClusterPair> worth_judging(const std::vector<Cluster>& clusters,
                                       const std::vector<std::size_t>& members,
                                       const std::vector<bool>& changed) {
  return Pairing(clusters, members, changed).run();
}

}  // namespace tenderlead::linker

// The index over names finds what comparing each with each would find, and doesn't grow as that would.
#include "linker/candidates.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "families.h"

namespace tenderlead::linker {
namespace {

struct Blocks {
  std::vector<LinkNotice> notices;
  std::vector<Entry> entries;
  std::vector<Cluster> clusters;
};

// Notices as clusters of their own, by time, as if one buyer had them all.
Blocks clusters_of(std::vector<LinkNotice> notices) {
  Blocks made;
  std::stable_sort(notices.begin(), notices.end(), [](const LinkNotice& a, const LinkNotice& b) {
    return a.published_at->date < b.published_at->date;
  });
  for (auto& notice : notices) notice.buyer = "云溪市妇幼保健院";
  made.notices = std::move(notices);
  for (const auto& notice : made.notices) made.entries.push_back(entry_of(notice));
  for (std::size_t i = 0; i < made.entries.size(); ++i)
    made.clusters.push_back(cluster_of(i, made.entries[i]));
  return made;
}

std::vector<std::size_t> places(std::size_t count) {
  std::vector<std::size_t> all(count);
  for (std::size_t i = 0; i < count; ++i) all[i] = i;
  return all;
}

TEST(PairsWorthJudging, AreAllThatAreFoundToBeOneByComparingEachWithEach) {
  for (const auto half : {Half::tuned, Half::withheld}) {
    std::vector<LinkNotice> notices;
    for (auto& each : make_families(11, 3, half)) notices.push_back(std::move(each.notice));
    const auto made = clusters_of(std::move(notices));
    const auto pairs = worth_judging(made.clusters, places(made.clusters.size()),
                                     std::vector<bool>(made.clusters.size(), true));
    const std::set<ClusterPair> found(pairs.begin(), pairs.end());
    EXPECT_EQ(found.size(), pairs.size()) << "each once";
    EXPECT_TRUE(std::is_sorted(pairs.begin(), pairs.end()));
    std::size_t wanted = 0;
    for (std::size_t i = 0; i < made.clusters.size(); ++i)
      for (std::size_t j = i + 1; j < made.clusters.size(); ++j) {
        if (made.clusters[j].all.first - made.clusters[i].all.last > kFarthest) continue;
        if (judge(made.clusters[i], made.clusters[j]).score <= 0) continue;
        ++wanted;
        EXPECT_TRUE(found.contains({i, j})) << made.notices[i].name << " | " << made.notices[j].name;
      }
    EXPECT_GT(wanted, 100u);
    EXPECT_LT(pairs.size(), made.clusters.size() * made.clusters.size() / 8) << "or there is no use in it";
  }
}

LinkNotice tender_on(int day, const std::string& name) {
  LinkNotice notice;
  notice.id = std::to_string(day) + name;
  notice.source_id = "portal";
  notice.kind = NoticeKind::tender;
  notice.name = notice.title = name;
  notice.published_at = StatedTime{date_from_days(19'000 + day), {}};
  return notice;
}

TEST(PairsWorthJudging, GrowWithTheNoticesThoughAllHaveOneName) {
  std::vector<std::size_t> counts;
  for (const int count : {1'000, 4'000}) {
    std::vector<LinkNotice> notices;
    for (int i = 0; i < count; ++i) notices.push_back(tender_on(i / 8, "医用耗材供应"));
    const auto made = clusters_of(std::move(notices));
    const auto members = places(made.clusters.size());
    counts.push_back(worth_judging(made.clusters, members, std::vector<bool>(members.size(), true)).size());
  }
  EXPECT_LE(counts[1], 5 * counts[0]);
}

TEST(PairsWorthJudging, ReachOverAnyNumberOfOthersWhereASumIsTheSame) {
  std::vector<LinkNotice> notices;
  for (int i = 0; i < 400; ++i) notices.push_back(tender_on(i, "医用耗材供应"));
  notices.front().budget_minor = notices.back().budget_minor = 123'456'700;
  const auto made = clusters_of(std::move(notices));
  const auto members = places(made.clusters.size());
  const auto pairs = worth_judging(made.clusters, members, std::vector<bool>(members.size(), true));
  EXPECT_TRUE(std::binary_search(pairs.begin(), pairs.end(), ClusterPair(0, 399)));
  EXPECT_FALSE(std::binary_search(pairs.begin(), pairs.end(), ClusterPair(0, 398)));
}

TEST(PairsWorthJudging, AreThoseOfWhatChangedAndOfWhatHasNoDay) {
  std::vector<LinkNotice> notices = {tender_on(1, "检验信息系统"), tender_on(2, "检验信息系统"),
                                     tender_on(3, "检验信息系统采购"), tender_on(4, "食堂食材配送")};
  auto made = clusters_of(std::move(notices));
  using Pairs = std::vector<ClusterPair>;
  const auto pairs = [&](const std::vector<bool>& changed) {
    return worth_judging(made.clusters, places(4), changed);
  };
  EXPECT_EQ(pairs({true, true, true, true}), (Pairs{{0, 1}, {0, 2}, {1, 2}}));
  EXPECT_EQ(pairs({false, false, true, false}), (Pairs{{0, 2}, {1, 2}}));
  EXPECT_EQ(pairs({false, false, false, false}), Pairs{});
  made.clusters[0].dated = false;
  EXPECT_EQ(pairs({false, false, false, false}), (Pairs{{0, 1}, {0, 2}}));
}

}  // namespace
}  // namespace tenderlead::linker

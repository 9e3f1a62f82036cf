// The layers can be rebuilt from the archive: byte for byte by reparse, and from the files alone by replay.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/integration/workspace.h"
#include "wire/json.h"

namespace tenderlead::integration {
namespace {

const std::vector<std::string> kRun = {"run", "--as-of", "2026-08-01"};

struct Crawled {
  portal::Portal portal{portal::Options{.seed = 51, .notices = 150}};
  Workspace workspace{(portal.start(), portal)};
  Outcome outcome = workspace.tenderlead(kRun);
};

Crawled& crawled() {
  static Crawled once;
  return once;
}

std::vector<std::string> notice_texts(const Workspace& workspace) {
  std::vector<std::string> texts;
  for (const Notice& notice : workspace.notices()) texts.push_back(wire::to_json_text(notice));
  return texts;
}

TEST(Rebuild, ReparseGivesTheSameLayersByteForByte) {
  ASSERT_EQ(crawled().outcome.status, 0) << crawled().outcome.err;
  const Workspace& workspace = crawled().workspace;
  const std::string before = workspace.dump();
  crawled().portal.clear_requests();
  const Outcome outcome = workspace.tenderlead({"reparse", "--as-of", "2026-08-01"});
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  const std::string after = workspace.dump();
  EXPECT_TRUE(after == before) << first_difference(before, after);
  EXPECT_TRUE(crawled().portal.requests().empty()) << "reparse must not touch the network";
}

TEST(Rebuild, MatchingAgainChangesNothing) {
  const Workspace& workspace = crawled().workspace;
  const std::string before = workspace.dump();
  ASSERT_EQ(workspace.tenderlead({"match", "--as-of", "2026-08-01"}).status, 0);
  const std::string after = workspace.dump();
  EXPECT_TRUE(after == before) << first_difference(before, after);
}

TEST(Rebuild, ReplayOfTheArchiveGivesTheSameNoticesAndLeads) {
  const Workspace& workspace = crawled().workspace;
  const Workspace replayed(crawled().portal);
  std::vector<std::string> command = {"replay", "--as-of", "2026-08-01"};
  for (const auto& entry : std::filesystem::directory_iterator(workspace.data() / "archive"))
    if (entry.path().extension() == ".gz") command.push_back(entry.path().string());
  std::sort(command.begin() + 3, command.end());
  crawled().portal.clear_requests();
  const Outcome outcome = replayed.tenderlead(command);
  ASSERT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_TRUE(crawled().portal.requests().empty()) << "replay must not touch the network";
  EXPECT_EQ(notice_texts(replayed), notice_texts(workspace));
  const std::string left = workspace.dump(store::DumpParts::refined);
  const std::string right = replayed.dump(store::DumpParts::refined);
  EXPECT_TRUE(left == right) << first_difference(left, right);
}

TEST(Rebuild, ReplayingTwiceChangesNothing) {
  const Workspace& workspace = crawled().workspace;
  const Workspace replayed(crawled().portal);
  std::vector<std::string> command = {"replay", "--as-of", "2026-08-01"};
  for (const auto& entry : std::filesystem::directory_iterator(workspace.data() / "archive"))
    if (entry.path().extension() == ".gz") command.push_back(entry.path().string());
  ASSERT_EQ(replayed.tenderlead(command).status, 0);
  const std::string once = replayed.dump(store::DumpParts::refined);
  ASSERT_EQ(replayed.tenderlead(command).status, 0);
  const std::string twice = replayed.dump(store::DumpParts::refined);
  EXPECT_TRUE(once == twice) << first_difference(once, twice);
  // In another order, so that bodies come before the shells that name them, and lists last.
  std::reverse(command.begin() + 3, command.end());
  ASSERT_EQ(replayed.tenderlead(command).status, 0);
  const std::string thrice = replayed.dump(store::DumpParts::refined);
  EXPECT_TRUE(once == thrice) << first_difference(once, thrice);
}

}  // namespace
}  // namespace tenderlead::integration

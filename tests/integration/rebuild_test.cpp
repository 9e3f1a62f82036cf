// The layers can be rebuilt from the archive: byte for byte by reparse, and from the files alone by replay.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <sstream>

#include "model/time.h"
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

// The values of a member in lines of JSON, in their order.
std::vector<std::string> members(const Outcome& outcome, const char* name) {
  std::vector<std::string> values;
  std::istringstream lines(outcome.out);
  for (std::string line; std::getline(lines, line);) {
    const auto value = wire::parse_text(line);
    const auto* object = value ? value->if_object() : nullptr;
    const auto* member = object == nullptr ? nullptr : object->if_contains(name);
    if (member != nullptr && member->is_string()) values.emplace_back(member->as_string());
  }
  return values;
}

// Of the machine's clock: that is what a snooze is counted from.
std::string in_a_hundred_days() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return to_string(date_from_days(
      days_from_date(local_date(std::chrono::duration_cast<std::chrono::seconds>(now).count())) + 100));
}

// Reviews, owners, notes, corrected values, merged and split organisations and projects: a reparse gives all of it back, and what
// rests on it.
TEST(Rebuild, ReparseLeavesPeoplesWorkAlone) {
  const portal::Portal& portal = crawled().portal;
  const Workspace workspace(portal);
  ASSERT_EQ(workspace.tenderlead(kRun).status, 0);
  const auto done = [&](const std::vector<std::string>& arguments) {
    const Outcome outcome = workspace.tenderlead(arguments);
    EXPECT_EQ(outcome.status, 0) << arguments[0] << ' ' << arguments[1] << ": " << outcome.err;
    return outcome;
  };
  const auto leads = members(done({"leads", "--json"}), "id");
  ASSERT_GE(leads.size(), 5u);
  done({"review", leads[0], "claim", "--as", "li"});
  done({"review", leads[0], "accept", "--as", "li"});
  done({"review", leads[1], "reject", "--as", "wang", "--reason", "预算已定"});
  done({"review", leads[2], "assign", "--as", "wang", "--to", "zhao"});
  done({"review", leads[3], "snooze", "--as", "li", "--until", in_a_hundred_days()});
  done({"review", leads[4], "note", "--as", "li", "--reason", "九月再联系"});
  const auto organisations = members(done({"org", "list", "--json", "医院"}), "id");
  ASSERT_GE(organisations.size(), 3u);
  done({"org", "set", organisations[0], "level.tier", "2", "--as", "li"});
  done({"org", "merge", organisations[1], organisations[2], "--as", "li"});
  const auto projects = members(done({"project", "list", "--json"}), "id");
  ASSERT_GE(projects.size(), 2u);
  done({"project", "join", projects[0], projects[1], "--as", "li", "--because", "同一项目"});
  done({"match", "--as-of", "2026-08-01"});

  const std::string before = workspace.dump();
  for (const char* work : {"预算已定", "九月再联系", "同一项目", "zhao"})
    EXPECT_NE(before.find(work), std::string::npos) << work;
  done({"reparse", "--as-of", "2026-08-01"});
  const std::string after = workspace.dump();
  EXPECT_TRUE(after == before) << first_difference(before, after);
  const auto listed = members(done({"leads", "--json"}), "id");
  EXPECT_EQ(std::count(listed.begin(), listed.end(), leads[1]), 0)
      << "what was rejected stays out of the list";
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

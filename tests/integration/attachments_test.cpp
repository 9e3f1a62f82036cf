// Files that notices refer to: fetched where the source asks, read confined, and what they say filled in; whatever they are.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/integration/compare.h"
#include "tests/integration/workspace.h"
#include "tests/portal/files.h"
#include "wire/json.h"

namespace tenderlead::integration {
namespace {

const std::vector<std::string> kRun = {"run", "--json", "--as-of", "2026-08-01"};

portal::Options options(bool hostile) {
  return {.seed = 61, .notices = 300, .hostile_files = hostile};
}

// Asks for the files on every site, and gives a converter a second.
void want_files_everywhere(const Workspace& workspace, const portal::Portal& portal) {
  workspace.write_sources(portal, {});
  auto yaml = read_file(workspace.config() / "sources/portal.yaml");
  const std::string politeness = "    politeness:";
  const std::string detail = "    detail:\n";
  const std::string rules = "      attachments: {fetch: true, max_files: 3}\n";
  for (auto at = yaml.find("  - id:"); at != std::string::npos; at = yaml.find("  - id:", at + 1)) {
    const auto end = std::min(yaml.find("  - id:", at + 1), yaml.size());
    const auto here = yaml.find(detail, at);
    if (yaml.find("attachments:", at) < end) continue;
    if (here < end)
      yaml.insert(here + detail.size(), rules);
    else
      yaml.insert(yaml.find(politeness, at), detail + rules);
  }
  workspace.write("config/sources/portal.yaml", yaml);
  auto settings = read_file(workspace.config() / "tenderlead.yaml");
  workspace.write("config/tenderlead.yaml", settings + "\nconverter: {cpu_time: 1s, time: 5s}\n");
}

struct Crawled {
  explicit Crawled(bool hostile) : portal(options(hostile)) {
    portal.start();
    workspace.emplace(portal);
    want_files_everywhere(*workspace, portal);
    outcome = workspace->tenderlead(kRun);
  }
  portal::Portal portal;
  std::optional<Workspace> workspace;
  Outcome outcome;
};

Crawled& crawled() {
  static Crawled once(false);
  return once;
}

std::map<std::string, Notice> by_url(const Workspace& workspace) {
  std::map<std::string, Notice> notices;
  for (Notice& notice : workspace.announcements()) notices[notice.url] = std::move(notice);
  return notices;
}

// As it was read, by whichever address it is known; nullptr where it wasn't.
const Notice* find(const std::map<std::string, Notice>& read, const portal::TrueNotice& known) {
  auto found = read.find(known.notice.url);
  if (found == read.end()) found = read.find(known.body_url);
  return found == read.end() ? nullptr : &found->second;
}

std::set<std::string> left_to_files(const portal::TrueNotice& known) {
  std::set<std::string> fields;
  for (const auto& [field, reason] : known.notice.missing)
    if (reason == MissingReason::see_attachment && !known.completed.missing.contains(field))
      fields.insert(field);
  return fields;
}

TEST(Attachments, SayWhatThePageLeavesToThemWithFileAndPage) {
  ASSERT_EQ(crawled().outcome.status, 0) << crawled().outcome.err;
  const auto read = by_url(*crawled().workspace);
  std::size_t filled = 0;
  std::set<std::string> kinds;
  for (const portal::TrueNotice& known : crawled().portal.notices()) {
    const auto fields = left_to_files(known);
    if (fields.empty()) continue;
    const Notice* found = find(read, known);
    ASSERT_NE(found, nullptr) << known.notice.url;
    const Notice& notice = *found;
    for (const auto& field : fields) {
      ++filled;
      const auto evidence = notice.evidence.find(field);
      ASSERT_NE(evidence, notice.evidence.end()) << known.notice.url << " " << field;
      const std::string& file = notice.attachments.front().name;
      kinds.insert(file.substr(file.rfind('.')));
      EXPECT_EQ(evidence->second.file, file);
      EXPECT_EQ(evidence->second.page, file.ends_with(".doc") ? 0 : 2) << file;
    }
    EXPECT_EQ(notice.service_term, known.completed.service_term);
    if (known.completed.ceiling) {
      ASSERT_TRUE(notice.ceiling);
      EXPECT_EQ(notice.ceiling->amount_minor, known.completed.ceiling->amount_minor);
    }
    EXPECT_TRUE(notice.requirements.starts_with("本次采购的系统应当")) << notice.requirements;
    EXPECT_FALSE(notice.attachments.front().kind.empty());
  }
  EXPECT_GE(filled, 8u);
  EXPECT_GE(kinds.size(), 2u);
}

TEST(Attachments, AddNothingThatIsNotTrue) {
  const auto read = by_url(*crawled().workspace);
  Workspace plain(crawled().portal);
  auto yaml = read_file(plain.config() / "sources/portal.yaml");
  const auto at = yaml.find("fetch: true");
  plain.write("config/sources/portal.yaml", yaml.replace(at, 11, "fetch: false"));
  ASSERT_EQ(plain.tenderlead(kRun).status, 0);
  const auto without = by_url(plain);
  std::size_t more = 0;
  for (const portal::TrueNotice& known : crawled().portal.notices()) {
    const Notice* found = find(read, known);
    const Notice* plainly = find(without, known);
    ASSERT_TRUE(found != nullptr && plainly != nullptr) << known.notice.url;
    const auto wrong = compare(known.completed, *found).mismatches;
    const auto before = compare(known.notice, *plainly).mismatches;
    more += wrong.size() > before.size() ? 1 : 0;
    for (const auto& mismatch : wrong)
      if (wrong.size() > before.size())
        ADD_FAILURE() << known.notice.url << " " << mismatch.field << " true: " << mismatch.want
                      << " read: " << mismatch.got;
  }
  EXPECT_EQ(more, 0u);
}

TEST(Attachments, AreFetchedOnlyWhereANoticeRefersToThem) {
  std::size_t fetched = 0;
  std::size_t linked = 0;
  std::map<std::string, bool> refers;
  for (const portal::TrueNotice& known : crawled().portal.notices())
    for (const Attachment& attachment : known.notice.attachments) {
      ++linked;
      refers[attachment.url] =
          std::any_of(known.notice.missing.begin(), known.notice.missing.end(),
                      [](const auto& m) { return m.second == MissingReason::see_attachment; });
    }
  for (const auto& request : crawled().portal.requests()) {
    if (request.target.find("/upload/") != 0) continue;
    ++fetched;
    EXPECT_EQ(request.status, 200);
  }
  EXPECT_GT(fetched, 5u);
  EXPECT_LT(fetched, linked);
  for (const LedgerEntry& entry : ledger_of(crawled().outcome)) {
    EXPECT_TRUE(entry.balances()) << wire::to_json_text(entry);
    EXPECT_EQ(entry.failed, 0) << wire::to_json_text(entry);
    EXPECT_EQ(entry.queued_after, 0);
  }
}

TEST(Attachments, ReparseAndReplayGiveTheSame) {
  const Workspace& workspace = *crawled().workspace;
  const std::string before = workspace.dump();
  crawled().portal.clear_requests();
  ASSERT_EQ(workspace.tenderlead({"reparse", "--as-of", "2026-08-01"}).status, 0);
  const std::string after = workspace.dump();
  EXPECT_TRUE(after == before) << first_difference(before, after);

  Workspace replayed(crawled().portal);
  want_files_everywhere(replayed, crawled().portal);
  std::vector<std::string> command = {"replay", "--as-of", "2026-08-01"};
  for (const auto& entry : std::filesystem::directory_iterator(workspace.data() / "archive"))
    if (entry.path().extension() == ".gz") command.push_back(entry.path().string());
  std::sort(command.begin() + 3, command.end());
  ASSERT_EQ(replayed.tenderlead(command).status, 0);
  EXPECT_TRUE(crawled().portal.requests().empty()) << "neither may touch the network";
  const std::string left = workspace.dump(store::DumpParts::refined);
  const std::string right = replayed.dump(store::DumpParts::refined);
  EXPECT_TRUE(left == right) << first_difference(left, right);
}

TEST(Attachments, AHostileFileCostsItsOwnCountedFailureAndNothingElse) {
  Crawled hostile(true);
  ASSERT_EQ(hostile.outcome.status, 0) << hostile.outcome.err;
  std::map<std::string, std::int64_t> counted;
  std::int64_t rejected = 0;
  for (const LedgerEntry& entry : ledger_of(hostile.outcome)) {
    EXPECT_TRUE(entry.balances()) << wire::to_json_text(entry);
    EXPECT_EQ(entry.queued_after, 0);
    EXPECT_EQ(entry.failed, 0);
    for (const auto& [reason, count] : entry.reasons)
      if (reason.starts_with("rejected:attachment_")) {
        counted[reason] += count;
        rejected += count;
      }
  }
  for (const auto& [what, reason] : portal::kHostileFiles)
    EXPECT_GE(counted["rejected:attachment_" + std::string(reason)], 1) << what << "\n"
                                                                        << hostile.outcome.out;
  std::size_t fetched = 0;
  for (const auto& request : hostile.portal.requests())
    fetched += request.target.find("/upload/") == 0 ? 1 : 0;
  EXPECT_EQ(static_cast<std::size_t>(rejected), fetched) << "every file, once";
  // Every notice stands as its page alone says it.
  const auto read = by_url(*hostile.workspace);
  const auto before = by_url(*crawled().workspace);
  EXPECT_EQ(read.size(), before.size());
  for (const portal::TrueNotice& known : hostile.portal.notices()) {
    const Notice* found = find(read, known);
    ASSERT_NE(found, nullptr) << known.notice.url;
    const Notice& notice = *found;
    for (const auto& [field, evidence] : notice.evidence) EXPECT_TRUE(evidence.file.empty()) << field;
    for (const auto& [field, reason] : known.notice.missing)
      if (reason == MissingReason::see_attachment) {
        EXPECT_TRUE(notice.missing.contains(field)) << known.notice.url;
      }
  }
  EXPECT_FALSE(std::filesystem::exists(hostile.workspace->data() / "tmp") &&
               !std::filesystem::is_empty(hostile.workspace->data() / "tmp"))
      << "a converter's folder was left behind";
}

TEST(Attachments, AMissingConverterIsSaidAndCounted) {
  portal::Portal portal({.seed = 61, .notices = 60});
  portal.start();
  const Workspace workspace(portal);
  const auto settings = read_file(workspace.config() / "tenderlead.yaml");
  workspace.write("config/tenderlead.yaml",
                  settings + "\nconverter: {program: /nonexistent/tenderlead-convert}\n");
  const Outcome outcome = workspace.tenderlead(kRun);
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_NE(outcome.err.find("/nonexistent/tenderlead-convert is missing, so no attachment can be read"),
            std::string::npos)
      << outcome.err;
  for (const LedgerEntry& entry : ledger_of(outcome)) {
    EXPECT_TRUE(entry.balances());
    for (const auto& [reason, count] : entry.reasons)
      if (reason.starts_with("rejected:attachment_")) {
        EXPECT_EQ(reason, "rejected:attachment_no_converter");
      }
  }
}

}  // namespace
}  // namespace tenderlead::integration

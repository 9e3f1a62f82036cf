// What the surroundings can do to a run: each fault has a clear message and its documented exit status.
#include <SQLiteCpp/Database.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "model/time.h"
#include "store/store.h"
#include "store/write_batch.h"
#include "tests/integration/workspace.h"

namespace tenderlead::integration {
namespace {

constexpr int kDone = 0;
constexpr int kSomeFailed = 1;
constexpr int kWrongUsage = 2;
constexpr int kStoreUnavailable = 3;
constexpr int kStopped = 130;

const std::vector<std::string> kRun = {"run", "--as-of", "2026-08-01"};

class Failure : public ::testing::Test {
 protected:
  Failure() { portal_.start(); }
  portal::Portal portal_{portal::Options{.seed = 41, .notices = 60}};
};

TEST_F(Failure, AFullDiskEndsTheRunWithAMessageAndTheNextRunGoesOn) {
  const Workspace undisturbed(portal_);
  ASSERT_EQ(undisturbed.tenderlead(kRun).status, kDone);
  const Workspace workspace(portal_);
  // No file of the process may grow beyond this; writes fail with EFBIG as they would with ENOSPC.
  for (const rlim_t bytes : {rlim_t{40'000}, rlim_t{150'000}, rlim_t{400'000}}) {
    const Outcome full = workspace.tenderlead(kRun, [bytes] {
      ::signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{bytes, bytes};
      ::setrlimit(RLIMIT_FSIZE, &limit);
    });
    EXPECT_EQ(full.status, kStoreUnavailable) << bytes << ": " << full.err;
    EXPECT_NE(full.err.find("tenderlead: "), std::string::npos) << bytes << ": " << full.err;
  }
  const Outcome after = workspace.tenderlead(kRun);
  EXPECT_EQ(after.status, kDone) << after.err;
  EXPECT_TRUE(workspace.dump() == undisturbed.dump())
      << first_difference(undisturbed.dump(), workspace.dump());
}

TEST_F(Failure, AStoreOfANewerVersionIsLeftAlone) {
  const Workspace workspace(portal_);
  ASSERT_EQ(workspace.tenderlead({"crawl", "--source", "demo-hospital"}).status, kDone);
  {
    SQLite::Database database(workspace.store_file().string(), SQLite::OPEN_READWRITE);
    database.exec("PRAGMA user_version=" + std::to_string(store::schema_version() + 1));
  }
  for (const std::vector<std::string>& command :
       {kRun, std::vector<std::string>{"leads"}, std::vector<std::string>{"reparse"}}) {
    const Outcome outcome = workspace.tenderlead(command);
    EXPECT_EQ(outcome.status, kStoreUnavailable) << command[0];
    EXPECT_NE(outcome.err.find("newer"), std::string::npos) << command[0] << ": " << outcome.err;
  }
}

TEST_F(Failure, ADamagedStoreIsNamed) {
  const Workspace workspace(portal_);
  workspace.write("config/data/tenderlead.db", std::string(8192, 'x'));
  const Outcome outcome = workspace.tenderlead(kRun);
  EXPECT_EQ(outcome.status, kStoreUnavailable);
  EXPECT_NE(outcome.err.find("tenderlead.db"), std::string::npos) << outcome.err;
}

TEST_F(Failure, ASecondWriterIsTurnedAwayWithTheProcessIdOfTheFirst) {
  const Workspace workspace(portal_);
  auto held = store::Store::open(workspace.store_file(), store::OpenMode::create);
  ASSERT_TRUE(held.ok());
  const Outcome outcome = workspace.tenderlead(kRun);
  EXPECT_EQ(outcome.status, kStoreUnavailable);
  EXPECT_NE(outcome.err.find(std::to_string(::getpid())), std::string::npos) << outcome.err;
}

TEST_F(Failure, AMissingConfigurationSaysHowToMakeOne) {
  const Workspace workspace;
  const Outcome outcome = workspace.tenderlead(kRun);
  EXPECT_EQ(outcome.status, kWrongUsage);
  EXPECT_NE(outcome.err.find("tenderlead init"), std::string::npos) << outcome.err;
}

TEST_F(Failure, AFaultyConfigurationIsNamedByFileLineAndColumn) {
  const Workspace workspace(portal_);
  workspace.write("config/sources/faulty.yaml",
                  "id: faulty\nname: 错误\nstart: [http://example.cn/]\npoliteness:\n  dealy: 2s\n");
  for (const std::vector<std::string>& command : {kRun, std::vector<std::string>{"check-config"}}) {
    const Outcome outcome = workspace.tenderlead(command);
    EXPECT_EQ(outcome.status, kWrongUsage) << command[0];
    const std::string all = outcome.out + outcome.err;
    EXPECT_NE(all.find("faulty.yaml:5:3"), std::string::npos) << all;
    EXPECT_NE(all.find("delay"), std::string::npos) << all;
  }
}

TEST_F(Failure, AnUnreadableArchiveIsNamedAndTheOthersAreRead) {
  const Workspace source(portal_);
  ASSERT_EQ(source.tenderlead(kRun).status, kDone);
  std::filesystem::path archive;
  for (const auto& entry : std::filesystem::directory_iterator(source.data() / "archive"))
    if (entry.path().extension() == ".gz") archive = entry.path();
  const std::string whole = read_file(archive);
  const Workspace workspace(portal_);
  workspace.write("garbage.warc.gz", "this is no archive at all, and not even compressed");
  workspace.write("cut.warc.gz", whole.substr(0, whole.size() / 2));
  const auto replay = [&](const std::string& name) {
    return workspace.tenderlead({"replay", (workspace.folder() / name).string()});
  };
  const Outcome absent = replay("absent.warc.gz");
  EXPECT_NE(absent.status, kDone);
  EXPECT_NE(absent.err.find("absent.warc.gz"), std::string::npos) << absent.err;
  const Outcome garbage = replay("garbage.warc.gz");
  EXPECT_EQ(garbage.status, kSomeFailed) << garbage.err;
  EXPECT_NE(garbage.err.find("garbage.warc.gz"), std::string::npos) << garbage.err;
  const Outcome cut = replay("cut.warc.gz");
  EXPECT_EQ(cut.status, kSomeFailed) << cut.err;
  EXPECT_NE(cut.err.find("cut.warc.gz"), std::string::npos) << cut.err;
  EXPECT_GT(workspace.notices().size(), 5u) << "what stood before the cut is kept";
  // A byte in the middle: all but the page that it belongs to.
  std::string damaged = whole;
  damaged[whole.size() / 2] = static_cast<char>(damaged[whole.size() / 2] ^ 0x55);
  const Workspace nearly(portal_);
  nearly.write("damaged.warc.gz", damaged);
  const std::string file = (nearly.folder() / "damaged.warc.gz").string();
  const Outcome most = nearly.tenderlead({"replay", file});
  EXPECT_EQ(most.status, kSomeFailed) << most.err;
  EXPECT_NE(most.err.find("damaged.warc.gz is damaged in the gzip member at offset "), std::string::npos)
      << most.err;
  EXPECT_GE(nearly.notices().size() + 2, source.notices().size()) << most.err;
  const auto lines = [](const Outcome& outcome) {
    return std::count(outcome.out.begin(), outcome.out.end(), '\n');
  };
  const Outcome listed = nearly.tenderlead({"archive", "list", file});
  EXPECT_EQ(listed.status, kSomeFailed) << listed.err;
  EXPECT_GE(lines(listed) + 1, lines(source.tenderlead({"archive", "list", archive.string()}))) << listed.err;
}

TEST_F(Failure, CtrlCWaitsForWhatIsInFlightASecondOneDoesNotAndNothingIsLost) {
  const Tuning patient{.delay_ms = 0, .retries = 0, .timeout_s = 60, .more = {}};
  const Workspace undisturbed(portal_, patient);
  ASSERT_EQ(undisturbed.tenderlead(kRun).status, kDone);
  portal_.set_faults({portal::Fault::slow, portal::Fault::stall});
  const Workspace workspace(portal_, patient);
  portal_.clear_requests();
  Process process = workspace.start(kRun);
  // Until each site has a page in flight that never comes.
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  for (std::size_t before = 0; std::chrono::steady_clock::now() < until;) {
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    const std::size_t now = portal_.requests().size();
    if (now > 20 && now == before) break;
    before = now;
  }
  process.send(SIGINT);
  EXPECT_FALSE(process.ended_within(std::chrono::milliseconds(500)));
  const std::size_t requests = portal_.requests().size();
  EXPECT_FALSE(process.ended_within(std::chrono::milliseconds(500)));
  EXPECT_EQ(portal_.requests().size(), requests) << "nothing new is fetched";
  process.send(SIGINT);
  ASSERT_TRUE(process.ended_within(std::chrono::seconds(5)));
  const Outcome stopped = process.wait();
  EXPECT_EQ(stopped.status, kStopped) << stopped.err;
  EXPECT_NE(stopped.err.find("another Ctrl-C"), std::string::npos) << stopped.err;
  portal_.set_faults(portal::FaultSet{});
  const Outcome after = workspace.tenderlead(kRun);
  EXPECT_EQ(after.status, kDone) << after.err;
  EXPECT_TRUE(workspace.dump() == undisturbed.dump())
      << first_difference(undisturbed.dump(), workspace.dump());
}

TEST_F(Failure, CtrlCSavesEverythingAndTheNextRunGoesOn) {
  const Workspace undisturbed(portal_);
  ASSERT_EQ(undisturbed.tenderlead(kRun).status, kDone);
  portal_.set_faults({portal::Fault::slow});
  const Workspace workspace(portal_);
  portal_.clear_requests();
  Process process = workspace.start(kRun);
  // Until it is well under way; the portal tells.
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (portal_.requests().size() < 12 && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  process.send(SIGINT);
  ASSERT_TRUE(process.ended_within(std::chrono::seconds(20)));
  const Outcome stopped = process.wait();
  EXPECT_EQ(stopped.status, kStopped) << stopped.err;
  EXPECT_NE(stopped.err.find("saved"), std::string::npos) << stopped.err;
  portal_.set_faults(portal::FaultSet{});
  const Outcome after = workspace.tenderlead(kRun);
  EXPECT_EQ(after.status, kDone) << after.err;
  EXPECT_TRUE(workspace.dump() == undisturbed.dump())
      << first_difference(undisturbed.dump(), workspace.dump());
}

TEST_F(Failure, ARunThatGoesOnAfterCtrlCKeepsItsBudget) {
  constexpr std::int64_t kBudget = 6;
  const Workspace workspace(portal_, {.delay_ms = 100,
                                      .retries = 0,
                                      .timeout_s = 5,
                                      .more = "      max_pages_per_run: " + std::to_string(kBudget) + "\n"});
  Process process = workspace.start({"crawl", "--source", "demo-column", "--json"});
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (portal_.requests().size() < 4 && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  process.send(SIGINT);
  ASSERT_TRUE(process.ended_within(std::chrono::seconds(20)));
  const Outcome stopped = process.wait();
  ASSERT_EQ(stopped.status, kStopped) << stopped.err;
  EXPECT_GT(ledger_of(stopped).at(0).fetched, 0);
  const Outcome after = workspace.tenderlead({"crawl", "--source", "demo-column", "--json"});
  EXPECT_NE(after.err.find("going on with the interrupted run"), std::string::npos) << after.err;
  const LedgerEntry entry = ledger_of(after).at(0);
  EXPECT_EQ(entry.fetched + entry.refused + entry.failed, kBudget) << after.out;
  EXPECT_GT(entry.queued_after, 0);
}

TEST_F(Failure, WhatFailedIsListedAndTakenUpAgain) {
  portal_.set_faults({portal::Fault::missing});
  const Workspace workspace(portal_, {.delay_ms = 0, .retries = 0, .timeout_s = 5, .more = {}});
  const auto first = workspace.tenderlead({"crawl", "--json"});
  std::int64_t failed = 0;
  for (const LedgerEntry& entry : ledger_of(first)) failed += entry.failed;
  ASSERT_GT(failed, 3);

  portal_.set_faults({});
  portal_.clear_requests();
  const auto forecast = workspace.tenderlead({"crawl", "--retry-failed", "--dry-run", "--json"});
  EXPECT_EQ(forecast.status, 0) << forecast.err;
  EXPECT_EQ(std::count(forecast.out.begin(), forecast.out.end(), '\n'), failed) << forecast.out;
  EXPECT_NE(forecast.out.find(R"("why":"retry")"), std::string::npos);
  EXPECT_NE(forecast.out.find(R"("failure":"failed:http_404","failures":1)"), std::string::npos)
      << forecast.out;
  EXPECT_TRUE(portal_.requests().empty()) << "a forecast fetches nothing";

  const auto again = workspace.tenderlead({"crawl", "--retry-failed", "--json"});
  std::int64_t fetched = 0;
  for (const LedgerEntry& entry : ledger_of(again)) {
    EXPECT_TRUE(entry.balances()) << entry.source_id;
    EXPECT_EQ(entry.failed, 0) << entry.source_id;
    EXPECT_EQ(entry.fetched, entry.revisits + entry.fresh) << entry.source_id;
    fetched += entry.fetched;
  }
  EXPECT_GE(fetched, failed);
  EXPECT_TRUE(workspace.tenderlead({"crawl", "--retry-failed", "--dry-run", "--json"}).out.empty());

  const Workspace undisturbed(portal_, {.delay_ms = 0, .retries = 0, .timeout_s = 5, .more = {}});
  ASSERT_EQ(undisturbed.tenderlead({"crawl"}).status, 0);
  ASSERT_EQ(undisturbed.tenderlead({"match", "--as-of", "2026-08-01"}).status, 0);
  ASSERT_EQ(workspace.tenderlead({"match", "--as-of", "2026-08-01"}).status, 0);
  const auto mended = workspace.dump(store::DumpParts::refined),
             whole = undisturbed.dump(store::DumpParts::refined);
  EXPECT_TRUE(mended == whole) << first_difference(mended, whole);
}

TEST_F(Failure, AForecastSaysWhatIsDueAndWhenAtTheEarliest) {
  const Workspace workspace(portal_, {.delay_ms = 60'000, .retries = 0, .timeout_s = 5, .more = {}});
  ASSERT_TRUE(store::Store::open(workspace.store_file(), store::OpenMode::create));
  const auto forecast = workspace.tenderlead({"crawl", "--dry-run", "--source", "demo-column"});
  std::vector<std::string> times;
  for (std::size_t at = forecast.out.find("\"at\":\""); at != std::string::npos;
       at = forecast.out.find("\"at\":\"", at + 1))
    times.push_back(forecast.out.substr(at + 6, 25));
  ASSERT_EQ(times.size(), 5u) << forecast.out << forecast.err;
  for (std::size_t i = 1; i < times.size(); ++i)
    EXPECT_EQ(
        epoch_seconds(*stated_time_from_iso(times[i])) - epoch_seconds(*stated_time_from_iso(times[i - 1])),
        60);
  EXPECT_TRUE(portal_.requests().empty());

  // Of a source with hours: when they begin, and no more than its budget.
  const auto hour = [](std::int64_t at) { return (at / 3600 + 8) % 24; };
  const std::int64_t now =
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  // Two to three hours from now, whatever the time is.
  const auto clock = [](std::int64_t hours) {
    return (hours % 24 < 10 ? "0" : "") + std::to_string(hours % 24);
  };
  const Workspace closed(portal_, {.delay_ms = 60'000,
                                   .retries = 0,
                                   .timeout_s = 5,
                                   .more = "      hours: \"" + clock(hour(now) + 2) + ":00-" +
                                           clock(hour(now) + 3) + ":00\"\n      max_pages_per_run: 3\n"});
  ASSERT_TRUE(store::Store::open(closed.store_file(), store::OpenMode::create));
  const auto later = closed.tenderlead({"crawl", "--dry-run", "--source", "demo-column"});
  EXPECT_NE(
      later.err.find("demo-column: 3 requests; 2 more wait for later runs; none of them now: fetched from"),
      std::string::npos)
      << later.err;
  const auto first = later.out.find("\"at\":\"");
  ASSERT_NE(first, std::string::npos) << later.out;
  const auto at = epoch_seconds(*stated_time_from_iso(later.out.substr(first + 6, 25)));
  EXPECT_GE(at, (now / 3600 + 2) * 3600) << later.out;
  EXPECT_LE(at, (now / 3600 + 3) * 3600 + 61)
      << "robots.txt goes first, and the hour may have turned meanwhile";
  EXPECT_EQ(at % 3600, 60);

  auto store = store::Store::open(closed.store_file(), store::OpenMode::read_write);
  ASSERT_TRUE(store);
  ASSERT_TRUE((*store)->write([&](store::WriteBatch& writer) {
    writer.pause_source("demo-column", "wang", "对方改版", 1'790'000'000);
  }));
  store->reset();
  const auto paused = closed.tenderlead({"crawl", "--dry-run"});
  EXPECT_NE(paused.err.find("none of them now: wang paused it on 2026-09-21 (对方改版)"), std::string::npos)
      << paused.err;
  const auto named = closed.tenderlead({"crawl", "--dry-run", "--source", "demo-column"});
  EXPECT_EQ(named.err.find("wang"), std::string::npos) << named.err;
}

TEST_F(Failure, AForecastNamesHostsThatRestAndSourcesThatNoBrowserLoads) {
  const Workspace workspace(portal_);
  const std::string nobody = [] {
    portal::Portal gone({.seed = 1, .notices = 10});
    gone.start();
    return gone.origin(portal::SiteId::column);
  }();
  workspace.write(
      "config/sources/portal.yaml",
      "sources:\n  - id: down\n    name: 关闭的站点\n    start: [" + nobody +
          "/]\n    politeness: {delay: 2ms}\n    allowed_private_hosts: [\"" + nobody.substr(7) +
          "\"]\n  - id: scripted\n    name: 脚本站点\n    start: [" + nobody +
          "/list]\n    fetch: browser\n    politeness: {delay: 2ms}\n    allowed_private_hosts: [\"" +
          nobody.substr(7) + "\"]\n");
  workspace.write("config/tenderlead.yaml", read_file(workspace.config() / "tenderlead.yaml") +
                                                "\nbrowser: {program: /nowhere/chromium}\n");
  const Outcome crawled = workspace.tenderlead({"crawl", "--json"});
  EXPECT_EQ(crawled.status, kSomeFailed) << crawled.err;
  const Outcome forecast = workspace.tenderlead({"crawl", "--dry-run", "--json"});
  EXPECT_EQ(forecast.status, kDone) << forecast.err;
  EXPECT_NE(forecast.out.find(R"("rests":true)"), std::string::npos) << forecast.out;
  EXPECT_NE(forecast.out.find(R"("closed":"its pages are to be loaded by a browser)"), std::string::npos)
      << forecast.out;
  EXPECT_NE(forecast.err.find(nobody.substr(7) + " is left alone until 20"), std::string::npos)
      << forecast.err;
  EXPECT_NE(forecast.err.find("/nowhere/chromium"), std::string::npos) << forecast.err;

  // The next run leaves it alone, and says so; who names the source has it tried, once.
  const Outcome again = workspace.tenderlead({"crawl", "--json"});
  EXPECT_NE(again.err.find("still rest: " + nobody.substr(7)), std::string::npos) << again.err;
  const Outcome named = workspace.tenderlead({"crawl", "--dry-run", "--json", "--source", "down"});
  EXPECT_EQ(named.out.find("rests"), std::string::npos) << named.out;
  EXPECT_NE(named.err.find("one request tries it first"), std::string::npos) << named.err;
}

TEST_F(Failure, AnUnknownSourceIsWrongUsage) {
  const Workspace workspace(portal_);
  const Outcome outcome = workspace.tenderlead({"crawl", "--source", "nobody"});
  EXPECT_EQ(outcome.status, kWrongUsage);
  EXPECT_NE(outcome.err.find("nobody"), std::string::npos) << outcome.err;
}

TEST_F(Failure, ExportToAFullDeviceFailsAndSaysSo) {
  const Workspace workspace(portal_);
  ASSERT_EQ(workspace.tenderlead(kRun).status, kDone);
  const Outcome outcome = workspace.tenderlead({"export", "--csv", "/dev/full"});
  EXPECT_NE(outcome.status, kDone);
  EXPECT_NE(outcome.err.find("/dev/full"), std::string::npos) << outcome.err;
}

}  // namespace
}  // namespace tenderlead::integration

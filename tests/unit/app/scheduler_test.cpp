#include "app/schedule/scheduler.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "model/time.h"

namespace tenderlead::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::int64_t kHour = 3600, kDay = 86400;

// Runs that end when the test says so.
class FakeLauncher : public Launcher {
 public:
  struct Process : RunProcess {
    explicit Process(FakeLauncher& launcher) : launcher_(launcher) {}
    std::optional<RunEnd> ended() override { return launcher_.end_; }
    void stop() override {
      ++launcher_.stopped_;
      launcher_.end_ = RunEnd{130, {}};
    }
    void kill() override {}
    FakeLauncher& launcher_;
  };
  Result<std::unique_ptr<RunProcess>> start(const std::vector<std::string>& sources) override {
    if (refuses_) return Error{ErrorCode::io, "no more processes"};
    started_.push_back(sources);
    end_.reset();
    return std::unique_ptr<RunProcess>(std::make_unique<Process>(*this));
  }
  std::vector<std::vector<std::string>> started_;
  std::optional<RunEnd> end_;
  int stopped_ = 0;
  bool refuses_ = false;
};

class ASchedule : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "tenderlead-schedule-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
    auto opened = store::Store::open(folder_ / "tenderlead.db", store::OpenMode::create);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
    now_ = *epoch_from_utc_timestamp("2026-11-21T22:30:00Z");  // 06:30 in China
    begin();
  }
  void TearDown() override {
    scheduler_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  // A server that starts (again).
  void begin(bool scheduled = true) {
    SchedulerOptions options{{},
                             *Zone::named("Asia/Shanghai"),
                             [this] { return now_; },
                             [this](const std::string& words) { log_ += words + "\n"; }};
    options.sources = {{"one", scheduled, {{6 * 60 + 30}, false, std::chrono::hours(24), {}}},
                       {"two", scheduled, {{13 * 60}, true, std::chrono::hours(24), {}}}};
    launcher_.started_.clear();
    launcher_.end_.reset();
    scheduler_ = std::make_unique<Scheduler>(*store_, launcher_, std::move(options));
  }
  void write(const std::function<void(store::WriteBatch&)>& work) { ASSERT_TRUE(store_->write(work)); }
  // A crawl of a source that came to its end.
  void crawled(const std::string& id, std::int64_t begun) {
    write([&](store::WriteBatch& batch) {
      const auto run = batch.begin_run("run", "2026-11-22", begun);
      batch.begin_source(run, id, begun);
      batch.finish_source(run, id, begun + 60);
      batch.finish_run(run, begun + 60);
    });
  }
  // What goes on ends as it should.
  void finish() {
    for (const auto& id : launcher_.started_.back()) crawled(id, now_);
    launcher_.end_ = RunEnd{};
  }
  store::SourceState state(const std::string& id) {
    return store_->read([&](store::Queries& queries) { return queries.source_state(id); })
        ->value_or(store::SourceState{});
  }

  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  FakeLauncher launcher_;
  std::unique_ptr<Scheduler> scheduler_;
  std::int64_t now_ = 0;
  std::string log_;
};

TEST_F(ASchedule, RunsASourceThatIsNewAtItsFirstTimeAndNotAtOnce) {
  const auto next = scheduler_->step();
  EXPECT_THAT(launcher_.started_, IsEmpty());
  EXPECT_EQ(utc_timestamp(next), "2026-11-22T05:00:00Z");
  now_ = next;
  scheduler_->step();
  EXPECT_THAT(launcher_.started_, ElementsAre(ElementsAre("two")));
}

TEST_F(ASchedule, CatchesUpOnceHoweverLongTheServerWasOff) {
  scheduler_->step();
  crawled("one", now_);
  crawled("two", now_);
  now_ += 9 * kDay + kHour;
  begin();
  scheduler_->step();
  ASSERT_THAT(launcher_.started_, ElementsAre(ElementsAre("one", "two"))) << "both in one run";
  finish();
  const auto next = scheduler_->step();
  EXPECT_EQ(launcher_.started_.size(), 1u);
  EXPECT_EQ(utc_timestamp(next), "2026-12-01T05:00:00Z");
}

TEST_F(ASchedule, StartsNoSecondRunWhileOneGoesOn) {
  scheduler_->step();
  now_ += kDay;
  scheduler_->step();
  now_ += 30 * kDay;
  scheduler_->step();
  EXPECT_EQ(launcher_.started_.size(), 1u);
}

TEST_F(ASchedule, GoesOnWithARunThatAServersEndBroke) {
  scheduler_->step();
  now_ += kDay;
  scheduler_->step();
  write([&](store::WriteBatch& batch) {
    batch.begin_source(batch.begin_run("run", "2026-11-22", now_), "one", now_);
  });
  begin();
  scheduler_->step();
  EXPECT_THAT(launcher_.started_, ElementsAre(ElementsAre("one", "two")));
}

TEST_F(ASchedule, RunsWhatSomebodyAsksForAndForgetsItThen) {
  begin(false);
  EXPECT_GT(scheduler_->step(), now_ + 365 * kDay) << "nothing is scheduled";
  write([&](store::WriteBatch& batch) { batch.ask_for_run("two", "wang", now_); });
  scheduler_->step();
  ASSERT_THAT(launcher_.started_, ElementsAre(ElementsAre("two")));
  finish();
  scheduler_->step();
  EXPECT_FALSE(state("two").asked_at);
  now_ += kDay;
  scheduler_->step();
  EXPECT_EQ(launcher_.started_.size(), 1u);
}

TEST_F(ASchedule, WaitsForAnotherProcessThatWritesAndForgetsNothing) {
  begin(false);
  write([&](store::WriteBatch& batch) { batch.ask_for_run("two", "wang", now_); });
  scheduler_->step();
  launcher_.end_ = RunEnd{3, "another process (pid 7) is writing to this store"};
  const auto next = scheduler_->step();
  EXPECT_EQ(next, now_ + 60);
  EXPECT_TRUE(state("two").asked_at);
  EXPECT_THAT(scheduler_->trouble_of("two"), HasSubstr("another process"));
  EXPECT_EQ(launcher_.started_.size(), 1u);
  now_ = next;
  scheduler_->step();
  ASSERT_EQ(launcher_.started_.size(), 2u);
  finish();
  scheduler_->step();
  EXPECT_EQ(scheduler_->trouble_of("two"), "");
}

TEST_F(ASchedule, TriesWhatWentWrongEverMoreRarely) {
  scheduler_->step();
  now_ += kDay;
  std::vector<std::int64_t> rests;
  for (int i = 0; i < 4; ++i) {
    scheduler_->step();
    launcher_.end_ = RunEnd{2, "the configuration has 1 fault(s)"};
    const auto next = scheduler_->step();
    rests.push_back((next - now_) / 60);
    now_ = next;
  }
  EXPECT_THAT(rests, ElementsAre(5, 10, 20, 40));
  EXPECT_EQ(scheduler_->trouble_of("one"), "the configuration has 1 fault(s)");
}

TEST_F(ASchedule, LeavesPausedSourcesAlone) {
  scheduler_->step();
  write([&](store::WriteBatch& batch) {
    batch.ask_for_run("one", "wang", now_);
    batch.pause_source("one", "wang", "搬迁", now_);
  });
  now_ += kDay;
  scheduler_->step();
  EXPECT_THAT(launcher_.started_, ElementsAre(ElementsAre("two")));
  finish();
  write([&](store::WriteBatch& batch) { batch.resume_source("one"); });
  scheduler_->step();
  EXPECT_THAT(launcher_.started_.back(), ElementsAre("one")) << "it was due meanwhile";
}

TEST_F(ASchedule, SaysOnceThatNoRunCanBeStarted) {
  launcher_.refuses_ = true;
  write([&](store::WriteBatch& batch) { batch.ask_for_run("two", "wang", now_); });
  EXPECT_EQ(scheduler_->step(), now_ + 60);
  EXPECT_THAT(log_, HasSubstr("no more processes"));
  launcher_.refuses_ = false;
  now_ += 60;
  scheduler_->step();
  EXPECT_EQ(launcher_.started_.size(), 1u);
}

TEST_F(ASchedule, EndsItsRunWhenTheServerEnds) {
  write([&](store::WriteBatch& batch) { batch.ask_for_run("two", "wang", now_); });
  scheduler_->step();
  scheduler_->start();
  scheduler_->stop();
  EXPECT_EQ(launcher_.stopped_, 1);
}

}  // namespace
}  // namespace tenderlead::app

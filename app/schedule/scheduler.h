// Runs sources at their times, and when somebody asks for it: one run at a time, each a process of its own.
//
// What was run and what was asked for stands in the store, so a server that was off catches up with one run, and nothing that was
// asked for is forgotten. Another process that writes (`tenderlead run` by a timer) is waited for.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "app/schedule/launcher.h"
#include "app/schedule/timetable.h"
#include "store/store.h"

namespace tenderlead::app {

struct ScheduledSource {
  std::string id;
  bool scheduled = true;  // false: only when somebody asks
  Rhythm rhythm{};
};

struct SchedulerOptions {
  std::vector<ScheduledSource> sources;  // those that are switched on
  Zone zone;
  std::function<std::int64_t()> now;  // seconds since 1970 UTC
  std::function<void(const std::string&)> log;
};

class Scheduler {
 public:
  // Store and launcher are kept by reference.
  Scheduler(store::Store& store, Launcher& launcher, SchedulerOptions options)
      : store_(store), launcher_(launcher), options_(std::move(options)) {}
  ~Scheduler() { stop(); }
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  // Looks once: what has ended is noted, what is due is started. Returns at what time there is something to do again, unless
  // somebody asks before.
  std::int64_t step();

  // Looks by itself from now on, in a thread of its own that ends with stop(); a run that goes on then saves everything and ends.
  void start();
  void ring();  // somebody asked; from any thread
  void stop();

  // When a source is run next; absent where it isn't scheduled. `last`: when its last run began, or when it was first seen. From any
  // thread.
  std::optional<std::int64_t> next_run(const std::string& source_id, std::int64_t last) const;
  // Why the last try to run a source came to nothing, in words; empty where it didn't. From any thread.
  std::string trouble_of(const std::string& source_id) const;

 private:
  struct Try {
    int count = 0;
    std::int64_t again_at = 0;
    std::string why{};
  };
  struct Seen;
  Result<Seen> look() const;
  Result<void> note_end(const RunEnd& end);
  std::vector<std::string> wanted(const Seen& seen, std::int64_t now, std::int64_t& next) const;
  void complain(const Error& error);
  void work();

  store::Store& store_;
  Launcher& launcher_;
  SchedulerOptions options_;
  std::unique_ptr<RunProcess> process_;
  std::vector<std::string> running_;  // what it runs
  std::int64_t begun_at_ = 0;
  std::int64_t rests_until_ = 0;  // the store is somebody else's
  std::string complained_;        // said once
  mutable std::mutex mutex_;      // of what follows
  std::map<std::string, Try> tries_;
  std::condition_variable bell_;
  bool rung_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tenderlead::app

// Tells listeners what changed, whoever wrote it: a handler here, a crawl or a command in another process.
//
// Changes stand in the store beside what they speak of, written in the same transaction; this reads them in their order and publishes each as
// an event. It also writes down when sessions were used last.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "store/store.h"
#include "web/api/sign_in.h"
#include "web/http/events.h"

namespace tenderlead::web {

class ChangeWatcher {
 public:
  // Publishes what comes after the change `seen`. All are kept by reference.
  ChangeWatcher(store::Store& store, EventHub& hub, LastUse& last_use, std::int64_t seen)
      : store_(store), hub_(hub), last_use_(last_use), seen_(seen) {}
  ~ChangeWatcher() { stop(); }
  ChangeWatcher(const ChangeWatcher&) = delete;
  ChangeWatcher& operator=(const ChangeWatcher&) = delete;

  // Looks once. An error is the store's; the next look goes on from where this one came to. Not from several threads at once.
  Result<void> look();

  // Looks every `interval`, and at once after ring(), in a thread of its own.
  void start(std::chrono::milliseconds interval, std::function<void(const std::string&)> log);
  void ring();  // from any thread
  void stop();

 private:
  Result<void> look_at_runs();
  store::Store& store_;
  EventHub& hub_;
  LastUse& last_use_;
  std::int64_t seen_;
  std::map<std::string, std::int64_t> running_;  // Queries::running_sources()
  std::mutex mutex_;
  std::condition_variable bell_;
  bool rung_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace tenderlead::web

// Links anew in the background after people decided something about organisations, so that notices and lists follow without waiting for the
// next run. One linking at a time; what is asked for while it goes on is one more after it. While a run has the store, it waits and tries
// again: the run may have read what people said before they said it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "model/result.h"

namespace tenderlead::app {

class Relinker {
 public:
  // `link` is called on a thread of its own; where its error is busy, again after `rest`. Other errors go to `log`.
  Relinker(std::function<Result<void>()> link, std::function<void(const std::string&)> log,
           std::chrono::milliseconds rest = std::chrono::seconds(15));
  // Waits for a linking that goes on.
  ~Relinker();
  Relinker(const Relinker&) = delete;
  Relinker& operator=(const Relinker&) = delete;

  void ask();  // from any thread

 private:
  void work();

  std::function<Result<void>()> link_;
  std::function<void(const std::string&)> log_;
  std::chrono::milliseconds rest_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool asked_ = false;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace tenderlead::app

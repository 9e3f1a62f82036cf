#include "app/serving/relinker.h"

#include <utility>

namespace tenderlead::app {

Relinker::Relinker(std::function<Result<void>()> link, std::function<void(const std::string&)> log,
                   std::chrono::milliseconds rest)
    : link_(std::move(link)), log_(std::move(log)), rest_(rest), thread_([this] { work(); }) {}

Relinker::~Relinker() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Relinker::ask() {
  {
    const std::lock_guard lock(mutex_);
    asked_ = true;
  }
  changed_.notify_all();
}

void Relinker::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return asked_ || stopped_; });
    if (stopped_) return;
    asked_ = false;
    lock.unlock();
    const auto linked = link_();
    if (!linked && linked.error().code != ErrorCode::busy) log_(linked.error().message);
    lock.lock();
    if (linked || linked.error().code != ErrorCode::busy) continue;
    asked_ = true;
    changed_.wait_for(lock, rest_, [this] { return stopped_; });
  }
}

}  // namespace tenderlead::app

#include "web/api/watcher.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace tenderlead::web {
namespace {

constexpr std::size_t kAtOnce = 500;

std::string data_of(const store::ChangeRow& change) {
  boost::json::object data{{"id", change.subject}};
  if (!change.person.empty()) data["by"] = change.person;
  return boost::json::serialize(data);
}

}  // namespace

Result<void> ChangeWatcher::look() {
  // Before what is new: who signed out isn't told of it.
  hub_.look_after();
  for (bool more = true; more;) {
    struct Found {
      std::int64_t oldest = 0;
      std::vector<store::ChangeRow> changes;
    };
    auto found = store_.read([&](store::Queries& queries) {
      return Found{queries.oldest_change(), queries.changes_after(seen_, kAtOnce)};
    });
    if (!found) return found.error();
    // More was written between two looks than the store keeps.
    if (!found->changes.empty() && found->oldest > seen_ + 1) hub_.publish("reset", "{}");
    bool rights = false;
    for (const auto& change : found->changes) {
      hub_.publish(change.topic + ".changed", data_of(change));
      rights = rights || change.topic == "user";
      seen_ = change.id;
    }
    // Who may no longer listen doesn't come back; the others do, and miss nothing.
    if (rights) hub_.hang_up();
    more = found->changes.size() == kAtOnce;
  }
  if (auto running = look_at_runs(); !running) return running.error();
  last_use_.flush(store_);
  return {};
}

// A crawl counts its pages without telling anybody of each.
Result<void> ChangeWatcher::look_at_runs() {
  auto running = store_.read([](store::Queries& queries) { return queries.running_sources(); });
  if (!running) return running.error();
  for (const auto& [source, done] : *running) {
    const auto before = running_.find(source);
    if (before != running_.end() && before->second != done)
      hub_.publish("source.changed", data_of({0, "source", source, {}}));
  }
  running_ = std::move(*running);
  return {};
}

void ChangeWatcher::start(std::chrono::milliseconds interval, std::function<void(const std::string&)> log) {
  thread_ = std::thread([this, interval, log = std::move(log)] {
    bool well = true;
    for (;;) {
      {
        std::unique_lock lock(mutex_);
        bell_.wait_for(lock, interval, [this] { return rung_ || stopping_; });
        if (stopping_) return;
        rung_ = false;
      }
      const auto looked = look();
      if (!looked && well && log) log("what changed can't be read: " + looked.error().message);
      well = looked.ok();
    }
  });
}

void ChangeWatcher::ring() {
  const std::lock_guard lock(mutex_);
  rung_ = true;
  bell_.notify_one();
}

void ChangeWatcher::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    bell_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

}  // namespace tenderlead::web

#include "app/schedule/scheduler.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <set>
#include <utility>

#include "app/exit_status.h"

namespace tenderlead::app {
namespace {

constexpr auto kPoll = std::chrono::milliseconds(200);  // of a run that goes on
constexpr auto kLongestRest = std::chrono::seconds(30);
constexpr auto kPatience = std::chrono::seconds(60);  // with a run that was asked to end
constexpr std::int64_t kStoreRest = 60;
constexpr std::int64_t kFirstRetry = 5 * 60;
constexpr std::int64_t kLongestRetry = 6 * 3600;
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

bool has(const std::vector<std::string>& list, const std::string& id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

}  // namespace

struct Scheduler::Seen {
  std::map<std::string, store::SourceState> states;
  std::map<std::string, std::int64_t> last;  // when the last run of a source began that came to its end
};

Result<Scheduler::Seen> Scheduler::look() const {
  return store_.read([&](store::Queries& queries) {
    Seen seen;
    seen.states = queries.source_states();
    for (const auto& source : options_.sources)
      if (const auto last = queries.last_crawl(source.id)) seen.last.emplace(source.id, *last);
    return seen;
  });
}

void Scheduler::complain(const Error& error) {
  if (error.message == complained_) return;
  complained_ = error.message;
  if (options_.log) options_.log("the schedule waits: " + error.message);
}

// What the run came to shows in the store; its words only say why it came to nothing.
Result<void> Scheduler::note_end(const RunEnd& end) {
  const auto seen = look();
  if (!seen) return seen.error();
  const auto now = options_.now();
  const bool store_is_taken = end.status == static_cast<int>(ExitStatus::store_unavailable);
  if (store_is_taken) rests_until_ = now + kStoreRest;
  std::vector<std::string> changed;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& id : running_) {
      const auto last = seen->last.find(id);
      if (last != seen->last.end() && last->second >= begun_at_) {
        if (tries_.erase(id) > 0) changed.push_back(id);
        continue;
      }
      changed.push_back(id);
      auto& failed = tries_[id];
      const bool worked = end.status == static_cast<int>(ExitStatus::done) ||
                          end.status == static_cast<int>(ExitStatus::some_failed);
      failed.why = worked                   ? std::string()
                   : end.last_words.empty() ? "the run ended with status " + std::to_string(end.status)
                                            : end.last_words;
      if (store_is_taken) continue;
      failed.again_at = now + std::min(kFirstRetry << std::min(failed.count, 8), kLongestRetry);
      ++failed.count;
    }
  }
  auto written = store_.write([&](store::WriteBatch& batch) {
    // What was asked for waits for the store; anything else that went wrong is shown, and asked for anew.
    for (const auto& id : running_) {
      const auto state = seen->states.find(id);
      const bool asked =
          state != seen->states.end() && state->second.asked_at && *state->second.asked_at <= begun_at_;
      if (asked && !store_is_taken) batch.forget_ask(id);
      if ((asked && !store_is_taken) || has(changed, id)) batch.note_change("source", id, {});
    }
  });
  return written;
}

std::vector<std::string> Scheduler::wanted(const Seen& seen, std::int64_t now, std::int64_t& next) const {
  std::vector<std::string> ids;
  next = kNever;
  const std::lock_guard lock(mutex_);
  for (const auto& source : options_.sources) {
    const auto state = seen.states.find(source.id);
    const auto* said = state == seen.states.end() ? nullptr : &state->second;
    if (said != nullptr && said->paused_at) continue;
    if (said != nullptr && said->asked_at) {
      ids.push_back(source.id);
      continue;
    }
    if (!source.scheduled) continue;
    const auto run = seen.last.find(source.id);
    const auto last = run != seen.last.end() ? run->second : said != nullptr ? said->known_since : now;
    auto due = due_at(options_.zone, source.rhythm, last);
    if (const auto failed = tries_.find(source.id); failed != tries_.end())
      due = std::max(due, failed->second.again_at);
    if (due <= now)
      ids.push_back(source.id);
    else
      next = std::min(next, due);
  }
  return ids;
}

std::int64_t Scheduler::step() {
  const auto now = options_.now();
  if (process_) {
    const auto end = process_->ended();
    if (!end) return now;
    if (const auto noted = note_end(*end); !noted) {
      complain(noted.error());
      return now + kStoreRest;
    }
    process_.reset();
    running_.clear();
  }
  if (now < rests_until_) return rests_until_;
  auto seen = look();
  if (!seen) {
    complain(seen.error());
    return now + kStoreRest;
  }
  std::vector<std::string> unknown;
  std::vector<std::string> done;  // asked for, and run since: the server was killed before it could say so
  for (const auto& source : options_.sources) {
    const auto state = seen->states.find(source.id);
    if (state == seen->states.end() || state->second.known_since == 0) unknown.push_back(source.id);
    const auto last = seen->last.find(source.id);
    if (state == seen->states.end() || !state->second.asked_at || last == seen->last.end()) continue;
    if (last->second < *state->second.asked_at) continue;
    done.push_back(source.id);
    state->second.asked_at.reset();
  }
  if (!unknown.empty() || !done.empty()) {
    const auto written = store_.write([&](store::WriteBatch& batch) {
      for (const auto& id : unknown) batch.know_source(id, now);
      for (const auto& id : done) batch.forget_ask(id);
    });
    if (!written) {
      complain(written.error());
      return now + kStoreRest;
    }
    for (const auto& id : unknown) seen->states[id].known_since = now;
  }
  complained_.clear();
  std::int64_t next = kNever;
  auto ids = wanted(*seen, now, next);
  if (ids.empty()) return next;
  auto process = launcher_.start(ids);
  if (!process) {
    complain(process.error());
    rests_until_ = now + kStoreRest;
    return rests_until_;
  }
  process_ = std::move(*process);
  running_ = std::move(ids);
  begun_at_ = now;
  return now;
}

std::optional<std::int64_t> Scheduler::next_run(const std::string& source_id, std::int64_t last) const {
  for (const auto& source : options_.sources) {
    if (source.id != source_id || !source.scheduled) continue;
    const auto due = due_at(options_.zone, source.rhythm, last);
    const std::lock_guard lock(mutex_);
    const auto failed = tries_.find(source_id);
    return failed == tries_.end() ? due : std::max(due, failed->second.again_at);
  }
  return std::nullopt;
}

std::string Scheduler::trouble_of(const std::string& source_id) const {
  const std::lock_guard lock(mutex_);
  const auto failed = tries_.find(source_id);
  return failed == tries_.end() ? std::string() : failed->second.why;
}

void Scheduler::start() {
  thread_ = std::thread([this] { work(); });
}

void Scheduler::work() {
  using Clock = std::chrono::steady_clock;
  for (;;) {
    const auto next = step();
    const auto left = next - options_.now();
    std::unique_lock lock(mutex_);
    const auto rest =
        process_ ? kPoll
                 : std::chrono::duration_cast<std::chrono::milliseconds>(std::min<std::chrono::seconds>(
                       kLongestRest, std::chrono::seconds(std::max<std::int64_t>(left, 1))));
    bell_.wait_for(lock, rest, [this] { return rung_ || stopping_; });
    rung_ = false;
    if (stopping_) break;
  }
  if (!process_) return;
  process_->stop();
  const auto deadline = Clock::now() + kPatience;
  std::unique_lock lock(mutex_);
  while (!process_->ended() && Clock::now() < deadline) bell_.wait_for(lock, kPoll / 4);
  process_.reset();
}

void Scheduler::ring() {
  const std::lock_guard lock(mutex_);
  rung_ = true;
  bell_.notify_one();
}

void Scheduler::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    bell_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
}

}  // namespace tenderlead::app

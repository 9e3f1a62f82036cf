// A line of work: jobs are done on several threads, and what comes of them is put away by one thread in batches as
// large as what has gathered meanwhile. It is how pages are parsed in parallel and stored in few transactions.
// A transaction costs much the same for ten pages as for a hundred, so while more jobs wait than the threads can do,
// the one that puts away waits as well, for a moment and until `good_batch` have gathered. Nothing waits otherwise.
#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <iterator>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace tenderlead::app {

struct WorkLineOptions {
  int threads = 0;  // 0: one a processor
  std::size_t good_batch = 64;
  std::size_t max_batch = 256;
  std::chrono::milliseconds longest_gathering{200};
  std::size_t max_under_way = 512;  // what push_when_room() lets in
};

// The threads that a setting asks for: 0 is one a processor.
inline int thread_count(int setting) {
  return setting > 0 ? setting : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

// push(), push_when_room() and drain() may be called from any thread but the line's own. Neither function may throw.
// Batches hold jobs in the order in which they were finished, not pushed.
template <typename Job, typename Done>
class WorkLine {
 public:
  WorkLine(const WorkLineOptions& options, std::function<Done(Job)> work,
           std::function<void(std::vector<Done>)> put_away)
      : options_(options), work_(std::move(work)), put_away_(std::move(put_away)) {
    for (int i = 0; i < thread_count(options.threads); ++i) threads_.emplace_back([this] { do_jobs(); });
    threads_.emplace_back([this] { put_batches_away(); });
  }
  // Finishes everything that was pushed.
  ~WorkLine() {
    drain();
    {
      const std::lock_guard guard(mutex_);
      closed_ = true;
    }
    jobs_ready_.notify_all();
    done_ready_.notify_all();
    for (auto& thread : threads_) thread.join();
  }
  WorkLine(const WorkLine&) = delete;
  WorkLine& operator=(const WorkLine&) = delete;

  void push(Job job) {
    {
      const std::lock_guard guard(mutex_);
      ++under_way_;
      jobs_.push_back(std::move(job));
    }
    jobs_ready_.notify_one();
  }

  void push_when_room(Job job) {
    {
      std::unique_lock lock(mutex_);
      room_.wait(lock, [&] { return under_way_ < options_.max_under_way; });
    }
    push(std::move(job));
  }

  // Waits until everything pushed so far is put away.
  void drain() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return under_way_ == 0; });
  }

 private:
  void do_jobs() {
    for (;;) {
      std::unique_lock lock(mutex_);
      jobs_ready_.wait(lock, [&] { return closed_ || !jobs_.empty(); });
      if (jobs_.empty()) return;
      Job job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      Done done = work_(std::move(job));
      lock.lock();
      done_.push_back(std::move(done));
      const bool wanted = done_.size() == 1 || gathered();
      lock.unlock();
      if (wanted) done_ready_.notify_one();
    }
  }

  // Whether what is done should be put away now.
  bool gathered() const { return jobs_.empty() || done_.size() >= options_.good_batch; }

  void put_batches_away() {
    for (;;) {
      std::unique_lock lock(mutex_);
      done_ready_.wait(lock, [&] { return closed_ || !done_.empty(); });
      done_ready_.wait_for(lock, options_.longest_gathering, [&] { return closed_ || gathered(); });
      if (done_.empty()) return;
      std::vector<Done> batch;
      if (done_.size() <= options_.max_batch) {
        batch.swap(done_);
      } else {
        const auto end = done_.begin() + static_cast<std::ptrdiff_t>(options_.max_batch);
        batch.assign(std::make_move_iterator(done_.begin()), std::make_move_iterator(end));
        done_.erase(done_.begin(), end);
      }
      lock.unlock();
      const std::size_t count = batch.size();
      put_away_(std::move(batch));
      lock.lock();
      under_way_ -= count;
      lock.unlock();
      room_.notify_all();
    }
  }

  const WorkLineOptions options_;
  const std::function<Done(Job)> work_;
  const std::function<void(std::vector<Done>)> put_away_;
  std::mutex mutex_;
  std::condition_variable jobs_ready_;
  std::condition_variable done_ready_;
  std::condition_variable room_;
  std::deque<Job> jobs_;
  std::vector<Done> done_;
  std::size_t under_way_ = 0;
  bool closed_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace tenderlead::app

// How often somebody may try to sign in. Each failure makes the next try wait longer, for the name that was tried and for the address it
// came from; neither locks an account for good, so that nobody can be kept out by somebody else's tries.
//
// In memory: a restart forgives. Bounded: beyond 10,000 names or addresses the longest forgiven go first. Thread-safe.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>

namespace tenderlead::web {

class SignInThrottle {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;
  explicit SignInThrottle(Clock clock = &std::chrono::steady_clock::now) : clock_(std::move(clock)) {}

  // How long a try has to wait; zero: it may be made now, and counts as one that failed until succeeded() says otherwise, so that tries
  // side by side are no more than tries one by one. A try that has to wait is refused, and isn't one.
  std::chrono::seconds begin(const std::string& name, const std::string& address);
  // Of a try that was begun. Forgives the name; the address keeps what it did to others.
  void succeeded(const std::string& name, const std::string& address);

 private:
  struct Record {
    int failures = 0;
    std::chrono::steady_clock::time_point until;  // no try before
    std::chrono::steady_clock::time_point forgiven;
  };
  using Records = std::map<std::string, Record>;
  void count(Records& records, const std::string& key, int free_tries);
  std::chrono::seconds left(const Records& records, const std::string& key) const;

  Clock clock_;
  mutable std::mutex mutex_;
  Records names_;
  Records addresses_;
};

}  // namespace tenderlead::web

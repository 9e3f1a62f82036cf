// Which IP address a name stands for, so that the crawl knows which hosts share a server before it asks them anything.
// Libcurl resolves again for itself, and what it connects to is judged there (address_guard.h): this answer orders
// turns, and stands for what a proxy would connect to.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace tenderlead::crawler {

// Asks the system's resolver, which blocks, from up to `threads` threads of its own. They start when needed, are never
// waited for, and end with the object once their question is answered. Thread-safe.
class Resolver {
 public:
  explicit Resolver(int threads = 8);
  ~Resolver();
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  // `answered` gets the numeric addresses, sorted as text, or none where the name doesn't resolve. It is called once,
  // from a thread of the resolver, unless the resolver is destroyed before.
  using Addresses = std::vector<std::string>;
  void resolve(std::string name, std::function<void(Addresses)> answered);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace tenderlead::crawler

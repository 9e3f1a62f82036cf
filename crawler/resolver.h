// Which IP address a name stands for, so that the crawl knows which hosts share a server before it asks them anything.
// Libcurl resolves again for itself, and what it connects to is judged there (address_guard.h): this answer only orders
// turns.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace tenderlead::crawler {

// Asks the system's resolver, which blocks, from up to `threads` threads of its own. They start when needed, are never
// waited for, and end with the object once their question is answered. Thread-safe.
class Resolver {
 public:
  explicit Resolver(int threads = 8);
  ~Resolver();
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  // `answered` gets the numeric address, the least as text where there are several, or nothing where the name doesn't
  // resolve. It is called once, from a thread of the resolver, unless the resolver is destroyed before.
  void resolve(std::string name, std::function<void(std::string)> answered);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace tenderlead::crawler

#include "crawler/resolver.h"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace tenderlead::crawler {
namespace {

Resolver::Addresses addresses_of(const std::string& name) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_ADDRCONFIG;
  addrinfo* found = nullptr;
  Resolver::Addresses addresses;
  if (getaddrinfo(name.c_str(), nullptr, &hints, &found) != 0) return addresses;
  for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    if (getnameinfo(one->ai_addr, one->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) != 0)
      continue;
    addresses.emplace_back(text.data());
  }
  freeaddrinfo(found);
  std::sort(addresses.begin(), addresses.end());
  return addresses;
}

}  // namespace

// Shared with the threads, which may outlive the Resolver: a name server that is silent holds them for half a minute.
struct Resolver::State {
  struct Question {
    std::string name;
    std::function<void(Addresses)> answered;
  };
  int most_threads = 1;
  std::mutex mutex;
  std::deque<Question> questions;
  int threads = 0;
  bool closed = false;
};

Resolver::Resolver(int threads) : state_(std::make_shared<State>()) {
  state_->most_threads = threads;
}

Resolver::~Resolver() {
  const std::lock_guard lock(state_->mutex);
  state_->closed = true;
  state_->questions.clear();
}

void Resolver::resolve(std::string name, std::function<void(Addresses)> answered) {
  const std::lock_guard lock(state_->mutex);
  state_->questions.push_back({std::move(name), std::move(answered)});
  if (state_->threads == state_->most_threads) return;
  ++state_->threads;
  std::thread([state = state_] {
    std::unique_lock held(state->mutex);
    while (!state->questions.empty()) {
      auto question = std::move(state->questions.front());
      state->questions.pop_front();
      held.unlock();
      auto addresses = addresses_of(question.name);
      held.lock();
      if (!state->closed) question.answered(std::move(addresses));
    }
    --state->threads;
  }).detach();
}

}  // namespace tenderlead::crawler

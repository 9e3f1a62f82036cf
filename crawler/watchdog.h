// Gives up on a server that doesn't begin to answer, or falls silent in the middle of its answer. Libcurl's own low
// speed limit can't tell the two apart and counts in whole seconds. Internal to the fetcher.
#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace tenderlead::crawler {

enum class Silence { none, before_answer, within_answer };

// Works on its strand alone. `give_up` may destroy the Watchdog.
class Watchdog {
 public:
  using Executor = boost::asio::strand<boost::asio::io_context::executor_type>;
  // `received` tells how many bytes of the answer have come, as they came over the network.
  Watchdog(const Executor& strand, std::function<std::uint64_t()> received,
           std::function<void(Silence)> give_up);

  // The request is on its way: the answer's first byte has to come within `first_byte`, and later no span of `stall`
  // may pass with less than 64 bytes a second. Zero switches either off.
  void sent(std::chrono::milliseconds first_byte, std::chrono::milliseconds stall);
  // The answer has begun. Does nothing when called again.
  void answering();
  void stop();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace tenderlead::crawler

#include "crawler/watchdog.h"

#include <algorithm>
#include <utility>

namespace tenderlead::crawler {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t kLeastBytesPerSecond = 64;
// The span that is looked back upon moves on in so many steps; so a silence is noticed a fourth of it late at most.
constexpr int kSteps = 4;

}  // namespace

struct Watchdog::State : std::enable_shared_from_this<Watchdog::State> {
  State(const Executor& strand, std::function<std::uint64_t()> count, std::function<void(Silence)> end)
      : timer(strand), received(std::move(count)), give_up(std::move(end)) {}

  void arm(milliseconds span) {
    timer.expires_after(span);
    // A wait that is over when it is cancelled still comes here without an error.
    timer.async_wait([weak = weak_from_this(), mine = ++round](const boost::system::error_code& error) {
      const auto self = weak.lock();
      if (self && !error && self->round == mine) self->expired();
    });
  }

  void expired() {
    if (!begun) {
      give_up(Silence::before_answer);
      return;
    }
    const std::uint64_t now = received();
    auto& oldest = marks[static_cast<std::size_t>(next++ % kSteps)];
    const std::uint64_t least = static_cast<std::uint64_t>(stall.count() * kLeastBytesPerSecond / 1000);
    if (next > kSteps && now - oldest < std::max<std::uint64_t>(least, 1)) {
      give_up(Silence::within_answer);
      return;
    }
    oldest = now;
    arm(stall / kSteps);
  }

  boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                    boost::asio::wait_traits<std::chrono::steady_clock>, Executor>
      timer;
  std::function<std::uint64_t()> received;
  std::function<void(Silence)> give_up;
  milliseconds stall{0};
  bool begun = false;
  std::uint64_t round = 0;
  std::array<std::uint64_t, std::size_t{kSteps}> marks{};  // what had come at the last steps
  int next = 0;
};

Watchdog::Watchdog(const Executor& strand, std::function<std::uint64_t()> received,
                   std::function<void(Silence)> give_up)
    : state_(std::make_shared<State>(strand, std::move(received), std::move(give_up))) {}

void Watchdog::sent(milliseconds first_byte, milliseconds stall) {
  stop();
  State& state = *state_;
  state.stall = stall;
  state.begun = false;
  state.next = 0;
  if (first_byte.count() > 0) state.arm(first_byte);
}

void Watchdog::answering() {
  State& state = *state_;
  if (state.begun) return;
  state.begun = true;
  state.marks[0] = state.received();
  state.next = 1;
  if (state.stall.count() > 0)
    state.arm(std::max(state.stall / kSteps, milliseconds(1)));
  else
    stop();
}

void Watchdog::stop() {
  ++state_->round;
  state_->timer.cancel();
}

}  // namespace tenderlead::crawler

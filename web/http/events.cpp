#include "web/http/events.h"

#include <utility>

namespace tenderlead::web {
namespace {
constexpr std::size_t kMostWaiting = 1000;
}

std::string wire_form(const Event& event) {
  return "id: " + std::to_string(event.id) + "\nevent: " + event.name + "\ndata: " + event.data + "\n\n";
}

std::vector<Event> EventStream::take() {
  const std::lock_guard lock(mutex_);
  std::vector<Event> events(std::make_move_iterator(waiting_.begin()),
                            std::make_move_iterator(waiting_.end()));
  waiting_.clear();
  return events;
}

bool EventStream::open() const {
  const std::lock_guard lock(mutex_);
  return !ended_ || !waiting_.empty();
}

void EventStream::on_news(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wake_ = std::move(wake);
  if (wake_ && (ended_ || !waiting_.empty())) wake_();
}

void EventStream::push(const Event& event) {
  const std::lock_guard lock(mutex_);
  if (ended_) return;
  if (waiting_.size() == kMostWaiting)
    ended_ = true;  // the listener comes back and is told to read everything again
  else
    waiting_.push_back(event);
  if (wake_) wake_();
}

void EventStream::end() {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  if (wake_) wake_();
}

EventHub::~EventHub() {
  close();
}

void EventHub::publish(std::string name, std::string data) {
  const std::lock_guard lock(mutex_);
  const Event event{next_++, std::move(name), std::move(data)};
  std::erase_if(streams_, [&](const std::weak_ptr<EventStream>& weak) {
    const auto stream = weak.lock();
    if (stream) stream->push(event);
    return !stream;
  });
  last_.push_back(event);
  if (last_.size() > kept_) last_.pop_front();
}

std::shared_ptr<EventStream> EventHub::listen(std::optional<std::uint64_t> after,
                                              std::function<bool()> allowed) {
  auto stream = std::make_shared<EventStream>();
  stream->allowed_ = std::move(allowed);
  const std::lock_guard lock(mutex_);
  if (closed_) {
    stream->end();
    return stream;
  }
  if (after) {
    const auto oldest = next_ - last_.size();  // the id of the oldest that is kept
    if (*after >= next_ || *after + 1 < oldest) {
      stream->push({next_ - 1, "reset", "{}"});
    } else {
      for (const auto& event : last_)
        if (event.id > *after) stream->push(event);
    }
  }
  streams_.push_back(stream);
  return stream;
}

void EventHub::look_after() {
  std::vector<std::shared_ptr<EventStream>> streams;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& weak : streams_)
      if (auto stream = weak.lock()) streams.push_back(std::move(stream));
  }
  // Asked outside the lock: it reads the store.
  for (const auto& stream : streams)
    if (stream->allowed_ && !stream->allowed_()) stream->end();
}

void EventHub::hang_up() {
  const std::lock_guard lock(mutex_);
  for (const auto& weak : streams_)
    if (const auto stream = weak.lock()) stream->end();
  streams_.clear();
}

void EventHub::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  for (const auto& weak : streams_)
    if (const auto stream = weak.lock()) stream->end();
  streams_.clear();
}

}  // namespace tenderlead::web

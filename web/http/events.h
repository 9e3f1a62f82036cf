// What changes, as it happens, to everybody who listens: server-sent events (WHATWG HTML, 9.2).
//
// A hub keeps the last events, so that a browser whose connection broke gets what it missed (Last-Event-ID). Thread-safe: anybody may
// publish; each stream has one reader.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace tenderlead::web {

struct Event {
  std::uint64_t id = 0;  // counts from 1 and never repeats while the server runs
  std::string name;      // [a-z._]+: "lead.changed"
  std::string data;      // JSON on one line
};

// The bytes of an event on the wire.
std::string wire_form(const Event& event);

class EventHub;

// One listener's events. Ends with the hub, or when it falls too far behind.
class EventStream {
 public:
  // What there is to send now; takes it away.
  std::vector<Event> take();
  // False once the stream has ended and take() has given everything.
  bool open() const;
  // Called, from any thread, when take() has something new or the stream has ended. Replaces what was set before; empty: nobody.
  void on_news(std::function<void()> wake);

 private:
  friend class EventHub;
  void push(const Event& event);
  void end();

  std::function<bool()> allowed_;  // set before anybody else knows of the stream
  mutable std::mutex mutex_;
  std::deque<Event> waiting_;
  std::function<void()> wake_;
  bool ended_ = false;
};

class EventHub {
 public:
  // Events kept for those who come back; and waiting for one listener, whose stream ends beyond.
  // `first` is the first event's id: one that follows those of an earlier run of the server keeps listeners' places.
  explicit EventHub(std::size_t kept = 1000, std::uint64_t first = 1) : next_(first), kept_(kept) {}
  ~EventHub();
  EventHub(const EventHub&) = delete;
  EventHub& operator=(const EventHub&) = delete;

  void publish(std::string name, std::string data);
  // Events from now on; with `after`, the kept ones behind that id come first. Where some of them are no longer kept, or the id is of an
  // earlier run of the server, the first event is "reset": read everything again.
  // `allowed` is asked by look_after(), from its thread: whether the listener may still listen.
  std::shared_ptr<EventStream> listen(std::optional<std::uint64_t> after = std::nullopt,
                                      std::function<bool()> allowed = {});
  // Ends the streams of those who may no longer listen: who signed out, whose session or token is over.
  void look_after();
  // Ends the streams that are open: who still may listen comes back by itself.
  void hang_up();
  // Ends all streams; what comes after it ends at once.
  void close();

 private:
  std::mutex mutex_;
  std::deque<Event> last_;
  std::uint64_t next_;
  std::size_t kept_;
  bool closed_ = false;
  std::vector<std::weak_ptr<EventStream>> streams_;
};

}  // namespace tenderlead::web

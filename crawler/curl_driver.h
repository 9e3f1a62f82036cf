// Drives libcurl's multi_socket interface with Asio: curl says which sockets and which timer it waits for, Asio waits.
// Internal to the fetcher. Everything happens on one strand; nothing here is thread-safe.
#pragma once

#include <curl/curl.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <functional>
#include <memory>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace tenderlead::crawler {

class CurlDriver : public std::enable_shared_from_this<CurlDriver> {
 public:
  using Executor = boost::asio::strand<boost::asio::io_context::executor_type>;
  // Transfers that ended together; their easy handles are out of the multi handle already.
  using Ended = std::vector<std::pair<CURL*, CURLcode>>;
  using Finished = std::function<void(const Ended&)>;

  // Throws std::runtime_error where libcurl gives no multi handle. Use through a shared_ptr: handlers that Asio still
  // holds when the driver goes find out by a weak_ptr.
  CurlDriver(Executor strand, long max_idle_connections, Finished finished);
  // All easy handles must have been removed.
  ~CurlDriver();
  CurlDriver(const CurlDriver&) = delete;
  CurlDriver& operator=(const CurlDriver&) = delete;

  CURLMcode add(CURL* easy);
  // Does nothing to a handle that isn't in.
  void remove(CURL* easy);

 private:
  // A socket of curl's that Asio watches for it. Curl opens and closes the socket; release() hands it back.
  struct Watch {
    explicit Watch(const Executor& strand) : descriptor(strand) {}
    boost::asio::posix::basic_stream_descriptor<Executor> descriptor;
    curl_socket_t socket = CURL_SOCKET_BAD;
    int wanted = 0;        // CURL_POLL_IN, CURL_POLL_OUT or both
    bool reading = false;  // a wait is under way
    bool writing = false;
    bool removed = false;
  };

  static int on_socket(CURL* easy, curl_socket_t socket, int what, void* self, void* watch);
  static int on_timer(CURLM* multi, long timeout_ms, void* self);
  void watch_socket(curl_socket_t socket, int what);
  void unwatch(curl_socket_t socket);
  void arm(const std::shared_ptr<Watch>& watch);
  void wait(const std::shared_ptr<Watch>& watch, bool for_reading);
  void set_timer(long timeout_ms);
  void act(curl_socket_t socket, int events);
  void collect_finished();

  Executor strand_;
  Finished finished_;
  CURLM* multi_ = nullptr;
  boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                    boost::asio::wait_traits<std::chrono::steady_clock>, Executor>
      timer_;
  bool timeout_posted_ = false;
  std::unordered_set<CURL*> running_;
  std::unordered_map<curl_socket_t, std::shared_ptr<Watch>> watches_;
};

}  // namespace tenderlead::crawler

// A small HTTP server on the loopback, in a thread of its own, which answers as a test tells it and remembers what it
// was asked and when.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "model/page.h"

namespace tenderlead::crawler {

struct ServerRequest {
  std::string method;
  std::string target;
  HeaderList headers;
  std::string body;
  std::string address;  // that was connected to: "127.0.0.1"
  int status = 0;       // of the answer; 0 where it was raw bytes
  std::chrono::steady_clock::time_point arrived;
  std::chrono::steady_clock::time_point
      answered{};  // just before the first byte of the answer; zero until then
};

struct ServerReply {
  int status = 200;
  std::string body;
  HeaderList headers;
  std::chrono::milliseconds delay{0};  // before the answer
  std::string raw;                // where not empty: sent instead of all the above, and the connection closed
  bool keep_open = false;         // `raw`: the connection stays open
  std::size_t bytes_at_once = 0;  // `raw`: where not 0, sent in pieces with `delay` before each
  // Where there is one: asked every millisecond, and the answer waits until it says true.
  std::function<bool()> may_go{};
};

class TestServer {
 public:
  // `handler` runs on the server's thread.
  using Handler = std::function<ServerReply(const ServerRequest&)>;
  explicit TestServer(Handler handler) : TestServer(std::move(handler), {"127.0.0.1"}) {}
  // Listens on the same port of several addresses of 127.0.0.0/8, or of ::1. Throws boost::system::system_error where it can't.
  TestServer(Handler handler, const std::vector<std::string>& addresses);
  ~TestServer();
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  int port() const { return port_; }
  // "http://127.0.0.1:PORT" + path.
  std::string url(const std::string& path) const;
  std::string host() const { return "127.0.0.1:" + std::to_string(port_); }

  std::vector<ServerRequest> requests() const;
  // Those with this target.
  std::vector<ServerRequest> requests(const std::string& target) const;
  // The most requests that were being answered at the same time.
  int most_at_once() const { return most_at_once_; }
  // Connections accepted so far.
  int connections() const { return connections_; }

 private:
  class Session;
  void accept(boost::asio::ip::tcp::acceptor& acceptor);

  Handler handler_;
  boost::asio::io_context io_;
  std::deque<boost::asio::ip::tcp::acceptor> acceptors_;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::vector<ServerRequest> requests_;
  int at_once_ = 0;
  std::atomic<int> most_at_once_ = 0;
  std::atomic<int> connections_ = 0;
  std::thread thread_;
};

}  // namespace tenderlead::crawler

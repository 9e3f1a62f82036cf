// Answers requests for one site on one listening socket. HTTP/1.1 with keep-alive, pages from memory, conditional
// requests (RFC 9110, 13.1), and the faults that were asked for.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "tests/portal/portal.h"

namespace tenderlead::portal {

// What the server shares with the threads that ask and tell; guarded by `mutex`.
struct SharedLog {
  std::mutex mutex;
  std::vector<RequestRecord> requests;
  std::chrono::steady_clock::time_point epoch = std::chrono::steady_clock::now();
};

// A site being served. Lives on the server's thread, but for `faults`, which the log's mutex guards.
struct ServedSite {
  explicit ServedSite(SiteContent content_) : content(std::move(content_)) {}
  SiteContent content;
  FaultSet faults;
  std::unordered_map<std::string, int> attempts;  // guarded like faults; emptied when they change
  int in_flight = 0;
  std::uint16_t control_port = 0;
};

struct Reply {
  int status = 200;
  std::string content_type;
  std::string body;
};
// Answers a request for the control port: method, target, body.
using ControlHandler = std::function<Reply(const std::string&, const std::string&)>;

// Accept connections until the acceptor is closed.
boost::asio::awaitable<void> serve_site(boost::asio::ip::tcp::acceptor& acceptor, ServedSite& site,
                                        SharedLog& log);
boost::asio::awaitable<void> serve_control(boost::asio::ip::tcp::acceptor& acceptor,
                                           const ControlHandler& handler);

}  // namespace tenderlead::portal

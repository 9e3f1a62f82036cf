// Commands to the browser and what it says to us, over one WebSocket for all its tabs ("flat" sessions).
#pragma once

#include <boost/json/object.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "crawler/browser/devtools_message.h"
#include "crawler/fetcher.h"

namespace tenderlead::crawler {

// Works on one strand alone; nothing blocks. Use through a shared_ptr.
class DevToolsConnection {
 public:
  using Executor = Fetcher::Executor;
  using Reply = std::function<void(Result<boost::json::object>)>;

  struct Events {
    std::function<void(const DevToolsMessage&)> said;  // an event
    std::function<void(const std::string&)> closed;    // once, with the reason; not after close()
  };

  explicit DevToolsConnection(Executor strand);
  ~DevToolsConnection();
  DevToolsConnection(const DevToolsConnection&) = delete;
  DevToolsConnection& operator=(const DevToolsConnection&) = delete;

  // Connects to 127.0.0.1. `socket`: a TCP socket to connect by, which becomes this object's; -1 makes one.
  void connect(const DevToolsAddress& address, int socket, Events events,
               std::function<void(Result<void>)> connected);
  // `reply`, where there is one, is called once, never from within call(); not at all after close().
  void call(const std::string& method, boost::json::object parameters, const std::string& session = {},
            Reply reply = {});
  // Longer messages of the browser end the connection; 64 MiB until set.
  void limit_messages(std::uint64_t bytes);
  // No callback is called after it.
  void close();

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace tenderlead::crawler

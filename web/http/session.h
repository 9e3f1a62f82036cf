// One connection's course, over TCP or TLS. Internal to the server.
#pragma once

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include "web/http/server.h"

namespace tenderlead::web {

// What all connections share.
struct Serving {
  ServerOptions options;
  Handler handler;
  boost::asio::thread_pool workers;
  std::atomic<bool> stopping = false;

  Serving(ServerOptions options_, Handler handler_)
      : options(std::move(options_)),
        handler(std::move(handler_)),
        workers(static_cast<std::size_t>(options.handler_threads)) {}
};

using PlainStream = boost::beast::tcp_stream;
using TlsStream = boost::beast::ssl_stream<boost::beast::tcp_stream>;

// Answers requests until the other side or the server has had enough. Never throws for what the other side does. `answering` is true
// while a request is being answered, so that stop() knows which connections may be closed.
boost::asio::awaitable<void> converse(PlainStream& stream, Serving& service, std::string peer,
                                      std::atomic<bool>& answering);
boost::asio::awaitable<void> converse(TlsStream& stream, Serving& service, std::string peer,
                                      std::atomic<bool>& answering);

}  // namespace tenderlead::web

// The HTTP server: connections in, requests to a handler, answers out.
//
// HTTP/1.1 with keep-alive on Boost.Beast and Asio coroutines. One thread moves bytes, a few run handlers, so a slow query holds up
// nobody's script. Every size, count and time has a limit; a request that goes beyond gets an answer that says so where one can still be
// sent. Handlers are called from several threads at once; an exception in one is a 500 for its request and goes to the log.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "model/result.h"
#include "web/http/message.h"

namespace tenderlead::web {

struct TlsFiles {
  std::string certificate;  // PEM, the whole chain
  std::string key;          // PEM
};

struct ServerOptions {
  std::string address = "127.0.0.1";  // of this machine, IPv4 or IPv6; a name isn't one
  std::uint16_t port = 0;             // 0: any that is free
  std::optional<TlsFiles> tls;  // TLS 1.2 at least; absent: plain HTTP, for loopback or a proxy in front
  int handler_threads = 4;
  std::size_t most_connections = 512;  // open at once; more wait in the system's queue
  std::size_t most_header_bytes = 16 * 1024;
  std::size_t most_body_bytes = 8 * 1024 * 1024;
  std::chrono::milliseconds idle{60'000};      // between requests of one connection
  std::chrono::milliseconds transfer{30'000};  // for a request to come in, and for an answer to go out
  std::chrono::milliseconds heartbeat{
      20'000};  // between signs of life in a stream of events: proxies cut silent ones after 60 s
  std::function<void(const std::string&)> on_fault;  // what goes wrong inside; from any thread
  // What will trouble people though it works: a certificate that has expired, or will within two weeks. From start().
  std::function<void(const std::string&)> on_warning{};
};

class Server {
 public:
  // Listens; requests are answered until stop(). io where the port is taken or the address isn't this machine's, invalid_config where
  // certificate or key can't be used; the message says which and what to do.
  static Result<std::unique_ptr<Server>> start(ServerOptions options, Handler handler);

  // That it listens at.
  std::uint16_t port() const;
  // Takes no new connections and no further requests, lets what is being answered finish for at most `grace`, and returns when all is
  // over. Streams of events end at once. Thread-safe; a second call does nothing.
  void stop(std::chrono::milliseconds grace = std::chrono::seconds(5));

  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

 private:
  struct Inside;
  explicit Server(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace tenderlead::web

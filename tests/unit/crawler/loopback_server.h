// What the servers of the tests have in common that speak TLS, HTTP/2 or for another server: a socket on the loopback,
// and a thread for each connection, which blocks.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "test_server.h"

namespace tenderlead::crawler {

class LoopbackServer {
 public:
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  int port() const { return port_; }
  int connections() const { return connections_; }
  std::vector<ServerRequest> requests() const;

 protected:
  // A byte stream: a socket, or TLS over one. Both answer 0 or less where it has ended.
  class Stream {
   public:
    virtual ~Stream() = default;
    virtual int read(char* to, int size) = 0;
    virtual int write(const char* from, int size) = 0;

    bool write_all(std::string_view bytes);
    // Up to and with the empty line; empty where the stream ends before.
    std::string read_head();
    // Exactly so many bytes, or fewer where the stream ends.
    std::string read_bytes(std::size_t count);

   private:
    std::string ahead_;
  };
  class Socket : public Stream {
   public:
    explicit Socket(int fd) : fd_(fd) {}
    int read(char* to, int size) override;
    int write(const char* from, int size) override;
    int fd() const { return fd_; }

   private:
    int fd_;
  };

  LoopbackServer();
  virtual ~LoopbackServer();
  // Derived classes call the first at the end of their constructors, the second at the start of their destructors.
  void begin();
  void end();
  // Serves one connection, on a thread of its own; `fd` is closed afterwards.
  virtual void serve(int fd) = 0;

  void remember(ServerRequest request);
  static ServerRequest parse_head(const std::string& head);
  static std::string text_of(const ServerReply& reply);

 private:
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> connections_ = 0;
  mutable std::mutex mutex_;
  std::vector<ServerRequest> requests_;
  std::vector<int> open_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
  bool ended_ = false;
};

}  // namespace tenderlead::crawler

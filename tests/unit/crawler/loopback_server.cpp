#include "loopback_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <utility>

namespace tenderlead::crawler {

int LoopbackServer::Socket::read(char* to, int size) {
  return static_cast<int>(::recv(fd_, to, static_cast<std::size_t>(size), 0));
}

int LoopbackServer::Socket::write(const char* from, int size) {
  return static_cast<int>(::send(fd_, from, static_cast<std::size_t>(size), MSG_NOSIGNAL));
}

bool LoopbackServer::Stream::write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const int sent = write(bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), 65536)));
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string LoopbackServer::Stream::read_head() {
  char buffer[4096];
  while (true) {
    if (const auto end = ahead_.find("\r\n\r\n"); end != std::string::npos) {
      std::string head = ahead_.substr(0, end + 4);
      ahead_.erase(0, end + 4);
      return head;
    }
    const int got = read(buffer, sizeof buffer);
    if (got <= 0) return {};
    ahead_.append(buffer, static_cast<std::size_t>(got));
  }
}

std::string LoopbackServer::Stream::read_bytes(std::size_t count) {
  std::string bytes = ahead_.substr(0, count);
  ahead_.erase(0, bytes.size());
  char buffer[4096];
  while (bytes.size() < count) {
    const int got = read(buffer, static_cast<int>(std::min(sizeof buffer, count - bytes.size())));
    if (got <= 0) break;
    bytes.append(buffer, static_cast<std::size_t>(got));
  }
  return bytes;
}

LoopbackServer::LoopbackServer() {
  // What OpenSSL writes to a connection that the other side has closed.
  std::signal(SIGPIPE, SIG_IGN);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener_ < 0 || ::bind(listener_, reinterpret_cast<sockaddr*>(&address), length) != 0 ||
      ::listen(listener_, 64) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) != 0)
    throw std::runtime_error("no socket on the loopback");
  port_ = ntohs(address.sin_port);
}

LoopbackServer::~LoopbackServer() {
  ::close(listener_);
}

void LoopbackServer::begin() {
  acceptor_ = std::thread([this] {
    while (true) {
      const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd < 0) return;
      ++connections_;
      const std::lock_guard lock(mutex_);
      if (ended_) {
        ::close(fd);
        return;
      }
      open_.push_back(fd);
      threads_.emplace_back([this, fd] {
        serve(fd);
        const std::lock_guard guard(mutex_);
        std::erase(open_, fd);
        ::close(fd);
      });
    }
  });
}

void LoopbackServer::end() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    for (const int fd : open_) ::shutdown(fd, SHUT_RDWR);
  }
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (auto& thread : threads_) thread.join();
}

std::vector<ServerRequest> LoopbackServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void LoopbackServer::remember(ServerRequest request) {
  const std::lock_guard lock(mutex_);
  requests_.push_back(std::move(request));
}

ServerRequest LoopbackServer::parse_head(const std::string& head) {
  ServerRequest request;
  const auto first = head.find(' '), second = head.find(' ', first + 1);
  request.method = head.substr(0, first);
  request.target = head.substr(first + 1, second - first - 1);
  for (auto at = head.find("\r\n") + 2; at < head.size() && head[at] != '\r';) {
    const auto end = head.find("\r\n", at), colon = head.find(':', at);
    if (colon < end)
      request.headers.emplace_back(head.substr(at, colon - at), head.substr(colon + 2, end - colon - 2));
    at = end + 2;
  }
  return request;
}

std::string LoopbackServer::text_of(const ServerReply& reply) {
  if (!reply.raw.empty()) return reply.raw;
  std::string text = "HTTP/1.1 " + std::to_string(reply.status) + " Some Reason\r\n";
  for (const auto& [name, value] : reply.headers) text += name + ": " + value + "\r\n";
  return text + "Content-Length: " + std::to_string(reply.body.size()) + "\r\n\r\n" + reply.body;
}

}  // namespace tenderlead::crawler

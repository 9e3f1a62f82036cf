// The portal's column as a static site: every answer is made before the first request, one thread sends it with one call.
// About 15 µs of CPU a request, a tenth of what the simulated portal's own server takes, so that what is measured is the
// crawler. HTTP/1.1 with kept connections; no compression; nothing is logged.
//
//   bench_static_server [--notices N]   prints {"origin": ..., "pages": N}, and serves until it is stopped
//
// GET /-/served answers how many different pages were asked for since the last time, those left out that robots.txt
// denies; GET /-/urls lists the addresses of all of them.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cerrno>
#include <iostream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tests/portal/portal.h"

namespace {

using namespace tenderlead;

struct Answer {
  std::string bytes;  // head and body
  bool page = false;
  bool asked = false;
};

std::string answer_bytes(const char* status, const std::string& fields, const std::string& body) {
  return std::string("HTTP/1.1 ") + status + "\r\nServer: static\r\n" + fields +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

[[noreturn]] void give_up(const char* what) {
  std::perror(what);
  std::exit(1);
}

class Server {
 public:
  explicit Server(portal::SiteContent site) : origin_(site.origin) {
    for (const auto& [path, resource] : site.resources) {
      Answer answer;
      answer.bytes = answer_bytes("200 OK",
                                  "Content-Type: " + resource.content_type + "\r\nETag: " + resource.etag +
                                      "\r\nLast-Modified: " + resource.last_modified + "\r\n",
                                  resource.body);
      answer.page =
          resource.role != portal::Resource::Role::other &&
          std::find(site.forbidden.begin(), site.forbidden.end(), origin_ + path) == site.forbidden.end();
      pages_ += answer.page ? 1 : 0;
      answers_.emplace(path, std::move(answer));
    }
  }

  std::size_t pages() const { return pages_; }

  [[noreturn]] void serve(std::uint16_t port) {
    const int acceptor = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(acceptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(acceptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) give_up("bind");
    if (::listen(acceptor, 512) != 0) give_up("listen");
    std::cout << R"({"origin":")" << origin_ << R"(","pages":)" << pages_ << "}" << std::endl;
    epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
    watch(acceptor);
    std::array<epoll_event, 64> events;
    for (;;) {
      const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
      for (int i = 0; i < count; ++i) {
        const int socket = events[static_cast<std::size_t>(i)].data.fd;
        if (socket == acceptor)
          accept_all(acceptor);
        else if (!converse(socket))
          forget(socket);
      }
    }
  }

 private:
  struct Connection {
    std::string request;  // what came of the next ones
    std::string answer;   // what couldn't be sent at once
    bool last = false;    // close once it is sent
  };

  void watch(int socket) {
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLET;
    event.data.fd = socket;
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event) != 0) give_up("epoll_ctl");
  }

  void accept_all(int acceptor) {
    for (;;) {
      const int socket = ::accept4(acceptor, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (socket < 0) return;
      const int on = 1;
      ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      connections_[socket] = {};
      watch(socket);
    }
  }

  void forget(int socket) {
    connections_.erase(socket);
    ::close(socket);
  }

  // Sends what it can; false where the connection is over.
  static bool send(int socket, Connection& connection, std::string_view bytes) {
    while (!bytes.empty() && connection.answer.empty()) {
      const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR) continue;
      if (sent < 0 && errno != EAGAIN) return false;
      if (sent < 0) break;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    connection.answer += bytes;
    return true;
  }

  bool converse(int socket) {
    const auto found = connections_.find(socket);
    if (found == connections_.end()) return true;
    Connection& connection = found->second;
    if (!connection.answer.empty()) {
      const std::string rest = std::move(connection.answer);
      connection.answer.clear();
      if (!send(socket, connection, rest)) return false;
    }
    std::array<char, 16384> buffer;
    for (;;) {
      const ssize_t count = ::recv(socket, buffer.data(), buffer.size(), 0);
      if (count == 0) return false;
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return errno == EAGAIN && !(connection.last && connection.answer.empty());
      connection.request.append(buffer.data(), static_cast<std::size_t>(count));
      if (!answer_requests(socket, connection)) return false;
    }
  }

  bool answer_requests(int socket, Connection& connection) {
    for (;;) {
      const std::size_t end = connection.request.find("\r\n\r\n");
      if (end == std::string::npos) return connection.request.size() < (std::size_t{1} << 16);
      const std::string_view head = std::string_view(connection.request).substr(0, end);
      const std::size_t from = std::min(head.find(' ') + 1, head.size());
      const std::string target(head.substr(from, head.find(' ', from) - from));
      connection.last = head.find("onnection: close") != std::string_view::npos;
      if (!send(socket, connection, answer(target))) return false;
      connection.request.erase(0, end + 4);
      if (connection.last && connection.answer.empty()) return false;
    }
  }

  std::string_view answer(const std::string& target) {
    if (const auto found = answers_.find(target); found != answers_.end()) {
      found->second.asked = found->second.asked || found->second.page;
      return found->second.bytes;
    }
    if (target == "/-/served") {
      std::size_t asked = 0;
      for (auto& [path, one] : answers_) asked += std::exchange(one.asked, false) ? 1 : 0;
      made_ = answer_bytes("200 OK", "Content-Type: text/plain\r\n", std::to_string(asked));
    } else if (target == "/-/urls") {
      std::string lines;
      for (const auto& [path, one] : answers_)
        if (one.page) lines += origin_ + path + "\n";
      made_ = answer_bytes("200 OK", "Content-Type: text/plain\r\n", lines);
    } else {
      made_ = answer_bytes("404 Not Found", "Content-Type: text/plain\r\n", "there is no such page");
    }
    return made_;
  }

  const std::string origin_;
  std::unordered_map<std::string, Answer> answers_;
  std::unordered_map<int, Connection> connections_;
  std::string made_;
  std::size_t pages_ = 0;
  int epoll_ = -1;
};

}  // namespace

int main(int argc, char** argv) {
  portal::Options options;
  CLI::App app{"The simulated portal's column as a static site on 127.0.0.1"};
  app.add_option("--notices", options.notices, "How many notices, over all sites")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  std::uint16_t port = 0;
  auto site = [&] {
    // Only to have it rendered; its ports are free again afterwards.
    const portal::Portal rendered(options);
    port = rendered.port(portal::SiteId::column);
    return rendered.site(portal::SiteId::column);
  }();
  Server(std::move(site)).serve(port);
}

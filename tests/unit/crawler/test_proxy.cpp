#include "test_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace tenderlead::crawler {
namespace {

int connect_to(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return fd;
  ::close(fd);
  return -1;
}

constexpr const char* kRefused = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";

}  // namespace

TestProxy::TestProxy(std::map<std::string, int> hosts) : hosts_(std::move(hosts)) {
  begin();
}

TestProxy::~TestProxy() {
  end();
}

void TestProxy::serve(int fd) {
  Socket client(fd);
  for (std::string head = client.read_head(); !head.empty(); head = client.read_head()) {
    const auto request = parse_head(head);
    remember(request);
    const bool connect = request.method == "CONNECT";
    const std::string rest = connect ? request.target : request.target.substr(std::string("http://").size());
    const auto slash = rest.find('/');
    const auto host = hosts_.find(rest.substr(0, slash));
    const int target = host == hosts_.end() ? -1 : connect_to(host->second);
    if (target < 0) {
      if (!client.write_all(kRefused)) return;
      continue;
    }
    if (connect) tunnel(client, target);
    const bool more = !connect && pass_on(client, request, rest.substr(slash), target);
    ::close(target);
    if (!more) return;
  }
}

void TestProxy::tunnel(Socket& client, int target) {
  if (!client.write_all("HTTP/1.1 200 Connected\r\nX-Proxy: test\r\n\r\n")) return;
  std::array<pollfd, 2> ends{{{client.fd(), POLLIN, 0}, {target, POLLIN, 0}}};
  char buffer[16384];
  while (::poll(ends.data(), ends.size(), -1) > 0) {
    for (std::size_t i = 0; i < 2; ++i) {
      if (ends[i].revents == 0) continue;
      const auto got = ::recv(ends[i].fd, buffer, sizeof buffer, 0);
      if (got <= 0) return;
      if (!Socket(ends[1 - i].fd).write_all({buffer, static_cast<std::size_t>(got)})) return;
    }
  }
}

bool TestProxy::pass_on(Socket& client, const ServerRequest& request, const std::string& path, int target) {
  Socket server(target);
  std::string head = request.method + " " + path + " HTTP/1.1\r\n";
  for (const auto& [name, value] : request.headers) head += name + ": " + value + "\r\n";
  if (!server.write_all(head + "\r\n")) return false;
  const auto answer = server.read_head();
  const std::string length(header_value(parse_head(answer).headers, "Content-Length"));
  const auto body = server.read_bytes(length.empty() ? 0 : std::stoul(length));
  return client.write_all(answer + body);
}

}  // namespace tenderlead::crawler

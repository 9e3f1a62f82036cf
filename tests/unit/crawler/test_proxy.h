// An HTTP proxy on the loopback, which knows names that the rest of the world doesn't: requests in absolute form are
// passed on, CONNECT opens a tunnel (RFC 9110 9.3.6).
#pragma once

#include <map>
#include <string>

#include "loopback_server.h"

namespace tenderlead::crawler {

class TestProxy : public LoopbackServer {
 public:
  // "host:port", or "host" as URLs have it for port 80 -> port on the loopback; what isn't there is answered with 403.
  explicit TestProxy(std::map<std::string, int> hosts);
  ~TestProxy() override;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }

 private:
  void serve(int fd) override;
  void tunnel(Socket& client, int target);
  bool pass_on(Socket& client, const ServerRequest& request, const std::string& path, int target);

  std::map<std::string, int> hosts_;
};

}  // namespace tenderlead::crawler

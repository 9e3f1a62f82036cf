// A blocking HTTP client for tests: one request a connection, to a port on 127.0.0.1.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace tenderlead::portal {

struct Response {
  int status = 0;  // 0 where no complete answer came
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;  // what came of it, at most 64 MiB

  std::string header(const std::string& name) const;  // compared without case; empty where there is none
};

Response fetch(std::uint16_t port, const std::string& target,
               const std::vector<std::pair<std::string, std::string>>& headers = {},
               const std::string& method = "GET", const std::string& body = {});

}  // namespace tenderlead::portal

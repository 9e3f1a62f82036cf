// A request as the other side sent it and the answer to it, as plain values: what handlers see of HTTP.
//
// Everything in a request is hostile. Paths and parameters are percent-decoded once, are UTF-8, hold no control characters, and no
// segment is "." or ".."; so a segment may be compared and looked up, and is still never a file's name.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/page.h"
#include "model/result.h"

namespace tenderlead::web {

using Parameters = std::vector<std::pair<std::string, std::string>>;  // in the order in which they were sent

struct Target {
  std::vector<std::string> segments;  // of the path, decoded; "/" has none, "/a/" is {"a", ""}
  Parameters query;                   // decoded; "+" is a space (WHATWG URL, 5.1)
};

// At most 8 KiB (RFC 9110, 4.1 asks for 8,000 bytes), 32 segments and 64 parameters; invalid_input or too_large otherwise.
Result<Target> parse_target(std::string_view target);

struct Request {
  std::string method;  // as sent: "GET"
  Target target;
  HeaderList headers;
  std::string body;
  std::string peer;       // the address at the other end of the connection, without its port
  bool over_tls = false;  // of this connection; a proxy in front is another matter

  // The first header of a name, whatever its case; empty where there is none.
  std::string_view header(std::string_view name) const { return header_value(headers, name); }
  // The first parameter of a name.
  std::optional<std::string> parameter(std::string_view name) const;
  // A cookie's value (RFC 6265, 5.4); the first where a name stands twice.
  std::optional<std::string> cookie(std::string_view name) const;
};

class EventStream;

struct Response {
  int status = 200;
  HeaderList headers;
  std::string body;
  // In place of `body`: bytes that many answers share, such as a script.
  std::shared_ptr<const std::string> shared_body{};
  // In place of a body: what comes as it happens, as text/event-stream.
  std::shared_ptr<EventStream> events{};

  const std::string& bytes() const { return shared_body ? *shared_body : body; }
  std::string_view header(std::string_view name) const { return header_value(headers, name); }
  // Replaces every header of that name.
  void set(std::string_view name, std::string value);
  void remove(std::string_view name);
};

using Handler = std::function<Response(const Request&)>;

}  // namespace tenderlead::web

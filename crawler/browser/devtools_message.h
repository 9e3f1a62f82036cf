// What the browser says over its DevTools protocol (https://chromedevtools.github.io/devtools-protocol), read with bounds.
// The browser runs pages that hate us, so its words are outside bytes like any others.
#pragma once

#include <boost/json/object.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/page.h"
#include "model/result.h"

namespace tenderlead::crawler {

// The reply to a command (id, and result or error), or an event (method and params).
struct DevToolsMessage {
  std::int64_t id = 0;               // of the command; 0 for an event
  std::string session;               // of the tab; empty for the browser itself
  std::string method;                // of an event
  boost::json::object body;          // result or params
  std::optional<std::string> error;  // of a command that failed, in the browser's words
};

// invalid_input where it is no such message.
Result<DevToolsMessage> parse_devtools_message(std::string_view text);

// Where the browser listens: DevToolsActivePort's two lines, "34567" and "/devtools/browser/UUID".
struct DevToolsAddress {
  std::uint16_t port = 0;
  std::string path;
};
std::optional<DevToolsAddress> parse_active_port(std::string_view text);

// Fetch.requestPaused: a request that waits for our word.
struct PausedRequest {
  std::string id;
  std::string url;
  std::string method;
  std::string type;   // "Document", "Script", "XHR" ... (Network.ResourceType)
  std::string frame;  // which page or frame asks
  HeaderList headers;
  std::string body;
};
// Nothing where id or URL are missing. At most 100 headers are kept.
std::optional<PausedRequest> paused_request(const boost::json::object& params);

// The text at a path of keys; empty where there is none.
std::string_view text_at(const boost::json::object& object, std::string_view key);
const boost::json::object* object_at(const boost::json::object& object, std::string_view key);

// RFC 4648 section 4, with padding. Decoding gives nothing where it isn't such.
std::string base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);

}  // namespace tenderlead::crawler

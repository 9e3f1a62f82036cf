#include "crawler/browser/devtools_message.h"

#include <openssl/evp.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <charconv>
#include <utility>

namespace tenderlead::crawler {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxHeaders = 100;

}  // namespace

std::string_view text_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  const json::string* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string_view() : std::string_view(text->data(), text->size());
}

const json::object* object_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value == nullptr ? nullptr : value->if_object();
}

Result<DevToolsMessage> parse_devtools_message(std::string_view text) {
  json::error_code error;
  json::value value = json::parse(text, error);
  json::object* object = error ? nullptr : value.if_object();
  if (object == nullptr)
    return Error{ErrorCode::invalid_input,
                 "the browser said what is no DevTools message" + (error ? ": " + error.message() : "")};
  DevToolsMessage message;
  message.session = text_at(*object, "sessionId");
  message.method = text_at(*object, "method");
  if (const json::value* id = object->if_contains("id"); id != nullptr && id->is_int64())
    message.id = id->get_int64();
  if ((message.id == 0) == message.method.empty())
    return Error{ErrorCode::invalid_input, "a DevTools message is a reply or an event, and this is neither"};
  if (const json::object* failed = object_at(*object, "error")) message.error = text_at(*failed, "message");
  if (json::value* body = object->if_contains(message.id != 0 ? "result" : "params"))
    if (body->is_object()) message.body = std::move(body->get_object());
  return message;
}

std::optional<DevToolsAddress> parse_active_port(std::string_view text) {
  DevToolsAddress address;
  const auto line = text.find('\n');
  if (line == std::string_view::npos) return std::nullopt;
  const auto read = std::from_chars(text.data(), text.data() + line, address.port);
  if (read.ec != std::errc() || read.ptr != text.data() + line || address.port == 0) return std::nullopt;
  std::string_view path = text.substr(line + 1);
  if (path.ends_with('\n')) path.remove_suffix(1);
  // It becomes part of a request line.
  const auto plain = [](char c) { return c > ' ' && c < 0x7F; };
  if (!path.starts_with("/devtools/browser/") || !std::all_of(path.begin(), path.end(), plain))
    return std::nullopt;
  address.path = path;
  return address;
}

std::optional<PausedRequest> paused_request(const json::object& params) {
  const json::object* request = object_at(params, "request");
  if (request == nullptr) return std::nullopt;
  PausedRequest paused;
  paused.id = text_at(params, "requestId");
  paused.url = text_at(*request, "url");
  if (paused.id.empty() || paused.url.empty()) return std::nullopt;
  paused.method = text_at(*request, "method");
  paused.type = text_at(params, "resourceType");
  paused.frame = text_at(params, "frameId");
  if (const json::object* headers = object_at(*request, "headers"))
    for (const auto& [name, value] : *headers)
      if (const json::string* text = value.if_string();
          text != nullptr && paused.headers.size() < kMaxHeaders)
        paused.headers.emplace_back(name, std::string(text->data(), text->size()));
  // The bytes of a body come in parts; "postData" is the same as text, which would spoil other charsets.
  if (const json::value* parts = request->if_contains("postDataEntries");
      parts != nullptr && parts->is_array()) {
    for (const auto& part : parts->get_array())
      if (const json::object* entry = part.if_object())
        if (const auto bytes = from_base64(text_at(*entry, "bytes"))) paused.body += *bytes;
  } else {
    paused.body = text_at(*request, "postData");
  }
  return paused;
}

std::string base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');  // EVP_EncodeBlock ends with a zero
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  // OpenSSL steps over white space at the ends.
  const auto plain = [](unsigned char c) { return c > ' '; };
  if (!std::all_of(text.begin(), text.end(), plain)) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  const int length =
      EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                      reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (length < 0 || static_cast<std::size_t>(length) < padding) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(length) - padding);
  return bytes;
}

}  // namespace tenderlead::crawler

// What a browser that pages have taken over may say.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "crawler/browser/devtools_message.h"
#include "crawler/browser/request_filter.h"

using namespace tenderlead::crawler;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto address = parse_active_port(text); address && address->port == 0) std::abort();
  if (const auto bytes = from_base64(text); bytes && from_base64(base64(*bytes)) != bytes) std::abort();
  const auto message = parse_devtools_message(text);
  if (!message) return 0;
  if ((message->id == 0) == message->method.empty()) std::abort();
  const auto request = paused_request(message->body);
  if (!request) return 0;
  if (request->headers.size() > 100) std::abort();
  if (const auto url = parse_url(request->url)) static_cast<void>(treatment_of(*request, *url));
  return 0;
}

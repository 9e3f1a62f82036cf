#include <charconv>

#include "web/api/api.h"

namespace tenderlead::web {
namespace {

Response listen(ApiContext& context) {
  std::optional<std::uint64_t> after;
  // What is no number was never ours: everything is to be read again.
  if (const auto text = context.request().header("Last-Event-ID"); !text.empty()) {
    std::uint64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    after = error == std::errc() && end == text.data() + text.size() ? id : 0;
  }
  Response response;
  response.events = context.services().events.listen(after);
  return response;
}

}  // namespace

void add_event_routes(Api& api) {
  api.add({"GET", "/api/v1/events", "listenToChanges", Right::read_leads, listen});
}

}  // namespace tenderlead::web

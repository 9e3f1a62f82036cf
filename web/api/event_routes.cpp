#include <charconv>
#include <memory>

#include "web/api/api.h"
#include "web/api/sign_in.h"

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
  const auto& services = context.services();
  // A stream lasts for hours: what let it begin is asked for again while it does.
  response.events = services.events.listen(
      after,
      [&services, request = std::make_shared<Request>(context.request()), over_tls = context.over_tls()] {
        try {
          return who_still_asks(*request, services, over_tls).who.may(Right::read_leads);
        } catch (const Refusal&) {
          return true;  // the store can't be read now: asked again with the next look
        }
      });
  return response;
}

}  // namespace

void add_event_routes(Api& api) {
  api.add({"GET", "/api/v1/events", "listenToChanges", Right::read_leads, listen});
}

}  // namespace tenderlead::web

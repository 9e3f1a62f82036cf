#include <boost/json/serialize.hpp>

#include "web/api/api.h"
#include "web/api/description.h"

namespace tenderlead::web {
namespace {

void add_description_route(Api& api) {
  const auto text =
      std::make_shared<const std::string>(boost::json::serialize(merged_description(description_files())));
  api.add({"GET", "/api/v1/openapi.json", "getDescription", Right::nothing, [text](ApiContext&) {
             Response response;
             response.set("Content-Type", "application/json; charset=utf-8");
             response.set("Cache-Control", "no-cache");
             response.shared_body = text;
             return response;
           }});
}

}  // namespace

void add_all_routes(Api& api) {
  add_description_route(api);
  add_session_routes(api);
  add_setup_routes(api);
  add_user_routes(api);
  add_token_routes(api);
  add_setting_routes(api);
  add_audit_routes(api);
  add_event_routes(api);
  add_lead_routes(api);
  add_source_routes(api);
}

}  // namespace tenderlead::web

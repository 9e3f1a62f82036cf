#include "web/http/problem.h"

#include <boost/beast/http/status.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace tenderlead::web {

std::string_view status_title(int status) {
  const auto known = boost::beast::http::int_to_status(static_cast<unsigned>(status));
  if (known == boost::beast::http::status::unknown) return "Unknown";
  const auto phrase = boost::beast::http::obsolete_reason(known);
  return {phrase.data(), phrase.size()};
}

Response problem(int status, std::string_view slug, std::string_view detail,
                 const std::vector<Fault>& faults) {
  boost::json::object body;
  body["type"] = "urn:tenderlead:problem:" + std::string(slug);
  const auto title = status_title(status);
  body["title"] = boost::json::string_view(title.data(), title.size());
  body["status"] = status;
  body["detail"] = boost::json::string_view(detail.data(), detail.size());
  if (!faults.empty()) {
    boost::json::array list;
    for (const auto& fault : faults) {
      boost::json::object one{{"pointer", fault.pointer}, {"message", fault.message}};
      if (!fault.code.empty()) one["code"] = fault.code;
      boost::json::object values;
      for (const auto& [name, value] : fault.values) values[name] = value;
      if (!values.empty()) one["values"] = std::move(values);
      list.push_back(std::move(one));
    }
    body["errors"] = std::move(list);
  }
  Response response;
  response.status = status;
  response.set("Content-Type", "application/problem+json; charset=utf-8");
  response.set("Cache-Control", "no-store");
  response.body = boost::json::serialize(body);
  return response;
}

}  // namespace tenderlead::web

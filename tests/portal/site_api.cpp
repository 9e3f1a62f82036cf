// Site (b), an exchange whose pages are drawn by script from a JSON API: POST /api/notice/search, paged by offset
// within a window of days, with the notice's HTML inside each record.
#include <algorithm>
#include <boost/json.hpp>

#include "tests/portal/render.h"

namespace tenderlead::portal {
namespace {

constexpr const char* kSiteName = "川泽省公共资源交易服务平台";
constexpr std::size_t kMostRecords = 100;

std::string json_text(std::string_view text) {
  return boost::json::serialize(boost::json::string(text));
}

std::string record_id(const Stage& stage, std::size_t number) {
  std::string day = to_string(stage.day);
  std::erase(day, '-');
  return day + "-" + std::to_string(1'636'000'000 + number);
}

}  // namespace

void render_api(SiteContent& site, const Scenario& scenario, std::uint64_t seed) {
  Date newest{2020, 1, 1};
  std::size_t number = 0;
  for (SiteStage& stage : write_site(site.id, scenario, seed)) {
    const Procurement& procurement = scenario.procurements[stage.stage->procurement];
    const std::string id = record_id(*stage.stage, number++);
    const std::string path = "/notice/" + id + ".html";
    const Notice& truth = stage.written.truth;
    newest = std::max(newest, stage.stage->day);
    std::string json =
        "{\"id\":" + json_text(id) + ",\"title\":" + json_text(truth.title) + ",\"publishDate\":" +
        json_text(to_string(stage.stage->day) + " " + published_minute(*stage.stage) + ":00") +
        ",\"regionName\":" + json_text(procurement.buyer.place->county) +
        ",\"clickCount\":" + std::to_string(number % 97) +
        ",\"content\":" + json_text("<div class=\"article\">" + stage.written.body + "</div>") + "}";
    site.records.push_back({stage.stage->day, std::move(json)});
    site.resources.emplace(path, make_resource(Resource::Role::other, "text/html; charset=utf-8",
                                               script_notice_page(kSiteName, id), stage.stage->day));
    site.notices.push_back(
        make_true_notice(site.id, site.origin, path, path, std::move(stage.written.truth)));
  }
  site.resources.emplace("/", make_resource(Resource::Role::other, "text/html; charset=utf-8",
                                            script_notice_page(kSiteName, ""), newest));
  add_script_pages(site, kSiteName, newest);
  site.resources.emplace(
      "/robots.txt",
      make_resource(Resource::Role::other, "text/plain; charset=utf-8",
                    "User-agent: *\nDisallow: /admin/\nAllow: /api/notice/\nDisallow: /api/\n", newest));
}

std::string api_answer(const SiteContent& site, std::string_view request_body) {
  boost::system::error_code failed;
  const boost::json::value parsed =
      boost::json::parse(boost::json::string_view(request_body.data(), request_body.size()), failed);
  const boost::json::object* request = failed ? nullptr : parsed.if_object();
  if (request == nullptr) return "{\"code\":400,\"message\":\"bad request\"}";
  const auto day = [&](const char* key, Date otherwise) {
    const boost::json::value* value = request->if_contains(key);
    if (value == nullptr || !value->is_string()) return otherwise;
    const auto& text = value->as_string();
    return date_from_iso(std::string_view(text.data(), std::min<std::size_t>(text.size(), 10)))
        .value_or(otherwise);
  };
  const auto count = [&](const char* key, std::size_t otherwise) {
    const boost::json::value* value = request->if_contains(key);
    if (value == nullptr) return otherwise;
    boost::system::error_code not_a_number;
    const auto number = value->to_number<std::int64_t>(not_a_number);
    return not_a_number || number < 0 ? otherwise : static_cast<std::size_t>(number);
  };
  const Date from = day("from", {1, 1, 1});
  const Date until = day("to", {9999, 12, 31});
  const std::size_t offset = count("offset", 0);
  const std::size_t size = std::min(count("size", kListPageSize), kMostRecords);
  const boost::json::value* id = request->if_contains("id");
  const std::string wanted =
      id != nullptr && id->is_string() ? "{\"id\":" + boost::json::serialize(*id) + "," : "";
  std::string records;
  std::size_t total = 0;
  for (const ApiRecord& record : site.records) {
    if (record.day < from || record.day > until || !record.json.starts_with(wanted)) continue;
    if (total >= offset && total < offset + size) records += (records.empty() ? "" : ",") + record.json;
    ++total;
  }
  return "{\"code\":0,\"message\":\"success\",\"data\":{\"total\":" + std::to_string(total) +
         ",\"offset\":" + std::to_string(offset) + ",\"records\":[" + records + "]}}";
}

}  // namespace tenderlead::portal

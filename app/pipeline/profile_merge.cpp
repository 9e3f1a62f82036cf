#include "app/pipeline/profile_merge.h"

#include <algorithm>
#include <functional>
#include <set>
#include <tuple>
#include <utility>

#include "app/pipeline/installed.h"
#include "model/time.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

constexpr const char* kNews = "news";

}  // namespace

wire::json::object news_json(const HospitalProfile& house, const std::string& day) {
  auto news = wire::to_json(house);
  news[kNews] = day;
  return news;
}

bool is_news(const wire::json::value& profile) {
  const auto* object = profile.if_object();
  return object != nullptr && object->contains(kNews);
}

std::optional<int> year_of_news(const wire::json::value& profile) {
  if (!is_news(profile)) return std::nullopt;
  const auto* day = profile.get_object().at(kNews).if_string();
  const auto date = day == nullptr ? std::nullopt : date_from_iso(std::string(day->data(), day->size()));
  return date ? std::optional(date->year) : std::nullopt;
}

std::optional<HospitalProfile> news_of(const parsers::ParsedPage& page, const Source* owner,
                                       const std::vector<linker::Vendor>& vendors,
                                       const rules::Matcher& matcher) {
  if (owner == nullptr || owner->kind != "hospital" || owner->organisation.empty()) return std::nullopt;
  if (page.reject_reason != "no_fields" || page.settled.empty()) return std::nullopt;
  const auto told = linker::in_use({"", "", page.settled, {owner->organisation}, {}}, vendors,
                                   [&](const std::string& words) { return products_in(matcher, words); });
  if (told.empty()) return std::nullopt;
  HospitalProfile news;
  news.name = owner->organisation;
  std::set<std::string> said;
  for (const auto& entry : told)
    if (said.insert(entry.words).second) news.text += (news.text.empty() ? "" : "\n") + entry.words;
  return news;
}

KnownHospital merged_hospital(std::vector<store::ProfileRow> rows) {
  std::sort(rows.begin(), rows.end(), [](const store::ProfileRow& left, const store::ProfileRow& right) {
    return std::make_tuple(local_date(left.fetched_at), std::cref(left.id)) <
           std::make_tuple(local_date(right.fetched_at), std::cref(right.id));
  });
  KnownHospital known;
  std::vector<HospitalProfile> pages;
  for (auto& row : rows) {
    const auto value = wire::parse_text(row.json);
    if (!value || is_news(*value)) continue;
    auto profile = wire::hospital_from_json(*value);
    if (!profile) continue;
    pages.push_back(std::move(*profile));
    known.urls.push_back(std::move(row.url));
    known.fetched_at.push_back(row.fetched_at);
  }
  known.merged = parsers::merge_profiles(pages);
  return known;
}

}  // namespace tenderlead::app

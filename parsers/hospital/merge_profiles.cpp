#include <algorithm>
#include <functional>
#include <map>
#include <optional>

#include "parsers/hospital/hospital_reader.h"

namespace tenderlead::parsers {

namespace {

// One field: what it says as text, and how to take it over from another page.
struct Field {
  const char* path;
  std::function<std::string(const HospitalProfile&)> text;  // empty where the page doesn't say
  std::function<void(HospitalProfile&, const HospitalProfile&)> take;
};

template <typename T>
Field string_field(const char* path, T HospitalProfile::*member) {
  return {path, [member](const HospitalProfile& p) { return p.*member; },
          [member](HospitalProfile& to, const HospitalProfile& from) { to.*member = from.*member; }};
}

template <typename T>
Field number_field(const char* path, std::optional<T> HospitalProfile::*member) {
  return {
      path,
      [member](const HospitalProfile& p) { return p.*member ? std::to_string(*(p.*member)) : std::string(); },
      [member](HospitalProfile& to, const HospitalProfile& from) { to.*member = from.*member; }};
}

Field rating_field(const char* path, std::optional<int> HospitalRatings::*member) {
  return {path,
          [member](const HospitalProfile& p) {
            return p.ratings.*member ? std::to_string(*(p.ratings.*member)) : std::string();
          },
          [member](HospitalProfile& to, const HospitalProfile& from) {
            to.ratings.*member = from.ratings.*member;
          }};
}

const std::vector<Field>& fields() {
  static const std::vector<Field> all = {
      string_field("name", &HospitalProfile::name),
      {"level",
       [](const HospitalProfile& p) {
         return p.level ? std::to_string(p.level->tier) + p.level->grade : std::string();
       },
       [](HospitalProfile& to, const HospitalProfile& from) { to.level = from.level; }},
      {"category",
       [](const HospitalProfile& p) {
         return p.category ? std::string(to_string(*p.category)) : std::string();
       },
       [](HospitalProfile& to, const HospitalProfile& from) { to.category = from.category; }},
      {"ownership",
       [](const HospitalProfile& p) {
         return p.ownership ? std::string(to_string(*p.ownership)) : std::string();
       },
       [](HospitalProfile& to, const HospitalProfile& from) { to.ownership = from.ownership; }},
      number_field("beds.authorised", &HospitalProfile::beds_authorised),
      number_field("beds.open", &HospitalProfile::beds_open),
      number_field("outpatient_visits", &HospitalProfile::outpatient_visits),
      number_field("discharges", &HospitalProfile::discharges),
      number_field("surgeries", &HospitalProfile::surgeries),
      number_field("staff", &HospitalProfile::staff),
      rating_field("ratings.emr", &HospitalRatings::emr),
      {"ratings.interconnection", [](const HospitalProfile& p) { return p.ratings.interconnection; },
       [](HospitalProfile& to, const HospitalProfile& from) {
         to.ratings.interconnection = from.ratings.interconnection;
       }},
      rating_field("ratings.smart_service", &HospitalRatings::smart_service),
      rating_field("ratings.smart_management", &HospitalRatings::smart_management),
      number_field("founded", &HospitalProfile::founded),
      string_field("address", &HospitalProfile::address),
      string_field("phone", &HospitalProfile::phone),
      string_field("postcode", &HospitalProfile::postcode),
      string_field("website", &HospitalProfile::website),
      {"region", [](const HospitalProfile& p) { return p.region.province + p.region.city + p.region.county; },
       [](HospitalProfile& to, const HospitalProfile& from) { to.region = from.region; }},
  };
  return all;
}

double confidence_of(const HospitalProfile& page, const std::string& path) {
  const auto found = page.evidence.find(path);
  return found == page.evidence.end() ? 0.0 : found->second.confidence;
}

// Whether `page` is to be believed before `other`: of two rated years the later one, else what is surer, of equals the newer page.
bool wins(const HospitalProfile& page, const HospitalProfile& other, const std::string& path) {
  const auto year = page.rated_in.find(path);
  const auto other_year = other.rated_in.find(path);
  if (year != page.rated_in.end() && other_year != other.rated_in.end() && year->second != other_year->second)
    return year->second > other_year->second;
  return confidence_of(page, path) >= confidence_of(other, path);
}

// Adds what `to` hasn't got, with its evidence under the index that it gets there.
void unite(const std::vector<std::string>& from, const HospitalProfile& page, std::size_t index,
           const std::string& path, std::vector<std::string>& to, MergedProfile& merged) {
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (std::find(to.begin(), to.end(), from[i]) != to.end()) continue;
    const std::string target = path + "." + std::to_string(to.size());
    to.push_back(from[i]);
    const auto evidence = page.evidence.find(path + "." + std::to_string(i));
    if (evidence == page.evidence.end()) continue;
    merged.profile.evidence[target] = evidence->second;
    merged.origins.emplace_back(target, index);
  }
}

}  // namespace

MergedProfile merge_profiles(const std::vector<HospitalProfile>& pages) {
  MergedProfile merged;
  for (const auto& field : fields()) {
    std::optional<std::size_t> winner;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      if (field.text(pages[i]).empty()) continue;
      if (!winner || wins(pages[i], pages[*winner], field.path)) winner = i;
    }
    if (!winner) continue;
    field.take(merged.profile, pages[*winner]);
    const auto evidence = pages[*winner].evidence.find(field.path);
    if (evidence != pages[*winner].evidence.end()) merged.profile.evidence[field.path] = evidence->second;
    if (const auto year = pages[*winner].rated_in.find(field.path); year != pages[*winner].rated_in.end())
      merged.profile.rated_in[field.path] = year->second;
    merged.origins.emplace_back(field.path, *winner);
    const std::string chosen = field.text(pages[*winner]);
    for (std::size_t i = 0; i < pages.size(); ++i) {
      const std::string text = field.text(pages[i]);
      if (!text.empty() && text != chosen) merged.others.push_back({field.path, text, i});
    }
  }
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const HospitalProfile& page = pages[i];
    unite(page.aliases, page, i, "aliases", merged.profile.aliases, merged);
    unite(page.departments, page, i, "departments", merged.profile.departments, merged);
    for (const auto& [field, reason] : page.missing)
      if (!merged.profile.evidence.contains(field)) merged.profile.missing.emplace(field, reason);
    if (merged.profile.url.empty()) merged.profile.url = page.url;
  }
  return merged;
}

}  // namespace tenderlead::parsers

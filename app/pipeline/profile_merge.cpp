#include "app/pipeline/profile_merge.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <utility>

#include "model/time.h"
#include "wire/json.h"

namespace tenderlead::app {

KnownHospital merged_hospital(std::vector<store::ProfileRow> rows) {
  std::sort(rows.begin(), rows.end(), [](const store::ProfileRow& left, const store::ProfileRow& right) {
    return std::make_tuple(local_date(left.fetched_at), std::cref(left.id)) <
           std::make_tuple(local_date(right.fetched_at), std::cref(right.id));
  });
  KnownHospital known;
  std::vector<HospitalProfile> pages;
  for (auto& row : rows) {
    const auto value = wire::parse_text(row.json);
    if (!value) continue;
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

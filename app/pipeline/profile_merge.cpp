#include "app/pipeline/profile_merge.h"

#include <algorithm>
#include <string>

namespace tenderlead::app {
namespace {

constexpr double kUnprovenConfidence = 0.5;

double confidence(const HospitalProfile& profile, const std::string& field) {
  const auto found = profile.evidence.find(field);
  return found == profile.evidence.end() ? kUnprovenConfidence : found->second.confidence;
}

bool present(const std::string& value) {
  return !value.empty();
}
template <typename T>
bool present(const std::optional<T>& value) {
  return value.has_value();
}

void join(std::vector<std::string>& into, const std::vector<std::string>& from) {
  for (const auto& each : from)
    if (std::find(into.begin(), into.end(), each) == into.end()) into.push_back(each);
}

}  // namespace

HospitalProfile merged_profile(const std::vector<HospitalProfile>& profiles) {
  if (profiles.empty()) return {};
  HospitalProfile merged = profiles.front();
  // Picks a field's best value; `get` gives the field of a profile.
  const auto pick = [&](const std::string& field, auto&& get) {
    const HospitalProfile* best = &profiles.front();
    for (const auto& profile : profiles) {
      if (!present(get(profile))) continue;
      if (!present(get(*best)) || confidence(profile, field) > confidence(*best, field)) best = &profile;
    }
    if (best == &profiles.front()) return;
    get(merged) = get(*best);
    merged.evidence.erase(field);
    merged.missing.erase(field);
  };
#define TENDERLEAD_PICK(field, member) \
  pick(                                \
      field, [](auto& profile) -> auto& { return profile.member; })
  TENDERLEAD_PICK("level", level);
  TENDERLEAD_PICK("category", category);
  TENDERLEAD_PICK("ownership", ownership);
  TENDERLEAD_PICK("beds.authorised", beds_authorised);
  TENDERLEAD_PICK("beds.open", beds_open);
  TENDERLEAD_PICK("outpatient_visits", outpatient_visits);
  TENDERLEAD_PICK("discharges", discharges);
  TENDERLEAD_PICK("surgeries", surgeries);
  TENDERLEAD_PICK("staff", staff);
  TENDERLEAD_PICK("ratings.emr", ratings.emr);
  TENDERLEAD_PICK("ratings.interconnection", ratings.interconnection);
  TENDERLEAD_PICK("ratings.smart_service", ratings.smart_service);
  TENDERLEAD_PICK("ratings.smart_management", ratings.smart_management);
  TENDERLEAD_PICK("founded", founded);
  TENDERLEAD_PICK("address", address);
  TENDERLEAD_PICK("phone", phone);
  TENDERLEAD_PICK("postcode", postcode);
  TENDERLEAD_PICK("website", website);
#undef TENDERLEAD_PICK
  for (const auto& profile : profiles) {
    join(merged.departments, profile.departments);
    join(merged.aliases, profile.aliases);
    if (merged.region.empty()) merged.region = profile.region;
  }
  return merged;
}

}  // namespace tenderlead::app

// Organisations, and what hospital pages say of hospitals.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/evidence.h"
#include "model/region.h"

namespace tenderlead {

enum class HospitalCategory { general, specialty, maternal_child, tcm, integrated, community, other };
const char* to_string(HospitalCategory category);
std::optional<HospitalCategory> hospital_category_from_string(std::string_view text);

enum class Ownership { public_, private_ };
const char* to_string(Ownership ownership);  // "public", "private"
std::optional<Ownership> ownership_from_string(std::string_view text);

// 三级甲等 is {3, "甲"}; a tier stated alone has the grade 未定.
struct HospitalLevel {
  int tier = 0;       // 1..3; 0 where unknown
  std::string grade;  // 甲, 乙, 丙 or 未定

  friend bool operator==(const HospitalLevel&, const HospitalLevel&) = default;
};

struct HospitalRatings {
  std::optional<int> emr;               // 电子病历应用水平, 0..8
  std::string interconnection;          // 互联互通, as written: 四级甲等
  std::optional<int> smart_service;     // 智慧服务, 0..5
  std::optional<int> smart_management;  // 智慧管理, 0..5

  bool empty() const { return !emr && interconnection.empty() && !smart_service && !smart_management; }
};

// Numbers are people, beds or cases a year, as whole numbers.
struct HospitalProfile {
  std::string url;
  std::string name;
  std::vector<std::string> aliases;
  std::optional<HospitalLevel> level;
  std::optional<HospitalCategory> category;
  std::optional<Ownership> ownership;
  std::optional<std::int64_t> beds_authorised;
  std::optional<std::int64_t> beds_open;
  std::optional<std::int64_t> outpatient_visits;
  std::optional<std::int64_t> discharges;
  std::optional<std::int64_t> surgeries;
  std::optional<std::int64_t> staff;
  std::vector<std::string> departments;
  HospitalRatings ratings;
  // The year of which a rating or the level is, where the page says: "ratings.emr", "level" to 2023.
  std::map<std::string, int> rated_in;
  std::optional<int> founded;  // year
  std::string address;
  std::string phone;
  std::string postcode;
  std::string website;
  Region region;
  std::string text;
  MissingMap missing;
  EvidenceMap evidence;
};

enum class OrganisationKind {
  hospital,
  health_commission,
  cdc,
  insurance_bureau,
  pharmacy_chain,
  supplier,
  agency,
  other
};
const char* to_string(OrganisationKind kind);
std::optional<OrganisationKind> organisation_kind_from_string(std::string_view text);

struct Organisation {
  std::string id;  // stable: derived from the normalised name (and region where two share a name)
  std::string name;
  std::vector<std::string> aliases;
  OrganisationKind kind = OrganisationKind::other;
  Region region;
};

}  // namespace tenderlead

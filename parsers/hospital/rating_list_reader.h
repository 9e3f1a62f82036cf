// Reads announcements of ratings: one page that names many hospitals and the level that each has reached.
//
//   2023年度电子病历系统应用水平分级评价五级医疗机构名单
//   1 甲乙省 甲乙省人民医院
//
// A heading says which rating and, mostly, which level and year; rows name hospitals, and may name level and place themselves.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/evidence.h"
#include "model/region.h"
#include "parsers/document.h"
#include "parsers/values/tables.h"

namespace tenderlead::parsers {

enum class RatingKind { emr, interconnection, smart_service, smart_management, hospital_level };
const char* to_string(
    RatingKind kind);  // "emr", "interconnection", "smart_service", "smart_management", "level"

struct HospitalRating {
  std::string hospital;  // as written
  RatingKind kind = RatingKind::emr;
  std::string level;        // as written: 五级, 四级甲等, 三级甲等
  int number = 0;           // its first digit: 5, 4, 3
  std::optional<int> year;  // of the rating, where the page says
  Region region;            // of the row or of the name; empty where neither says
  Evidence evidence;
};

// In the page's order. Empty for pages that are no such list: fewer than two hospitals, or no rating named. Linear in the page;
// at most 20,000 ratings. Thread-safe.
std::vector<HospitalRating> read_rating_list(const Document& document, const ReadingTables& tables);

}  // namespace tenderlead::parsers

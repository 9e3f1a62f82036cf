// Level, category, ownership and rating levels.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/organisation.h"
#include "parsers/hospital/clean_text.h"
#include "parsers/hospital/identity.h"
#include "parsers/hospital/reading.h"

namespace tenderlead::parsers {

std::optional<Reading<HospitalLevel>> read_level(const CleanText& text);

// The category that a name implies: 妇幼保健院, 中医医院, 卫生院; nullopt where a name says nothing of it (人民医院 does: general).
std::optional<HospitalCategory> category_of_name(std::string_view simplified_name);
std::optional<Reading<HospitalCategory>> read_category(const CleanText& text, const HospitalNames& names,
                                                       const std::vector<RecordValue>& record);

std::optional<Reading<Ownership>> read_ownership(const CleanText& text);

struct RatingReadings {
  std::optional<Reading<int>> emr;
  std::optional<Reading<std::string>> interconnection;
  std::optional<Reading<int>> smart_service;
  std::optional<Reading<int>> smart_management;
};
RatingReadings read_ratings(const CleanText& text);

}  // namespace tenderlead::parsers

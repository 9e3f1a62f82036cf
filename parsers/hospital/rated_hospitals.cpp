#include "parsers/hospital/rated_hospitals.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

#include "parsers/hospital/context.h"
#include "parsers/hospital/identity.h"
#include "parsers/hospital/rating_list_reader.h"

namespace tenderlead::parsers {

namespace {

constexpr std::size_t kLeastHospitals = 3;

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Whether the page's headline announces ratings: a tender for a system that a rating asks for says its name, too.
bool announces_ratings(const Document& document) {
  constexpr std::size_t kOpening = 900;  // bytes
  static constexpr std::string_view kRatings[] = {"电子病历", "互联互通", "智慧服务", "智慧管理",
                                                  "等级评审", "等级医院", "医院等级", "医院评审"};
  static constexpr std::string_view kOutcomes[] = {"评价", "评估", "测评", "评审", "等级"};
  static constexpr std::string_view kLists[] = {"名单", "结果", "公示", "公布", "通报", "一览", "通过"};
  static constexpr std::string_view kPurchases[] = {"采购", "招标", "磋商", "中标", "成交", "询价", "项目"};
  // 甲乙医院通过电子病历五级评审 is news of one hospital.
  static constexpr std::string_view kOfMany[] = {"名单", "结果", "公示", "公布", "通报", "一览", "家"};
  const auto is_headline = [](std::string_view line) {
    if (!holds_any(line, kOfMany) && !find_hospital_names(line).empty()) return false;
    return holds_any(line, kRatings) && holds_any(line, kOutcomes) && holds_any(line, kLists) &&
           !holds_any(line, kPurchases);
  };
  if (is_headline(document.html_title) || is_headline(document.hint_title)) return true;
  const std::string_view opening = std::string_view(document.text).substr(0, kOpening);
  for (std::size_t at = 0; at < opening.size();) {
    const std::size_t end = std::min(opening.find('\n', at), opening.size());
    if (is_headline(opening.substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}

// 三级甲等, 三甲, 二级乙等.
std::optional<HospitalLevel> hospital_level(const HospitalRating& rating) {
  if (rating.number < 1 || rating.number > 3) return std::nullopt;
  HospitalLevel level{rating.number, "未定"};
  for (const std::string_view grade : {"甲", "乙", "丙"})
    if (rating.level.find(grade) != std::string::npos) level.grade = grade;
  return level;
}

// The path of what was rated; empty where its level is none that there is.
std::string keep(const HospitalRating& rating, HospitalProfile& profile) {
  constexpr int kHighestEmr = 8;
  constexpr int kHighestSmart = 5;
  switch (rating.kind) {
    case RatingKind::emr:
      if (rating.number > kHighestEmr) return {};
      profile.ratings.emr = rating.number;
      return "ratings.emr";
    case RatingKind::interconnection:
      profile.ratings.interconnection = rating.level;
      return "ratings.interconnection";
    case RatingKind::smart_service:
      if (rating.number > kHighestSmart) return {};
      profile.ratings.smart_service = rating.number;
      return "ratings.smart_service";
    case RatingKind::smart_management:
      if (rating.number > kHighestSmart) return {};
      profile.ratings.smart_management = rating.number;
      return "ratings.smart_management";
    case RatingKind::hospital_level:
      profile.level = hospital_level(rating);
      return profile.level ? "level" : "";
  }
  return {};
}

std::string headline_of(const Document& document) {
  if (!document.hint_title.empty()) return document.hint_title;
  if (!document.html_title.empty()) return document.html_title;
  return document.text.substr(0, std::min(document.text.find('\n'), document.text.size()));
}

}  // namespace

std::vector<HospitalProfile> read_rated_hospitals(const Document& document, const ReadingTables& tables) {
  if (!announces_ratings(document)) return {};
  const std::string headline = headline_of(document);
  const std::size_t begin = code_points(headline) + 1;
  std::vector<HospitalProfile> hospitals;
  std::map<std::pair<std::string, std::string>, std::size_t> known;  // name and place
  for (const HospitalRating& rating : read_rating_list(document, tables)) {
    const auto [at, first] = known.emplace(std::pair(rating.hospital, rating.region.code), hospitals.size());
    if (first) {
      HospitalProfile profile;
      profile.url = document.url;
      profile.name = rating.hospital;
      profile.region = rating.region;
      profile.text = headline + "\n" + rating.evidence.text;
      Evidence name = rating.evidence;
      name.start = begin;
      name.end = begin + code_points(name.text);
      profile.evidence["name"] = name;
      if (!profile.region.empty()) profile.evidence["region"] = name;
      hospitals.push_back(std::move(profile));
    }
    HospitalProfile& profile = hospitals[at->second];
    const std::string path = keep(rating, profile);
    if (path.empty()) continue;
    if (rating.year) profile.rated_in[path] = *rating.year;
    // Level and hospital may stand in cells that are lines of their own.
    Evidence proof = profile.evidence["name"];
    proof.rule = std::string("rating-list:") + rating.level;
    proof.confidence = rating.evidence.confidence;
    profile.evidence[path] = std::move(proof);
  }
  std::erase_if(hospitals, [](const HospitalProfile& p) { return p.ratings.empty() && !p.level; });
  if (hospitals.size() < kLeastHospitals) hospitals.clear();
  return hospitals;
}

}  // namespace tenderlead::parsers

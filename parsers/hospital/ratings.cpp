// Ratings of hospitals' systems (classification.h).
#include <re2/re2.h>

#include <algorithm>
#include <string>

#include "parsers/hospital/classification.h"
#include "parsers/hospital/context.h"
#include "parsers/hospital/matches.h"
#include "parsers/hospital/stated_values.h"

namespace tenderlead::parsers {

namespace {

// 由3级提升至4级: the level before.
constexpr const char* kFrom = "(?:[由从][0-8一二三四五六七八]级(?:[甲乙]等)?[^,。;\\n]{0,8}?(?:至|到|为))?";

// Whether a rating is held, not striven for: 正式启动电子病历7级、智慧管理3级创建工作 strives for both.
bool is_held(const CleanText& text, const Match& match) {
  static constexpr std::string_view kWanted[] = {"争创", "创建", "申报", "目标", "力争", "拟",
                                                 "计划", "规划", "迎接", "冲刺", "筹备", "正在",
                                                 "瞄准", "启动", "预计", "争取"};
  static constexpr std::string_view kAims[] = {"争创", "申报", "目标", "力争", "启动", "预计",
                                               "争取", "计划", "迎接", "冲刺", "瞄准"};
  static constexpr std::string_view kAfter[] = {"创建", "启动", "目标", "申报"};
  static constexpr std::string_view kReached[] = {"成功", "达标", "通过", "获评"};
  if (is_of_others(text, match.begin)) return false;
  if (holds_any(text.slice(match.begin, match.end), kWanted)) return false;
  if (holds_any(text.before(match.begin, 10), kWanted)) return false;
  const std::string_view after = text.after(match.end, 14);
  const std::string_view rest = after.substr(0, after.find(','));
  const std::string_view clause = text.clause_before(match.begin);
  if (holds_any(rest, kReached) || holds_any(clause, kReached)) return true;
  return !holds_any(clause, kAims) && !holds_any(rest, kAfter);
}

// 四级(2018年)、五级(2021年), or 2018年四级,2021年五级: the last of the levels that follow one.
std::string_view last_of_series(const CleanText& text, const Match& match, const RE2& next) {
  std::string_view level = match.groups[0];
  constexpr std::size_t kReach = 60;  // bytes
  constexpr int kMost = 8;
  std::size_t at = match.end;
  for (int i = 0; i < kMost; ++i) {
    const std::string_view rest = text.slice(at, std::min(text.text().size(), at + kReach));
    re2::StringPiece piece(rest.data(), rest.size());
    re2::StringPiece found;
    if (!RE2::Consume(&piece, next, &found)) break;
    if (piece.starts_with("甲") || piece.starts_with("乙") || piece.starts_with("医")) break;
    level = {found.data(), found.size()};
    at += rest.size() - piece.size();
  }
  return level;
}

// 五级乙等 is above 四级甲等, and that above 四级乙等.
int rank_of(std::string_view interconnection) {
  static constexpr std::string_view kDigits = "一二三四五";
  const int grade = interconnection.ends_with("甲等") ? 2 : interconnection.ends_with("乙等") ? 1 : 0;
  return static_cast<int>(kDigits.find(interconnection.substr(0, 3))) * 3 + grade;
}

}  // namespace

RatingReadings read_ratings(const CleanText& text) {
  static const std::string kFromLevel(kFrom);
  static const RE2 kEmrAfter(
      "电子病历(?:系统)?(?:功能)?(?:应用)?(?:水平)?(?:分级)?(?:评价|评级|评审|测评)?[^,。;\\n]{0,16}?" +
      kFromLevel + "([0-8一二三四五六七八])级");
  // HIMSS' EMRAM is another scale.
  static const RE2 kEmrAbbreviated("(?i)\\bEMR\\b(?:系统)?[^,。;\\n]{0,12}?" + kFromLevel +
                                   "([0-8一二三四五六七八])级");
  static const RE2 kEmrBefore("([0-8一二三四五六七八])级(?:水平)?(?:的)?(?:医院)?电子病历");
  static const RE2 kInterconnection("互联互通[^,。;\\n]{0,30}?" + kFromLevel +
                                    "([一二三四五1-5]级(?:甲|乙)等|[四五][甲乙](?:等)?|[一二三]级)");
  static const RE2 kInterconnectionBefore("([一二三四五1-5]级(?:甲|乙)等)[^,。;\\n]{0,6}互联互通");
  static const RE2 kService("智慧服务[^,。;\\n]{0,16}?" + kFromLevel + "([0-5一二三四五])级");
  static const RE2 kManagement("智慧管理[^,。;\\n]{0,16}?" + kFromLevel + "([0-5一二三四五])级");
  static const std::string kThen(
      "(?:\\([^()\\n]{0,24}\\))?(?:[、和及](?:20\\d\\d年)?|,20\\d\\d年)(?:通过|达到|获评|升至|晋升|提升至)?");
  static const RE2 kNext(kThen + "([0-8一二三四五六七八])级");
  static const RE2 kNextGraded(kThen + "([一二三四五1-5]级[甲乙]等)");
  const auto highest = [&](const RE2& pattern, const char* rule, std::optional<Reading<int>>& best) {
    for (const auto& match : all_matches(text, pattern)) {
      const int level = small_number(last_of_series(text, match, kNext));
      if (level < 0 || !is_held(text, match)) continue;
      if (!best || level > best->value) best = Reading<int>{level, match.begin, match.end, rule, 0.93};
    }
  };
  RatingReadings ratings;
  highest(kEmrAfter, "rating:电子病历", ratings.emr);
  highest(kEmrAbbreviated, "rating:电子病历", ratings.emr);
  highest(kEmrBefore, "rating:电子病历", ratings.emr);
  highest(kService, "rating:智慧服务", ratings.smart_service);
  highest(kManagement, "rating:智慧管理", ratings.smart_management);
  for (const RE2* pattern : {&kInterconnection, &kInterconnectionBefore})
    for (const auto& match : all_matches(text, *pattern)) {
      if (!is_held(text, match)) continue;
      const std::string level = interconnection_level(last_of_series(text, match, kNextGraded));
      if (!ratings.interconnection || rank_of(level) > rank_of(ratings.interconnection->value))
        ratings.interconnection =
            Reading<std::string>{level, match.begin, match.end, "rating:互联互通", 0.93};
    }
  return ratings;
}

}  // namespace tenderlead::parsers

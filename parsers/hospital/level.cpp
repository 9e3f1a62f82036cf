// Levels of hospitals (classification.h).
#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "parsers/hospital/classification.h"
#include "parsers/hospital/context.h"
#include "parsers/hospital/matches.h"
#include "parsers/hospital/stated_values.h"

namespace tenderlead::parsers {

namespace {

// Whether the words before say that a level is wanted rather than held.
bool is_wanted(const CleanText& text, std::size_t begin, std::size_t end) {
  static constexpr std::string_view kBefore[] = {
      "按",   "争创", "创建", "申报", "迈进", "目标", "努力", "打造", "冲刺", "筹建", "规划", "标准",
      "达到", "均达", "拟",   "参照", "比照", "对标", "正在", "力争", "推进", "迎接", "启动", "瞄准"};
  // 力争"十五五"期间建成三级甲等医院: words that govern the whole clause.
  static constexpr std::string_view kAims[] = {"力争", "争创", "争取", "目标", "计划", "奋斗", "冲刺"};
  static constexpr std::string_view kAfter[] = {"标准",   "规定的",   "创建",     "目标", "建设标准",
                                                "的要求", "评审标准", "医疗网络", "网络", "创建工作",
                                                "规模",   "为目标",   "的条件",   "配置"};
  // 创建三级甲等医院成功: what was striven for is held now.
  static constexpr std::string_view kReached[] = {"成功", "达标", "通过", "合格", "挂牌"};
  if (holds_any(text.after(end, 12), kReached)) return false;
  // 按三级甲等标准建设的二级甲等医院: what is wanted is another level, which this one was built by.
  static const RE2 kBuiltBy("级(?:[甲乙丙]等)?(?:医院)?(?:的)?标准[^,。;]{0,18}的$");
  const std::string_view before = text.before(begin, 16);
  if (RE2::PartialMatch(re2::StringPiece(before.data(), before.size()), kBuiltBy)) return false;
  // 2023年启动三级乙等创建工作,现为二级甲等医院: what the clause says is so now.
  static constexpr std::string_view kNow[] = {"现为", "现是", "目前是", "目前为", "已是", "现有", "是"};
  const std::string_view clause = text.clause_before(begin);
  std::string_view near = text.before(begin, 10);
  // 创建于1958年 creates no level.
  if (const std::size_t founded = near.rfind("创建于"); founded != near.npos) near = near.substr(founded + 9);
  if (holds_any(clause, kNow)) near = near.substr(near.rfind(',') + 1);
  // 成功创建三级甲等医院, 创建成为三级甲等医院
  static const RE2 kCreated("(?:成功创建|创建成为?|创建为|创成)(?:了|国家)?$");
  if (holds_any(clause, kAims)) return true;
  // 床位将达1500张,跻身三级甲等医院行列
  static constexpr std::string_view kHeld[] = {"是", "为", "现", "系"};
  if (!holds_any(clause, kHeld) && is_planned(text, begin, end)) return true;
  if (RE2::PartialMatch(re2::StringPiece(near.data(), near.size()), kCreated)) return false;
  const std::string_view after = text.after(end, 8);
  return holds_any(near, kBefore) || holds_any(after.substr(0, after.find(',')), kAfter);
}

bool is_others_level(const CleanText& text, std::size_t begin, std::size_t end) {
  // 是三级甲等医院云岭大学附属医院的协作医院: the level of the one that is named after it.
  static const RE2 kNamed(
      "^(?:综合|专科)?(?:医院)?[^,。;、:\\n是为和与暨兼及也]{2,24}(?:医院|大学|中心)的(?:[^,。;、的]{0,6})"
      "(?:协作|合作|对口|托管|联盟|成员|指导|帮扶|分院|分部|集团|医联体|医共体|教学|附属|附院)");
  const std::string_view next = text.after(end, 44);
  if (RE2::PartialMatch(re2::StringPiece(next.data(), next.size()), kNamed)) return true;
  static constexpr std::string_view kBefore[] = {
      "对口", "支援", "托管",   "合作", "上级", "协作", "省内",   "国内",   "多家", "家三",   "与三",
      "各三", "等三", "部分三", "其他", "联合", "进修", "全国三", "全省三", "邀请", "相当于", "等同于",
      "享受", "来自", "依托",   "媲美", "聘请", "汇聚", "各大",   "知名三", "在三", "曾任",   "担任",
      "就职", "毕业", "转诊",   "转至", "转往", "携手", "结对",   "帮扶",   "结成"};
  static constexpr std::string_view kAfter[] = {
      "医院对口", "医院专家",     "医院进修",     "医院学习",     "医院托管", "医院合作",  "手术",
      "查房",     "公立医院人均", "(病床",        "是向",         "六等",     "医院(简称", "护理",
      "学科",     "预防",         "以上医院",     "及以上",       "网络",     "医院主任",  "医院的专家",
      "医院知名", "医院教授",     "医院医师",     "医院规范化",   "医院规培", "医院建立",  "医院签",
      "医院共建", "公立医院绩效", "公立医院考核", "公立医院高质", "医院实习", "医院退休",  "医院水平",
      "主任",     "医院坐诊",     "医院会诊",     "医院任职",     "医院工作"};
  // 与某三级甲等医院, 比三甲医院
  static const RE2 kCompared("(?:某|比|像|如同|多所)$");
  const std::string_view word = text.before(begin, 2);
  if (RE2::PartialMatch(re2::StringPiece(word.data(), word.size()), kCompared)) return true;
  // 三级甲等医院,手术室30间: the next clause is about something else.
  const std::string_view after = text.after(end, 12);
  return is_definition(text, begin) || holds_any(text.before(begin, 8), kBefore) ||
         holds_any(after.substr(0, after.find(',')), kAfter);
}

// 4家二级医院, 二、三级医院, 全国三级医院: a bare tier that speaks of hospitals in general.
bool is_one_of_several(const CleanText& text, std::size_t begin) {
  const std::string_view before = text.before(begin, 6);
  static constexpr std::string_view kEnds[] = {"、",   "和",   "与", "各", "等",   "至",   "到",   "全国",
                                               "全省", "全市", "第", "个", "是指", "多家", "以上", "及"};
  for (const auto word : kEnds)
    if (before.ends_with(word)) return true;
  static const RE2 kCounted("\\d(?:家|所)$");
  return RE2::PartialMatch(re2::StringPiece(before.data(), before.size()), kCounted);
}

// One statement of a level.
struct Stated {
  Reading<HospitalLevel> level;
  int year = 0;           // that dates it; 0 where none does
  bool promoted = false;  // 晋升为, 批准设置为
  bool subject = false;   // 是一所: what the hospital is said to be
};

struct LevelRule {
  const char* pattern;  // the first group that is there is the tier, the second the grade
  bool graded;
  const char* rule;
  double confidence;
};
constexpr LevelRule kRules[] = {
    {"([一二三123ⅠⅡⅢ]|I{1,3})级[\"” ]{0,2}(?:综合|专科|中医|妇幼)?(?:性)?(?:医院|保健院)?\\(?([甲乙丙])等",
     true, "level:级等", 0.96},
    {"([一二三])([甲乙丙])(?:级|等|医院|综合|专科|中医|妇幼|复审|[\"”)',。;|\n ]|$)", true, "level:三甲",
     0.9},
    {"([一二三])级(?:[\\p{Han}]{0,6}?)(?:综合|专科|中医|妇幼|儿童|肿瘤|口腔|中西医)[\\p{Han}()]{0,8}?(?:"
     "医院|保健院|机构)|"
     "([一二三])级(?:公立|民营)?(?:医院|保健院|医疗机构)|(?:等级|级别|等次)[:\\n ]{1,2}(?:国家)?([一二三])级",
     false, "level:级", 0.85},
};

int tier_of(std::string_view words) {
  return words.starts_with("I") ? static_cast<int>(words.size()) : small_number(words);  // III级
}

// The year of a level's clause, or of its sentence where the clause tells of a change: 2022年1月,医院晋升为三级乙等.
int year_of_level(const CleanText& text, std::size_t begin) {
  static constexpr std::string_view kChanges[] = {"晋升", "升", "评", "通过", "挂牌", "确定", "批准", "获"};
  const std::string_view clause = text.clause_before(begin);
  return clause.find("年") != std::string_view::npos || holds_any(clause, kChanges) ? stated_year(text, begin)
                                                                                    : 0;
}

std::vector<Stated> stated_levels(const CleanText& text, const LevelRule& rule, const RE2& pattern) {
  static const RE2 kPromoted(
      "(?:晋升|升格|晋级|升级|跻身|升|设置|设立|确定|核定|批准|评定|定)(?:为|成为|至|到|成)[国家]{0,2}$|"
      "(?:晋升|升格|晋级|升级|跻身|升)[国家]{0,2}$");
  static constexpr std::string_view kSubject[] = {"是", "为", "系"};
  std::vector<Stated> stated;
  for (const auto& match : all_matches(text, pattern)) {
    if (is_others_level(text, match.begin, match.end)) continue;
    // A level that a hospital works towards: only a clearly held one beside it counts.
    if (is_wanted(text, match.begin, match.end)) continue;
    if (!rule.graded && is_one_of_several(text, match.begin)) continue;
    const auto tier_words = std::find_if(match.groups.begin(), match.groups.end(),
                                         [](std::string_view group) { return !group.empty(); });
    if (tier_words == match.groups.end()) continue;
    const int tier = tier_of(*tier_words);
    if (tier < 1 || tier > 3) continue;
    Stated one;
    one.level = {{tier, rule.graded ? std::string(match.groups[1]) : "未定"},
                 match.begin,
                 match.end,
                 rule.rule,
                 rule.confidence};
    one.year = year_of_level(text, match.begin);
    const std::string_view before = text.before(match.begin, 8);
    one.promoted = RE2::PartialMatch(re2::StringPiece(before.data(), before.size()), kPromoted);
    one.subject = holds_any(text.clause_before(match.begin), kSubject);
    stated.push_back(std::move(one));
  }
  return stated;
}

// The highest tier: hospitals are upgraded, hardly ever downgraded. Of its grades the later one, or else the first.
const Stated* current(const std::vector<Stated>& stated) {
  const Stated* best = nullptr;
  for (const Stated& one : stated) {
    if (best == nullptr || one.level.value.tier > best->level.value.tier) {
      best = &one;
      continue;
    }
    if (one.level.value.tier < best->level.value.tier || one.level.value.grade == best->level.value.grade ||
        one.year == 0)
      continue;
    const auto grade = [](const Stated& of) {
      static constexpr std::string_view kGrades = "丙乙甲";
      return kGrades.find(of.level.value.grade);
    };
    if (best->year > 0 ? one.year > best->year : one.promoted && grade(one) > grade(*best)) best = &one;
  }
  return best;
}

// 2016年评定为三级医院,2021年晋升为甲等: the grade of a tier that was stated before.
std::string later_grade(const CleanText& text, std::size_t begin) {
  static const RE2 kGrade(
      "(?:(?:晋升|升格|升级|升|评定|评审|评|确定|确认|定)(?:为|成|至)|(?:等级|等次)[为:])[\"“]?([甲乙丙])等");
  std::string grade;
  for (const auto& match : all_matches(text, kGrade))
    if (match.begin > begin && !is_wanted(text, match.begin, match.end) && !is_of_others(text, match.begin))
      grade = match.groups[0];
  return grade;
}

}  // namespace

std::optional<Reading<HospitalLevel>> read_level(const CleanText& text) {
  static const RE2 kPatterns[] = {RE2(kRules[0].pattern), RE2(kRules[1].pattern), RE2(kRules[2].pattern)};
  std::vector<Stated> graded = stated_levels(text, kRules[0], kPatterns[0]);
  if (graded.empty()) graded = stated_levels(text, kRules[1], kPatterns[1]);
  const Stated* held = current(graded);
  std::vector<Stated> bare = stated_levels(text, kRules[2], kPatterns[2]);
  // 二级甲等 of 1995 gives way to 2018年晋升为三级综合医院, and to 是一所三级综合医院.
  if (held != nullptr)
    std::erase_if(bare, [&](const Stated& one) {
      const bool later = held->year > 0 && (one.year > held->year || (one.year == 0 && one.subject));
      return one.level.value.tier <= held->level.value.tier || !(one.promoted || later);
    });
  const Stated* best = bare.empty() ? held : current(bare);
  if (best == nullptr) return std::nullopt;
  Reading<HospitalLevel> level = best->level;
  if (level.value.grade == "未定")
    if (std::string grade = later_grade(text, level.end); !grade.empty())
      level.value.grade = std::move(grade);
  return level;
}

}  // namespace tenderlead::parsers

#include "parsers/hospital/classification.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>

#include "parsers/hospital/context.h"
#include "parsers/hospital/stated_values.h"

namespace tenderlead::parsers {

namespace {

struct Match {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<std::string_view> groups;
};

// All matches of a pattern with up to three groups, at most 200.
std::vector<Match> all_matches(const CleanText& text, const RE2& pattern) {
  constexpr int kGroups = 4;
  std::vector<Match> matches;
  const re2::StringPiece all(text.text());
  re2::StringPiece groups[kGroups];
  for (std::size_t at = 0;
       matches.size() < 200 && pattern.Match(all, at, all.size(), RE2::UNANCHORED, groups,
                                             std::min(kGroups, pattern.NumberOfCapturingGroups() + 1));) {
    Match match;
    match.begin = static_cast<std::size_t>(groups[0].data() - all.data());
    match.end = match.begin + groups[0].size();
    for (int i = 1; i <= pattern.NumberOfCapturingGroups() && i < kGroups; ++i)
      match.groups.push_back(groups[i].data() == nullptr
                                 ? std::string_view()
                                 : std::string_view(groups[i].data(), groups[i].size()));
    at = std::max(match.end, match.begin + 1);
    matches.push_back(std::move(match));
  }
  return matches;
}

// Whether the words before say that a level is wanted rather than held.
bool is_wanted(const CleanText& text, std::size_t begin, std::size_t end) {
  static constexpr std::string_view kBefore[] = {
      "按",   "争创", "创建", "申报", "迈进", "目标", "努力", "打造", "冲刺", "筹建", "规划", "标准",
      "达到", "均达", "拟",   "参照", "比照", "对标", "正在", "力争", "推进", "迎接", "启动"};
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
  return holds_any(text.before(begin, 10), kBefore) || holds_any(text.after(end, 8), kAfter);
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
      "医院对口",     "医院专家", "医院进修", "医院学习", "医院托管",   "医院合作", "手术",     "查房",
      "公立医院人均", "(病床",    "是向",     "六等",     "医院(简称",  "护理",     "学科",     "预防",
      "以上医院",     "及以上",   "网络",     "医院主任", "医院的专家", "医院知名", "医院教授", "医院医师",
      "医院退休",     "医院水平", "主任",     "医院坐诊", "医院会诊",   "医院任职", "医院工作"};
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

}  // namespace

std::optional<Reading<HospitalLevel>> read_level(const CleanText& text) {
  struct LevelRule {
    const char* pattern;  // group 1 the tier, group 2 the grade where there is one
    const char* rule;
    double confidence;
  };
  static constexpr LevelRule kRules[] = {
      {"([一二三123ⅠⅡⅢ]|I{1,3})级[\"” ]{0,2}(?:综合|专科|中医|妇幼)?([甲乙丙])等", "level:级等", 0.96},
      {"([一二三])([甲乙丙])(?:级|等|医院|综合|专科|中医|妇幼|复审|[\"”)',。;\n]|$)", "level:三甲", 0.9},
      {"([一二三])级(?:[\\p{Han}]{0,6}?)(?:综合|专科|中医|妇幼|儿童|肿瘤|口腔|中西医)[\\p{Han}()]{0,8}?(?:"
       "医院|保健院|机构)|"
       "([一二三])级(?:公立|民营)?(?:医院|保健院|医疗机构)|(?:等级|级别)[:\\n ]{1,2}(?:国家)?([一二三])级",
       "level:级", 0.85},
  };
  static const RE2 kPatterns[] = {RE2(kRules[0].pattern), RE2(kRules[1].pattern), RE2(kRules[2].pattern)};
  // 二级甲等 of 1995 gives way to 2018年晋升为三级综合医院.
  static const RE2 kPromoted("(?:晋升|升格|晋级|升级|跻身|升)(?:为|成为|至|到)?[国家]{0,2}$");
  std::optional<Reading<HospitalLevel>> graded_level;
  for (std::size_t i = 0; i < std::size(kRules); ++i) {
    std::optional<Reading<HospitalLevel>> best;
    for (const auto& match : all_matches(text, kPatterns[i])) {
      if (is_others_level(text, match.begin, match.end)) continue;
      // A level that a hospital works towards: only a clearly held one beside it counts.
      if (is_wanted(text, match.begin, match.end)) continue;
      const bool graded = i < 2;
      if (!graded && is_one_of_several(text, match.begin)) continue;
      const auto tier_words = std::find_if(match.groups.begin(), match.groups.end(),
                                           [](std::string_view group) { return !group.empty(); });
      const bool letters = tier_words != match.groups.end() && tier_words->starts_with("I");  // III级
      const int tier = tier_words == match.groups.end() ? 0
                       : letters                        ? static_cast<int>(tier_words->size())
                                                        : small_number(*tier_words);
      if (tier < 1 || tier > 3) continue;
      const std::string grade = graded ? std::string(match.groups[1]) : "未定";
      // The higher of several tiers is the later one: hospitals are upgraded, hardly ever downgraded.
      if (graded_level && tier > graded_level->value.tier) {
        const std::string_view before = text.before(match.begin, 8);
        if (!RE2::PartialMatch(re2::StringPiece(before.data(), before.size()), kPromoted)) continue;
      }
      if (!best || tier > best->value.tier)
        best = Reading<HospitalLevel>{
            {tier, grade}, match.begin, match.end, kRules[i].rule, kRules[i].confidence};
    }
    if (graded_level) return best && best->value.tier > graded_level->value.tier ? best : graded_level;
    if (best && i == 2) return best;
    if (best) {
      graded_level = best;
      i = 1;  // what is left to see is a promotion to a tier without a grade
    }
  }
  return std::nullopt;
}

namespace {

struct CategoryWord {
  std::string_view words;
  HospitalCategory category;
};

// In this order: what a name says first decides.
constexpr CategoryWord kNameWords[] = {
    {"妇幼", HospitalCategory::maternal_child},
    {"妇女儿童", HospitalCategory::maternal_child},
    {"妇儿", HospitalCategory::maternal_child},
    {"妇婴", HospitalCategory::maternal_child},
    {"计划生育服务中心", HospitalCategory::maternal_child},
    {"中西医结合", HospitalCategory::integrated},
    {"社区卫生", HospitalCategory::community},
    {"卫生院", HospitalCategory::community},
    {"卫生服务", HospitalCategory::community},
    {"卫生所", HospitalCategory::community},
    {"卫生室", HospitalCategory::community},
    {"社区医院", HospitalCategory::community},
    {"中医", HospitalCategory::tcm},
    {"藏医", HospitalCategory::tcm},
    {"蒙医", HospitalCategory::tcm},
    {"维吾尔医", HospitalCategory::tcm},
    {"壮医", HospitalCategory::tcm},
    {"傣医", HospitalCategory::tcm},
    {"民族医", HospitalCategory::tcm},
    {"医医院", HospitalCategory::tcm},
    {"国医", HospitalCategory::tcm},
    {"中药", HospitalCategory::tcm},
    {"疗养院", HospitalCategory::other},
    {"急救中心", HospitalCategory::other},
    {"血站", HospitalCategory::other},
    {"体检中心", HospitalCategory::other},
    {"护理院", HospitalCategory::other},
    {"门诊部", HospitalCategory::other},
    {"人民医院", HospitalCategory::general},
    {"儿童", HospitalCategory::specialty},
    {"妇产", HospitalCategory::specialty},
    {"肿瘤", HospitalCategory::specialty},
    {"口腔", HospitalCategory::specialty},
    {"眼科", HospitalCategory::specialty},
    {"眼耳鼻喉", HospitalCategory::specialty},
    {"五官", HospitalCategory::specialty},
    {"精神", HospitalCategory::specialty},
    {"康宁", HospitalCategory::specialty},
    {"安定", HospitalCategory::specialty},
    {"脑科", HospitalCategory::specialty},
    {"脑病", HospitalCategory::specialty},
    {"胸科", HospitalCategory::specialty},
    {"胸外", HospitalCategory::specialty},
    {"肺科", HospitalCategory::specialty},
    {"传染", HospitalCategory::specialty},
    {"结核", HospitalCategory::specialty},
    {"皮肤", HospitalCategory::specialty},
    {"骨科", HospitalCategory::specialty},
    {"骨伤", HospitalCategory::specialty},
    {"手外", HospitalCategory::specialty},
    {"心血管", HospitalCategory::specialty},
    {"心脏", HospitalCategory::specialty},
    {"肝胆", HospitalCategory::specialty},
    {"肝病", HospitalCategory::specialty},
    {"肾病", HospitalCategory::specialty},
    {"肛肠", HospitalCategory::specialty},
    {"康复", HospitalCategory::specialty},
    {"职业病", HospitalCategory::specialty},
    {"老年", HospitalCategory::specialty},
    {"整形", HospitalCategory::specialty},
    {"美容", HospitalCategory::specialty},
    {"不孕", HospitalCategory::specialty},
    {"生殖", HospitalCategory::specialty},
    {"糖尿病", HospitalCategory::specialty},
    {"烧伤", HospitalCategory::specialty},
    {"公共卫生", HospitalCategory::specialty},
    {"戒毒", HospitalCategory::specialty},
    {"风湿", HospitalCategory::specialty},
    {"泌尿", HospitalCategory::specialty},
    {"男科", HospitalCategory::specialty},
    {"男子", HospitalCategory::specialty},
    {"男性", HospitalCategory::specialty},
    {"女子", HospitalCategory::specialty},
    {"女性", HospitalCategory::specialty},
    {"妇科", HospitalCategory::specialty},
    {"产科", HospitalCategory::specialty},
    {"牙科", HospitalCategory::specialty},
    {"牙防", HospitalCategory::specialty},
    {"齿科", HospitalCategory::specialty},
    {"视光", HospitalCategory::specialty},
    {"眼视", HospitalCategory::specialty},
    {"心理", HospitalCategory::specialty},
    {"肾脏", HospitalCategory::specialty},
    {"消化", HospitalCategory::specialty},
    {"胃肠", HospitalCategory::specialty},
    {"胃病", HospitalCategory::specialty},
    {"脊柱", HospitalCategory::specialty},
    {"关节", HospitalCategory::specialty},
    {"骨病", HospitalCategory::specialty},
    {"癫痫", HospitalCategory::specialty},
    {"白癜风", HospitalCategory::specialty},
    {"甲状腺", HospitalCategory::specialty},
    {"乳腺", HospitalCategory::specialty},
    {"疼痛", HospitalCategory::specialty},
    {"血液", HospitalCategory::specialty},
    {"耳鼻喉", HospitalCategory::specialty},
    {"耳鼻咽喉", HospitalCategory::specialty},
    {"癌", HospitalCategory::specialty},
    {"医院", HospitalCategory::general},
    {"医疗中心", HospitalCategory::general},
};

// Of the text, where the name says nothing.
constexpr CategoryWord kTextWords[] = {
    {"妇幼保健", HospitalCategory::maternal_child},
    {"妇女儿童医院", HospitalCategory::maternal_child},
    {"中西医结合医院", HospitalCategory::integrated},
    {"中医医院", HospitalCategory::tcm},
    {"中医院", HospitalCategory::tcm},
    {"民族医医院", HospitalCategory::tcm},
    {"中医专科医院", HospitalCategory::tcm},
    {"儿科医院", HospitalCategory::specialty},
    {"儿童医院", HospitalCategory::specialty},
    {"妇产医院", HospitalCategory::specialty},
    {"精神病医院", HospitalCategory::specialty},
    {"康复医院", HospitalCategory::specialty},
    {"专科医院", HospitalCategory::specialty},
    {"卫生院", HospitalCategory::community},
    {"社区卫生服务中心", HospitalCategory::community},
    {"综合医院", HospitalCategory::general},
    {"综合性", HospitalCategory::general},
};

// What the text says that the hospital is: 是一所…综合性医院. The first statement decides, and 综合性中医医院 is TCM.
std::optional<Reading<HospitalCategory>> category_of_text(const CleanText& text, std::size_t reach,
                                                          double confidence) {
  static constexpr std::string_view kStates[] = {"是",     "为一体", "于一体", "一所", "一家", "级",
                                                 "综合性", "定为",   "作为",   "类型", "类别"};
  static constexpr std::string_view kParts[] = {"院区", "分院", "将", "联盟", "基地"};
  constexpr std::size_t kSubject = 60;  // code points from 是一所 to what it is
  constexpr std::size_t kKind = 10;     // from 综合性 to the kind of hospital
  const CategoryWord* first = nullptr;
  std::size_t at_first = std::string::npos;
  const std::string_view all = text.slice(0, std::min(reach, text.text().size()));
  for (const auto& word : kTextWords)
    for (std::size_t at = all.find(word.words); at < at_first; at = all.find(word.words, at + 1)) {
      const bool states = at == 0 || holds_any(text.before(at, kSubject), kStates);
      if (!states || is_of_others(text, at) || is_planned(text, at, at + word.words.size()) ||
          holds_any(text.clause_before(at), kParts))
        continue;
      first = &word;
      at_first = at;
      break;
    }
  if (first == nullptr) return std::nullopt;
  const std::size_t end = at_first + first->words.size();
  std::string_view kind = text.after(end, kKind);
  kind = kind.substr(0, kind.find_first_of(",;:"));
  if (first->category == HospitalCategory::general)
    for (const auto& word : kTextWords)
      if (word.category != HospitalCategory::general && kind.find(word.words) != std::string_view::npos)
        return Reading<HospitalCategory>{word.category, at_first, end, "category:text", confidence};
  return Reading<HospitalCategory>{first->category, at_first, end, "category:text", confidence};
}

}  // namespace

namespace {

// "type": "综合医院"
std::optional<Reading<HospitalCategory>> category_of_record(const CleanText& text,
                                                            const std::vector<RecordValue>& record) {
  for (const auto& value : record) {
    if (value.key != RecordKey::category) continue;
    const std::string_view words = text.slice(value.begin, value.end);
    for (const auto& word : kTextWords)
      if (words.find(word.words) != std::string_view::npos)
        return Reading<HospitalCategory>{word.category, value.begin, value.end, "category:record", 0.93};
  }
  return std::nullopt;
}

}  // namespace

std::optional<HospitalCategory> category_of_name(std::string_view name) {
  // 中医结核病专科医院
  if (name.find("专科") != std::string_view::npos)
    for (const auto& word : kNameWords)
      if (word.category == HospitalCategory::specialty && name.find(word.words) != std::string_view::npos)
        return word.category;
  for (const auto& word : kNameWords)
    if (name.find(word.words) != std::string_view::npos) return word.category;
  return std::nullopt;
}

std::optional<Reading<HospitalCategory>> read_category(const CleanText& text, const HospitalNames& names,
                                                       const std::vector<RecordValue>& record) {
  if (auto of_record = category_of_record(text, record)) return of_record;
  if (names.name) {
    const auto category = category_of_name(names.simplified);
    if (category && *category == HospitalCategory::general) {
      // A people's hospital whose second name is 中西医结合医院 is one; so is a numbered one (第三人民医院) that is also
      // the city's 精神卫生中心.
      constexpr std::size_t kOpening = 600;  // bytes: the first sentences, which say what they introduce
      const auto of_text = category_of_text(text, kOpening, 0.8);
      const bool numbered = names.simplified.find("第") != std::string::npos &&
                            !(of_text && of_text->value == HospitalCategory::general);
      for (const auto& alias : names.aliases) {
        const auto second = category_of_name(text.slice(alias.begin, alias.end));
        if (!second || *second == HospitalCategory::general) continue;
        if (*second == HospitalCategory::integrated ||
            (numbered && alias.rule == std::string_view("alias:brackets")))
          return Reading<HospitalCategory>{*second, alias.begin, alias.end, "category:alias", 0.85};
      }
      // A foreign or a founder's name says nothing; the text may.
      if (names.simplified.find("人民医院") == std::string::npos && of_text) return of_text;
    }
    if (category)
      return Reading<HospitalCategory>{*category, names.name->begin, names.name->end, "category:name", 0.93};
  }
  return category_of_text(text, text.text().size(), 0.75);
}

std::optional<Reading<Ownership>> read_ownership(const CleanText& text) {
  struct OwnershipWord {
    std::string_view words;
    Ownership ownership;
    double confidence;
  };
  static constexpr OwnershipWord kWords[] = {
      {"民营", Ownership::private_, 0.9},        {"民办", Ownership::private_, 0.85},
      {"私立", Ownership::private_, 0.9},        {"社会资本", Ownership::private_, 0.8},
      {"社会办医", Ownership::private_, 0.8},    {"股份制", Ownership::private_, 0.8},
      {"公办", Ownership::public_, 0.93},        {"公立", Ownership::public_, 0.9},
      {"政府举办", Ownership::public_, 0.93},    {"政府办", Ownership::public_, 0.9},
      {"全民所有制", Ownership::public_, 0.93},  {"国有", Ownership::public_, 0.85},
      {"事业单位", Ownership::public_, 0.85},    {"政府主办", Ownership::public_, 0.9},
      {"政府投资", Ownership::public_, 0.8},     {"国营", Ownership::public_, 0.85},
      {"私营", Ownership::private_, 0.9},        {"非公立", Ownership::private_, 0.95},
      {"非公有制", Ownership::private_, 0.95},   {"民间资本", Ownership::private_, 0.85},
      {"社会力量办", Ownership::private_, 0.85}, {"社会办", Ownership::private_, 0.8},
      {"个人投资", Ownership::private_, 0.8},    {"中外合资", Ownership::private_, 0.8},
      {"集体所有制", Ownership::public_, 0.85},  {"公有制", Ownership::public_, 0.85},
      {"营利性", Ownership::private_, 0.85},
  };
  static constexpr std::string_view kNotOwn[] = {
      "前身",       "创办的",       "全国各",      "全国民营", "全国公立",     "全国共",       "我国",
      "统计",       "各大",         "各民营",      "各公立",   "各家",         "各级",         "各类",
      "多家",       "几家",         "及民营",      "与民营",   "所有公立",     "资产",         "第一家民营",
      "个体",       "国有资产",     "中国有",      "我国有",   "公立医院高质", "公立医院绩效", "公立医院考核",
      "公立医院党", "公立医院的公", "公立医院公益"};
  std::optional<Reading<Ownership>> best;
  for (const auto& word : kWords) {
    for (std::size_t at = text.text().find(word.words); at != std::string::npos;
         at = text.text().find(word.words, at + 1)) {
      const std::string_view around =
          text.slice(at - text.before(at, 14).size(),
                     at + word.words.size() + text.after(at + word.words.size(), 4).size());
      // 是全国规模较大的民营医院 is of this hospital.
      const bool states = text.clause_before(at).find("是") != std::string_view::npos;
      if ((states ? is_definition(text, at) : is_of_others(text, at)) || holds_any(around, kNotOwn)) continue;
      if ((word.words.starts_with("公") || word.words.starts_with("营")) && text.before(at, 1) == "非")
        continue;  // 非公立, 非营利性
      if (!best || word.confidence > best->confidence ||
          (word.confidence == best->confidence && at < best->begin))
        best =
            Reading<Ownership>{word.ownership, at, at + word.words.size(), "ownership:word", word.confidence};
      break;
    }
  }
  return best;
}

RatingReadings read_ratings(const CleanText& text) {
  static const RE2 kEmrAfter(
      "电子病历(?:系统)?(?:功能)?(?:应用)?(?:水平)?(?:分级)?(?:评价|评级|评审|测评)?[^,。;\\n]{0,16}?([0-"
      "8一二三四五六七八])级");
  // HIMSS' EMRAM is another scale.
  static const RE2 kEmrAbbreviated("(?i)\\bEMR\\b(?:系统)?[^,。;\\n]{0,12}?([0-8一二三四五六七八])级");
  static const RE2 kEmrBefore("([0-8一二三四五六七八])级(?:水平)?(?:的)?(?:医院)?电子病历");
  static const RE2 kInterconnection(
      "互联互通[^,。;\\n]{0,30}?([一二三四五1-5]级(?:甲|乙)等|[四五][甲乙](?:等)?|[一二三]级)");
  static const RE2 kInterconnectionBefore("([一二三四五1-5]级(?:甲|乙)等)[^,。;\\n]{0,6}互联互通");
  static const RE2 kService("智慧服务[^,。;\\n]{0,16}?([0-5一二三四五])级");
  static const RE2 kManagement("智慧管理[^,。;\\n]{0,16}?([0-5一二三四五])级");
  const auto held = [&](const Match& match) {
    static constexpr std::string_view kWanted[] = {"争创", "创建", "申报", "目标", "力争", "拟",
                                                   "计划", "规划", "迎接", "冲刺", "筹备", "正在"};
    return !holds_any(text.before(match.begin, 10), kWanted) &&
           !holds_any(text.slice(match.begin, match.end), kWanted) && !is_of_others(text, match.begin);
  };
  const auto highest = [&](const RE2& pattern, const char* rule, std::optional<Reading<int>>& best) {
    for (const auto& match : all_matches(text, pattern)) {
      const int level = small_number(match.groups[0]);
      if (level < 0 || !held(match)) continue;
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
      if (!held(match)) continue;
      const std::string level = interconnection_level(match.groups[0]);
      if (!ratings.interconnection || level.substr(0, 3) != ratings.interconnection->value.substr(0, 3))
        ratings.interconnection =
            Reading<std::string>{level, match.begin, match.end, "rating:互联互通", 0.93};
    }
  return ratings;
}

}  // namespace tenderlead::parsers

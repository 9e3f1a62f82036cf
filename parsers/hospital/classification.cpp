#include "parsers/hospital/classification.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>

#include "parsers/hospital/context.h"
#include "parsers/hospital/stated_values.h"

namespace tenderlead::parsers {

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

}  // namespace tenderlead::parsers

#include "parsers/hospital/figures.h"

#include <re2/re2.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "parsers/hospital/context.h"
#include "parsers/values/chinese_number.h"
#include "parsers/values/folded_text.h"

namespace tenderlead::parsers {

namespace {

// A number with 余, 多 and 万; the pieces of the patterns below.
#define TL_NUMBER                              \
  "((?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+| " \
  "\\d)?|[一二三四五六七八九十百千两]{1,9})[余多来几]{0,2}(万|千|百)?[余多]?"
// Words between what is counted and its number.
#define TL_FILL                                                                                                                                      \
  "(?:总数|数量|总量|人数|人次数|数|量|约为|已达到|达到了|已达|达到|已有|拿到了|增至|增加到|上升到|发展到|" \
  "突破|超过|高达|多达|分别为|共计|总计|合计|大约|拥有|规模|张数|共有|逾|超|为|有|达|至|共|计|约|近|是|了|:"  \
  "|,|\\s)*"

// One way of stating one figure. Group 1 of the pattern is the number, group 2 its scale.
struct Statement {
  const char* pattern;
  const char* rule;
  int rank;  // of statements that both fit, the higher one is meant
  double confidence;
};

constexpr Statement kBedsAuthorised[] = {
    {"(?:编制|核定|审批|批准|核准|核编|额定|在编|备案|批复)(?:内|的|总|数|开放)*(?:床位|病床|床)" TL_FILL
         TL_NUMBER "(?:张|个|$|[^\\d万千年])",
     "beds:编制床位", 3, 0.97},
    {"(?:床位|病床|床)(?:数)?(?:编制|核定)(?:数)?" TL_FILL TL_NUMBER "张", "beds:床位编制", 3, 0.95},
    {TL_NUMBER "张(?:编制|核定)(?:床位|病床)", "beds:张编制床位", 2, 0.95},
    {"编床" TL_FILL TL_NUMBER "张", "beds:编床", 2, 0.95},
};

constexpr Statement kBedsOpen[] = {
    {"(?:实际开放|现开放|开放|实有|实际拥有|实开|实际使用|实际展开|展开|实际)(?:的|总|治疗|住院)*(?:床位|"
     "病床|床)" TL_FILL TL_NUMBER "(?:张|个|$|[^\\d万千年])",
     "beds:开放床位", 4, 0.96},
    {"(?:床位|病床)(?:实际)?开放(?:数)?" TL_FILL TL_NUMBER "张", "beds:床位开放", 4, 0.95},
    {TL_NUMBER "张(?:实际)?开放(?:床位|病床)", "beds:张开放床位", 4, 0.95},
    {"(?:[现共设拥]有|现有|设有|有|开设|设置|设|总|医院|住院|[^\\p{Han}A-Za-z]|^)(?:病床|床位|"
     "住院床位)" TL_FILL TL_NUMBER "张",
     "beds:床位", 2, 0.9},
    {"(?:[现共设拥]有|现有|设有|开设|设置|设|[^\\p{Han}A-Za-z]|^)" TL_FILL TL_NUMBER
     "张(?:病床|床位|住院床位)",
     "beds:张床位", 2, 0.88},
};

#define TL_PER_YEAR "(?:人次|余次|次|人|例|[^\\p{Han}\\d]|$)"
constexpr Statement kVisits[] = {
    {"(?:门[、(（]?急[)）]?诊|门诊急诊|门诊、急诊|急门诊)(?:诊疗|就诊|接诊|服务|医疗)*(?:病人|患者|人员)?(?:"
     "总|就诊|诊疗)*(?:工作量|人次|人数|量)?" TL_FILL TL_NUMBER "(?:人次|余次|次|人|例)",
     "visits:门急诊", 4, 0.95},
    {"(?:门诊)(?:诊疗|就诊|接诊|服务|医疗)*(?:病人|患者|人员)?(?:总|就诊|诊疗)*(?:工作量|人次|人数|量)"
     "?" TL_FILL TL_NUMBER "(?:人次|余次|次|人|例)",
     "visits:门诊", 3, 0.95},
    {"(?:年|总)(?:接诊|诊疗|就诊|接待|诊治)(?:门诊|门急诊)?(?:病人|患者|群众|病员)?(?:总|就诊|诊疗)*(?:人次|"
     "人数|量)?" TL_FILL TL_NUMBER "(?:人次|余次|次)",
     "visits:年诊疗", 2, 0.85},
    {"门急诊[^,。;\\d]{0,24}总量" TL_NUMBER "人次", "visits:门急诊总量", 1, 0.7},
    {TL_NUMBER "人次(?:的)?(?:年)?门(?:急)?诊量", "visits:人次门诊量", 2, 0.85},
};

constexpr Statement kDischarges[] = {
    {"(?:出院)(?:总)?(?:病人|患者|病患|病员|人员)?(?:总)?(?:人次|人数|量|数)?" TL_FILL TL_NUMBER
     "(?:人次|余次|次|人|例|名)",
     "discharges:出院", 4, 0.95},
    {"(?:收治|收住|接收|诊治|救治)(?:住院|出院|入院)(?:病人|患者|病患|病员)?(?:总)?(?:人次|人数|量|数)"
     "?" TL_FILL TL_NUMBER "(?:人次|余次|次|人|例|名)",
     "discharges:收治住院", 3, 0.93},
    {"(?:住院|入院|出入院)(?:治疗)?(?:病人|患者|病患|病员|诊疗|服务)?(?:总)?(?:人次|人数|量|数)?" TL_FILL
         TL_NUMBER "(?:多例|人次|余次|次|人|例|名)",
     "discharges:住院", 3, 0.93},
    {"(?:年|年均)收治(?:病人|患者|各类病人|各类患者)" TL_FILL TL_NUMBER "(?:人次|余次|次|人|例|名)",
     "discharges:收治", 2, 0.8},
};

constexpr Statement kSurgeries[] = {
    {"(?:年|住院|病房|开展|完成|实施|施行|各类|各种|各级|[、大中小型]型|总|年均|医院|门诊|外科|[^\\p{Han}]|^)"
     "手术(?:病人|患者)?(?:总)?(?:台次|台数|例数|例次|人次|人数|量|数)?" TL_FILL TL_NUMBER
     "(?:台次|例次|余例次|人次|余台|余例|台|例|次|人)",
     "surgeries:手术", 3, 0.94},
    {"(?:开展|完成|实施|施行)" TL_FILL TL_NUMBER "(?:余)?(?:台次|例次|人次|台|例)(?:各类|各种|住院)?手术",
     "surgeries:例手术", 2, 0.85},
};

constexpr Statement kStaff[] = {
    {"(?:职工|员工|教职工|教职员工|工作人员|在职人员|在岗人员|在编人员|人员总数|从业人员)(?:总)?(?:人数)"
     "?" TL_FILL TL_NUMBER "(?:人|名|位|余)",
     "staff:职工", 3, 0.95},
    {TL_NUMBER "(?:余)?(?:名|位|人)?(?:的)?(?:在职|在编|在岗|干部|医护|全院)*(?:职工|员工|工作人员)",
     "staff:名职工", 2, 0.88},
};

struct Found {
  std::int64_t value = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  const Statement* statement = nullptr;
  int year = 0;
  bool campus = false;
};

// "368 4" lost its decimal point.
std::optional<std::int64_t> number_of(std::string_view digits, std::string_view scale) {
  FoldedText text(digits);
  double value = 0;
  if (is_digit(text[0])) {
    const auto figure = read_figure(text, 0);
    if (!figure) return std::nullopt;
    value = figure->value;
    if (text[figure->end] == U' ' && is_digit(text[figure->end + 1])) {
      if (scale != "万") return std::nullopt;
      value += static_cast<double>(text[figure->end + 1] - U'0') / 10.0;
    }
  } else {
    const auto number = read_chinese_number(text, 0);
    if (!number || number->end != text.size()) return std::nullopt;
    value = static_cast<double>(number->value);
  }
  if (scale == "万") value *= 10'000;
  if (scale == "千") value *= 1'000;
  if (scale == "百") value *= 100;
  if (value > 1e10) return std::nullopt;
  return static_cast<std::int64_t>(value + 0.5);
}

// The compiled patterns of one table; built once.
template <std::size_t N>
std::vector<std::unique_ptr<RE2>> compile(const Statement (&statements)[N]) {
  std::vector<std::unique_ptr<RE2>> patterns;
  for (const auto& statement : statements) patterns.push_back(std::make_unique<RE2>(statement.pattern));
  return patterns;
}

// Everything that a table's patterns match, with what they say; `accept` drops what isn't meant.
template <std::size_t N, typename Accept>
std::vector<Found> find_statements(const CleanText& text, const Statement (&statements)[N],
                                   const std::vector<std::unique_ptr<RE2>>& patterns, Accept accept) {
  // An introduction states a figure a few times; a page with thousands of them is no introduction.
  constexpr std::size_t kMost = 400;
  std::vector<Found> found;
  const re2::StringPiece all(text.text());
  for (std::size_t i = 0; i < N; ++i) {
    std::size_t at = 0;
    re2::StringPiece groups[3];
    while (found.size() < kMost && patterns[i]->Match(all, at, all.size(), RE2::UNANCHORED, groups, 3)) {
      const auto begin = static_cast<std::size_t>(groups[0].data() - all.data());
      const std::size_t end = begin + groups[0].size();
      const auto number_begin = static_cast<std::size_t>(groups[1].data() - all.data());
      at = std::max(number_begin, begin + 1);
      while (at < all.size() && (static_cast<unsigned char>(all[at]) & 0xC0) == 0x80) ++at;
      const auto value =
          number_of({groups[1].data(), groups[1].size()},
                    groups[2].data() == nullptr ? std::string_view()
                                                : std::string_view(groups[2].data(), groups[2].size()));
      if (!value || *value <= 0) continue;
      Found one{*value, begin, end, &statements[i], stated_year(text, begin), false};
      if (accept(one)) found.push_back(one);
    }
  }
  return found;
}

// A statement without a year counts as one of this year: stated figures of later years replace it, older ones don't.
constexpr int kUndatedYear = 2014;

std::optional<Reading<std::int64_t>> best_of(const std::vector<Found>& found) {
  const Found* best = nullptr;
  for (const auto& one : found) {
    const auto key = [](const Found& f) {
      return std::pair(f.statement->rank, f.year == 0 ? kUndatedYear : f.year);
    };
    if (best == nullptr || key(one) > key(*best) || (key(one) == key(*best) && one.begin < best->begin))
      best = &one;
  }
  if (best == nullptr) return std::nullopt;
  double confidence = best->statement->confidence;
  // Several different figures of the same rank: the choice may be wrong.
  const bool rivals = std::any_of(found.begin(), found.end(), [&](const Found& f) {
    return f.statement->rank == best->statement->rank && f.value != best->value;
  });
  if (rivals) confidence -= 0.1;
  return Reading<std::int64_t>{best->value, best->begin, best->end, best->statement->rule, confidence};
}

bool is_daily(const CleanText& text, const Found& found) {
  static constexpr std::string_view kDaily[] = {"日均", "日门", "每日",   "每天",   "单日",   "日平均",
                                                "日接", "日诊", "平均日", "日最高", "日手术", "最高日",
                                                "月均", "每月", "日住院", "互联网", "线上",   "网上"};
  const std::string_view clause = text.clause_before(found.begin);
  return holds_any(text.slice(found.begin - clause.size(), found.end), kDaily);
}

// 其中…科25张, ICU床位, 日间床位: parts of the whole.
bool is_part(const CleanText& text, std::size_t begin) {
  return text.clause_before(begin).find("其中") != std::string_view::npos;
}

bool is_stated_of_this_hospital(const CleanText& text, const Found& found) {
  return !is_planned(text, found.begin, found.end) && !is_history(text, found.begin) &&
         !is_of_others(text, found.begin);
}

// A campus's figure is the hospital's only where it is the only one.
void mark_campus(const CleanText& text, Found& found) {
  static constexpr std::string_view kCampus[] = {"院区", "东区", "西区",     "南区",
                                                 "北区", "分院", "新区医院", "老区医院"};
  const std::string_view sentence = text.before(found.begin, 120);
  static constexpr std::string_view kWhole[] = {"总",   "共",       "全院",     "合计",     "主体",
                                                "组成", "两大院区", "三个院区", "两个院区", "个院区"};
  // The nearer one is the subject: 由新、老两个院区组成,西区医院开放床位938张.
  const auto last_of = [&](const auto& words) {
    std::size_t last = 0;
    for (const std::string_view word : words)
      if (const std::size_t at = sentence.rfind(word); at != std::string_view::npos)
        last = std::max(last, at + word.size());
    return last;
  };
  found.campus = last_of(kCampus) > last_of(kWhole);
}

std::vector<Found> without_campuses(std::vector<Found> found) {
  std::vector<std::int64_t> values;
  for (const auto& one : found)
    if (one.campus && std::find(values.begin(), values.end(), one.value) == values.end())
      values.push_back(one.value);
  if (values.size() > 1) std::erase_if(found, [](const Found& one) { return one.campus; });
  return found;
}

}  // namespace

Figures read_figures_of_hospital(const CleanText& text) {
  static const auto authorised = compile(kBedsAuthorised);
  static const auto open = compile(kBedsOpen);
  static const auto visits = compile(kVisits);
  static const auto discharges = compile(kDischarges);
  static const auto surgeries = compile(kSurgeries);
  static const auto staff = compile(kStaff);
  constexpr std::int64_t kMostBeds = 30'000;

  const auto beds = [&](Found& found) {
    if (found.value > kMostBeds || is_part(text, found.begin) || !is_stated_of_this_hospital(text, found))
      return false;
    if (is_of_department(text, found.begin)) return false;
    mark_campus(text, found);
    return true;
  };
  const auto yearly = [&](std::int64_t least) {
    return [&text, least](Found& found) {
      if (found.value < least || is_part(text, found.begin) || is_daily(text, found)) return false;
      if (!is_stated_of_this_hospital(text, found) || is_of_department(text, found.begin)) return false;
      mark_campus(text, found);
      return true;
    };
  };
  Figures figures;
  figures.beds_authorised =
      best_of(without_campuses(find_statements(text, kBedsAuthorised, authorised, beds)));
  figures.beds_open = best_of(without_campuses(find_statements(text, kBedsOpen, open, beds)));
  figures.outpatient_visits = best_of(find_statements(text, kVisits, visits, yearly(100)));
  figures.discharges = best_of(find_statements(text, kDischarges, discharges, yearly(30)));
  figures.surgeries = best_of(find_statements(text, kSurgeries, surgeries, yearly(20)));
  figures.staff = best_of(find_statements(text, kStaff, staff, [&](Found& found) {
    static constexpr std::string_view kNotAll[] = {"退休", "离休", "合同制", "聘用", "临时", "编外", "招聘",
                                                   "引进", "外聘", "党员",   "培训", "慰问", "组织"};
    const std::string_view clause = text.clause_before(found.begin);
    const std::string_view words = text.slice(found.begin, found.end);
    return !is_part(text, found.begin) && is_stated_of_this_hospital(text, found) &&
           !is_of_department(text, found.begin) && !holds_any(clause, kNotAll) &&
           !holds_any(words, kNotAll) && found.value < 60'000;
  }));
  return figures;
}

std::optional<Reading<int>> read_founded(const CleanText& text) {
  struct Foundation {
    const char* pattern;
    const char* rule;
    int rank;
    double confidence;
  };
  static constexpr Foundation kFoundations[] = {
      {"(?:始建于|始建|始创于|始于|肇始于|肇建于|创建于|创始于|创办于|创立于|建院于|兴建于|筹建于|组建于|"
       "发端于|起源于|溯源于|追溯到|追溯至)(?:公元|清光绪[^,。\\d]{0,8}|民国[^,。\\d]{0,6})?[(]?((?:1[89]|20)"
       "\\d\\d)",
       "founded:始建于", 4, 0.96},
      {"(?:建于|成立于|开诊于|开院于|设立于)(?:公元)?((?:1[89]|20)\\d\\d)", "founded:成立于", 3, 0.92},
      {"((?:1[89]|20)\\d\\d)年(?:\\d{1,2}月)?(?:\\d{1,2}日)?(?:由[^,。\\d]{1,20})?(?:正式)?(?:始建|创建|建院|"
       "创办|创立|成立|建成|组建|开诊|开院)(?:的|时|至今|以来|,|。|;|$|\\n|[^\\p{Han}])",
       "founded:年建院", 2, 0.9},
      {"((?:1[89]|20)\\d\\d)年(?:\\d{1,2}月)?所?(?:始建|创建|建院|创办|创立|组建|成立)", "founded:年创办", 1,
       0.8},
  };
  static const auto patterns = [] {
    std::vector<std::unique_ptr<RE2>> compiled;
    for (const auto& foundation : kFoundations) compiled.push_back(std::make_unique<RE2>(foundation.pattern));
    return compiled;
  }();
  // What was built then was not the hospital.
  static constexpr std::string_view kOtherSubjects[] = {
      "楼",     "院区",   "新院", "分院", "科",   "科室",   "基地", "研究所", "学院",  "大学",
      "实验室", "研究院", "大厦", "集团", "学校", "研究室", "病区", "病房",   "门诊部"};
  static constexpr std::string_view kNotFoundation[] = {"国家", "三级", "二级", "文明", "爱婴",
                                                        "平安", "示范", "全国", "市级", "省级"};
  std::optional<Reading<int>> best;
  int best_rank = 0;
  const re2::StringPiece all(text.text());
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    std::size_t at = 0;
    re2::StringPiece groups[2];
    for (int tries = 0; tries < 200 && patterns[i]->Match(all, at, all.size(), RE2::UNANCHORED, groups, 2);
         ++tries) {
      const auto begin = static_cast<std::size_t>(groups[0].data() - all.data());
      const std::size_t end = begin + groups[0].size();
      at = static_cast<std::size_t>(groups[1].data() - all.data()) + groups[1].size();
      const std::string_view clause = text.clause_before(begin);
      if (std::any_of(std::begin(kOtherSubjects), std::end(kOtherSubjects),
                      [&](std::string_view word) { return clause.ends_with(word); }))
        continue;
      const std::string_view after = text.after(end, 6);
      if (i >= 2 && (holds_any(after, kNotFoundation) || is_of_department(text, begin))) continue;
      if (i >= 2 && text.slice(begin, end).find("成立") != std::string_view::npos &&
          text.after(end, 12).find("科") != std::string_view::npos)
        continue;
      // The predecessor's year counts where nothing else is said.
      const bool predecessor = clause.find("前身") != std::string_view::npos && i >= 1;
      const int rank = kFoundations[i].rank * 2 - (predecessor ? 3 : 0);
      const int year = std::stoi(std::string(groups[1].data(), groups[1].size()));
      if (year < 1800 || rank <= best_rank) continue;
      best_rank = rank;
      best = Reading<int>{year, begin, end, kFoundations[i].rule,
                          kFoundations[i].confidence - (predecessor ? 0.1 : 0.0)};
    }
  }
  return best;
}

}  // namespace tenderlead::parsers

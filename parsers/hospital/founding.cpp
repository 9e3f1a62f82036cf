// The year of foundation (figures.h).
#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <vector>

#include "parsers/hospital/context.h"
#include "parsers/hospital/figures.h"
#include "parsers/hospital/pattern_set.h"
#include "parsers/hospital/stated_values.h"

namespace tenderlead::parsers {

namespace {

// In a pattern, # is the year (group 1), in figures or digit by digit in Chinese numerals.
struct Foundation {
  const char* pattern;
  const char* rule;
  int rank;  // the higher one is meant where several fit
  double confidence;
  bool loose;  // the verb stands behind the year, where much else may be founded
};

// clang-format off
constexpr Foundation kFoundations[] = {
    {R"((?:始建于|始建|始创于|始于|肇始于|肇建于|创建于|创始于|创办于|创立于|建院于|兴建于|筹建于|组建于|发端于|起源于|溯源于|肇基于|发轫于|滥觞于|诞生于|缘起于|源于|创院于|创于|创自|初创于|初建于|始设于|设院于|落成于|创设于|首创于|开创于|追溯到|追溯至)(?:公元|清光绪[^,。\d]{0,8}|民国[^,。\d]{0,6})?[(]?#)", "founded:始建于", 8, 0.96, false},
    {R"((?:建院时间|成立时间|建院年份|创建时间|始建时间|创办时间|建院日期|成立日期|建院年代)[:为\s]{0,3}#)", "founded:建院时间", 7, 0.94, false},
    {R"((?:^|[\n|])(?:建院|创建|创办|成立)[:\s|]{0,3}#年?(?:[\n|]|$))", "founded:建院", 7, 0.9, false},
    {R"((?:建于|成立于|开诊于|开院于|设立于|建立于|建成于|开业于|开办于)(?:公元)?#)", "founded:成立于", 6, 0.92, false},
    {R"(#年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[由经][^,。\d]{1,24})?(?:正式)?(?:始建|创建|建院|创办|创立|成立|建成|组建|开诊|开院|开业|运营)(?:的|时|至今|以来|,|。|;|$|\n|[^\p{Han}]))", "founded:年建院", 4, 0.9, true},
    {R"(#年,?(?:滥觞|肇始|发轫|诞生|缘起|起源)于)", "founded:年诞生", 5, 0.9, false},
    {R"(#年(?:\d{1,2}月)?(?:\d{1,2}日)?,?[^,。\d]{0,14}(?:医院|卫生院|保健院|本院|我院)(?:正式)?(?:成立|建成|开诊|开业|诞生|落成))", "founded:年医院成立", 3, 0.8, true},
    {R"(前身(?:是|为|系|即)[^,。;\d]{0,12}#年)", "founded:前身", 2, 0.75, false},
    {R"(#年(?:\d{1,2}月)?所?(?:始建|创建|建院|创办|创立|组建|成立))", "founded:年创办", 2, 0.8, true},
};
// clang-format on

PatternSet compile() {
  std::vector<std::string> patterns;
  for (const auto& foundation : kFoundations) {
    std::string pattern = foundation.pattern;
    patterns.push_back(pattern.replace(pattern.find('#'), 1, kYear));
  }
  return PatternSet(patterns);
}

// 门诊楼建于2005年, 2013年创建国家文明单位, 2010年成立肾内科: not the hospital.
bool founds_something_else(const CleanText& text, const Foundation& foundation, std::size_t begin,
                           std::size_t end) {
  static constexpr std::string_view kSubjects[] = {
      "楼",     "院区",   "新院", "分院", "科",   "科室",   "基地", "研究所", "学院",  "大学",
      "实验室", "研究院", "大厦", "集团", "学校", "研究室", "病区", "病房",   "门诊部"};
  static constexpr std::string_view kObjects[] = {"国家", "三级", "二级", "文明", "爱婴", "平安",
                                                  "示范", "全国", "市级", "省级", "百佳", "先进"};
  const std::string_view clause = text.clause_before(begin);
  if (std::any_of(std::begin(kSubjects), std::end(kSubjects),
                  [&](std::string_view word) { return clause.ends_with(word); }))
    return true;
  if (!foundation.loose) return false;
  if (holds_any(text.after(end, 6), kObjects) || is_of_department(text, begin)) return true;
  return text.slice(begin, end).find("成立") != std::string_view::npos &&
         text.after(end, 12).find("科") != std::string_view::npos;
}

}  // namespace

std::optional<Reading<int>> read_founded(const CleanText& text, const std::vector<RecordValue>& record) {
  static const PatternSet patterns = compile();
  // More than this many years in one page are a chronicle, whose first ones are enough.
  constexpr int kMost = 200;
  std::optional<Reading<int>> best;
  int best_rank = 0;
  const re2::StringPiece all(text.text());
  for (const std::size_t i : patterns.matching(text.text())) {
    const Foundation& foundation = kFoundations[i];
    std::size_t at = 0;
    re2::StringPiece groups[2];
    for (int tries = 0; tries < kMost && patterns[i].Match(all, at, all.size(), RE2::UNANCHORED, groups, 2);
         ++tries) {
      const auto begin = static_cast<std::size_t>(groups[0].data() - all.data());
      const std::size_t end = begin + groups[0].size();
      at = static_cast<std::size_t>(groups[1].data() - all.data()) + groups[1].size();
      if (founds_something_else(text, foundation, begin, end)) continue;
      // The predecessor's year counts where nothing else is said.
      const bool predecessor = i > 0 && text.clause_before(begin).find("前身") != std::string_view::npos;
      const int rank = foundation.rank - (predecessor ? 3 : 0);
      const int year = year_of({groups[1].data(), groups[1].size()});
      if (year == 0 || rank <= best_rank) continue;
      best_rank = rank;
      best =
          Reading<int>{year, begin, end, foundation.rule, foundation.confidence - (predecessor ? 0.1 : 0.0)};
    }
  }
  if (const auto value = first_of(record, RecordKey::founded); !best && value) {
    static const RE2 kWhole("((?:1[89]|20)\\d\\d)(?:[-/.年].*)?");
    const std::string_view words = text.slice(value->begin, value->end);
    int year = 0;
    if (RE2::FullMatch(re2::StringPiece(words.data(), words.size()), kWhole, &year))
      best = Reading<int>{year, value->begin, value->end, "founded:record", 0.9};
  }
  return best;
}

}  // namespace tenderlead::parsers

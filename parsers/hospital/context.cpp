#include "parsers/hospital/context.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>

namespace tenderlead::parsers {

namespace {

// Bounds that keep text without any punctuation linear: characters of a sentence, bytes of a paragraph.
constexpr std::size_t kSentenceReach = 200;
constexpr std::size_t kParagraphReach = 3000;

}  // namespace

namespace {

// Words of the future, which govern the clauses after them, too. 计划生育 plans nothing for the hospital, and 模拟 and 虚拟 nothing at all.
bool speaks_of_future(std::string_view words) {
  static constexpr std::string_view kStrong[] = {
      "建成后", "竣工后", "投用后", "投入使用后", "预计",  "力争",   "将达",  "将增",   "将设",
      "届时",   "将开",   "将建",   "筹建",       "待建",  "争取",   "预留",  "可容纳", "可设",
      "可开放", "远期",   "扩建后", "规划建设",   "目标:", "目标为", "目标是"};
  if (holds_any(words, kStrong)) return true;
  for (std::size_t at = words.find("计划"); at != words.npos; at = words.find("计划", at + 6))
    if (!words.substr(at).starts_with("计划生育") && !words.substr(at).starts_with("计划免疫")) return true;
  for (std::size_t at = words.find("拟"); at != words.npos; at = words.find("拟", at + 3))
    if (!words.substr(0, at).ends_with("模") && !words.substr(0, at).ends_with("虚")) return true;
  return false;
}

}  // namespace

bool is_planned(const CleanText& text, std::size_t begin, std::size_t end) {
  // Words that only concern their own clause: 建筑面积18万平方米(含二期工程),开放床位1000张 are in use.
  static constexpr std::string_view kWeak[] = {"规划",     "在建", "设计床位", "设计编制", "新增床位",
                                               "新增编制", "二期", "项目建设", "总投资"};
  static constexpr std::string_view kAfter[] = {"的新院区", "的新大楼", "的新病房", "的新住院", "将于",
                                                "二期",     "规划",     "正在建",   "在建"};
  // Behind a comma only words that go on about the same: 床位1000张,将于2027年投用. 开放床位620张,规划床位1000张 is two things.
  static constexpr std::string_view kBehindComma[] = {"将于", "正在建", "在建"};
  static constexpr std::string_view kNow[] = {"现", "目前", "开放", "实有", "实际"};
  // A plan that was named more than two or three clauses ago isn't about this number any more.
  constexpr std::size_t kReach = 36;
  constexpr std::size_t kAhead = 14;
  const std::string_view clause = text.clause_before(begin);
  const std::string_view after = text.after(end, kAhead);
  // A comma within brackets goes on about the same: 床位1500张(一期500张,二期1000张).
  const std::size_t bracket = after.starts_with('(') ? std::min(after.find(')'), after.size()) : 0;
  const std::size_t comma = std::min(after.find_first_of(",;", bracket), after.size());
  if (speaks_of_future(clause) || holds_any(clause, kWeak) || holds_any(after.substr(0, comma), kAfter))
    return true;
  const bool now = holds_any(text.slice(begin, end), kNow) || holds_any(clause, kNow);
  if (!now && holds_any(after.substr(comma), kBehindComma)) return true;
  // 预计2026年床位1000张,现有床位720张,职工1024人: what is said of now ends the plan.
  std::string_view before = text.before(begin, kReach);
  for (const std::string_view word : {"现有", "目前"})
    if (const std::size_t at = before.rfind(word); at != before.npos) before.remove_prefix(at);
  return !now && speaks_of_future(before);
}

bool is_history(const CleanText& text, std::size_t begin) {
  static constexpr std::string_view kWords[] = {
      "建院之初", "建院初",   "成立之初", "创建之初", "创办之初", "当时",   "仅有",
      "只有",     "最初",     "起初",     "解放前",   "解放初",   "建国初", "时有",
      "原有",     "由原来的", "从原来的", "从建院",   "成立时",   "建院时", "初设"};
  static constexpr std::string_view kNow[] = {"现", "目前", "如今", "今", "已"};
  const std::string_view clause = text.clause_before(begin);
  if (holds_any(clause, kWords)) return true;
  return !holds_any(clause, kNow) && !holds_any(text.after(begin, 4), kNow) &&
         holds_any(text.before(begin, 20), kWords);
}

bool is_definition(const CleanText& text, std::size_t begin) {
  static constexpr std::string_view kWords[] = {"据统计", "数据统计", "是指",   "划分为",   "划分的",
                                                "级别是", "病床数在", "以上是", "简称三甲", "标准是"};
  return holds_any(text.before(begin, kSentenceReach), kWords);
}

bool is_of_others(const CleanText& text, std::size_t begin) {
  static constexpr std::string_view kClause[] = {
      "全国",   "我国",     "全省",     "全市共",   "全县共", "全区共",   "全市医疗", "全县医疗",
      "集团共", "集团拥有", "集团总床", "集团总计", "集团现", "医共体",   "医联体",   "下辖",
      "下属",   "成员单位", "托管",     "对口支援", "人口",   "联盟单位", "分院共"};
  // 集团共有床位: the statement begins within the words that say whose it is.
  constexpr std::size_t kAhead = 3;
  const std::size_t clause = begin - text.clause_before(begin).size();
  return is_definition(text, begin) ||
         holds_any(text.slice(clause, begin + text.after(begin, kAhead).size()), kClause);
}

namespace {

// 中心现有, 医疗服务中心是, 甲乙医院是: the hospital, a health centre perhaps, although 中心 is in it.
bool names_whole(std::string_view subject) {
  static const RE2 kCentre(
      "^[^\\p{Han}]*(?:本|该|我|现|目前|全|现在)?中心|(?:卫生|社区|服务|保健|医疗|防治|计生)[\\p{Han}]{0,2}"
      "中心");
  return subject.find("医院") != std::string_view::npos ||
         RE2::PartialMatch(re2::StringPiece(subject.data(), subject.size()), kCentre);
}

}  // namespace

bool is_of_department(const CleanText& text, std::size_t begin) {
  static const RE2 kDepartmentSubject(
      "^[^\\n,。]{0,12}(?:科|中心|病区|门诊)(?:是|现有|年|开设|下设|以|自|拥有|设有|每年|成立|始建|创建|包括|"
      "于)");
  // 本科以上学历 and 全科医生 are people's.
  static const RE2 kOwn(
      "科室(?:年|现|共)|我科|该科|(?:本科|全科)(?:室|现|有|年|共|开|拥|是|设|床|编|护|人员|成立)");
  const std::size_t start = text.sentence_begin(begin);
  const std::string_view sentence = text.before(begin, kSentenceReach);
  if (RE2::PartialMatch(re2::StringPiece(sentence.data(), sentence.size()), kOwn)) return true;
  // The paragraph's first sentence names its subject.
  const std::size_t floor = start > kParagraphReach ? start - kParagraphReach : 0;
  const std::size_t line_break =
      start == 0 ? std::string_view::npos : text.slice(floor, start - 1).rfind('\n');
  const std::size_t paragraph = line_break == std::string_view::npos ? floor : floor + line_break + 1;
  for (const std::size_t from : {start, paragraph}) {
    const std::string_view subject =
        text.slice(from, std::min(text.sentence_end(from), from + kParagraphReach));
    re2::StringPiece match;
    if (re2::StringPiece piece(subject.data(), subject.size());
        kDepartmentSubject.Match(piece, 0, piece.size(), RE2::ANCHOR_START, &match, 1))
      return !names_whole({match.data(), match.size()});
  }
  return false;
}

int stated_year(const CleanText& text, std::size_t begin) {
  const std::string_view sentence = text.before(begin, kSentenceReach);
  // 创建于2003年, 2003年建院 date the hospital, and none of its figures.
  static const RE2 kYear(
      "(于|自|始)?((?:19|20)\\d\\d)年(?:\\d{1,2}月)?(建院|成立|创建|创办|创立|始建|开诊|建成)?");
  re2::StringPiece rest(sentence.data(), sentence.size());
  int year = 0;
  int found = 0;
  std::string before;
  std::string behind;
  while (RE2::FindAndConsume(&rest, kYear, &before, &found, &behind))
    if (before.empty() && behind.empty()) year = found;
  return year;
}

}  // namespace tenderlead::parsers

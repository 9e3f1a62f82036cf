#include "parsers/hospital/identity.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <memory>

#include "parsers/hospital/context.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers {

namespace {

struct Candidate {
  std::string name;  // simplified
  std::size_t begin = 0;
  std::size_t end = 0;
  int score = 0;
  int best = 0;  // the highest score of one occurrence; its place is the evidence
  int count = 0;
  const char* rule = "";
};

// What one occurrence says for its being the page's hospital.
struct Vote {
  int score = 0;
  const char* rule = "name:text";
};

bool begins_with_word(std::string_view text) {
  return !text.empty() && (static_cast<unsigned char>(text.front()) & 0x80) != 0;
}

Vote vote(const CleanText& text, const NameSpan& span) {
  // 某某医院(某某中心)始建于, 某某医院是, 某某医院,作为: the subject of an introduction.
  static const RE2 kPredicate(
      "^(?:\\([^)\\n]{2,40}\\)| "
      "[\\p{Han}]{4,16}(?:院|中心))?,?(?:简称[^,]{2,10},)?(?:又名[^,]{2,20},)?(?:是|系|为|始建|创建|创办|"
      "创立|"
      "成立|建于|位于|坐落|座落|地处|前身|现|编制|开放|原名|作为|占地|拥有|隶属|始创|肇|秉|历经|经过|自|["
      "一二三]级)");
  static const RE2 kOwner(
      "^[\\p{Han}]{0,4}[ ]?(?:版权所有|[\\p{Han}]{0,2}官网|官方网站|欢迎您|欢迎你|网站首页|(?i:all rights "
      "reserved))");
  static constexpr std::string_view kLabels[] = {"名称",      "词条",      "医院名",   "机构名",
                                                 "全称",      "主办单位",  "单位名称", "版权所有",
                                                 "Copyright", "copyright", "主办",     "所有"};
  static constexpr std::string_view kAgainst[] = {
      "前身", "原名", "原为", "更名", "改名", "合作", "依托", "对口", "托管", "支援", "邀请", "进修", "毕业",
      "任职", "同",   "协作", "兼并", "合并", "并入", "划归", "援建", "挂靠", "联合", "附近", "称为", "授予"};
  static constexpr std::string_view kRoles[] = {"主任", "医师", "院长", "教授", "专家",
                                                "护士", "来院", "联合", "合作"};
  std::string_view clause = text.clause_before(span.begin);
  // A space in plain text parts a heading or a second name from what goes on.
  if (const std::size_t space = clause.rfind(' '); space != std::string_view::npos)
    clause = clause.substr(space + 1);
  const std::string_view after = text.after(span.end, 48);
  const std::string_view before = text.before(span.begin, 8);
  if (holds_any(text.before(span.begin, 6), kLabels)) return {6, "name:label"};
  // 某某医院 版权所有, 某某医院官方网站
  if (RE2::PartialMatch(re2::StringPiece(after.data(), after.size()), kOwner)) return {5, "name:owner"};
  if (holds_any(clause, kAgainst) || holds_any(text.after(span.end, 4), kRoles)) return {-4, "name:text"};
  const bool at_start = clause.empty() && (before.empty() || before.ends_with(" "));
  const bool ends_line = span.end >= text.text().size() || text.text()[span.end] == '\n';
  if (at_start && ends_line) return {5, "name:heading"};
  // 某某医院基本情况一览表
  static const RE2 kOverview(
      "^(?:医院)?(?:基本)?(?:情况|信息|概况|简介|介绍)(?:一览表|统计表|表)?[ ]*(?:\\n|$)");
  if (at_start && RE2::PartialMatch(re2::StringPiece(after.data(), after.size()), kOverview))
    return {5, "name:heading"};
  const bool predicate = RE2::PartialMatch(re2::StringPiece(after.data(), after.size()), kPredicate);
  if (predicate && at_start) return {6, "name:subject"};
  if (predicate && clause.size() <= 30) return {4, "name:subject"};
  // 眼科医院进入: an item of a menu says nothing of whose page it is.
  constexpr std::size_t kShortestSentence = 60;  // bytes
  const std::size_t sentence = text.sentence_begin(span.begin);
  if (at_start && text.sentence_end(span.end) - sentence < kShortestSentence &&
      text.slice(sentence, text.sentence_end(span.end)).find_first_of(",;") == std::string_view::npos &&
      begins_with_word(after))
    return {0, "name:text"};
  if (at_start) return {2, "name:sentence"};
  if (before.ends_with("'") || before.ends_with("\"")) return {3, "name:value"};
  if (before.ends_with("(")) return {0, "name:brackets"};
  return {1, "name:text"};
}

// Whether a record gives these words, and nothing else, under a key.
bool is_recorded(const std::vector<RecordValue>& record, RecordKey key, const NameSpan& span) {
  return std::any_of(record.begin(), record.end(), [&](const RecordValue& value) {
    return value.key == key && value.begin == span.begin && value.end == span.end;
  });
}

// 人民医院 alone is a thousand hospitals' name, and mostly a short one for the page's own.
bool is_bare(std::string_view name) {
  constexpr std::size_t kFourCharacters = 12;
  return name.size() <= kFourCharacters;
}

// 更名为甲乙市人民医院: the name that the last renaming gave.
struct Renaming {
  std::string name;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Where the text tells of several renamings, or of one after a year, whoever goes by an earlier name goes by the last one.
std::vector<Renaming> read_renamings(const CleanText& text, const std::vector<NameSpan>& spans) {
  static const RE2 kRenamed(
      "(?:更名|改名|改称|易名|定名|命名|改制|恢复|正式更名)为?[^,。;\\n\\p{Han}]{0,3}$");
  static constexpr std::string_view kAgainst[] = {"曾", "拟", "申请", "前身", "科", "楼"};
  std::vector<Renaming> renamings;
  for (const auto& span : spans) {
    const std::string_view before = text.before(span.begin, 12);
    if (!RE2::PartialMatch(re2::StringPiece(before.data(), before.size()), kRenamed)) continue;
    if (holds_any(text.before(span.begin, 10), kAgainst) || is_planned(text, span.begin, span.end)) continue;
    renamings.push_back({std::string(text.slice(span.begin, span.end)), span.begin, span.end});
  }
  return renamings;
}

// 甲乙县医院正式更名为丙丁市人民医院
bool gives_up(const CleanText& text, const std::string& name, const Renaming& renaming) {
  constexpr std::size_t kReach = 180;  // bytes: 甲乙卫生院成立;1958年更名为
  const std::string_view before =
      text.slice(renaming.begin - std::min(kReach, renaming.begin), renaming.begin);
  const std::size_t at = before.rfind(name);
  constexpr std::size_t kVerb = 30;  // bytes: 正式更名为"
  return at != std::string_view::npos && before.size() - at - name.size() <= kVerb &&
         before.find(',', at) == std::string_view::npos;
}

bool contains_name(std::string_view title, std::string_view name) {
  return !name.empty() && title.find(name) != std::string_view::npos;
}

// The words of 简称某某一院: up to a sign, no longer than a short name is.
void add_alias(const CleanText& text, std::size_t begin, std::size_t end, const char* rule, double confidence,
               const HospitalNames& names, std::vector<Reading<std::string>>& aliases) {
  std::string alias = text.original(begin, end);
  if (alias.size() < 6 || (names.name && alias == names.name->value)) return;
  for (const auto& known : aliases)
    if (known.value == alias) return;
  aliases.push_back({std::move(alias), begin, end, rule, confidence});
}

void read_aliases(const CleanText& text, HospitalNames& names) {
  struct AliasRule {
    const char* pattern;  // group 1 is the alias
    const char* rule;
    double confidence;
  };
  static constexpr AliasRule kRules[] = {
      {"(?:简称|又名|又称|亦称|也称|别名|曾用名|第二名称|第二名|增挂|加挂|挂牌|同时挂)[:：为“\"]*([\\p{Han}]{"
       "2,24})",
       "alias:又名", 0.85},
      {"(?:\\(|,)(?:原名|原)([\\p{Han}]{3,20}(?:医院|中心|院|所))\\)", "alias:原", 0.85},
      {"(?:是|系|为|成为)([\\p{Han}]{2,16}(?:大学|学院)[\\p{Han}]{0,8}附属[\\p{Han}]{0,14}(?:医院|分院))",
       "alias:附属", 0.85},
      {"正式(?:成立|挂牌|更名为)([\\p{Han}]{2,16}医院)", "alias:挂牌", 0.8},
  };
  static const auto patterns = [] {
    std::vector<std::unique_ptr<RE2>> compiled;
    for (const auto& rule : kRules) compiled.push_back(std::make_unique<RE2>(rule.pattern));
    return compiled;
  }();
  constexpr std::size_t kMost = 12;
  if (names.name) {
    // 某某医院(甲乙医院): the brackets right behind the name.
    const std::string& all = text.text();
    std::size_t at = names.name->end;
    while (at < all.size() && all[at] == '(' && names.aliases.size() < kMost) {
      const std::size_t close = all.find(')', at);
      if (close == std::string::npos || close - at > 150) break;
      const auto inside = find_hospital_names(text.slice(at + 1, close));
      for (const auto& span : inside)
        add_alias(text, at + 1 + span.begin, at + 1 + span.end, "alias:brackets", 0.9, names, names.aliases);
      at = close + 1;
    }
  }
  const re2::StringPiece all(text.text());
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    std::size_t at = 0;
    re2::StringPiece groups[2];
    for (int tries = 0; tries < 60 && names.aliases.size() < kMost &&
                        patterns[i]->Match(all, at, all.size(), RE2::UNANCHORED, groups, 2);
         ++tries) {
      const auto begin = static_cast<std::size_t>(groups[1].data() - all.data());
      const std::size_t end = begin + groups[1].size();
      at = end;
      if (is_of_others(text, begin)) continue;
      const std::string_view words(groups[1].data(), groups[1].size());
      const bool short_name = words.ends_with("院") || words.ends_with("中心") || words.ends_with("所");
      if (!short_name) continue;
      add_alias(text, begin, end, kRules[i].rule, kRules[i].confidence, names, names.aliases);
    }
  }
}

// 庚辛医院_医院简介: where the page's text leaves the name to a picture, its title has it.
std::string name_of_title(const Document& document) {
  const auto found = find_hospital_names(document.html_title);
  const auto words = [&](const NameSpan& span) {
    return std::string_view(document.html_title).substr(span.begin, span.end - span.begin);
  };
  if (found.empty() || std::any_of(found.begin(), found.end(),
                                   [&](const NameSpan& span) { return words(span) != words(found[0]); }))
    return {};
  return normalise_text(words(found[0]));
}

}  // namespace

HospitalNames read_names(const Document& document, const CleanText& text,
                         const std::vector<RecordValue>& record) {
  std::map<std::string, Candidate> candidates;
  const std::string title = document.html_title + " " + document.hint_title;
  int position = 0;
  const std::vector<NameSpan> spans = find_hospital_names(text.text());
  const auto own_name = first_of(record, RecordKey::name);
  for (const auto& span : spans) {
    const std::string name(text.slice(span.begin, span.end));
    Candidate& candidate = candidates[name];
    const Vote said = own_name && own_name->begin == span.begin && own_name->end == span.end
                          ? Vote{5, "name:record"}
                      : is_recorded(record, RecordKey::alias, span) ? Vote{0, "name:text"}
                                                                    : vote(text, span);
    if (candidate.count == 0) {
      candidate.name = name;
      candidate.begin = span.begin;
      candidate.end = span.end;
      candidate.best = said.score;
      candidate.rule = said.rule;
      candidate.score = position == 0 ? 1 : 0;  // the first hospital that a page names is more often its own
      if (contains_name(title, name)) candidate.score += 3;
    } else if (said.score > candidate.best) {
      candidate.begin = span.begin;
      candidate.end = span.end;
      candidate.best = said.score;
      candidate.rule = said.rule;
    }
    ++candidate.count;
    ++position;
  }
  HospitalNames names;
  const Candidate* best = nullptr;
  int best_score = 0;
  for (const auto& [name, candidate] : candidates) {
    // Repeats count, though not so much that a hospital of which an article speaks a lot wins over the page's own.
    const int score = candidate.score + candidate.best + std::min(candidate.count - 1, 3);
    if (best == nullptr || score > best_score || (score == best_score && candidate.begin < best->begin)) {
      best = &candidate;
      best_score = score;
    }
  }
  constexpr int kLeast = 3;
  if (best != nullptr && best_score >= kLeast) {
    names.name = Reading<std::string>{text.original(best->begin, best->end), best->begin, best->end,
                                      best->rule, best_score >= 6 && !is_bare(best->name) ? 0.95 : 0.8};
    names.simplified = best->name;
  }
  if (names.name) {
    const std::vector<Renaming> renamings = read_renamings(text, spans);
    // A heading may still bear a name that the text says was given up.
    const bool renamed = !renamings.empty() && gives_up(text, names.simplified, renamings.back());
    const bool former =
        renamed || (renamings.size() > 1 && names.name->rule == std::string_view("name:heading") &&
                    std::any_of(renamings.begin(), renamings.end() - 1,
                                [&](const Renaming& one) { return one.name == names.simplified; }));
    if (const Renaming* last = former ? &renamings.back() : nullptr) {
      names.name = Reading<std::string>{text.original(last->begin, last->end), last->begin, last->end,
                                        "name:renamed", 0.9};
      names.simplified = last->name;
    }
  }
  if (!names.name) {
    // 1952年更名为甲乙市人民医院, where everything else that is named came before it.
    const std::vector<Renaming> renamings = read_renamings(text, spans);
    // Named again and again, or once as what a clause is about; items of a menu (甲乙医院进入) have no vote.
    const bool only = candidates.size() == 1 && best->score + best->best > 0 &&
                      (best->count > 1 || (best->best > 0 && text.clause_before(best->begin).empty()));
    if (!renamings.empty()) {
      const Renaming& last = renamings.back();
      names.name = Reading<std::string>{text.original(last.begin, last.end), last.begin, last.end,
                                        "name:renamed", 0.8};
      names.simplified = last.name;
    } else if (only && !is_bare(best->name)) {
      names.name = Reading<std::string>{text.original(best->begin, best->end), best->begin, best->end,
                                        "name:only", 0.75};
      names.simplified = best->name;
    }
  }
  if (!names.name) names.of_title = name_of_title(document);
  read_aliases(text, names);
  return names;
}

}  // namespace tenderlead::parsers

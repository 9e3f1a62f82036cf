#include "parsers/hospital/figures.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <vector>

#include "parsers/hospital/context.h"
#include "parsers/hospital/figure_cards.h"
#include "parsers/hospital/figure_statements.h"
#include "parsers/hospital/pattern_set.h"
#include "parsers/hospital/stated_values.h"

namespace tenderlead::parsers {

namespace {

struct Found {
  std::int64_t value = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
  const Statement* statement = nullptr;
  int year = 0;
  bool campus = false;
  bool chronicle = false;  // told among the events of other years
};

// A statement's pattern as RE2 wants it: # stands for a number, and so on (figure_statements.h).
std::string expand(std::string_view pattern) {
  std::string expanded;
  for (const char c : pattern) {
    if (c == '#')
      expanded += kNumber;
    else if (c == '@')
      expanded += kTenThousands;
    else if (c == '~')
      expanded += kFill;
    else
      expanded.push_back(c);
  }
  return expanded;
}

template <std::size_t N>
PatternSet compile(const Statement (&statements)[N]) {
  std::vector<std::string> patterns;
  for (const auto& statement : statements) patterns.push_back(expand(statement.pattern));
  return PatternSet(patterns);
}

// 620张(2024年), or the year before it.
int year_of_figure(const CleanText& text, std::size_t begin, std::size_t end) {
  static const RE2 kBehind("^(?:张|人|名|人次|台|例|台次)?\\((?:截至|截止)?((?:19|20)\\d\\d)年");
  const std::string_view after = text.after(end, 16);
  int year = 0;
  if (RE2::PartialMatch(re2::StringPiece(after.data(), after.size()), kBehind, &year)) return year;
  return stated_year(text, begin);
}

// 1985年,核定床位80张 between other lines that begin with years.
bool is_chronicle(const CleanText& text, std::size_t at) {
  static const RE2 kYear("^[^\\p{Han}\\d]{0,4}(?:19|20)\\d\\d年");
  const std::string& all = text.text();
  const auto begins_with_year = [&](std::size_t line) {
    const re2::StringPiece words(all.data() + line, std::min<std::size_t>(all.size() - line, 24));
    return RE2::PartialMatch(words, kYear);
  };
  const std::size_t before = at == 0 ? std::string::npos : all.rfind('\n', at - 1);
  const std::size_t line = before == std::string::npos ? 0 : before + 1;
  if (!begins_with_year(line)) return false;
  const std::size_t next = all.find('\n', at);
  if (next != std::string::npos && next + 1 < all.size() && begins_with_year(next + 1)) return true;
  if (line < 2) return false;
  const std::size_t above = all.rfind('\n', line - 2);
  return begins_with_year(above == std::string::npos ? 0 : above + 1);
}

// Everything that a table's patterns match, with what they say; `accept` drops what isn't meant.
template <std::size_t N, typename Accept>
std::vector<Found> find_statements(const CleanText& text, const Statement (&statements)[N],
                                   const PatternSet& patterns, Accept accept) {
  // An introduction states a figure a few times; a page with thousands of them is no introduction.
  constexpr std::size_t kMost = 400;
  std::vector<Found> found;
  const re2::StringPiece all(text.text());
  for (const std::size_t i : patterns.matching(text.text())) {
    std::size_t at = 0;
    re2::StringPiece groups[3];
    while (found.size() < kMost && patterns[i].Match(all, at, all.size(), RE2::UNANCHORED, groups, 3)) {
      auto begin = static_cast<std::size_t>(groups[0].data() - all.data());
      const std::size_t end = begin + groups[0].size();
      // A sign in front only bounds the match, and may end the sentence before.
      while (begin + 1 < end && static_cast<unsigned char>(all[begin]) < 0x80 &&
             !(all[begin] >= '0' && all[begin] <= '9'))
        ++begin;
      // 2018年床位500张: the year's last sign is no part of the statement.
      if (all[begin] >= '0' && all[begin] <= '9' && std::string_view(all).substr(begin + 1).starts_with("年"))
        begin += 1 + std::string_view("年").size();
      static constexpr std::string_view kStops[] = {"。", "、", "”", "》", "】"};
      for (const auto stop : kStops)
        if (std::string_view(all).substr(begin).starts_with(stop)) begin += stop.size();
      const auto number_begin = static_cast<std::size_t>(groups[1].data() - all.data());
      at = std::max(number_begin, begin + 1);
      while (at < all.size() && (static_cast<unsigned char>(all[at]) & 0xC0) == 0x80) ++at;
      const auto value =
          number_of({groups[1].data(), groups[1].size()},
                    groups[2].data() == nullptr ? std::string_view()
                                                : std::string_view(groups[2].data(), groups[2].size()));
      if (!value || *value <= 0) continue;
      Found one{*value, begin, end, &statements[i], year_of_figure(text, begin, end), false, false};
      one.chronicle = is_chronicle(text, begin);
      if (accept(one)) {
        found.push_back(one);
      } else {
        // 初期床位20张,现编制床位150张,实际开放180张: what isn't meant from its first words may be from later ones.
        at = begin + 1;
        while (at < all.size() && (static_cast<unsigned char>(all[at]) & 0xC0) == 0x80) ++at;
      }
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
      return std::tuple(!f.chronicle, !f.campus, f.statement->rank, f.year == 0 ? kUndatedYear : f.year);
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
  // 由建院时的60张发展到950张
  static constexpr std::string_view kGrown[] = {"发展到", "增加到", "增至",  "增长到",
                                                "扩大到", "扩展到", "上升到"};
  const bool grown = holds_any(text.slice(found.begin, found.end), kGrown);
  return !is_planned(text, found.begin, found.end) && (grown || !is_history(text, found.begin)) &&
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

Figures read_figures_of_hospital(const CleanText& text, const std::vector<RecordValue>& record,
                                 const std::vector<CardFigure>& tabled) {
  static const auto authorised = compile(kBedsAuthorised);
  static const auto open = compile(kBedsOpen);
  static const auto visits = compile(kVisits);
  static const auto discharges = compile(kDischarges);
  static const auto surgeries = compile(kSurgeries);
  static const auto staff = compile(kStaff);
  constexpr std::int64_t kMostBeds = 30'000;
  const std::vector<CardFigure> cards = read_figure_cards(text);
  // A label and the number of the card below it.
  const auto crosses_cards = [&](const Found& found) {
    return std::any_of(cards.begin(), cards.end(), [&](const CardFigure& card) {
      return card.block.begin <= found.begin && found.begin < card.block.end;
    });
  };

  const auto beds = [&](Found& found) {
    if (crosses_cards(found)) return false;
    if (found.value > kMostBeds || is_part(text, found.begin) || !is_stated_of_this_hospital(text, found))
      return false;
    if (is_of_department(text, found.begin)) return false;
    mark_campus(text, found);
    return true;
  };
  const auto yearly = [&](std::int64_t least) {
    return [&text, &crosses_cards, least](Found& found) {
      if (crosses_cards(found)) return false;
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
    return !crosses_cards(found) && !is_part(text, found.begin) && is_stated_of_this_hospital(text, found) &&
           !is_of_department(text, found.begin) && !holds_any(clause, kNotAll) &&
           !holds_any(words, kNotAll) && found.value < 60'000;
  }));
  const auto take_card = [&](const CardFigure& card) {
    std::optional<Reading<std::int64_t>>* const targets[] = {
        &figures.beds_authorised,   &figures.beds_open,  &figures.staff,
        &figures.outpatient_visits, &figures.discharges, &figures.surgeries};
    auto& target = *targets[static_cast<std::size_t>(card.counted)];
    if (!target && card.value > 0)
      target = Reading<std::int64_t>{card.value, card.span.begin, card.span.end, "figure:card", 0.85};
  };
  for (const CardFigure& card : tabled) take_card(card);
  for (const CardFigure& card : cards) take_card(card);
  // What a record has under a key of its own, where its text doesn't say it.
  const auto recorded = [&](RecordKey key, std::int64_t most, std::optional<Reading<std::int64_t>>& figure) {
    static const RE2 kWhole("(\\d{1,8})[ ]?(?:张|人|床|名)?");
    const auto value = first_of(record, key);
    if (figure || !value) return;
    const std::string_view words = text.slice(value->begin, value->end);
    std::int64_t number = 0;
    if (RE2::FullMatch(re2::StringPiece(words.data(), words.size()), kWhole, &number) && number > 0 &&
        number <= most)
      figure = Reading<std::int64_t>{number, value->begin, value->end, "figure:record", 0.9};
  };
  recorded(RecordKey::beds_authorised, kMostBeds, figures.beds_authorised);
  recorded(RecordKey::beds_open, kMostBeds, figures.beds_open);
  recorded(RecordKey::staff, 60'000, figures.staff);
  recorded(RecordKey::visits, 20'000'000, figures.outpatient_visits);
  return figures;
}

}  // namespace tenderlead::parsers

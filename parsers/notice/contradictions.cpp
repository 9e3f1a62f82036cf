// What a page says in two ways that can't both be right. Reported, never mended: the merge rule has chosen, and who calls
// the buyer should know.
//
// A page repeats itself in many harmless ways: 万元 rounded, a day with and without its hour, short names, one value a lot. Each
// comparison below leaves those out; what remains was looked at on real pages (docs/reading.md).
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "parsers/notice/assembly.h"
#include "parsers/values/kind.h"
#include "parsers/values/names.h"

namespace tenderlead::parsers::notice {
namespace {

using View = std::u16string_view;

bool has(View words, View what) {
  return words.find(what) != View::npos;
}

class ContradictionFinder {
 public:
  explicit ContradictionFinder(Assembly& assembly) : a_(assembly), notice_(assembly.notice) {}

  void run() {
    for (const auto& item : a_.evidence) proofs_.emplace(item.path, &item);
    compare_rivals();
    compare_title();
    compare_words_and_figures();
    compare_lots();
    compare_times();
    for (auto& [path, span] : places_) a_.prove(std::move(path), span, "contradiction", 1.0);
  }

 private:
  struct Part {
    Statement statement;
    Span span;
  };

  const Span* proof(const std::string& path) const {
    const auto found = proofs_.find(path);
    return found != proofs_.end() && !found->second->span.empty() ? &found->second->span : nullptr;
  }

  Part part(Stretch place, Field field) const {
    return {statement_of(a_, place, field), a_.view.span(place.begin, place.end)};
  }

  // One for each field and reason.
  void report(const std::string& field, ContradictionKind why, std::vector<Part> parts) {
    const bool known = std::any_of(notice_.contradictions.begin(), notice_.contradictions.end(),
                                   [&](const Contradiction& c) { return c.field == field && c.why == why; });
    if (known) return;
    Contradiction out;
    out.field = field;
    out.why = why;
    const std::string path = "contradictions." + std::to_string(notice_.contradictions.size()) + ".values.";
    for (Part& part : parts) {
      places_.emplace_back(path + std::to_string(out.values.size()), part.span);
      out.values.push_back(std::move(part.statement));
    }
    notice_.contradictions.push_back(std::move(out));
  }

  // Sums that differ by less than what 万元 with two decimals leaves out are one.
  static bool same_sum(std::int64_t one, std::int64_t two) {
    constexpr double kRounding = 0.001;
    const double larger = static_cast<double>(std::max(std::llabs(one), std::llabs(two)));
    return std::fabs(static_cast<double>(one) - static_cast<double>(two)) <=
           std::max(100.0, kRounding * larger);
  }

  static bool same_time(const StatedTime& one, const StatedTime& two) {
    return one.date == two.date &&
           (!one.second_of_day || !two.second_of_day || one.second_of_day == two.second_of_day);
  }

  // One within the other, or nearly the same: a short name, a typing slip, brackets.
  static bool same_name(const std::string& one, const std::string& two) {
    constexpr double kAlike = 0.5;
    const std::u16string x = folded(organisation_key(one)), y = folded(organisation_key(two));
    return x.empty() || y.empty() || has(x, y) || has(y, x) || likeness(x, y) >= kAlike;
  }

  static bool same_number(const std::string& one, const std::string& two) {
    if (one.find(two) != std::string::npos || two.find(one) != std::string::npos) return true;
    // The numbers of two lots of one procurement begin alike: A-2026-01-1 and A-2026-01-2.
    const auto differ = std::mismatch(one.begin(), one.end(), two.begin(), two.end());
    return static_cast<std::size_t>(differ.first - one.begin()) * 2 >= std::min(one.size(), two.size());
  }

  bool divided() const {
    return notice_.lots.size() > 1 || std::any_of(a_.marks.begin(), a_.marks.end(), [](const Mark& mark) {
             return mark.field == Field::lot_no || mark.field == Field::lot_head ||
                    mark.field == Field::lot_budget || mark.field == Field::lot_ceiling;
           });
  }

  bool differs(const Assembly::Rival& rival, const Statement& kept, const Statement& other) const {
    const std::string_view path = rival.path;
    if (path == "budget" || path == "ceiling" || path == "contract.amount") {
      if (rival.kept_field != rival.other_field || !kept.money || !other.money) return false;
      return kept.money->currency == other.money->currency && !(path != "contract.amount" && divided()) &&
             kept.money->amount_minor != 0 && other.money->amount_minor != 0 &&
             !same_sum(kept.money->amount_minor, other.money->amount_minor);
    }
    if (path == "bid_deadline" || path == "opening_at") {
      const bool own =
          rival.kept_field != Field::bidding_period && rival.other_field != Field::bidding_period;
      return own && kept.time && other.time && !divided() && !same_time(*kept.time, *other.time);
    }
    if (path == "buyer.name" || path == "agency.name")
      return looks_like_organisation(rival.kept_key) && looks_like_organisation(rival.other_key) &&
             !same_name(rival.kept_key, rival.other_key);
    if (path == "project_no")
      return rival.kept_field == Field::project_no && rival.other_field == Field::project_no && !divided() &&
             !same_number(rival.kept_key, rival.other_key);
    // 建设单位名称 in a broken table is a label.
    constexpr std::size_t kShortestName = 24;
    if (path == "project_name")
      return rival.kept_key.size() >= kShortestName && rival.other_key.size() >= kShortestName &&
             rival.kept_field == Field::project_name && rival.other_field == Field::project_name &&
             !divided() && !same_name(rival.kept_key, rival.other_key);
    return false;
  }

  void compare_rivals() {
    // Three values and more are a list, whatever the page calls its parts.
    std::map<std::string, std::set<std::string>> values;
    for (const auto& rival : a_.rivals) {
      values[rival.path].insert(rival.kept_key);
      values[rival.path].insert(rival.other_key);
    }
    constexpr double kSureEnough = 0.8;
    for (const auto& rival : a_.rivals) {
      if (rival.kept_confidence < kSureEnough || rival.other_confidence < kSureEnough) continue;
      if (values[rival.path].size() > 2) continue;
      const Part kept = part(rival.kept, rival.kept_field), other = part(rival.other, rival.other_field);
      if (differs(rival, kept.statement, other.statement))
        report(rival.path, ContradictionKind::statements_differ, {kept, other});
    }
  }

  // 公开招标公告 above, 采购方式：竞争性磋商 below; another project's name in the headline.
  void compare_title() {
    if (a_.headline.place.empty() || notice_.title.empty()) return;
    const Stretch title = a_.headline.place;
    const auto method = classify_method(notice_.title);
    const Span* stated = proof("method");
    if (method && notice_.method && stated != nullptr && method->method != *notice_.method &&
        method->method != ProcurementMethod::other && *notice_.method != ProcurementMethod::other)
      report("method", ContradictionKind::statements_differ, {quoted(*stated), part(title, Field::none)});
    // 某医院2026年5月政府采购意向 names a buyer and a month; the name stands in the table.
    if (notice_.kind == NoticeKind::intention) return;
    const Span* name = proof("project_name");
    const std::string from_title = name_from_title(notice_.title);
    constexpr std::size_t kTellingName = 8;
    constexpr double kUnlike = 0.12;
    if (name == nullptr || folded(from_title).size() < kTellingName || notice_.project_name.empty()) return;
    const std::u16string x = folded(from_title), y = folded(notice_.project_name);
    if (y.size() >= kTellingName && likeness(x, y) < kUnlike)
      report("project_name", ContradictionKind::statements_differ, {quoted(*name), part(title, Field::none)});
  }

  Part quoted(Span span) const {
    Part out;
    out.statement.text = normalise_text(a_.view.document().slice(span));
    out.span = span;
    return out;
  }

  // 大写：玖拾万元整（小写：95万元)
  void compare_words_and_figures() {
    for (const auto& item : a_.evidence) {
      const std::string& path = item.path;
      const bool sum = path == "budget" || path == "ceiling" || path.ends_with(".budget") ||
                       path.ends_with(".ceiling") || path.ends_with(".amount");
      if (!sum || item.span.size() > 600) continue;
      const std::string_view words = a_.view.document().slice(item.span);
      const auto match = read_money(words);
      if (!match || !match->contradicts || same_sum(match->money.amount_minor, match->in_words)) continue;
      Part figures = quoted({item.span.begin + match->span.begin, item.span.begin + match->span.end});
      Part capitals = figures;
      figures.statement.money = match->money;
      capitals.statement.money = match->money;
      capitals.statement.money->amount_minor = match->in_words;
      report(path, ContradictionKind::words_and_figures, {figures, capitals});
    }
  }

  void compare_lots() {
    compare_sum("budget", notice_.budget, &Lot::budget);
    compare_sum("ceiling", notice_.ceiling, &Lot::ceiling);
  }

  void compare_sum(const std::string& field, const std::optional<Money>& total,
                   std::optional<Money> Lot::*of_lot) {
    const Span* stated = proof(field);
    if (!total || stated == nullptr || notice_.lots.size() < 2) return;
    std::int64_t sum = 0;
    std::vector<Part> parts;
    Part whole = quoted(*stated);
    whole.statement.money = total;
    parts.push_back(whole);
    for (std::size_t i = 0; i < notice_.lots.size(); ++i) {
      const std::optional<Money>& money = notice_.lots[i].*of_lot;
      const std::string path = "lots." + std::to_string(i) + "." + field;
      const Span* place = proof(path);
      // A lot without a sum of its own, or with the whole one: nothing to add up.
      if (!money || money->currency != total->currency || same_sum(money->amount_minor, total->amount_minor))
        return;
      if (__builtin_add_overflow(sum, money->amount_minor, &sum)) return;
      Part one = place != nullptr ? quoted(*place) : Part{};
      one.statement.field = path;
      if (one.statement.text.empty()) one.statement.text = money->text;
      one.statement.money = money;
      parts.push_back(std::move(one));
    }
    // Another unit, or numbers of another column: a slip of reading, not of the page.
    const bool plausible = sum > total->amount_minor / 20 && sum / 20 < total->amount_minor;
    if (plausible && !same_sum(sum, total->amount_minor))
      report(field, ContradictionKind::sum_of_lots, std::move(parts));
  }

  Part timed(const std::string& field, const std::optional<StatedTime>& time, const std::string& own) const {
    Part out = quoted(*proof(field));
    out.statement.time = time;
    if (field != own) out.statement.field = field;
    return out;
  }

  // Whether `one` surely lies before `two`: a day without an hour is any hour of it.
  static bool before(const StatedTime& one, const StatedTime& two) {
    if (one.date != two.date) return one.date < two.date;
    return one.second_of_day && two.second_of_day && *one.second_of_day < *two.second_of_day;
  }

  void compare_times() {
    // What is past when an award is published may lie before it; what bidders are asked for can't.
    const NoticeKind kind = notice_.kind.value_or(NoticeKind::other);
    if (kind != NoticeKind::tender && kind != NoticeKind::prequalification && kind != NoticeKind::amendment &&
        kind != NoticeKind::market_research)
      return;
    const std::pair<const char*, const std::optional<StatedTime>*> times[] = {
        {"documents_until", &notice_.documents_until},
        {"bid_deadline", &notice_.bid_deadline},
        {"opening_at", &notice_.opening_at}};
    // An amendment of an award tells of its opening too; only what it changes lies ahead.
    const auto ahead = [&](const std::string& field) {
      return kind != NoticeKind::amendment ||
             std::any_of(notice_.changes.begin(), notice_.changes.end(),
                         [&](const Change& change) { return change.field == field; });
    };
    const Span* published = proof("published_at");
    for (const auto& [field, time] : times)
      if (published != nullptr && ahead(field) && *time && proof(field) != nullptr &&
          (*time)->date < notice_.published_at->date)
        report(field, ContradictionKind::before_publication,
               {timed(field, *time, field), timed("published_at", notice_.published_at, field)});
    const auto order = [&](const char* first, const std::optional<StatedTime>& one, const char* second,
                           const std::optional<StatedTime>& two) {
      if (one && two && proof(first) != nullptr && proof(second) != nullptr && before(*two, *one))
        report(second, ContradictionKind::out_of_order,
               {timed(second, two, second), timed(first, one, second)});
    };
    order("documents_from", notice_.documents_from, "documents_until", notice_.documents_until);
    order("bid_deadline", notice_.bid_deadline, "opening_at", notice_.opening_at);
  }

  Assembly& a_;
  Notice& notice_;
  std::map<std::string, const Assembly::PendingEvidence*> proofs_;
  std::vector<std::pair<std::string, Span>> places_;
};

}  // namespace

void find_contradictions(Assembly& a) {
  ContradictionFinder(a).run();
}

}  // namespace tenderlead::parsers::notice

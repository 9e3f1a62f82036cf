#include <algorithm>
#include <map>
#include <set>

#include "model/time.h"
#include "store/connection.h"
#include "store/dialect.h"
#include "store/folded_text.h"
#include "store/notice_terms.h"
#include "store/queries.h"
#include "wire/json.h"

namespace tenderlead::store {
namespace {

using On = NoticeCondition::On;

constexpr TermField kParts[] = {TermField::title, TermField::names, TermField::text};
constexpr int kPartCount = 3;
constexpr std::size_t kMostTerms = 48;     // of all words together; the rest is left to the look at the text
constexpr std::int64_t kFirstWindow = 32;  // days
constexpr std::int64_t kWidestWindow = 256;

std::string joined(const std::vector<std::string>& parts, const char* by) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : by) + part;
  return out;
}

std::string quoted(const std::string& term) {
  return dialect::match_term(term, false);
}

// All words' terms in one field.
std::string words_in(TermField field, const NoticeSearch& search) {
  std::set<std::string> seen;
  std::vector<std::string> terms;
  for (const auto& word : search.words)
    for (const auto& term : word.query.terms)
      if (terms.size() < kMostTerms && seen.insert(term).second)
        terms.push_back(quoted(field_term(field, term)));
  return joined(terms, " AND ");
}

// The terms that stand for a condition, any of them; empty where the index has none that do.
std::vector<std::string> terms_of(const NoticeCondition& condition) {
  std::vector<std::string> terms;
  switch (condition.on) {
    case On::kind:
    case On::source:
      for (const auto& value : condition.values) {
        const auto bare = value == "-" ? std::string_view() : std::string_view(value);
        terms.push_back(condition.on == On::kind ? kind_term(bare) : source_term(bare));
      }
      break;
    case On::region:
      for (const auto& value : condition.values) {
        // Of an odd number of digits, what the digits before have in common; of none, nothing.
        const auto digits = std::min<std::size_t>(value.size(), 6) / 2 * 2;
        if (value == "-" || digits == 0 || (condition.negated && digits != value.size())) return {};
        terms.push_back(region_term(std::string_view(value).substr(0, digits)));
      }
      break;
    case On::budget:
      if (condition.negated) break;
      for (int step = budget_step(std::max<std::int64_t>(condition.least, 0));
           step <= budget_step(std::max<std::int64_t>(condition.most, 0)); ++step)
        terms.push_back(budget_term(step));
      break;
    case On::day:
      break;
  }
  return terms;
}

std::string any_of(const std::vector<std::string>& terms) {
  std::vector<std::string> all;
  for (const auto& term : terms) all.push_back(quoted(term));
  return "(" + joined(all, " OR ") + ")";
}

// What of a search lies in the index; what doesn't is looked at notice by notice.
class Plan {
 public:
  explicit Plan(const NoticeSearch& search) : search_(search) {
    for (const auto& condition : search.conditions) {
      if (condition.on == On::day && !condition.negated) {
        // Notices without a day are in no range of days.
        begin_ = std::max(begin_, first_place(std::max(condition.least, kFirstDay)));
        if (condition.most < std::int64_t{1} << 40)
          end_ = std::min(end_, condition.most < kFirstDay ? 0 : first_place(condition.most + 1));
        continue;
      }
      const auto terms = terms_of(condition);
      if (!terms.empty()) (condition.negated ? without_ : with_).push_back(any_of(terms));
    }
    NoticeCondition seen;
    seen.on = On::region;
    seen.values = search.regions;
    if (!search.regions.empty())
      if (const auto terms = terms_of(seen); !terms.empty()) with_.push_back(any_of(terms));
    for (const auto& word : search.without)
      if (word.exact()) without_.push_back(quoted(word.query.terms.front()));
  }

  int first_part() const { return search_.newest || search_.words.empty() ? kPartCount - 1 : 0; }
  bool in_parts() const { return first_part() == 0; }
  std::int64_t begin() const { return begin_; }
  std::int64_t end() const { return end_; }

  // What the index is asked for; `apart`: less what an earlier part gives.
  std::string match(int part, bool apart) const {
    auto all = with_;
    if (!search_.words.empty()) all.insert(all.begin(), words_in(kParts[part], search_));
    if (all.empty()) all.push_back(quoted(every_notice_term()));
    auto none = without_;
    if (apart && part > 0) none.push_back("(" + words_in(kParts[part - 1], search_) + ")");
    auto match = "(" + joined(all, " AND ") + ")";
    if (!none.empty()) match += " NOT (" + joined(none, " OR ") + ")";
    return match;
  }

 private:
  const NoticeSearch& search_;
  std::vector<std::string> with_, without_;
  std::int64_t begin_ = 1;
  std::int64_t end_ = INT64_MAX;
};

bool any_value(const NoticeCondition& condition, std::string_view text, bool beginning) {
  return std::ranges::any_of(condition.values, [&](const std::string& value) {
    if (value == "-") return text.empty();
    return beginning ? text.starts_with(value) : text == value;
  });
}

// Whether a row may be seen and fulfils the conditions on its columns.
bool passes(const NoticeSearch& search, std::string_view kind, std::string_view region,
            std::string_view source, std::int64_t day) {
  if (!search.regions.empty() &&
      std::ranges::none_of(search.regions, [&](const std::string& own) { return region.starts_with(own); }))
    return false;
  return std::ranges::all_of(search.conditions, [&](const NoticeCondition& condition) {
    bool holds = false;
    switch (condition.on) {
      case On::kind:
        holds = any_value(condition, kind, false);
        break;
      case On::source:
        holds = any_value(condition, source, false);
        break;
      case On::region:
        holds = any_value(condition, region, true);
        break;
      case On::day:
        holds = day != 0 && day >= condition.least && day <= condition.most;
        break;
      case On::budget:
        return true;
    }
    return holds != condition.negated;
  });
}

// The texts of a notice that words are looked for in, folded when they are needed.
class Texts {
 public:
  explicit Texts(const Notice& notice) : notice_(notice) {}

  // Whether a word stands in a field, or one that comes before it.
  bool hold(const SearchWord& word, TermField field) {
    const auto in = [&word](const FoldedText& text) { return text.holds(word.folded); };
    if (title_.empty()) title_.emplace_back(notice_.title);
    if (in(title_.front())) return true;
    if (field == TermField::title) return false;
    if (names_.empty()) fold_names();
    if (std::ranges::any_of(names_, in)) return true;
    if (field == TermField::names) return false;
    if (text_.empty()) {
      text_.emplace_back(notice_.requirements);
      text_.emplace_back(notice_.text);
    }
    return std::ranges::any_of(text_, in);
  }
  bool hold_all(const std::vector<SearchWord>& words, TermField field) {
    return std::ranges::all_of(words, [&](const SearchWord& word) { return hold(word, field); });
  }

 private:
  void fold_names() {
    for (const auto* name : {&notice_.project_no, &notice_.project_name, &notice_.buyer.name,
                             &notice_.agency.name, &notice_.contract.supplier})
      names_.emplace_back(*name);
    for (const auto& award : notice_.awards) names_.emplace_back(award.supplier);
    for (const auto& lot : notice_.lots) names_.emplace_back(lot.name);
    for (const auto& intention : notice_.intentions) names_.emplace_back(intention.name);
  }
  const Notice& notice_;
  std::vector<FoldedText> title_, names_, text_;
};

bool budget_holds(const NoticeCondition& condition, const Notice& notice) {
  const auto budget = budget_of(notice);
  return (budget && *budget >= condition.least && *budget <= condition.most) != condition.negated;
}

bool is_over(const SearchBudget& budget) {
  return budget.over && budget.over();
}

// Calls each(place) for what the index gives, window by window of places, the greatest first: a window bounds what one step of it may
// cost. each() returns false where it doesn't take a place, which ends it. Returns below which place nothing was taken; absent where all was.
template <typename Each>
std::optional<std::int64_t> each_place(Connection& db, const Plan& plan, const std::string& match,
                                       std::int64_t below, const SearchBudget& budget, Each&& each) {
  const auto dated = first_place(kFirstDay);
  std::int64_t top = 1, lowest = dated;
  {
    Query newest(db, "SELECT MAX(place) FROM notices");
    if (newest.step() && !newest.null(0)) top = newest.number(0) + 1;
    Query oldest(db, "SELECT MIN(place) FROM notices WHERE place >= ?1");
    oldest << dated;
    if (oldest.step() && !oldest.null(0)) lowest = oldest.number(0);
  }
  top = std::min({top, below, plan.end()});
  for (auto days = kFirstWindow; top > plan.begin(); days = std::min(2 * days, kWidestWindow)) {
    // Those without a day are the last.
    auto begin = top > lowest ? std::max(top - (days << kPlaceBits), lowest) : std::int64_t{1};
    begin = std::max(begin, plan.begin());
    Query query(db, dialect::kNewestSearch);
    query << match << begin << top;
    while (query.step()) {
      const auto place = query.number(0);
      if (!each(place)) return place + 1;
    }
    top = begin;
    if (top > plan.begin() && is_over(budget)) return top;
  }
  return std::nullopt;
}

// Reads the notice at a place, where it is one that is searched for.
class Reader {
 public:
  Reader(Connection& db, const NoticeSearch& search) : db_(db), search_(search) {
    for (const auto& word : search.without)
      if (!word.exact()) without_.push_back(word);
  }

  std::optional<FoundNotice> read(std::int64_t place, std::size_t& reads) {
    Query query(
        db_,
        "SELECT id, kind, region_code, source_id, title, published_at, url, buyer_id, row FROM notices "
        "WHERE place = ?1");
    query << place;
    if (!query.step() || !passes(search_, query.view(1), query.view(2), query.view(3), day_of_place(place)))
      return std::nullopt;
    if (!without_.empty()) {
      const FoldedText title(query.view(4));
      for (const auto& word : without_)
        if (title.holds(word.folded)) return std::nullopt;
    }
    if (reads > 0) --reads;
    FoundNotice found;
    {
      Query words(db_, "SELECT json FROM notice_words WHERE row = ?1");
      words << query.number(8);
      if (!words.step()) return std::nullopt;
      const auto value = wire::parse_text(words.text(0));
      auto notice = value ? wire::notice_from_json(*value) : Result<Notice>(value.error());
      if (!notice) return std::nullopt;
      found.notice = std::move(*notice);
    }
    Texts texts(found.notice);
    if (!texts.hold_all(search_.words, TermField::text)) return std::nullopt;
    for (const auto& word : without_)
      if (texts.hold(word, TermField::text)) return std::nullopt;
    for (const auto& condition : search_.conditions)
      if (condition.on == On::budget && !budget_holds(condition, found.notice)) return std::nullopt;
    if (!search_.words.empty())
      found.where = texts.hold_all(search_.words, TermField::title)   ? "title"
                    : texts.hold_all(search_.words, TermField::names) ? "names"
                                                                      : "text";
    found.id = query.text(0);
    found.kind = query.text(1);
    found.region_code = query.text(2);
    found.source_id = query.text(3);
    found.published_at = query.text(5);
    found.url = query.text(6);
    found.buyer_id = query.text(7);
    return found;
  }

 private:
  Connection& db_;
  const NoticeSearch& search_;
  std::vector<SearchWord> without_;
};

std::vector<std::pair<std::string, std::int64_t>> most_first(
    const std::map<std::string, std::int64_t>& counts) {
  std::vector<std::pair<std::string, std::int64_t>> rows(counts.begin(), counts.end());
  std::ranges::stable_sort(rows, [](const auto& a, const auto& b) { return a.second > b.second; });
  return rows;
}

}  // namespace

std::optional<SearchWord> search_word(std::string_view text) {
  SearchWord word;
  word.folded = folded_word(text);
  std::string unparted = word.folded;
  // query_words() takes what spaces part for several words.
  std::ranges::replace(unparted, ' ', '\x01');
  auto words = query_words(unparted);
  if (words.empty() || words.front().prefix) return std::nullopt;
  word.query = std::move(words.front());
  // What has jc2030 has jc, which nearly all have.
  auto& terms = word.query.terms;
  const auto all = terms;
  std::erase_if(terms, [&](const std::string& term) {
    return std::ranges::any_of(all, [&](const std::string& other) {
      return other.size() > term.size() && static_cast<unsigned char>(term.front()) < 0x80 &&
             static_cast<unsigned char>(other.front()) < 0x80 && other.find(term) != std::string::npos;
    });
  });
  return word;
}

FoundNotices Queries::search_notices(const NoticeSearch& search, const SearchPosition& after,
                                     std::size_t limit, SearchBudget budget) {
  FoundNotices out;
  const Plan plan(search);
  Reader reader(db_, search);
  auto below = after.below;
  for (int part = std::max(plan.first_part(), after.part); part < kPartCount; ++part, below = INT64_MAX) {
    bool full = false;
    const auto rest =
        each_place(db_, plan, plan.match(part, plan.in_parts()), below, budget, [&](std::int64_t place) {
          if (budget.reads == 0 || budget.looks == 0) return false;
          --budget.looks;
          auto found = reader.read(place, budget.reads);
          if (!found) return true;
          if (out.notices.size() == limit) {
            full = true;
            return false;
          }
          found->position = {part, place};
          out.notices.push_back(std::move(*found));
          return true;
        });
    if (full) {
      out.next = out.notices.back().position;
      return out;
    }
    if (rest) {
      out.next = SearchPosition{part, *rest};
      out.cut = true;
      return out;
    }
  }
  return out;
}

NoticeCounts Queries::count_notices(const NoticeSearch& search, std::int64_t most,
                                    const SearchBudget& budget) {
  NoticeCounts counts;
  const Plan plan(search);
  std::map<std::string, std::int64_t> kinds, provinces, sources, years;
  const auto inexact = [](const SearchWord& word) { return !word.exact(); };
  counts.close = std::ranges::any_of(search.words, inexact) || std::ranges::any_of(search.without, inexact) ||
                 std::ranges::any_of(search.conditions, [](const NoticeCondition& condition) {
                   return condition.on == On::budget;
                 });
  auto looks = budget.looks;
  const auto rest =
      each_place(db_, plan, plan.match(kPartCount - 1, false), INT64_MAX, budget, [&](std::int64_t place) {
        if (counts.total == most || looks == 0) return false;
        --looks;
        Query query(db_, "SELECT kind, region_code, source_id FROM notices WHERE place = ?1");
        query << place;
        const auto day = day_of_place(place);
        if (!query.step() || !passes(search, query.view(0), query.view(1), query.view(2), day)) return true;
        ++counts.total;
        ++kinds[query.text(0)];
        ++provinces[query.text(1).substr(0, 2)];
        ++sources[query.text(2)];
        ++years[day == 0 ? std::string() : std::to_string(date_from_days(day).year)];
        return true;
      });
  counts.cut = rest.has_value();
  counts.kinds = most_first(kinds);
  counts.provinces = most_first(provinces);
  counts.sources = most_first(sources);
  counts.years = most_first(years);
  return counts;
}

std::int64_t Queries::name_clock() {
  Query query(db_, "SELECT changes FROM name_clock WHERE one = 1");
  return query.step() ? query.number(0) : 0;
}

}  // namespace tenderlead::store

#include "web/api/search/search_ask.h"

#include <algorithm>
#include <charconv>

#include "model/notice.h"
#include "model/time.h"
#include "web/api/leads/lead_desk.h"
#include "web/api/refusal.h"

namespace tenderlead::web {
namespace {

constexpr std::string_view kNoticeFields[] = {"kind", "source", "region", "published", "budget"};
constexpr std::string_view kNameFields[] = {"region", "type"};
constexpr std::size_t kMostWords = 16;
constexpr std::int64_t kMostYuan = 10'000'000'000'000;  // far from where fen would overflow

bool knows(std::string_view sort, const std::string& field) {
  if (field.empty()) return true;
  if (sort == "notices") return std::ranges::find(kNoticeFields, field) != std::end(kNoticeFields);
  if (sort == "organisations") return std::ranges::find(kNameFields, field) != std::end(kNameFields);
  return std::ranges::any_of(lead_filter_table().fields,
                             [&](const FilterField& each) { return each.name == field; });
}

std::int64_t number_from(const std::string& text, std::int64_t otherwise) {
  if (text.empty()) return otherwise;
  std::int64_t number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// The ends of what a number or day may be, as values of a condition.
template <typename ValueOf>
void set_ends(store::NoticeCondition& out, const Condition& condition, const ValueOf& value_of) {
  const auto& values = condition.values;
  switch (condition.compare) {
    case Compare::least:
      out.least = value_of(values[0], INT64_MIN);
      break;
    case Compare::above:
      out.least = value_of(values[0], 0) + 1;
      break;
    case Compare::most:
      out.most = value_of(values[0], INT64_MAX);
      break;
    case Compare::below:
      out.most = value_of(values[0], 0) - 1;
      break;
    case Compare::between:
      out.least = value_of(values[0], INT64_MIN);
      out.most = value_of(values[1], INT64_MAX);
      break;
    case Compare::any_of:
      out.least = out.most = value_of(values[0], 0);
      break;
  }
}

store::NoticeCondition notice_condition(const Condition& condition, const std::string& today) {
  using On = store::NoticeCondition::On;
  store::NoticeCondition out;
  out.negated = condition.negated;
  out.values = condition.values;
  out.on = condition.field == "kind"     ? On::kind
           : condition.field == "source" ? On::source
           : condition.field == "region" ? On::region
           : condition.field == "budget" ? On::budget
                                         : On::day;
  if (out.on == On::day)
    set_ends(out, condition, [&](const std::string& value, std::int64_t otherwise) {
      const auto date = date_from_iso(value.empty() ? value : day_of(value, today));
      return date ? days_from_date(*date) : otherwise;
    });
  if (out.on == On::budget) {
    set_ends(out, condition, [](const std::string& value, std::int64_t otherwise) {
      return value.empty() ? otherwise : std::clamp(number_from(value, 0), -kMostYuan, kMostYuan) * 100;
    });
  }
  return out;
}

std::vector<std::string> sorts_of(const Request& request) {
  std::vector<std::string> in;
  const auto text = request.parameter("in").value_or("");
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(',', at), text.size());
    in.push_back(text.substr(at, end - at));
    if (std::ranges::find(kSearched, in.back()) == std::end(kSearched))
      refuse(400, "bad-in", "There is no such thing to search.",
             {{"in",
               "may have notices, organisations, leads",
               "not_one_of",
               {{"choices", "notices, organisations, leads"}}}});
    at = end + 1;
  }
  if (in.empty()) in.assign(std::begin(kSearched), std::end(kSearched));
  return in;
}

}  // namespace

const FilterTable& search_filter_table() {
  static const FilterTable table = [] {
    FilterTable all = lead_filter_table();
    for (auto& field : all.fields)
      if (field.name == "kind")
        for (const auto kind : kAllNoticeKinds) field.choices.emplace_back(to_string(kind));
    all.fields.push_back({"source", FieldType::word});
    all.fields.push_back({"budget", FieldType::number});
    all.fields.push_back({"type", FieldType::word});
    return all;
  }();
  return table;
}

bool SearchAsk::has(std::string_view sort) const {
  return std::ranges::find(in, sort) != in.end();
}

SearchAsk search_ask(const ApiContext& context) {
  SearchAsk ask;
  ask.today = today_of(context);
  for (const char* name : {"q", "filter"}) {
    Fault fault;
    auto terms = parse_filter(context.request().parameter(name).value_or(""), search_filter_table(), &fault);
    if (!terms) refuse(400, "bad-filter", "The search can't be read.", {fault_at(name, std::move(fault))});
    for (auto& term : *terms) ask.terms.push_back(std::move(term));
  }
  const auto sort = context.request().parameter("sort").value_or("best");
  if (sort != "best" && sort != "newest")
    refuse(400, "bad-sort", "The order isn't one of a search.",
           {{"sort", "may be best or newest", "not_one_of", {{"choices", "best, newest"}}}});
  ask.newest = sort == "newest";
  for (const auto& term : ask.terms) {
    // Days and numbers are compared with one value or range.
    if (!term.field.empty() && (term.field == "published" || term.field == "budget") &&
        term.compare == Compare::any_of && term.values.size() > 1)
      refuse(
          400, "bad-filter", "The search can't be read.",
          {{"q", term.field + " takes one value or a range", "filter_one_value", {{"field", term.field}}}});
    if (!term.field.empty()) continue;
    auto word = store::search_word(term.values.front());
    if (!word)
      refuse(400, "short-word", "A word of the search is too short.",
             {{"q",
               "\"" + term.values.front() + "\" is too short: search for two characters or more",
               "short_word",
               {{"word", term.values.front()}}}});
    (term.negated ? ask.without : ask.words).push_back(std::move(*word));
  }
  if (ask.words.size() + ask.without.size() > kMostWords)
    refuse(400, "bad-filter", "The search can't be read.",
           {{"q", "has more than 16 words", "many_words", {{"most", std::to_string(kMostWords)}}}});
  if (ask.terms.empty())
    refuse(400, "nothing-asked", "Nothing is searched for.", {{"q", "is missing", "missing"}});
  for (auto& each : sorts_of(context.request())) {
    const auto unknown =
        std::ranges::find_if(ask.terms, [&](const Condition& term) { return !knows(each, term.field); });
    if (unknown != ask.terms.end())
      ask.left_out.emplace(each, unknown->field);
    else if (!ask.has(each))
      ask.in.push_back(std::move(each));
  }
  return ask;
}

store::NoticeSearch SearchAsk::notices(const Scope& scope, std::string_view without_field) const {
  store::NoticeSearch search;
  search.words = words;
  search.without = without;
  search.regions = scope.regions;
  search.newest = newest;
  const auto day = to_string(date_from_days(today));
  for (const auto& term : terms)
    if (!term.field.empty() && term.field != without_field)
      search.conditions.push_back(notice_condition(term, day));
  return search;
}

NameAsk SearchAsk::names(const Scope& scope) const {
  NameAsk ask{words, without, {}, scope.regions.empty() ? nullptr : &scope};
  for (const auto& term : terms)
    if (!term.field.empty()) ask.conditions.push_back(term);
  return ask;
}

LeadAsk SearchAsk::leads(const ApiContext& context) const {
  return {terms, {{"changed", true}, {"score", true}}, &context.scope(), context.who().person, today};
}

}  // namespace tenderlead::web

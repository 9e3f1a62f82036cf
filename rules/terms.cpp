#include "rules/terms.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "rules/words.h"

namespace tenderlead::rules {
namespace {

constexpr long long kLongestTermMonths = 1200;  // a century: what claims more isn't a service term

std::optional<long long> digits(std::string_view text) {
  long long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

Date end_after_months(Date start, long long months) {
  const long long month = start.year * 12LL + start.month - 1 + months;
  Date end{static_cast<int>(month / 12), static_cast<int>(month % 12) + 1, start.day};
  while (end.day > 1 && !is_valid(end)) --end.day;
  return date_from_days(days_from_date(end) - 1);
}

Result<TermReader> TermReader::compile(const RuleBook& book) {
  TermReader reader;
  reader.numerals_ = book.numerals;
  for (const auto& term : book.terms) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    auto expression = std::make_unique<re2::RE2>(term.pattern, options);
    const auto& groups = expression->NamedCapturingGroups();
    const bool date = term.unit == TermPattern::Unit::date;
    const bool complete =
        date ? groups.contains("y") && groups.contains("m") && groups.contains("d") : groups.contains("n");
    if (!expression->ok() || !complete)
      return Error{ErrorCode::invalid_config,
                   "the term pattern '" + term.pattern + "' can't be used: " +
                       (complete ? expression->error() : "its named groups are missing")};
    reader.patterns_.push_back({std::move(expression), term.unit});
  }
  return reader;
}

std::optional<long long> TermReader::number(const std::string& text) const {
  const auto named = numerals_.find(text);
  return named != numerals_.end() ? std::optional(named->second) : digits(text);
}

std::optional<Date> TermReader::end_by(const Pattern& pattern,
                                       const std::map<std::string, std::string>& groups,
                                       std::optional<Date> start) const {
  if (pattern.unit == TermPattern::Unit::date) {
    const auto year = number(groups.at("y")), month = number(groups.at("m")), day = number(groups.at("d"));
    if (!year || !month || !day || *year > 9999 || *month > 12 || *day > 31) return std::nullopt;
    const Date date{static_cast<int>(*year), static_cast<int>(*month), static_cast<int>(*day)};
    return is_valid(date) ? std::optional(date) : std::nullopt;
  }
  const auto length = number(groups.at("n"));
  if (!length || *length <= 0 || !start) return std::nullopt;
  if (pattern.unit == TermPattern::Unit::day) {
    if (*length > kLongestTermMonths * 31) return std::nullopt;
    return date_from_days(days_from_date(*start) + *length - 1);
  }
  const long long months = pattern.unit == TermPattern::Unit::year ? 12 : 1;
  if (*length > kLongestTermMonths / months) return std::nullopt;
  return end_after_months(*start, *length * months);
}

std::optional<Date> TermReader::end_of(std::string_view term, std::optional<Date> start) const {
  constexpr std::size_t kMostPoints = 500;  // a term is a phrase; longer text holds other dates
  const FoldedText folded(term, kMostPoints);
  std::optional<Date> stated, counted;
  for (const auto& pattern : patterns_) {
    const int count = pattern.expression->NumberOfCapturingGroups() + 1;
    std::vector<re2::StringPiece> parts(static_cast<std::size_t>(count));
    const re2::StringPiece all(folded.text());
    std::size_t at = 0;
    while (at <= all.size() &&
           pattern.expression->Match(all, at, all.size(), re2::RE2::UNANCHORED, parts.data(), count)) {
      std::map<std::string, std::string> groups;
      for (const auto& [name, index] : pattern.expression->NamedCapturingGroups())
        groups[name] = parts[static_cast<std::size_t>(index)].as_string();
      const auto end = end_by(pattern, groups, start);
      auto& latest = pattern.unit == TermPattern::Unit::date ? stated : counted;
      if (end && (!latest || *end > *latest)) latest = end;
      const auto after = static_cast<std::size_t>(parts[0].data() - all.data()) + parts[0].size();
      at = std::max(after, at + 1);
    }
  }
  return stated ? stated : counted;
}

}  // namespace tenderlead::rules

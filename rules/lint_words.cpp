#include "rules/lint_words.h"

#include <algorithm>

#include "rules/line_pattern.h"
#include "rules/words.h"

namespace tenderlead::rules {
namespace {

bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

Place place_at(const std::vector<Place>& places, std::size_t i, const Place& otherwise) {
  return i < places.size() ? places[i] : otherwise;
}

// A pattern by its beginning: people look it up by its place.
std::string shown(const std::string& pattern) {
  constexpr std::size_t kMost = 40;
  if (pattern.size() <= kMost) return "/" + pattern + "/";
  auto end = kMost;
  while (end > 0 && (static_cast<unsigned char>(pattern[end]) & 0xC0) == 0x80) --end;
  return "/" + pattern.substr(0, end) + ".../";
}

// What a pattern has that folded text never has.
std::string unmatchable(const std::string& pattern) {
  constexpr std::string_view kSeparators[] = {"、", "，", "。", "；", "！", "？"};
  for (const auto separator : kSeparators) {
    const auto at = pattern.find(separator);
    if (at == std::string::npos) continue;
    // Within a class or as an alternative something else may match.
    const auto open = pattern.rfind('[', at);
    if (open != std::string::npos && pattern.find(']', open) > at) return {};
    if (pattern.find('|') != std::string::npos || pattern.find('?', at) == at + separator.size()) return {};
    return "'" + std::string(separator) + "' ends a line there; write \\n or leave it out";
  }
  if (pattern.find("(?i") != std::string::npos) return {};
  bool escaped = false, in_class = false;
  for (const char c : pattern) {
    if (!escaped && c == '[') in_class = true;
    if (!escaped && c == ']') in_class = false;
    if (c >= 'A' && c <= 'Z' && !escaped && !in_class && pattern.find('|') == std::string::npos &&
        pattern.find("\\p") == std::string::npos && pattern.find('?') == std::string::npos)
      return std::string("'") + c + "' is a capital, and text is compared in small letters";
    escaped = c == '\\' && !escaped;
  }
  return {};
}

}  // namespace

bool holds_word(std::string_view longer, std::string_view shorter) {
  for (auto at = longer.find(shorter); at != std::string_view::npos; at = longer.find(shorter, at + 1)) {
    const auto end = at + shorter.size();
    // What begins or ends with a letter stands alone; at the longer word's own end a letter can't follow either.
    const bool begins = !is_letter(shorter.front()) || at == 0 || !is_letter(longer[at - 1]);
    const bool ends = !is_letter(shorter.back()) || end == longer.size() || !is_letter(longer[end]);
    const bool outer = (at > 0 || is_letter(longer.front()) || !is_letter(shorter.front())) &&
                       (end < longer.size() || is_letter(longer.back()) || !is_letter(shorter.back()));
    if (begins && ends && outer) return true;
  }
  return false;
}

const re2::RE2* WordLint::Patterns::compiled(const std::string& text) {
  auto& pattern = compiled_[text];
  if (!pattern) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    pattern = std::make_unique<re2::RE2>(text, options);
  }
  return pattern->ok() && stays_within_line(text) ? pattern.get() : nullptr;
}

bool WordLint::can_count(const std::string& name, const Scoring& scoring, const Signal& signal,
                         const WordGroup& group, bool ignored) {
  std::size_t vain = 0;
  const auto check = [&](const std::string& text, const Place& place, bool is_pattern) {
    const auto why = in_vain(scoring, signal, text, is_pattern, ignored);
    if (why.empty()) return;
    ++vain;
    findings_.add(place, "never", name,
                  (is_pattern ? "the pattern " + shown(text) : "'" + text + "'") + " never counts: " + why);
  };
  for (std::size_t i = 0; i < group.words.size(); ++i)
    if (!fold(group.words[i]).empty())  // check_group() says so
      check(group.words[i], place_at(group.word_places, i, signal.place), false);
  for (std::size_t i = 0; i < group.patterns.size(); ++i)
    check(group.patterns[i], place_at(group.pattern_places, i, signal.place), true);
  return group.empty() || vain < group.words.size() + group.patterns.size();
}

std::string WordLint::in_vain(const Scoring& scoring, const Signal& signal, const std::string& text,
                              bool is_pattern, bool ignored) {
  const auto word = is_pattern ? text : fold(text);
  if (ignored) {
    if (const auto by = covering(book_.ignore, word, is_pattern); !by.empty())
      return "'" + by + "' is ignored for all rules";
    if (const auto by = covering(scoring.ignore, word, is_pattern); !by.empty())
      return "the rule ignores '" + by + "'";
    const bool excluded_there =
        std::all_of(signal.where.begin(), signal.where.end(), [&](const FieldPoints& where) {
          return std::find(scoring.exclude_in.begin(), scoring.exclude_in.end(), where.field) !=
                 scoring.exclude_in.end();
        });
    if (const auto by = within(scoring.exclude, word, is_pattern); excluded_there && !by.empty())
      return "the rule excludes '" + by + "'";
  }
  if (const auto by = within(signal.none, word, is_pattern); !by.empty()) return "'none' holds '" + by + "'";
  return {};
}

std::string WordLint::covering(const WordGroup& group, const std::string& text, bool is_pattern) {
  if (is_pattern) {
    const auto same = std::find(group.patterns.begin(), group.patterns.end(), text);
    return same == group.patterns.end() ? std::string() : shown(text);
  }
  for (const auto& other : group.words)
    if (fold(other) == text) return other;
  const auto found = patterns_.first(
      group.patterns, [&](const re2::RE2& pattern) { return re2::RE2::FullMatch(text, pattern); });
  return found ? shown(group.patterns[*found]) : std::string();
}

std::string WordLint::within(const WordGroup& group, const std::string& text, bool is_pattern) {
  if (is_pattern) return covering(group, text, true);
  for (const auto& other : group.words) {
    const auto folded = fold(other);
    if (!folded.empty() && holds_word(text, folded)) return other;
  }
  const auto found = patterns_.first(
      group.patterns, [&](const re2::RE2& pattern) { return re2::RE2::PartialMatch(text, pattern); });
  return found ? shown(group.patterns[*found]) : std::string();
}

void WordLint::check_group(const WordGroup& group, const std::string& rule, const Place& otherwise) {
  std::map<std::string, std::size_t> seen;  // folded, to the first
  for (std::size_t i = 0; i < group.words.size(); ++i) {
    const auto& word = group.words[i];
    const auto place = place_at(group.word_places, i, otherwise);
    findings_.note_use(place);
    const auto folded = fold(word);
    if (folded.empty()) {
      findings_.add(place, "never", rule, "'" + word + "' is nothing but white space");
      continue;
    }
    const auto [first, fresh] = seen.emplace(folded, i);
    if (fresh) continue;
    const auto& other = group.words[first->second];
    findings_.add_vain(place, "duplicate", rule,
                       other == word ? "'" + word + "' stands twice" +
                                           first_at(place_at(group.word_places, first->second, otherwise),
                                                    place, " in the list")
                                     : "'" + word + "' differs from '" + other +
                                           "' only in width, case or spaces, and is compared alike");
  }
  std::map<std::string, Place> patterns_seen;
  for (std::size_t i = 0; i < group.patterns.size(); ++i) {
    const auto place = place_at(group.pattern_places, i, otherwise);
    const auto [first, fresh] = patterns_seen.emplace(group.patterns[i], place);
    findings_.note_use(place);
    if (!fresh)
      findings_.add_vain(place, "duplicate", rule,
                         "the pattern stands twice" + first_at(first->second, place, " in the list"));
    if (const auto why = unmatchable(group.patterns[i]); !why.empty())
      findings_.add(place, "never", rule, "the pattern can't match: " + why);
  }
  check_shadows(group, rule, otherwise, seen);
}

void WordLint::check_shadows(const WordGroup& group, const std::string& rule, const Place& otherwise,
                             const std::map<std::string, std::size_t>& words) {
  for (const auto& [word, i] : words) {
    const auto place = place_at(group.word_places, i, otherwise);
    // Ignored words may reach over the shorter word and not over the longer one: then both are needed.
    const auto shorter = std::find_if(words.begin(), words.end(), [&, text = word](const auto& other) {
      return other.first.size() < text.size() && holds_word(text, other.first) &&
             within(book_.ignore, text, false).empty();
    });
    if (shorter != words.end()) {
      findings_.add_vain(place, "shadowed", rule,
                         "'" + group.words[i] + "' makes no difference: '" + group.words[shorter->second] +
                             "' stands in it");
      continue;
    }
    const auto found = patterns_.first(group.patterns, [&, text = word](const re2::RE2& pattern) {
      return re2::RE2::PartialMatch(text, pattern);
    });
    if (found && within(book_.ignore, word, false).empty())
      findings_.add_vain(place, "shadowed", rule,
                         "'" + group.words[i] + "' makes no difference: the pattern " +
                             shown(group.patterns[*found]) + " finds it");
  }
}

}  // namespace tenderlead::rules

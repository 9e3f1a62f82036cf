#include "rules/same_rule.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "rules/lint_words.h"
#include "rules/words.h"

namespace tenderlead::rules {
namespace {

std::string joined_sorted(std::vector<std::string> parts, char after) {
  std::sort(parts.begin(), parts.end());
  parts.erase(std::unique(parts.begin(), parts.end()), parts.end());
  std::string text;
  for (const auto& part : parts) text += part + after;
  return text;
}

std::string text_of(const WordGroup& group, Spelling spelling) {
  std::vector<std::string> words;
  for (const auto& word : group.words) words.push_back(spelling == Spelling::folded ? fold(word) : word);
  for (const auto& pattern : group.patterns) words.push_back("/" + pattern);
  return joined_sorted(std::move(words), '\n') + '\f';
}

std::string text_of(const Condition& condition) {
  if (condition.kind <= Condition::Kind::none) {
    std::vector<std::string> parts;
    for (const auto& part : condition.parts) parts.push_back(text_of(part));
    if (parts.size() == 1 && condition.kind != Condition::Kind::none) return parts.front();
    return std::to_string(static_cast<int>(condition.kind)) + "(" + joined_sorted(std::move(parts), ',') +
           ")";
  }
  auto leaf = condition;
  for (auto* list : {&leaf.fact.is, &leaf.tags, &leaf.installed.products, &leaf.installed.vendors})
    std::sort(list->begin(), list->end());
  return describe(leaf);
}

// What a signal asks for besides the words of `any`, and where.
std::string rest_of(const Signal& signal, Spelling spelling) {
  std::vector<std::string> all;
  for (const auto& group : signal.all) all.push_back(text_of(group, spelling));
  return joined_sorted(std::move(all), '\v') + '\v' + text_of(signal.none, spelling) +
         text_of(signal.near, spelling) + std::to_string(signal.within) + "/" +
         std::to_string(static_cast<int>(signal.reach)) + text_of(signal.when);
}

std::vector<std::string> points_of(const Signal& signal) {
  std::vector<std::string> points;
  for (const auto& where : signal.where)
    points.push_back(std::string(to_string(where.field)) + std::to_string(where.points));
  std::sort(points.begin(), points.end());
  return points;
}

// Everything of a signal but what it says to people.
std::string whole_of(const Signal& signal, Spelling spelling) {
  std::string text = text_of(signal.any, spelling) + rest_of(signal, spelling);
  for (const auto& points : points_of(signal)) text += " " + points;
  return text + (signal.broad ? " broad" : "") + (signal.alone ? " alone" : "");
}

// What decides besides the signals.
std::string frame_of(const Scoring& scoring, Spelling spelling) {
  std::vector<std::string> fields;
  for (const auto field : scoring.exclude_in) fields.emplace_back(to_string(field));
  return text_of(scoring.ignore, spelling) + text_of(scoring.exclude, spelling) +
         (scoring.exclude.empty() ? std::string() : joined_sorted(std::move(fields), ' ')) +
         text_of(scoring.when);
}

bool holds_all_words(const WordGroup& wide, const WordGroup& narrow) {
  const auto has = [&wide](const std::string& word) {
    const auto folded = fold(word);
    return std::any_of(wide.words.begin(), wide.words.end(),
                       [&](const std::string& other) { return fold(other) == folded; });
  };
  return std::all_of(narrow.words.begin(), narrow.words.end(), has) &&
         std::all_of(narrow.patterns.begin(), narrow.patterns.end(), [&wide](const std::string& pattern) {
           return std::find(wide.patterns.begin(), wide.patterns.end(), pattern) != wide.patterns.end();
         });
}

bool argues_against(const Signal& signal) {
  return std::any_of(signal.where.begin(), signal.where.end(),
                     [](const FieldPoints& where) { return where.points < 0; });
}

}  // namespace

std::string text_of(const Signal& signal, Spelling spelling) {
  std::string text = text_of(signal.any, spelling) + rest_of(signal, spelling);
  for (const auto& where : signal.where)
    text += std::string(to_string(where.field)) + (where.points > 0 ? '+' : '-');
  return text;
}

std::string text_of(const Scoring& scoring, Spelling spelling) {
  std::vector<std::string> signals;
  // The same signal twice counts twice, so each is kept.
  for (const auto& signal : scoring.signals) signals.push_back(whole_of(signal, spelling));
  std::sort(signals.begin(), signals.end());
  std::string text = scoring.signals.empty() ? std::string() : std::to_string(scoring.threshold);
  for (const auto& signal : signals) text += '\b' + signal;
  return text + '\b' + frame_of(scoring, spelling);
}

bool met_wherever(const Scoring& wide, const Scoring& narrow) {
  if (narrow.signals.empty() || wide.threshold > narrow.threshold ||
      frame_of(wide, Spelling::folded) != frame_of(narrow, Spelling::folded))
    return false;
  // Each signal of the narrow one has one of its own in the wide one that is made wherever it is, and speaks as loudly.
  std::vector<bool> taken(wide.signals.size(), false);
  for (const auto& signal : narrow.signals) {
    std::size_t i = 0;
    for (; i < wide.signals.size(); ++i) {
      const auto& other = wide.signals[i];
      if (!taken[i] && other.broad == signal.broad && other.alone == signal.alone &&
          points_of(other) == points_of(signal) &&
          rest_of(other, Spelling::folded) == rest_of(signal, Spelling::folded) &&
          (argues_against(signal)
               ? text_of(other.any, Spelling::folded) == text_of(signal.any, Spelling::folded)
               : holds_all_words(other.any, signal.any)))
        break;
    }
    if (i == wide.signals.size()) return false;
    taken[i] = true;
  }
  // What it has besides may not argue against.
  for (std::size_t i = 0; i < wide.signals.size(); ++i)
    if (!taken[i] && argues_against(wide.signals[i])) return false;
  return true;
}

}  // namespace tenderlead::rules

#include "rules/vocabulary.h"

#include <algorithm>
#include <utility>

#include "rules/line_pattern.h"

namespace tenderlead::rules {
namespace {

constexpr std::int64_t kPatternMemory = 64 << 20;  // of one pattern
constexpr int kInstructionBytes = 16;              // of RE2's programs
// Two bytes keep "ca" and "ct"; Chinese characters have three.
constexpr int kShortestString = 2;

re2::RE2::Options options() {
  re2::RE2::Options result;
  result.set_log_errors(false);
  result.set_max_mem(kPatternMemory);
  return result;
}

// RE2 gives the strings in lower case, folding has lowered ASCII alone: only characters without case are sure to stand
// in the text as they stand in the string. Those of U+3000 to U+9FFF have none.
bool has_no_case(std::string_view string) {
  for (std::size_t at = 0; at < string.size();) {
    const auto lead = static_cast<unsigned char>(string[at]);
    if (lead >= 0x80 && (lead < 0xE3 || lead > 0xE9)) return false;
    at += lead < 0x80 ? 1 : 3;
  }
  return true;
}

}  // namespace

std::span<const GroupHit> GroupHits::of(std::uint32_t group) const {
  const auto begin =
      std::lower_bound(hits_.begin(), hits_.end(), group,
                       [](const GroupHit& hit, std::uint32_t wanted) { return hit.group < wanted; });
  auto end = begin;
  while (end != hits_.end() && end->group == group) ++end;
  return {begin, end};
}

std::uint32_t Vocabulary::add(const WordGroup& group, const std::string& rule) {
  for (const auto& word : group.words) {
    const auto folded = fold(word);
    if (folded.empty()) continue;
    const auto number = automaton_.add(folded);
    if (number >= groups_of_word_.size()) groups_of_word_.resize(number + 1);
    auto& groups = groups_of_word_[number];
    if (groups.empty() || groups.back() != groups_) groups.push_back(groups_);
  }
  for (const auto& text : group.patterns) {
    auto pattern = std::find_if(patterns_.begin(), patterns_.end(),
                                [&](const Pattern& other) { return other.text == text; });
    if (pattern == patterns_.end()) pattern = patterns_.insert(pattern, {text, rule, {}});
    if (pattern->groups.empty() || pattern->groups.back() != groups_) pattern->groups.push_back(groups_);
  }
  return groups_++;
}

Result<void> Vocabulary::compile() {
  if (auto done = compile_patterns(); !done) return done;
  for (auto* strings : {&line_string_, &text_string_}) strings->resize(automaton_.words(), -1);
  groups_of_word_.resize(automaton_.words());
  automaton_.build();
  return {};
}

Result<void> Vocabulary::compile_patterns() {
  std::int64_t bytes = 0;
  for (const auto& pattern : patterns_) {
    const re2::RE2 expression(pattern.text, options());
    if (!expression.ok())
      return Error{ErrorCode::invalid_config, pattern.rule + ": the pattern '" + pattern.text +
                                                  "' can't be used: " + expression.error()};
    bytes += static_cast<std::int64_t>(expression.ProgramSize()) * kInstructionBytes;
    (stays_within_line(pattern.text) ? lines_ : texts_).patterns.push_back(&pattern);
  }
  if (bytes > kPatternMemory)
    return Error{ErrorCode::too_large,
                 "the rules' patterns need more than 64 MiB together; make them fewer or simpler"};
  // Those for which no string is needed can't be looked for in the lines that have it.
  for (;;) {
    compile_filter(lines_, line_string_);
    std::vector<int> anywhere;
    if (lines_.expressions) lines_.expressions->AllPotentials(lines_.always, &anywhere);
    if (anywhere.empty()) break;
    std::vector<const Pattern*> kept;
    for (std::size_t i = 0; i < lines_.patterns.size(); ++i) {
      const bool moves = std::find(anywhere.begin(), anywhere.end(), static_cast<int>(i)) != anywhere.end();
      (moves ? texts_.patterns : kept).push_back(lines_.patterns[i]);
    }
    lines_.patterns = std::move(kept);
  }
  compile_filter(texts_, text_string_);
  return {};
}

// Patterns are known to be good here.
void Vocabulary::compile_filter(Filtered& filtered, std::vector<int>& string_of_word) {
  filtered.always.clear();
  std::fill(string_of_word.begin(), string_of_word.end(), -1);
  filtered.expressions.reset();
  if (filtered.patterns.empty()) return;
  filtered.expressions = std::make_unique<re2::FilteredRE2>(kShortestString);
  int id = 0;
  for (const auto* pattern : filtered.patterns) filtered.expressions->Add(pattern->text, options(), &id);
  std::vector<std::string> strings;
  filtered.expressions->Compile(&strings);
  for (std::size_t i = 0; i < strings.size(); ++i) {
    const auto string = static_cast<int>(i);
    if (!has_no_case(strings[i])) {
      filtered.always.push_back(string);
      continue;
    }
    const auto word = automaton_.add(strings[i]);
    string_of_word.resize(std::max<std::size_t>(string_of_word.size(), word + 1), -1);
    string_of_word[word] = string;
  }
}

GroupHits Vocabulary::find(const FoldedText& text) const {
  std::vector<GroupHit> hits;
  std::vector<StringHit> in_lines;
  std::vector<int> in_text = texts_.always;
  automaton_.each(text.text(), [&](const WordHit& hit, bool whole) {
    if (whole)
      for (const auto group : groups_of_word_[hit.word]) hits.push_back({group, hit.begin, hit.end});
    if (const int string = line_string_[hit.word]; string >= 0) in_lines.push_back({string, hit.begin});
    if (const int string = text_string_[hit.word]; string >= 0) in_text.push_back(string);
  });
  if (texts_.expressions) match(texts_, in_text, text.text(), 0, text.text().size(), hits);
  if (lines_.expressions) find_in_lines(text.text(), in_lines, hits);
  std::sort(hits.begin(), hits.end());
  return GroupHits(std::move(hits));
}

void Vocabulary::find_in_lines(const std::string& text, std::vector<StringHit>& strings,
                               std::vector<GroupHit>& hits) const {
  // They come by their ends.
  std::sort(strings.begin(), strings.end(),
            [](const StringHit& a, const StringHit& b) { return a.begin < b.begin; });
  std::vector<int> seen;
  for (auto hit = strings.begin(); hit != strings.end();) {
    const auto before = text.rfind('\n', hit->begin);
    const auto begin = before == std::string::npos ? 0 : before + 1;
    const auto end = std::min(text.find('\n', hit->begin), text.size());
    seen = lines_.always;
    for (; hit != strings.end() && hit->begin < end; ++hit) seen.push_back(hit->string);
    match(lines_, seen, text, begin, end, hits);
  }
}

// Runs the patterns for which these strings are enough.
void Vocabulary::match(const Filtered& filtered, std::vector<int>& strings, std::string_view text,
                       std::size_t begin, std::size_t end, std::vector<GroupHit>& hits) {
  std::sort(strings.begin(), strings.end());
  strings.erase(std::unique(strings.begin(), strings.end()), strings.end());
  std::vector<int> candidates;
  filtered.expressions->AllPotentials(strings, &candidates);
  const re2::StringPiece within(text.data() + begin, end - begin);
  for (const int index : candidates) {
    const auto& expression = filtered.expressions->GetRE2(index);
    const auto& groups = filtered.patterns[static_cast<std::size_t>(index)]->groups;
    re2::StringPiece found;
    for (std::size_t at = 0; expression.Match(within, at, within.size(), re2::RE2::UNANCHORED, &found, 1);) {
      if (found.empty()) break;
      const auto first = static_cast<std::size_t>(found.data() - text.data());
      const auto last = first + found.size();
      for (const auto group : groups)
        hits.push_back({group, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)});
      at = last - begin;
    }
  }
}

}  // namespace tenderlead::rules

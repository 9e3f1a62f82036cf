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
  for (const auto& pattern : group.patterns) patterns_.push_back({pattern, rule, groups_});
  return groups_++;
}

Result<void> Vocabulary::compile() {
  if (auto done = compile_patterns(); !done) return done;
  string_of_word_.resize(automaton_.words(), -1);
  groups_of_word_.resize(automaton_.words());
  automaton_.build();
  return {};
}

Result<void> Vocabulary::compile_patterns() {
  if (patterns_.empty()) return {};
  expressions_ = std::make_unique<re2::FilteredRE2>(kShortestString);
  std::int64_t bytes = 0;
  for (auto& pattern : patterns_) {
    int id = 0;
    if (expressions_->Add(pattern.text, options(), &id) != re2::RE2::NoError)
      return Error{ErrorCode::invalid_config,
                   pattern.rule + ": the pattern '" + pattern.text +
                       "' can't be used: " + re2::RE2(pattern.text, options()).error()};
    const auto& expression = expressions_->GetRE2(id);
    bytes += static_cast<std::int64_t>(expression.ProgramSize()) * kInstructionBytes;
    // What matches nothing at all needs no string and would be looked for in lines that the filter doesn't name.
    pattern.within_line = stays_within_line(pattern.text) && !re2::RE2::PartialMatch("", expression);
  }
  if (bytes > kPatternMemory)
    return Error{ErrorCode::too_large,
                 "the rules' patterns need more than 64 MiB together; make them fewer or simpler"};
  std::vector<std::string> strings;
  expressions_->Compile(&strings);
  for (std::size_t i = 0; i < strings.size(); ++i) {
    const auto string = static_cast<int>(i);
    if (!has_no_case(strings[i])) {
      always_.push_back(string);
      continue;
    }
    const auto word = automaton_.add(strings[i]);
    string_of_word_.resize(std::max<std::size_t>(string_of_word_.size(), word + 1), -1);
    string_of_word_[word] = string;
  }
  std::vector<int> unfiltered;  // candidates for every line, whatever stands in it
  expressions_->AllPotentials(always_, &unfiltered);
  for (const int index : unfiltered) patterns_[static_cast<std::size_t>(index)].within_line = false;
  return {};
}

GroupHits Vocabulary::find(const FoldedText& text) const {
  std::vector<GroupHit> hits;
  std::vector<StringHit> strings;
  automaton_.each(text.text(), [&](const WordHit& hit, bool whole) {
    if (whole)
      for (const auto group : groups_of_word_[hit.word]) hits.push_back({group, hit.begin, hit.end});
    if (const int string = string_of_word_[hit.word]; string >= 0) strings.push_back({string, hit.begin});
  });
  if (expressions_ != nullptr) find_patterns(text.text(), strings, hits);
  std::sort(hits.begin(), hits.end());
  return GroupHits(std::move(hits));
}

void Vocabulary::find_patterns(const std::string& text, std::vector<StringHit>& strings,
                               std::vector<GroupHit>& hits) const {
  std::vector<int> seen = always_;
  for (const auto& hit : strings) seen.push_back(hit.string);
  std::sort(seen.begin() + static_cast<std::ptrdiff_t>(always_.size()), seen.end());
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  std::vector<int> candidates;
  expressions_->AllPotentials(seen, &candidates);
  bool lines = false;
  for (const int index : candidates) {
    const auto number = static_cast<std::size_t>(index);
    if (patterns_[number].within_line)
      lines = true;
    else
      match(number, text, 0, text.size(), hits);
  }
  if (!lines) return;
  std::sort(strings.begin(), strings.end(),
            [](const StringHit& a, const StringHit& b) { return a.begin < b.begin; });
  for (auto hit = strings.begin(); hit != strings.end();) {
    const auto before = text.rfind('\n', hit->begin);
    const auto begin = before == std::string::npos ? 0 : before + 1;
    const auto end = std::min(text.find('\n', hit->begin), text.size());
    seen = always_;
    for (; hit != strings.end() && hit->begin < end; ++hit)
      if (std::find(seen.begin(), seen.end(), hit->string) == seen.end()) seen.push_back(hit->string);
    expressions_->AllPotentials(seen, &candidates);
    for (const int index : candidates) {
      const auto number = static_cast<std::size_t>(index);
      if (patterns_[number].within_line) match(number, text, begin, end, hits);
    }
  }
}

void Vocabulary::match(std::size_t index, std::string_view text, std::size_t begin, std::size_t end,
                       std::vector<GroupHit>& hits) const {
  const auto& expression = expressions_->GetRE2(static_cast<int>(index));
  const re2::StringPiece within(text.data() + begin, end - begin);
  re2::StringPiece found;
  for (std::size_t at = 0; expression.Match(within, at, within.size(), re2::RE2::UNANCHORED, &found, 1);) {
    const auto first = static_cast<std::size_t>(found.data() - text.data());
    if (found.empty()) break;
    const auto last = first + found.size();
    hits.push_back(
        {patterns_[index].group, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)});
    at = last - begin;
  }
}

}  // namespace tenderlead::rules

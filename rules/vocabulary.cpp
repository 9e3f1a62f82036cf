#include "rules/vocabulary.h"

#include <algorithm>
#include <numeric>

namespace tenderlead::rules {
namespace {

// RE2's default of 8 MiB isn't enough for some thousand Chinese patterns in one set; 64 MiB is (measured with 5,000).
constexpr std::int64_t kPatternMemory = 64 << 20;

re2::RE2::Options options() {
  re2::RE2::Options result;
  result.set_log_errors(false);
  result.set_max_mem(kPatternMemory);
  return result;
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
  for (const auto& pattern : group.patterns) patterns_.push_back({pattern, rule, groups_, nullptr});
  return groups_++;
}

Result<void> Vocabulary::compile() {
  automaton_.build();
  if (patterns_.empty()) return {};
  set_ = std::make_unique<re2::RE2::Set>(options(), re2::RE2::UNANCHORED);
  for (auto& pattern : patterns_) {
    pattern.expression = std::make_unique<re2::RE2>(pattern.text, options());
    std::string error;
    if (!pattern.expression->ok() || set_->Add(pattern.text, &error) < 0)
      return Error{ErrorCode::invalid_config, pattern.rule + ": the pattern '" + pattern.text +
                                                  "' can't be used: " + pattern.expression->error() + error};
  }
  if (!set_->Compile())
    return Error{ErrorCode::too_large,
                 "the rules' patterns need more than 64 MiB together; make them fewer or simpler"};
  return {};
}

GroupHits Vocabulary::find(const FoldedText& text) const {
  std::vector<GroupHit> hits;
  std::vector<WordHit> words;
  automaton_.find(text.text(), words);
  for (const auto& hit : words)
    for (const auto group : groups_of_word_[hit.word]) hits.push_back({group, hit.begin, hit.end});
  if (set_ != nullptr) {
    std::vector<int> matching;
    re2::RE2::Set::ErrorInfo error{};
    // "No match" may also mean that the automaton ran out of memory; then every pattern is tried by itself.
    if (!set_->Match(text.text(), &matching, &error) && error.kind != re2::RE2::Set::kNoError) {
      matching.resize(patterns_.size());
      std::iota(matching.begin(), matching.end(), 0);
    }
    for (const int index : matching) {
      const auto& pattern = patterns_[static_cast<std::size_t>(index)];
      const re2::StringPiece all(text.text());
      re2::StringPiece found;
      for (std::size_t at = 0;
           pattern.expression->Match(all, at, all.size(), re2::RE2::UNANCHORED, &found, 1);) {
        const auto begin = static_cast<std::size_t>(found.data() - all.data());
        const auto end = begin + found.size();
        if (end == begin) break;
        hits.push_back({pattern.group, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        at = end;
      }
    }
  }
  std::sort(hits.begin(), hits.end());
  return GroupHits(std::move(hits));
}

}  // namespace tenderlead::rules

// The compiled patterns of one table, and which of them match a text at all. That is one pass of one automaton over the text where
// each pattern alone would take one; most pages match few of them. It halves the time that figures and years of foundation take.
// Internal to hospital/.
#pragma once

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace tenderlead::parsers {

// Immutable and thread-safe.
class PatternSet {
 public:
  explicit PatternSet(const std::vector<std::string>& patterns) : set_(RE2::Options(), RE2::UNANCHORED) {
    for (const std::string& pattern : patterns) {
      patterns_.push_back(std::make_unique<RE2>(pattern));
      set_.Add(pattern, nullptr);
    }
    set_.Compile();
  }

  std::size_t size() const { return patterns_.size(); }
  const RE2& operator[](std::size_t i) const { return *patterns_[i]; }

  // Numbers of the patterns that match somewhere, ascending; all where the automaton would outgrow its memory.
  std::vector<std::size_t> matching(const std::string& text) const {
    std::vector<int> found;
    RE2::Set::ErrorInfo error{};
    const bool any = set_.Match(text, &found, &error);
    std::vector<std::size_t> numbers;
    if (!any && error.kind == RE2::Set::kOutOfMemory)
      for (std::size_t i = 0; i < size(); ++i) numbers.push_back(i);
    else
      numbers.assign(found.begin(), found.end());
    std::sort(numbers.begin(), numbers.end());
    return numbers;
  }

 private:
  std::vector<std::unique_ptr<RE2>> patterns_;
  RE2::Set set_;
};

}  // namespace tenderlead::parsers

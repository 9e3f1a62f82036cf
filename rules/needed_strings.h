// Without which strings a pattern can't match, by RE2's own analysis of it (FilteredRE2). Plain strings are found for all
// patterns in one pass over a text; a pattern itself is run only where they stand.
//
// Immutable once made; thread-safe.
#pragma once

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tenderlead::rules {

// How patterns of rules are compiled: quietly, and within kPatternMemory bytes each.
inline constexpr std::int64_t kPatternMemory = 64 << 20;
re2::RE2::Options pattern_options();

class NeededStrings {
 public:
  using Lists = std::vector<std::vector<std::string>>;

  // Of a pattern that RE2 refuses nothing is known to be needed.
  explicit NeededStrings(const std::string& pattern);

  // All that are spoken of below; each stands in a folded text as it stands here.
  const std::vector<std::string>& all() const { return strings_; }

  // Alternatives: a text that the pattern matches holds all strings of one of the lists. Empty where it may match
  // without any.
  Lists alternatives() const;

  // Demands: a text that the pattern matches holds one string of each list, at most kMostDemands of them. The first has
  // the strings for which `worse` says so least: worse(a, b) is a strict order, and the worse ones are done without where
  // they can be. Empty where the pattern may match without any.
  using Worse = std::function<bool(const std::string& a, const std::string& b)>;
  Lists demands(const Worse& worse) const;
  static constexpr std::size_t kMostDemands = 4;

 private:
  // Whether the pattern may match a text with these of strings_ and no others.
  bool enough(const std::vector<bool>& there) const;

  re2::FilteredRE2 filter_;
  std::vector<int> numbers_;          // the filter's, of strings_
  std::vector<int> assumed_;          // the filter's: taken as being in every text
  std::vector<std::string> strings_;  // empty where nothing is needed
};

}  // namespace tenderlead::rules

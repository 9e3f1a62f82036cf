// All matches of one pattern in a page's text. Internal to hospital/.
#pragma once

#include <re2/re2.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "parsers/hospital/clean_text.h"

namespace tenderlead::parsers {

struct Match {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::vector<std::string_view> groups;
};

// All matches of a pattern with up to three groups, at most 200.
inline std::vector<Match> all_matches(const CleanText& text, const RE2& pattern) {
  constexpr int kGroups = 4;
  std::vector<Match> matches;
  const re2::StringPiece all(text.text());
  re2::StringPiece groups[kGroups];
  for (std::size_t at = 0;
       matches.size() < 200 && pattern.Match(all, at, all.size(), RE2::UNANCHORED, groups,
                                             std::min(kGroups, pattern.NumberOfCapturingGroups() + 1));) {
    Match match;
    match.begin = static_cast<std::size_t>(groups[0].data() - all.data());
    match.end = match.begin + groups[0].size();
    for (int i = 1; i <= pattern.NumberOfCapturingGroups() && i < kGroups; ++i)
      match.groups.push_back(groups[i].data() == nullptr
                                 ? std::string_view()
                                 : std::string_view(groups[i].data(), groups[i].size()));
    at = std::max(match.end, match.begin + 1);
    matches.push_back(std::move(match));
  }
  return matches;
}

}  // namespace tenderlead::parsers

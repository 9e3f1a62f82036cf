#include "rules/number_set.h"

#include <algorithm>

namespace tenderlead::rules {

void NumberSet::keep(long long low, long long high) {
  if (low > kLeast) drop(kLeast, low - 1);
  if (high < kMost) drop(high + 1, kMost);
}

void NumberSet::drop(long long low, long long high) {
  if (low > high) return;
  std::vector<Span> left;
  for (const auto& span : spans_) {
    if (span.high < low || span.low > high) {
      left.push_back(span);
      continue;
    }
    if (span.low < low) left.push_back({span.low, low - 1});
    if (span.high > high) left.push_back({high + 1, span.high});
  }
  spans_ = std::move(left);
}

}  // namespace tenderlead::rules

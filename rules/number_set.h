// Sets of whole numbers as the linter reckons with them: what bounds leave and what they take away.
#pragma once

#include <limits>
#include <vector>

namespace tenderlead::rules {

class NumberSet {
 public:
  static constexpr long long kLeast = std::numeric_limits<long long>::min();
  static constexpr long long kMost = std::numeric_limits<long long>::max();

  void keep(long long low, long long high);
  void drop(long long low, long long high);
  bool empty() const { return spans_.empty(); }
  long long least() const { return spans_.front().low; }  // of one that isn't empty
  long long most() const { return spans_.back().high; }

 private:
  struct Span {
    long long low = kLeast;
    long long high = kMost;
  };
  std::vector<Span> spans_{Span{}};  // ascending, apart from one another
};

}  // namespace tenderlead::rules

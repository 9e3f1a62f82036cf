// Seeded choices that are the same on every machine: SplitMix64 (Steele, Lea, Flood 2014) with integer arithmetic
// only. The standard library's distributions differ between implementations, and the portal's bytes must not.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tenderlead::portal {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  // 0..n-1; n > 0. The bias of the remainder is below 2^-50 for the table sizes here.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
  int between(int low, int high) {
    return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
  }
  bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
  template <typename Table>
  const auto& pick(const Table& table) {
    return table[below(table.size())];
  }

 private:
  std::uint64_t state_;
};

}  // namespace tenderlead::portal

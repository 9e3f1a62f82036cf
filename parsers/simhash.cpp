#include "parsers/simhash.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <vector>

#include "parsers/values/folded_text.h"

namespace tenderlead::parsers {
namespace {

// Of the sizes 2 to 5, three characters tell best, on pages of 200 to 800 characters.
constexpr std::size_t kShingle = 3;
// What comes later of a text doesn't count; it bounds the memory.
constexpr std::size_t kMostCharacters = std::size_t{1} << 17;

// SplitMix64's finaliser (Steele, Lea, Flood 2014): one to one, all bits depend on all.
constexpr std::uint64_t mix(std::uint64_t x) {
  x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
  x = (x ^ x >> 27) * 0x94D049BB133111EB;
  return x ^ x >> 31;
}

// Shingles seen, by open addressing; 0 marks a free place.
class Seen {
 public:
  explicit Seen(std::size_t most) : places_(std::bit_ceil(2 * most + 2)) {}
  bool insert(std::uint64_t value) {
    for (std::size_t at = value & (places_.size() - 1);; at = (at + 1) & (places_.size() - 1)) {
      if (places_[at] == value) return false;
      if (places_[at] != 0) continue;
      places_[at] = value;
      return true;
    }
  }

 private:
  std::vector<std::uint64_t> places_;
};

// How often each of 64 bits was set, as 18 planes of one binary digit: all 64 are counted at once.
class BitCounts {
 public:
  void add(std::uint64_t bits) {
    ++total_;
    for (std::size_t i = 0; bits != 0 && i < planes_.size(); ++i) {
      const std::uint64_t carry = planes_[i] & bits;
      planes_[i] ^= bits;
      bits = carry;
    }
  }
  // The bits that more than half had.
  std::uint64_t majority() const {
    std::uint64_t out = 0;
    for (unsigned bit = 0; bit < 64; ++bit) {
      std::size_t count = 0;
      for (std::size_t i = 0; i < planes_.size(); ++i) count |= (planes_[i] >> bit & 1) << i;
      if (2 * count > total_) out |= std::uint64_t{1} << bit;
    }
    return out;
  }

 private:
  std::array<std::uint64_t, 18> planes_{};  // kMostCharacters fits
  std::size_t total_ = 0;
};

}  // namespace

std::uint64_t simhash(std::string_view text) {
  // A character has four bytes at most.
  const FoldedText folded(text.substr(0, 4 * kMostCharacters));
  const auto points = folded.view().substr(0, kMostCharacters);
  Seen seen(points.size());
  BitCounts counts;
  std::uint64_t window = 0;  // the last characters, 21 bits each
  std::size_t held = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    char32_t c = points[i];
    if (c >= U'A' && c <= U'Z') c += 32;
    // A line's words don't go on in the next one: tables and sentences say the same with other neighbours.
    if (text[folded.byte(i)] == '\n') held = 0;
    if (!is_digit(c) && !is_ascii_letter(c) && !is_chinese(c)) continue;
    window = (window << 21 | c) & 0x7FFF'FFFF'FFFF'FFFF;
    if (++held < kShingle) continue;
    const std::uint64_t shingle = mix(window);
    if (seen.insert(shingle)) counts.add(shingle);
  }
  return counts.majority();
}

int distance(std::uint64_t a, std::uint64_t b) {
  return std::popcount(a ^ b);
}

}  // namespace tenderlead::parsers

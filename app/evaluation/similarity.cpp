#include "app/evaluation/similarity.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace tenderlead::app {
namespace {

constexpr std::size_t kMaxCodePoints = 4000;

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xC0) == 0x80 && !out.empty())
      out.back() = out.back() << 6 | (byte & 0x3F);
    else
      out += static_cast<char32_t>(byte);
  }
  return out;
}

struct Block {
  std::size_t a = 0, b = 0, size = 0;
};

// The longest matching block in the windows; the earliest in a, then in b, of several.
Block longest_match(const std::u32string& a, std::size_t a_low, std::size_t a_high, const std::u32string& b,
                    std::size_t b_low, std::size_t b_high) {
  Block best{a_low, b_low, 0};
  std::vector<std::size_t> before(b_high - b_low + 1, 0), now(before.size(), 0);
  for (std::size_t i = a_low; i < a_high; ++i) {
    for (std::size_t j = b_low; j < b_high; ++j) {
      const std::size_t run = a[i] == b[j] ? before[j - b_low] + 1 : 0;
      now[j - b_low + 1] = run;
      if (run > best.size) best = {i + 1 - run, j + 1 - run, run};
    }
    before.swap(now);
  }
  return best;
}

}  // namespace

double similarity(std::string_view left, std::string_view right) {
  const std::u32string a = code_points(left), b = code_points(right);
  if (a.empty() && b.empty()) return 1.0;
  if (a.size() > kMaxCodePoints || b.size() > kMaxCodePoints) return a == b ? 1.0 : 0.0;
  std::size_t matched = 0;
  std::vector<std::array<std::size_t, 4>> windows{{0, a.size(), 0, b.size()}};
  while (!windows.empty()) {
    const auto [a_low, a_high, b_low, b_high] = windows.back();
    windows.pop_back();
    const Block block = longest_match(a, a_low, a_high, b, b_low, b_high);
    if (block.size == 0) continue;
    matched += block.size;
    if (a_low < block.a && b_low < block.b) windows.push_back({a_low, block.a, b_low, block.b});
    if (block.a + block.size < a_high && block.b + block.size < b_high)
      windows.push_back({block.a + block.size, a_high, block.b + block.size, b_high});
  }
  return 2.0 * static_cast<double>(matched) / static_cast<double>(a.size() + b.size());
}

}  // namespace tenderlead::app

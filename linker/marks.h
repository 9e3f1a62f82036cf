// Marks in numbers and names of procurements: cut out of the text, and what they say. Internal to this room; pure functions.
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace tenderlead::linker {

bool is_digit(char32_t c);
bool is_word(char32_t c);  // a digit or a small Latin letter
bool is_kept(char32_t c);  // or a letter of any script

// The length of the longest of `Words` that stands at a place; 0 for none.
template <const auto& Words>
std::size_t any_at(std::u32string_view text, std::size_t at) {
  static constexpr std::uint64_t kFirst = [] {
    std::uint64_t bits = 0;
    for (const auto word : Words) bits |= std::uint64_t{1} << (word.front() & 63);
    return bits;
  }();
  if (at >= text.size() || (kFirst >> (text[at] & 63) & 1) == 0) return 0;
  std::size_t longest = 0;
  const auto rest = text.substr(at);
  for (const auto word : Words)
    if (word.size() > longest && rest.starts_with(word)) longest = word.size();
  return longest;
}

// 第二次更正, 更正公告2: says nothing about an attempt or a lot.
void cut_amendments(std::u32string& text);
// 第二次, (二次), 重新招标: the attempt, 1 where nothing says so. In a number any 二次 counts, in a name not 二次供水.
int cut_attempts(std::u32string& text, bool of_number);
// 1包, 第一标段, 采购包1, a包: the first of them, as "1" or "a". What a bracket says after it goes with it: (二标段:影像设备).
std::string cut_lots(std::u32string& text);
// 2025年度, 2025-2026年, 2025-26年度, 二〇二五年.
std::set<int> cut_years(std::u32string& text);
// 二期, 第三批, 三季度, 上半年: what tells repeated procurements of one name apart: "期2".
std::set<std::string> cut_phases(std::u32string& text);
// (项目编号:甲-2026-00012): a number within a name.
void cut_numbers(std::u32string& text);

}  // namespace tenderlead::linker

// What the words by which a procurement is called say about it: its number and its name, taken apart into what identifies it and
// what merely says at which step, in which lot, or for which time it is announced. Pure functions; thread-safe.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::linker {

// NFKC, without case, white space and invisible characters.
std::u32string folded(std::string_view text);
std::string to_utf8(std::u32string_view text);

// A procurement's number. 云采(2026)0012号-1包（二次） is the number 云采20260012号, lot 1, attempt 2.
struct NumberParts {
  std::string key;  // letters, digits and ideographs without the marks below; never empty
  std::string
      base;  // the key without a last group of one to three letters or digits after a separator; empty: none that tells
  std::string lot;       // "1", "a"
  int attempt = 1;       // 1..9
  bool telling = false;  // at least 8 letters and digits, 4 of them digits: nobody else is likely to have it

  friend bool operator==(const NumberParts&, const NumberParts&) = default;
};

// The numbers that a field states: 甲-2026-00012；乙-2026-00034 are two. At most 8; longer fields than 400 bytes have none.
std::vector<NumberParts> numbers_in(std::string_view field);

// A lot's number as it is compared: 第1包, 1, 包1 and 01 are one. What holds no digit or letter stays as it is.
std::string lot_key(const std::string& no);

// Telling numbers that stand in a text behind 编号 (原项目编号, 采购计划编号, 招标编号; not 合同编号), as written. At most 8.
std::vector<std::string> numbers_beside(std::string_view text);

// A procurement's name.
struct NameParts {
  std::u32string core;  // without the buyer, lots, years, phases, and what says how and at which step
  std::u32string lean;  // `core` without words that writers add and leave out at will: 设备, 服务, 一批, 相关
  std::set<int> years;           // 2025-2026年度: both
  std::set<std::string> phases;  // "期2", "批3", "季1"
  std::set<std::string> tokens;  // words in Latin letters and digits: "pacs", "64"
  std::set<std::string> turns;   // words that make it another procurement: 维保, 监理, 耗材
  std::string lot;
  int attempt = 1;
  // For comparing many: names with equal `wording` have equal `lean`, tokens and turning words. It begins with `lean`; what stands
  // behind that tells apart what never means the same.
  std::u32string wording;
  std::vector<std::uint64_t> pairs;  // of neighbouring characters of `lean`, in order
};

// `buyer` may be empty. `name` may be a whole title with its 招标公告.
NameParts name_parts(std::string_view name, std::string_view buyer);

// Only its lot, attempt, years and phases: half the work.
NameParts name_marks(std::string_view name, std::string_view buyer);

// How sure two names of one buyer call one procurement, lots, years and phases aside: 1 the same core; 0.95 the same but for words
// that are left out at will; 0.85 one says more than the other; below 0.7 they name different things. 0 where their
// tokens or turning words differ, or one has no telling name (fewer than 4 characters).
double name_likeness(const NameParts& a, const NameParts& b);

// Years and phases: whether both may speak of one procurement. Years must be the same where both state some.
bool same_time_words(const NameParts& a, const NameParts& b);

}  // namespace tenderlead::linker

#include "rules/needed_strings.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string_view>

namespace tenderlead::rules {
namespace {

// Two bytes keep "ca" and "ct"; Chinese characters have three.
constexpr int kShortestString = 2;
// More alternatives are told by what all of them share.
constexpr std::size_t kMostAlternatives = 64;
// Sets of strings that are left out in turn while alternatives are looked for.
constexpr std::size_t kMostTried = 8 * kMostAlternatives;

// RE2 gives the strings in lower case, folding has lowered ASCII alone: only characters without case are sure to stand
// in the text as they stand in the string. Those of U+3000 to U+9FFF have none.
bool has_no_case(std::string_view string) {
  for (std::size_t at = 0; at < string.size();) {
    const auto lead = static_cast<unsigned char>(string[at]);
    if (lead >= 0x80 && (lead < 0xE3 || lead > 0xE9)) return false;
    at += lead < 0x80 ? 1 : 3;
  }
  return true;
}

}  // namespace

re2::RE2::Options pattern_options() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kPatternMemory);
  return options;
}

NeededStrings::NeededStrings(const std::string& pattern) : filter_(kShortestString) {
  int id = 0;
  if (filter_.Add(pattern, pattern_options(), &id) != re2::RE2::NoError) return;
  std::vector<std::string> atoms;
  filter_.Compile(&atoms);
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    const bool sure = has_no_case(atoms[i]);
    (sure ? numbers_ : assumed_).push_back(static_cast<int>(i));
    if (sure) strings_.push_back(std::move(atoms[i]));
  }
  if (enough(std::vector<bool>(strings_.size()))) strings_.clear();
}

bool NeededStrings::enough(const std::vector<bool>& there) const {
  if (strings_.empty()) return true;
  auto seen = assumed_;
  for (std::size_t i = 0; i < there.size(); ++i)
    if (there[i]) seen.push_back(numbers_[i]);
  std::sort(seen.begin(), seen.end());
  std::vector<int> possible;
  filter_.AllPotentials(seen, &possible);
  return !possible.empty();
}

NeededStrings::Lists NeededStrings::alternatives() const {
  if (strings_.empty()) return {};
  // The filter only answers whether a set of strings is enough. So alternatives are found one by one: the strings that are left
  // of all of them when each that isn't needed is taken away; then the same without one of those, and so on.
  Lists found;
  std::vector<std::set<std::size_t>> banned{{}};
  std::set<std::set<std::size_t>> tried{{}};
  std::set<std::vector<bool>> known;
  for (std::size_t next = 0; next < banned.size(); ++next) {
    std::vector<bool> left(strings_.size(), true);
    for (const auto i : banned[next]) left[i] = false;
    if (!enough(left)) continue;
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (!left[i]) continue;
      left[i] = false;
      if (!enough(left)) left[i] = true;
    }
    if (known.insert(left).second) {
      found.emplace_back();
      for (std::size_t i = 0; i < left.size(); ++i)
        if (left[i]) found.back().push_back(strings_[i]);
      std::sort(found.back().begin(), found.back().end());
    }
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (!left[i]) continue;
      auto more = banned[next];
      more.insert(i);
      if (tried.insert(more).second) banned.push_back(std::move(more));
    }
    if (found.size() <= kMostAlternatives && banned.size() <= kMostTried) continue;
    // Too many: one string of one demand is there in any case, which is less exact and complete.
    found.clear();
    const auto shared =
        demands([](const std::string& a, const std::string& b) { return a.size() < b.size(); });
    for (const auto& string : shared.front()) found.push_back({string});
    break;
  }
  return found;
}

NeededStrings::Lists NeededStrings::demands(const Worse& worse) const {
  std::vector<std::size_t> order(strings_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return worse(strings_[a], strings_[b]); });
  Lists lists;
  std::vector<bool> told(strings_.size());  // by earlier lists
  while (lists.size() < kMostDemands && !enough(told)) {
    // Strings are taken as being there as long as that isn't enough: one of the others must be.
    auto there = told;
    std::vector<std::string> list;
    for (const auto i : order) {
      if (told[i]) continue;
      there[i] = true;
      if (!enough(there)) continue;
      there[i] = false;
      list.push_back(strings_[i]);
      told[i] = true;
    }
    lists.push_back(std::move(list));
  }
  return lists;
}

}  // namespace tenderlead::rules

#include "linker/name_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tenderlead::linker {
namespace {

using Text = std::u32string_view;

constexpr Text kOpening = U"(（〔[【［{｛";
constexpr Text kClosing = U")）〕]】］}｝";
constexpr Text kPunctuation = U"·•“”‘’'\"、。《》—…，,.;；:：-_/\\|!！?？*＊~～<>+&";

// In brackets, and no name of anything.
constexpr std::array<Text, 12> kSeals = {U"盖章", U"公章", U"签章", U"本级", U"机关",     U"采购人",
                                         U"甲方", U"乙方", U"公示", U"代章", U"项目单位", U"招标人"};
constexpr std::array<Text, 5> kOnce = {U"原名", U"原", U"曾用名", U"曾名", U"前身"};
constexpr std::array<Text, 3> kAlso = {U"又名", U"别名", U"简称"};

constexpr std::array<Text, 29> kEndings = {U"医院",     U"保健院", U"卫生院", U"分院",   U"总院",   U"院区",
                                           U"服务中心", U"中心",   U"研究所", U"研究院", U"保健所", U"防治所",
                                           U"防治院",   U"防治站", U"疗养院", U"门诊部", U"诊所",   U"大学",
                                           U"学院",     U"委员会", U"局",     U"公司",   U"集团",   U"药房",
                                           U"急救站",   U"保健站", U"附院",   U"医大",   U"病院"};

// Words before a branch's own; a branch without one of them in front is a name of its own (东院 alone).
constexpr std::array<Text, 12> kHouses = {U"医院", U"保健院", U"卫生院", U"中心",   U"防治所", U"防治院",
                                          U"病院", U"服务站", U"研究所", U"保健所", U"公司",   U"附院"};
struct BranchWord {
  Text word;
  bool named;  // whether its own name may stand before it: 上庄分院
};
constexpr std::array kBranchWords = {
    BranchWord{U"分公司", true},  BranchWord{U"分院区", true}, BranchWord{U"院区", true},
    BranchWord{U"分院", true},    BranchWord{U"分部", true},   BranchWord{U"门诊部", true},
    BranchWord{U"住院部", false}, BranchWord{U"新院", false},  BranchWord{U"老院", false},
    BranchWord{U"东院", false},   BranchWord{U"西院", false},  BranchWord{U"南院", false},
    BranchWord{U"北院", false},   BranchWord{U"东区", false},  BranchWord{U"西区", false},
    BranchWord{U"南区", false},   BranchWord{U"北区", false},  BranchWord{U"东部", false},
    BranchWord{U"西部", false},   BranchWord{U"南部", false},  BranchWord{U"北部", false},
    BranchWord{U"新区", false},   BranchWord{U"总院", false},  BranchWord{U"院本部", false},
    BranchWord{U"本部", false},   BranchWord{U"主院", false},  BranchWord{U"院", true}};
constexpr std::array<Text, 7> kMainHouse = {U"总院", U"本部",   U"院本部", U"本部院区",
                                            U"主院", U"主院区", U"总院区"};
constexpr std::size_t kLongestBranch = 10;

constexpr std::size_t kShortestAbbreviation = 4;

template <typename Table>
bool ends_with_any(Text text, const Table& table) {
  return std::ranges::any_of(table, [&](Text word) { return text.ends_with(word); });
}

bool all_brackets_match(Text text) {
  int depth = 0;
  for (const char32_t c : text) {
    if (c == U'(') ++depth;
    if (c == U')' && --depth < 0) return false;
  }
  return depth == 0;
}

Text without_prefix(Text text, const auto& table) {
  for (const Text word : table)
    if (text.size() > word.size() && text.starts_with(word)) return text.substr(word.size());
  return text;
}

// 云溪市人民医院云溪市人民医院.
Text said_once(Text text) {
  const std::size_t half = text.size() / 2;
  return half >= 4 && text.size() % 2 == 0 && text.substr(0, half) == text.substr(half) ? text.substr(0, half)
                                                                                        : text;
}

bool decode(std::string_view utf8_text, std::u32string& out) {
  for (std::size_t at = 0; at < utf8_text.size();) {
    const auto byte = static_cast<unsigned char>(utf8_text[at]);
    const int more = byte < 0x80 ? 0 : byte >> 5 == 6 ? 1 : byte >> 4 == 14 ? 2 : byte >> 3 == 30 ? 3 : -1;
    if (more < 0 || at + static_cast<std::size_t>(more) >= utf8_text.size()) return false;
    char32_t c = more == 0 ? byte : byte & (0x3F >> more);
    for (int i = 1; i <= more; ++i) {
      const auto next = static_cast<unsigned char>(utf8_text[at + static_cast<std::size_t>(i)]);
      if (next >> 6 != 2) return false;
      c = c << 6 | (next & 0x3F);
    }
    out += c;
    at += static_cast<std::size_t>(more) + 1;
  }
  return true;
}

bool is_space(char32_t c) {
  return c <= U' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200F) || c == 0xFEFF;
}

// Traditional characters of organisations' names, and what they are in simplified ones.
constexpr Text kTraditional =
    U"醫區縣婦兒衛學國東廣寧陽灣門華馬龍關濟蘇頭鄉鎮銀興鳳慶貴義廬濰楊長濱嶺遼滬連齊魯藥團";
constexpr Text kSimplified =
    U"医区县妇儿卫学国东广宁阳湾门华马龙关济苏头乡镇银兴凤庆贵义庐潍杨长滨岭辽沪连齐鲁药团";
static_assert(kTraditional.size() == kSimplified.size());

// One character of a name, folded; 0 for what is left out.
char32_t folded_name(char32_t c) {
  if (is_space(c)) return 0;
  if (const auto at = kTraditional.find(c); at != Text::npos) return kSimplified[at];
  if (kOpening.find(c) != Text::npos) return U'(';
  if (kClosing.find(c) != Text::npos) return U')';
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  if (kPunctuation.find(c) != Text::npos) return 0;
  return c >= U'A' && c <= U'Z' ? c + 32 : c;
}

constexpr Text kSeparators = U"、，,;；/";

// 东院区 and 第二分院 in brackets say which part is meant; 协和医院西院 and 北医三院 are names.
bool is_part(Text text) {
  const bool part = std::ranges::any_of(kBranchWords, [&](const BranchWord& each) {
    return each.word.size() > 1 && text.ends_with(each.word);
  });
  return part && std::ranges::none_of(kHouses, [&](Text house) { return text.find(house) != Text::npos; });
}

bool is_name(Text text) {
  constexpr std::size_t kShortest = 4;
  return text.size() >= kShortest && !is_part(text) &&
         (text.ends_with(U'院') || ends_with_any(text, kEndings));
}

}  // namespace

std::string utf8(std::u32string_view text) {
  std::string out;
  std::size_t size = 0;
  for (const char32_t c : text) size += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  out.reserve(size);
  for (const char32_t c : text) {
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += static_cast<char>(0xC0 | c >> 6);
      out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      out += static_cast<char>(0xE0 | c >> 12);
      out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
      out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
      out += static_cast<char>(0xF0 | c >> 18);
      out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
      out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
      out += static_cast<char>(0x80 | (c & 0x3F));
    }
  }
  return out;
}

std::u32string folded_name(std::string_view text) {
  std::u32string raw;
  if (text.size() > 4 * kLongestName || !decode(text, raw)) return {};
  std::u32string out;
  for (const char32_t c : raw)
    if (const char32_t kept = folded_name(c); kept != 0) out += kept;
  return out.size() <= kLongestName ? out : std::u32string();
}

NamesAsWritten names_as_written(std::string_view written) {
  NamesAsWritten names;
  std::u32string raw;
  if (written.size() > 4 * kLongestName || !decode(written, raw)) return names;
  std::u32string out;
  const auto keep = [&](Text part, bool last) {
    const auto bare = folded_name(utf8(part));
    if (bare.empty() || std::ranges::find(kSeals, Text(bare)) != kSeals.end()) return true;
    const Text once = without_prefix(part, kOnce);
    if (once.size() < part.size() && is_name(folded_name(utf8(once)))) {
      names.former.push_back(utf8(once));
      return true;
    }
    const Text also = without_prefix(part, kAlso);
    // Behind the name even what doesn't end like one is one, in short: (北大人民医).
    const bool behind = last && bare.size() >= kShortestAbbreviation && !is_part(bare);
    if (!behind && !is_name(folded_name(utf8(also)))) return false;
    names.aliases.push_back(utf8(also));
    return true;
  };
  std::u32string shape;
  for (const char32_t c : raw) {
    const char32_t bracket = folded_name(c);
    shape += bracket == U'(' || bracket == U')' ? bracket : U'x';
  }
  const bool balanced = all_brackets_match(shape);
  for (std::size_t at = 0; at < raw.size();) {
    const auto close = balanced && shape[at] == U'(' ? shape.find(U')', at) : std::u32string::npos;
    // A bracket within a bracket stays what it is.
    if (close == std::u32string::npos || shape.find(U'(', at + 1) < close || out.empty()) {
      out += raw[at++];
      continue;
    }
    const Text inside = Text(raw).substr(at + 1, close - at - 1);
    std::vector<Text> parts;
    for (std::size_t begin = 0; begin <= inside.size();) {
      const auto end = std::min(inside.find_first_of(kSeparators, begin), inside.size());
      parts.push_back(inside.substr(begin, end - begin));
      begin = end + 1;
    }
    std::size_t kept = 0;
    for (const Text part : parts) kept += keep(part, close + 1 == raw.size()) ? 1 : 0;
    if (kept == 0) out += Text(raw).substr(at, close - at + 1);
    at = close + 1;
  }
  names.name = utf8(out);
  const auto first = names.name.find_first_not_of(" \t\r\n");
  const auto last = names.name.find_last_not_of(" \t\r\n");
  names.name = first == std::string::npos ? std::string() : names.name.substr(first, last - first + 1);
  return names;
}

WrittenName taken_apart(std::string_view written) {
  const auto names = names_as_written(written);
  WrittenName apart;
  const auto bare = [](const std::string& name) {
    auto text = folded_name(name);
    std::erase_if(text, [](char32_t c) { return c == U'(' || c == U')'; });
    return text;
  };
  apart.name = std::u32string(said_once(bare(names.name)));
  if (const Text once = without_prefix(apart.name, std::array<Text, 1>{U"原"});
      once.size() < apart.name.size() && is_name(once))
    apart.name = std::u32string(once);
  for (const auto& alias : names.aliases) apart.aliases.push_back(bare(alias));
  for (const auto& former : names.former) apart.former.push_back(bare(former));
  return apart;
}

Branch branch_of(std::u32string_view name) {
  for (const auto& [word, named] : kBranchWords) {
    if (!name.ends_with(word)) continue;
    const auto before = name.substr(0, name.size() - word.size());
    // The last word of a house before the branch's own name, as near to the end as can be.
    std::size_t best = 0;
    for (const Text house : kHouses)
      if (const auto at = before.rfind(house); at != Text::npos) best = std::max(best, at + house.size());
    const std::size_t own = before.size() - best;
    if (own == 0 && named) continue;  // 某医院门诊部 is no branch by name, 某医院 none at all
    if (best < 3 || own > kLongestBranch || (!named && own > 2)) continue;
    auto branch = std::u32string(name.substr(best));
    if (std::ranges::find(kMainHouse, Text(branch)) != kMainHouse.end())
      return {std::u32string(name.substr(0, best)), {}};
    for (const Text end : {Text(U"分院区"), Text(U"分公司"), Text(U"院区"), Text(U"分院"), Text(U"院"),
                           Text(U"区"), Text(U"部")})
      if (branch.size() > end.size() && Text(branch).ends_with(end)) {
        if (end != U"部" || branch.size() == 2) branch.resize(branch.size() - end.size());
        break;
      }
    if (Text(branch).ends_with(U'医') || Text(branch).ends_with(U'学')) return {std::u32string(name), {}};
    return {std::u32string(name.substr(0, best)), one_spelling(branch + U"分院")};
  }
  return {std::u32string(name), {}};
}

bool ends_like_organisation(std::u32string_view text) {
  return is_name(text);
}

}  // namespace tenderlead::linker

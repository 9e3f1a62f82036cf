#include "linker/project_words.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <optional>

#include "linker/marks.h"
#include "linker/name_text.h"

namespace tenderlead::linker {
namespace {

using Text = std::u32string;
using View = std::u32string_view;

constexpr std::size_t kLongestField = 400;  // bytes
constexpr std::size_t kMostNumbers = 8;
constexpr std::size_t kTellingLength = 8, kTellingDigits = 4;
constexpr std::size_t kShortestName = 4;
constexpr std::size_t kLongestName = 200;  // characters; longer ones are sentences

// Longer ones first where one begins another.
constexpr std::array<View, 62> kSteps = {U"竞争性磋商公告", U"竞争性谈判公告",
                                         U"公开招标公告",   U"资格预审公告",
                                         U"邀请招标公告",   U"竞争性磋商",
                                         U"竞争性谈判",     U"单一来源",
                                         U"公开招标",       U"邀请招标",
                                         U"资格预审",       U"框架协议",
                                         U"中标候选人",     U"成交候选人",
                                         U"中标结果",       U"成交结果",
                                         U"采购结果",       U"招标结果",
                                         U"采购意向",       U"意向公开",
                                         U"招标计划",       U"政府采购",
                                         U"合同公告",       U"履约验收",
                                         U"验收结果",       U"采购失败",
                                         U"招标失败",       U"市场调研",
                                         U"需求调研",       U"需求公示",
                                         U"院内采购",       U"院内招标",
                                         U"院内比选",       U"自行采购",
                                         U"委托代理",       U"电子化",
                                         U"电子标",         U"网上竞价",
                                         U"询比价",         U"询价",
                                         U"比选",           U"遴选",
                                         U"议价",           U"磋商",
                                         U"谈判",           U"招标",
                                         U"采购",           U"项目",
                                         U"公告",           U"公示",
                                         U"通知",           U"中标",
                                         U"成交",           U"结果",
                                         U"合同",           U"验收",
                                         U"废标",           U"流标",
                                         U"终止",           U"意向",
                                         U"关于",           U"我院"};
constexpr std::array<View, 20> kAtWill = {U"及相关", U"相关", U"一批", U"一套", U"一台", U"一项", U"设备",
                                          U"货物",   U"服务", U"工程", U"建设", U"购置", U"医疗", U"医用",
                                          U"信息化", U"软件", U"系统", U"及其", U"部分", U"项"};
constexpr std::array<View, 10> kSmall = {U"的", U"及", U"与", U"和", U"等",
                                         U"为", U"以", U"其", U"之", U"用"};
constexpr std::array<View, 39> kTurns = {
    U"维保", U"运维", U"维护", U"监理", U"测评", U"租赁", U"耗材", U"试剂", U"扩容", U"增补",
    U"审计", U"造价", U"设计", U"施工", U"咨询", U"培训", U"维修", U"检测", U"评估", U"勘察",
    U"硬件", U"保险", U"搬迁", U"延保", U"续费", U"续保", U"改造", U"升级", U"配件", U"安装",
    U"检修", U"追加", U"补充", U"验证", U"保洁", U"监测", U"校准", U"计量", U"拆除"};

template <const auto& Words>
void cut_words(Text& text) {
  Text out;
  for (std::size_t at = 0; at < text.size();) {
    const auto length = any_at<Words>(text, at);
    if (length > 0)
      at += length;
    else
      out += text[at++];
  }
  text = std::move(out);
}

Text kept(View text) {
  Text out;
  for (const char32_t c : text)
    if (is_kept(c)) out += c;
  return out;
}

std::vector<std::uint64_t> pairs_of(const Text& text) {
  std::vector<std::uint64_t> pairs;
  for (std::size_t i = 0; i + 1 < text.size(); ++i)
    pairs.push_back(std::uint64_t{text[i]} << 32 | text[i + 1]);
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

// How many pairs of neighbouring characters two texts share, of all: Dice's coefficient.
double shared_pairs(const NameParts& a, const NameParts& b) {
  if (a.pairs.empty() || b.pairs.empty()) return a.lean == b.lean ? 1 : 0;
  std::size_t both = 0;
  for (auto left = a.pairs.begin(), right = b.pairs.begin(); left != a.pairs.end() && right != b.pairs.end();)
    if (*left < *right) {
      ++left;
    } else {
      both += *left == *right ? 1 : 0;
      left += *left == *right ? 1 : 0;
      ++right;
    }
  return 2.0 * static_cast<double>(both) / static_cast<double>(a.pairs.size() + b.pairs.size());
}

// Whether the shorter one is the longer one with some of it left out.
bool says_more(const Text& a, const Text& b) {
  const Text& longer = a.size() >= b.size() ? a : b;
  const Text& shorter = a.size() >= b.size() ? b : a;
  std::size_t at = 0;
  for (const char32_t c : longer)
    if (at < shorter.size() && shorter[at] == c) ++at;
  return at == shorter.size();
}

constexpr View kSides = U"一二三四五六七八九十东西南北甲乙丙丁新老旧内外左右";

// What tells places or numbers of things apart: 东院区, 三号楼.
Text sides_of(const Text& text) {
  Text found;
  for (const char32_t c : text)
    if (kSides.find(c) != View::npos) found += c;
  std::sort(found.begin(), found.end());
  return found;
}

// Signs that no name has.
constexpr char32_t kBehindLean = 1, kBeforeToken = 2, kBeforeTurn = 3;

Text wording_of(const NameParts& parts) {
  Text wording = parts.lean + kBehindLean + sides_of(parts.lean);
  const auto add = [&](char32_t mark, const std::set<std::string>& words) {
    for (const auto& word : words) {
      wording += mark;
      for (const char c : word) wording += static_cast<unsigned char>(c);
    }
  };
  add(kBeforeToken, parts.tokens);
  add(kBeforeTurn, parts.turns);
  return wording;
}

std::optional<NumberParts> number_parts(Text text) {
  NumberParts parts;
  cut_amendments(text);
  parts.attempt = cut_attempts(text, true);
  parts.lot = cut_lots(text);
  for (const View label :
       {View(U"项目编号"), View(U"招标编号"), View(U"采购编号"), View(U"编号"), View(U"no.")})
    if (text.starts_with(label)) text.erase(0, label.size());
  const Text key = kept(text);
  std::size_t words = 0, digits = 0;
  for (const char32_t c : key) {
    words += is_word(c) ? 1 : 0;
    digits += is_digit(c) ? 1 : 0;
  }
  if (words == 0 || key.size() > kLongestName / 2) return std::nullopt;
  parts.key = to_utf8(key);
  parts.telling = words >= kTellingLength && digits >= kTellingDigits;
  // A last short group: -1, _02, /a, (3).
  std::size_t end = text.size();
  while (end > 0 && !is_kept(text[end - 1])) --end;
  std::size_t begin = end;
  while (begin > 0 && is_word(text[begin - 1])) --begin;
  if (begin > 0 && end - begin <= 3 && !is_kept(text[begin - 1])) {
    const Text base = kept(View(text).substr(0, begin));
    std::size_t base_words = 0, base_digits = 0;
    for (const char32_t c : base) {
      base_words += is_word(c) ? 1 : 0;
      base_digits += is_digit(c) ? 1 : 0;
    }
    if (base_words >= kTellingLength && base_digits >= kTellingDigits + 2) parts.base = to_utf8(base);
  }
  return parts;
}

}  // namespace

namespace {

constexpr char32_t kLeftOut = 1;  // what is folded to nothing

// What a character is folded to where it stands among others of its like: none of them joins its neighbours, as combining marks do.
// 0 for what ICU has to be asked about.
constexpr char32_t folded_alone(char32_t c) {
  if (c < 0x80) {
    if (c == U' ' || (c >= U'\t' && c <= U'\r')) return kLeftOut;
    if (c >= U'A' && c <= U'Z') return c + 32;
    return c > kLeftOut ? c : 0;
  }
  if (c >= 0x4E00 && c <= 0x9FA5) return c;
  if (c >= 0xFF01 && c <= 0xFF5E) return folded_alone(c - 0xFEE0);
  switch (c) {
    case 0x3000:
      return kLeftOut;
    case U'“':
    case U'”':
    case U'—':
    case U'、':
    case U'。':
    case U'《':
    case U'》':
    case U'【':
    case U'】':
    case U'〔':
    case U'〕':
      return c;
    default:
      return 0;
  }
}

// Nearly all names are made of such characters alone; false where this one isn't.
bool fold_alone(std::string_view text, Text& out) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = byte(at);
    if (c < 0x80) {
      ++at;
    } else {
      const bool three = (c & 0xF0) == 0xE0 && at + 2 < text.size() && (byte(at + 1) & 0xC0) == 0x80 &&
                         (byte(at + 2) & 0xC0) == 0x80;
      if (!three) return false;
      c = (c & 0x0F) << 12 | static_cast<char32_t>(byte(at + 1) & 0x3F) << 6 | (byte(at + 2) & 0x3F);
      at += 3;
    }
    const char32_t folded = folded_alone(c);
    if (folded == 0) return false;
    if (folded != kLeftOut) out += folded;
  }
  return true;
}

Text folded_by_icu(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const auto* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(error);
  auto unicode = icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  if (U_SUCCESS(error)) unicode = normalizer->normalize(unicode, error);
  Text out;
  for (std::int32_t i = 0; i < unicode.length(); i = unicode.moveIndex32(i, 1)) {
    const UChar32 c = unicode.char32At(i);
    if (!u_isUWhiteSpace(c)) out += static_cast<char32_t>(c);
  }
  return out;
}

}  // namespace

std::u32string folded(std::string_view text) {
  Text out;
  out.reserve(text.size() / 3);
  return fold_alone(text, out) ? out : folded_by_icu(text);
}

std::string to_utf8(std::u32string_view text) {
  return utf8(text);
}

std::vector<NumberParts> numbers_in(std::string_view field) {
  std::vector<NumberParts> numbers;
  if (field.size() > kLongestField) return numbers;
  const Text text = folded(field);
  std::vector<Text> pieces(1);
  for (const char32_t c : text)
    if (View(U"、,;；|").find(c) != View::npos)
      pieces.emplace_back();
    else
      pieces.back() += c;
  for (auto& piece : pieces) {
    // A slash divides two numbers, or parts of one.
    const auto slash = piece.find(U'/');
    if (slash != Text::npos) {
      const auto left = number_parts(piece.substr(0, slash)), right = number_parts(piece.substr(slash + 1));
      if (left && right && left->telling && right->telling) {
        numbers.push_back(*left);
        numbers.push_back(*right);
        continue;
      }
    }
    if (auto parts = number_parts(std::move(piece))) numbers.push_back(std::move(*parts));
  }
  if (numbers.size() > kMostNumbers) numbers.resize(kMostNumbers);
  return numbers;
}

std::string lot_key(const std::string& no) {
  static constexpr View kOrdinals = U"〇一二三四五六七八九";
  std::string key;
  for (const char32_t c : folded(no)) {
    if (const auto digit = kOrdinals.find(c); digit != View::npos)
      key += static_cast<char>('0' + digit);
    else if (is_word(c) && (c != U'0' || !key.empty()))
      key += static_cast<char>(c);
  }
  return key.empty() ? no : key;
}

std::vector<std::string> numbers_beside(std::string_view text) {
  constexpr std::string_view kLabel = "编号", kContract = "合同";
  constexpr std::size_t kReach = 80;
  std::vector<std::string> found;
  for (std::size_t at = text.find(kLabel); at != text.npos && found.size() < kMostNumbers;
       at = text.find(kLabel, at + 1)) {
    if (at >= kContract.size() && text.substr(at - kContract.size(), kContract.size()) == kContract) continue;
    std::size_t from = at + kLabel.size();
    for (const std::string_view skip : {"：", ":", " ", "）", ")", "为", "\n", "\t", "　"})
      if (text.substr(from, skip.size()) == skip) from += skip.size();
    std::size_t to = from;
    while (to < text.size() && to - from < kReach) {
      const char c = text[to];
      const bool word = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!word && std::string_view("-_/.()[]").find(c) == std::string_view::npos) break;
      ++to;
    }
    const auto parts = numbers_in(text.substr(from, to - from));
    if (parts.empty() || !parts.front().telling) continue;
    std::string number(text.substr(from, to - from));
    if (std::find(found.begin(), found.end(), number) == found.end()) found.push_back(std::move(number));
  }
  return found;
}

namespace {

// Takes out of a name what marks tell, and gives what is left.
Text cut_marks(std::string_view name, std::string_view buyer, NameParts& parts) {
  Text text = folded(name);
  if (text.size() > kLongestName) text.resize(kLongestName);
  if (const Text own = folded(buyer); own.size() >= kShortestName)
    for (auto at = text.find(own); at != Text::npos; at = text.find(own)) text.erase(at, own.size());
  cut_numbers(text);
  cut_amendments(text);
  parts.attempt = cut_attempts(text, false);
  parts.lot = cut_lots(text);
  parts.years = cut_years(text);
  parts.phases = cut_phases(text);
  return text;
}

}  // namespace

NameParts name_marks(std::string_view name, std::string_view buyer) {
  NameParts parts;
  cut_marks(name, buyer, parts);
  return parts;
}

NameParts name_parts(std::string_view name, std::string_view buyer) {
  NameParts parts;
  Text text = cut_marks(name, buyer, parts);
  cut_words<kSteps>(text);
  parts.core = kept(text);
  Text lean = parts.core;
  cut_words<kAtWill>(lean);
  cut_words<kSmall>(lean);
  parts.lean = lean.size() >= 2 ? std::move(lean) : parts.core;
  for (std::size_t at = 0; at < parts.core.size();) {
    if (!is_word(parts.core[at])) {
      if (const auto length = any_at<kTurns>(parts.core, at); length > 0)
        parts.turns.insert(to_utf8(View(parts.core).substr(at, length)));
      ++at;
      continue;
    }
    const std::size_t from = at;
    while (at < parts.core.size() && is_word(parts.core[at])) ++at;
    parts.tokens.insert(to_utf8(View(parts.core).substr(from, at - from)));
  }
  parts.wording = wording_of(parts);
  parts.pairs = pairs_of(parts.lean);
  return parts;
}

double name_likeness(const NameParts& a, const NameParts& b) {
  if (a.core.size() < kShortestName || b.core.size() < kShortestName) return 0;
  if (a.core == b.core) return 1;
  if (a.wording == b.wording) return 0.95;
  if (View(a.wording).substr(a.lean.size()) != View(b.wording).substr(b.lean.size())) return 0;
  const double shared = shared_pairs(a, b);
  const std::size_t shorter = std::min(a.lean.size(), b.lean.size());
  if (shared >= 0.6 && shorter >= kShortestName && says_more(a.lean, b.lean)) return 0.85;
  return std::min(0.7, shared * 0.7);
}

bool same_time_words(const NameParts& a, const NameParts& b) {
  if (a.phases != b.phases) return false;
  return a.years.empty() || b.years.empty() || a.years == b.years;
}

}  // namespace tenderlead::linker

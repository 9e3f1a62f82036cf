#include <algorithm>
#include <array>
#include <cstdint>

#include "linker/name_text.h"

namespace tenderlead::linker {
namespace {

using Text = std::u32string_view;

struct Spelling {
  Text from;
  Text to;
};
// Longest first where one is a part of another: at each place of a name the first that fits is taken.
constexpr std::array kSpellings = {
    Spelling{U"妇幼保健和计划生育技术服务中心", U"妇幼保健院"},
    Spelling{U"妇幼保健与计划生育服务中心", U"妇幼保健院"},
    Spelling{U"妇幼保健和计划生育服务中心", U"妇幼保健院"},
    Spelling{U"妇幼保健及计划生育服务中心", U"妇幼保健院"},
    Spelling{U"妇幼保健计划生育技术服务中心", U"妇幼保健院"},
    Spelling{U"妇幼保健计划生育服务中心", U"妇幼保健院"},
    Spelling{U"妇幼健康和计划生育服务中心", U"妇幼保健院"},
    Spelling{U"妇幼健康计划生育服务中心", U"妇幼保健院"},
    Spelling{U"妇幼计划生育服务中心", U"妇幼保健院"},
    Spelling{U"妇幼保健服务中心", U"妇幼保健院"},
    Spelling{U"妇幼健康服务中心", U"妇幼保健院"},
    Spelling{U"妇幼保健医院", U"妇幼保健院"},
    Spelling{U"妇幼保健中心", U"妇幼保健院"},
    Spelling{U"妇保院", U"妇幼保健院"},
    Spelling{U"妇幼院", U"妇幼保健院"},
    Spelling{U"妇儿医院", U"妇女儿童医院"},
    Spelling{U"中西结合医院", U"中西医结合医院"},
    Spelling{U"中医医院", U"中医院"},
    Spelling{U"蒙中医医院", U"蒙中医院"},
    Spelling{U"蒙医医院", U"蒙医院"},
    Spelling{U"藏医医院", U"藏医院"},
    Spelling{U"维医医院", U"维医院"},
    Spelling{U"维吾尔医医院", U"维吾尔医院"},
    Spelling{U"精神病院", U"精神病医院"},
    Spelling{U"红十字会医院", U"红十字医院"},
    Spelling{U"疾控中心", U"疾病预防控制中心"},
    Spelling{U"疾病控制中心", U"疾病预防控制中心"},
    Spelling{U"卫生健康委员会", U"卫生健康委员会"},  // not the next one with 员会 behind it
    Spelling{U"卫生健康委", U"卫生健康委员会"},
    Spelling{U"卫健委", U"卫生健康委员会"},
    Spelling{U"卫健局", U"卫生健康局"},
    Spelling{U"医保局", U"医疗保障局"},
    Spelling{U"公安交警支队", U"公安局交通警察支队"},
    Spelling{U"中国人民解放军", U"解放军"},
    Spelling{U"中国人民武装警察部队", U"武警"},
    Spelling{U"武装警察部队", U"武警"},
    Spelling{U"大学医学院附属", U"大学附属"},
    Spelling{U"大学医学部附属", U"大学附属"},
    Spelling{U"股份有限责任公司", U"公司"},
    Spelling{U"有限责任公司", U"公司"},
    Spelling{U"股份有限公司", U"公司"},
    Spelling{U"有限公司", U"公司"},
};

// After a number that stands for 第 with it: 一院 is no word of this list, since it may be 第一医院 or 第一人民医院.
constexpr std::array<Text, 19> kNumbered = {
    U"人民医院",      U"中医院",           U"中心医院", U"医院",         U"附属",       U"临床",
    U"妇幼保健院",    U"儿童医院",         U"职工医院", U"红十字医院",   U"分院",       U"院区",
    U"门诊部",        U"社区卫生服务中心", U"卫生院",   U"妇女儿童医院", U"精神病医院", U"口腔医院",
    U"中西医结合医院"};
constexpr Text kDigits = U"〇一二三四五六七八九";

constexpr std::array kLooser = {
    Spelling{U"妇幼保健所", U"妇幼保健院"},
    Spelling{U"妇幼保健站", U"妇幼保健院"},
    // What colleges became: 广州医学院 is 广州医科大学.
    Spelling{U"中医药大学", U"中医学院"},
    Spelling{U"中医药学院", U"中医学院"},
    Spelling{U"医科大学", U"医学院"},
    Spelling{U"卫生和计划生育委员会", U"卫生健康局"},
    Spelling{U"卫生计生委", U"卫生健康局"},
    Spelling{U"卫计委", U"卫生健康局"},
    Spelling{U"卫生健康委员会", U"卫生健康局"},
    Spelling{U"卫生和计划生育局", U"卫生健康局"},
    Spelling{U"卫生计生局", U"卫生健康局"},
    Spelling{U"卫计局", U"卫生健康局"},
    Spelling{U"卫生局", U"卫生健康局"},
    Spelling{U"镇中心卫生院", U"卫生院"},
    Spelling{U"乡中心卫生院", U"卫生院"},
    Spelling{U"中心卫生院", U"卫生院"},
    Spelling{U"镇卫生院", U"卫生院"},
    Spelling{U"乡卫生院", U"卫生院"},
};

// What leaves nothing of a name that tells it from others; longest first.
constexpr std::array<Text, 70> kAnybodys = {U"疾病预防控制中心",
                                            U"社区卫生服务中心",
                                            U"社区卫生服务站",
                                            U"卫生健康委员会",
                                            U"妇幼保健院",
                                            U"妇女儿童医院",
                                            U"公共卫生临床中心",
                                            U"公共卫生医疗中心",
                                            U"医疗保障局",
                                            U"卫生健康局",
                                            U"卫生监督所",
                                            U"职业病防治院",
                                            U"公共资源交易中心",
                                            U"公安局",
                                            U"财政局",
                                            U"教育局",
                                            U"民政局",
                                            U"人民政府",
                                            U"皮肤病防治",
                                            U"结核病防治",
                                            U"血吸虫病防治",
                                            U"急救中心",
                                            U"急救医疗",
                                            U"中心血站",
                                            U"中西医结合",
                                            U"人民医院",
                                            U"中心医院",
                                            U"儿童医院",
                                            U"妇产",
                                            U"康复",
                                            U"精神病",
                                            U"精神卫生",
                                            U"传染病",
                                            U"皮肤病",
                                            U"口腔",
                                            U"肿瘤",
                                            U"胸科",
                                            U"骨科",
                                            U"眼科",
                                            U"骨伤",
                                            U"肛肠",
                                            U"老年",
                                            U"中医院",
                                            U"卫生院",
                                            U"保健所",
                                            U"附属",
                                            U"医学院",
                                            U"大学",
                                            U"学院",
                                            U"职工",
                                            U"红十字",
                                            U"综合",
                                            U"中心",
                                            U"医院",
                                            U"立",
                                            U"市",
                                            U"县",
                                            U"区",
                                            U"医科",
                                            U"防治所",
                                            U"防治院",
                                            U"公司",
                                            U"研究所",
                                            U"研究院",
                                            U"中医",
                                            U"防治",
                                            U"妇幼",
                                            U"健康",
                                            U"临床",
                                            U"门诊部"};

constexpr std::size_t kShortestOwnName = 2;  // characters that are nobody else's

bool is_han_digit(char32_t c) {
  return kDigits.find(c) != Text::npos || c == U'零' || c == U'十' || c == U'百';
}
bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

// 三 is 3, 十二 12, 三〇六 306, 三0六 306; nothing where the run is none.
std::u32string number_of(Text run) {
  std::u32string digits;
  if (run.find(U'十') == Text::npos && run.find(U'百') == Text::npos) {
    for (const char32_t c : run) {
      if (is_digit(c)) {
        digits += c;
        continue;
      }
      const auto value = c == U'零' ? 0 : kDigits.find(c);
      digits += static_cast<char32_t>(U'0' + value);
    }
  } else {
    int total = 0;
    int pending = 0;
    for (const char32_t c : run) {
      if (c == U'百' || c == U'十') {
        total += (pending == 0 ? 1 : pending) * (c == U'百' ? 100 : 10);
        pending = 0;
      } else if (is_digit(c)) {
        pending = static_cast<int>(c - U'0');
      } else if (c != U'零') {
        pending = static_cast<int>(kDigits.find(c));
      }
    }
    for (const char c : std::to_string(total + pending)) digits += static_cast<char32_t>(c);
  }
  const auto first = digits.find_first_not_of(U'0');
  return first == std::u32string::npos ? std::u32string() : digits.substr(first);
}

// The last bits of the letters that words begin with: most letters of a name begin none.
class Beginnings {
 public:
  template <std::size_t N>
  constexpr explicit Beginnings(const std::array<Spelling, N>& table) {
    for (const auto& spelling : table) add(spelling.from.front());
  }
  template <std::size_t N>
  constexpr explicit Beginnings(const std::array<Text, N>& words) {
    for (const auto word : words) add(word.front());
  }
  constexpr bool may_begin(char32_t c) const { return (bits_[c >> 6 & 3] >> (c & 63) & 1) != 0; }

 private:
  constexpr void add(char32_t c) { bits_[c >> 6 & 3] |= std::uint64_t{1} << (c & 63); }
  std::array<std::uint64_t, 4> bits_{};
};

template <const auto& Table>
std::u32string respelled(Text text) {
  static constexpr Beginnings kBeginnings(Table);
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (!kBeginnings.may_begin(text[at])) {
      out += text[at++];
      continue;
    }
    const auto rest = text.substr(at);
    const auto found = std::ranges::find_if(
        Table, [&](const Spelling& spelling) { return rest.starts_with(spelling.from); });
    if (found != std::end(Table)) {
      out += found->to;
      at += found->from.size();
    } else {
      out += text[at++];
    }
  }
  return out;
}

std::u32string numbers_respelled(Text text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const bool marked = text[at] == U'第';
    const std::size_t begin = at + (marked ? 1 : 0);
    std::size_t end = begin;
    while (end < text.size() && (is_han_digit(text[end]) || is_digit(text[end]))) ++end;
    if (end == begin) {
      out += text[at++];
      continue;
    }
    const auto rest = text.substr(end);
    const bool counts =
        marked || std::ranges::any_of(kNumbered, [&](Text word) { return rest.starts_with(word); });
    const auto number = counts ? number_of(text.substr(begin, end - begin)) : std::u32string();
    if (number.empty())
      out += text.substr(at, end - at);
    else
      out += U"第" + number;
    at = end;
  }
  return out;
}

// 附属第1医院, 第1附属医院, 附1院 and 附属1院: as the first of them.
std::u32string affiliation_respelled(std::u32string text) {
  const auto at = text.find(U'第');
  if (at == std::u32string::npos) return text;
  std::size_t end = at + 1;
  while (end < text.size() && is_digit(text[end])) ++end;
  const std::u32string number = text.substr(at, end - at);
  if (Text(text).substr(end).starts_with(U"附属")) {
    text.replace(at, number.size() + 2, U"附属" + number);
  }
  return text;
}

}  // namespace

std::u32string one_spelling(std::u32string_view name) {
  return affiliation_respelled(numbers_respelled(respelled<kSpellings>(name)));
}

std::u32string loose_spelling(std::u32string_view spelled) {
  return respelled<kLooser>(spelled);
}

std::u32string without_university(std::u32string_view spelled) {
  constexpr Text kAffiliated = U"附属";
  constexpr Text kAcademy = U"科学院";
  auto at = spelled.rfind(kAffiliated);
  std::size_t behind = at == Text::npos ? 0 : at + kAffiliated.size();
  if (at == Text::npos)
    if (at = spelled.find(kAcademy); at != Text::npos) behind = at + kAcademy.size();
  if (at == Text::npos || at < 3) return {};
  const auto own = spelled.substr(behind);
  if (own.size() < 4 || own.starts_with(U'第')) return {};
  return std::u32string(own);
}

bool is_generic(std::u32string_view spelled) {
  static constexpr Beginnings kBeginnings(kAnybodys);
  std::size_t own = 0;
  for (std::size_t at = 0; at < spelled.size();) {
    const auto rest = spelled.substr(at);
    if (rest.front() == U'第' || is_digit(rest.front())) {
      ++at;
      continue;
    }
    if (!kBeginnings.may_begin(rest.front())) {
      ++own;
      ++at;
      continue;
    }
    const auto found = std::ranges::find_if(kAnybodys, [&](Text word) { return rest.starts_with(word); });
    if (found != kAnybodys.end()) {
      at += found->size();
    } else {
      ++own;
      ++at;
    }
  }
  return own < kShortestOwnName;
}

bool is_company(std::u32string_view spelled) {
  return spelled.ends_with(U"公司") || spelled.ends_with(U"集团");
}

}  // namespace tenderlead::linker

#include "linker/marks.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "linker/project_words.h"

namespace tenderlead::linker {
namespace {

using Text = std::u32string;
using View = std::u32string_view;

bool is_latin(char32_t c) {
  return c >= U'a' && c <= U'z';
}

constexpr View kOrdinals = U"〇一二三四五六七八九十";

// 1..99 of 二, 12, 十二, ii; 0 where it is none. `at` moves behind it.
int ordinal_at(View text, std::size_t& at) {
  std::size_t end = at;
  int value = 0;
  while (end < text.size() && is_digit(text[end]) && end - at < 2)
    value = value * 10 + static_cast<int>(text[end++] - U'0');
  if (end > at) {
    if (end < text.size() && is_digit(text[end])) return 0;
    at = end;
    return value;
  }
  while (end < text.size() && text[end] == U'i' && end - at < 3) ++end;
  if (end > at) {
    value = static_cast<int>(end - at);
    at = end;
    return value;
  }
  if (at < text.size() && text[at] == U'两') return ++at, 2;
  while (end < text.size() && end - at < 3) {
    const auto digit = kOrdinals.find(text[end]);
    if (digit == View::npos) break;
    const int number = static_cast<int>(digit);
    value = number == 10 ? (value == 0 ? 10 : value * 10)
                         : (value == 10 || value % 10 == 0 ? value : value * 10) + number;
    ++end;
  }
  if (end > at) at = end;
  return value;
}

bool starts_at(View text, std::size_t at, View word) {
  return text.substr(std::min(at, text.size())).starts_with(word);
}

// Takes [from, to) out, with brackets that then hold nothing.
void cut(Text& text, std::size_t from, std::size_t to) {
  constexpr View kOpen = U"([{<〔【《「-_—:", kClose = U")]}>〕】》」";
  if (from > 0 && to < text.size() && kOpen.find(text[from - 1]) != View::npos &&
      kClose.find(text[to]) != View::npos)
    --from, ++to;
  text.erase(from, to - from);
}

constexpr std::array<View, 7> kAmendments = {U"更正", U"变更", U"澄清", U"补遗", U"补充", U"延期", U"答疑"};

}  // namespace

bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}
bool is_word(char32_t c) {
  return is_digit(c) || is_latin(c);
}
bool is_kept(char32_t c) {
  return is_word(c) || u_isalpha(static_cast<UChar32>(c)) != 0;
}

void cut_amendments(Text& text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t length = any_at<kAmendments>(text, at);
    if (length == 0) continue;
    std::size_t from = at, to = at + length;
    if (from >= 1 && text[from - 1] == U'次') {
      --from;
      while (from > 0 && (is_digit(text[from - 1]) || kOrdinals.find(text[from - 1]) != View::npos)) --from;
      if (from > 0 && text[from - 1] == U'第') --from;
    }
    for (const View tail : {View(U"公告"), View(U"公示"), View(U"通知"), View(U"文件"), View(U"事项")})
      if (starts_at(text, to, tail)) to += tail.size();
    std::size_t after = to;
    if (starts_at(text, after, U"(")) ++after;
    std::size_t number = after;
    if (ordinal_at(text, number) > 0 && (number == text.size() || text[number] == U')'))
      to = std::min(text.size(), number + (after > to ? 1 : 0));
    cut(text, from, to);
    at = from == 0 ? 0 : from - 1;
  }
}

int cut_attempts(Text& text, bool of_number) {
  static constexpr std::array<View, 10> kAfter = {U"招标", U"采购", U"公告", U"磋商", U"谈判",
                                                  U"询价", U"比选", U"挂网", U"遴选", U"公开"};
  int attempt = 1;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::size_t from = at, to = at;
    if (text[at] == U'第') ++to;
    const int number = ordinal_at(text, to);
    if (number >= 1 && number <= 9 && to < text.size() && (text[to] == U'次' || text[to] == U'轮')) {
      ++to;
      const bool bracketed = from > 0 && text[from - 1] == U'(' && to < text.size();
      const bool last = to == text.size() || text[to] == U')';
      if (of_number || last || bracketed || any_at<kAfter>(text, to) > 0) {
        attempt = std::max(attempt, number);
        if (bracketed && to < text.size() && text[to] != U')') {
          const auto close = text.find(U')', to);
          if (close != Text::npos && close - to <= 6) to = close;
        }
        cut(text, from, to);
        at = from == 0 ? 0 : from - 1;
        continue;
      }
    }
    static constexpr std::array<View, 4> kAgain = {U"重新招标", U"重新采购", U"重招", U"再次招标"};
    if (const auto length = any_at<kAgain>(text, at); length > 0) {
      attempt = std::max(attempt, 2);
      cut(text, at, at + length);
      at = at == 0 ? 0 : at - 1;
    }
  }
  return attempt;
}

constexpr std::array<View, 8> kLots = {U"采购包", U"标段", U"标包", U"分包",
                                       U"标项",   U"包件", U"分标", U"包"};

std::string cut_lots(Text& text) {
  std::string lot;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::size_t from = at, to = at;
    std::string found;
    if (const auto length = any_at<kLots>(text, at); length > 0) {
      std::size_t number = at + length;
      if (starts_at(text, number, U":") || starts_at(text, number, U"-")) ++number;
      const std::size_t begin = number;
      if (const int value = ordinal_at(text, number); value > 0) {
        found = std::to_string(value);
      } else if (begin < text.size() && is_latin(text[begin]) &&
                 (begin + 1 == text.size() || !is_word(text[begin + 1]))) {
        found = to_utf8(View(text).substr(begin, 1));
        number = begin + 1;
      }
      to = number;
    } else {
      if (text[at] == U'第') ++to;
      const std::size_t begin = to;
      int value = (at > 0 && is_digit(text[at - 1])) ? 0 : ordinal_at(text, to);
      if (value == 0 && begin < text.size() && is_latin(text[begin]) &&
          (begin == 0 || !is_word(text[begin - 1]))) {
        to = begin + 1;
        value = -1;
      }
      const auto length2 = value == 0 ? 0 : any_at<kLots>(text, to);
      static constexpr std::array<View, 4> kOther = {U"包装", U"包裹", U"包扎", U"包埋"};
      if (length2 > 0 && any_at<kOther>(text, to) == 0) {
        found = value > 0 ? std::to_string(value) : to_utf8(View(text).substr(begin, 1));
        to += length2;
      }
    }
    if (found.empty()) continue;
    if (from > 0 && text[from - 1] == U'(') {
      const auto close = text.find(U')', to);
      if (close != Text::npos) to = close;
    } else if (starts_at(text, to, U":") && from >= 6) {
      to = text.size();  // 某某设备采购项目1包:影像设备
    }
    if (lot.empty()) lot = found;
    cut(text, from, to);
    at = from == 0 ? 0 : from - 1;
  }
  return lot;
}

std::set<int> cut_years(Text& text) {
  std::set<int> years;
  const auto four = [&](std::size_t at) -> int {
    if (at + 4 > text.size() || (at > 0 && is_digit(text[at - 1]))) return 0;
    int value = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
      if (is_digit(text[i]))
        value = value * 10 + static_cast<int>(text[i] - U'0');
      else if (const auto digit = kOrdinals.find(text[i] == U'零' || text[i] == U'○' ? U'〇' : text[i]);
               digit < 10)
        value = value * 10 + static_cast<int>(digit);
      else
        return 0;
    }
    if (at + 4 < text.size() && is_digit(text[at + 4])) return 0;
    return value >= 2000 && value <= 2099 ? value : 0;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const int first = four(at);
    if (first == 0) continue;
    std::size_t to = at + 4;
    years.insert(first);
    std::size_t next = to;
    if (starts_at(text, next, U"年")) ++next;
    if (starts_at(text, next, U"度")) ++next;
    if (next < text.size() && View(U"-~至到—、").find(text[next]) != View::npos) {
      ++next;
      int last = four(next);
      if (last != 0)
        next += 4;
      else if (next + 2 <= text.size() && is_digit(text[next]) && is_digit(text[next + 1]) &&
               starts_at(text, next + 2, U"年")) {
        last = 2000 + static_cast<int>((text[next] - U'0') * 10 + (text[next + 1] - U'0'));
        next += 2;
      }
      if (last > first && last <= first + 10) {
        for (int year = first; year <= last; ++year) years.insert(year);
        to = next;
      }
    }
    if (starts_at(text, to, U"年")) ++to;
    if (starts_at(text, to, U"度")) ++to;
    cut(text, at, to);
    at = at == 0 ? 0 : at - 1;
  }
  return years;
}

std::set<std::string> cut_phases(Text& text) {
  std::set<std::string> phases;
  struct Mark {
    View word;
    const char* name;
  };
  static constexpr std::array kMarks = {Mark{U"期", "期"},   Mark{U"批次", "批"}, Mark{U"批", "批"},
                                        Mark{U"季度", "季"}, Mark{U"阶段", "段"}, Mark{U"月份", "月"},
                                        Mark{U"月", "月"},   Mark{U"年", "年"}};
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::size_t to = at;
    if (text[at] == U'第') ++to;
    if (at > 0 && (is_digit(text[at - 1]) || kOrdinals.find(text[at - 1]) != View::npos)) continue;
    const int number = ordinal_at(text, to);
    if (number > 0) {
      for (const auto& mark : kMarks)
        if (starts_at(text, to, mark.word)) {
          // 一批 is "some"; 第一批 is the first.
          if (mark.word == U"批" && text[at] != U'第') break;
          phases.insert(mark.name + std::to_string(number));
          cut(text, at, to + mark.word.size());
          at = at == 0 ? 0 : at - 1;
          break;
        }
      continue;
    }
    for (const View half : {View(U"上半年"), View(U"下半年")})
      if (starts_at(text, at, half)) {
        phases.insert(to_utf8(half));
        cut(text, at, at + half.size());
        break;
      }
  }
  return phases;
}

void cut_numbers(Text& text) {
  constexpr View kInside = U"-_./()[]〔〕:";
  constexpr std::size_t kLength = 8, kDigits = 4, kBareDigits = 10;  // 2025-2026 is no number
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_word(text[at])) continue;
    std::size_t to = at, words = 0, digits = 0, last = at;
    for (; to < text.size() && (is_word(text[to]) || kInside.find(text[to]) != View::npos); ++to) {
      if (!is_word(text[to])) continue;
      ++words;
      digits += is_digit(text[to]) ? 1 : 0;
      last = to + 1;
    }
    if (words < kLength || digits < kDigits || (digits == words && digits < kBareDigits)) {
      at = to;
      continue;
    }
    std::size_t from = at;
    if (from > 0 && text[from - 1] == U':') --from;
    for (const View label : {View(U"项目编号"), View(U"招标编号"), View(U"采购编号"), View(U"编号")})
      if (from >= label.size() && View(text).substr(from - label.size(), label.size()) == label) {
        from -= label.size();
        break;
      }
    cut(text, from, last);
    at = from == 0 ? 0 : from - 1;
  }
}

}  // namespace tenderlead::linker

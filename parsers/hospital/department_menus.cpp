#include "parsers/hospital/department_menus.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "parsers/hospital/context.h"
#include "parsers/hospital/department_names.h"
#include "parsers/values/folded_text.h"

namespace tenderlead::parsers {

namespace {

// Signs and numbers around a menu's item: ·内科, 1.内科, (二)骨科, 眼科>>.
std::pair<std::size_t, std::size_t> without_marks(const FoldedText& text, std::size_t begin,
                                                  std::size_t end) {
  const auto is_word = [](char32_t c) { return is_chinese(c) || is_ascii_letter(c); };
  constexpr std::u32string_view kNumerals = U"一二三四五六七八九十";
  for (bool moved = true; moved && begin < end;) {
    moved = false;
    std::size_t numerals = begin;
    while (numerals < end && kNumerals.find(text[numerals]) != kNumerals.npos) ++numerals;
    if (numerals > begin && (text[numerals] == U'、' || text[numerals] == U'.' || text[numerals] == U')')) {
      begin = numerals + 1;
      moved = true;
    } else if (!is_word(text[begin])) {
      ++begin;
      moved = true;
    }
  }
  while (end > begin && !is_word(text[end - 1]) && text[end - 1] != U')') --end;
  // 内科(12): how many doctors it has.
  std::size_t count = end;
  if (count > begin && text[count - 1] == U')') {
    --count;
    while (count > begin &&
           (is_digit(text[count - 1]) || text[count - 1] == U'人' || text[count - 1] == U'位'))
      --count;
    if (count + 1 < end && count > begin && text[count - 1] == U'(') end = count - 1;
  }
  return {begin, end};
}

// What stands beside departments in a plan of a building, and is none: 西药房, 收费处, 挂号大厅.
bool is_amenity(std::u32string_view words) {
  constexpr std::size_t kLongest = 8;
  constexpr std::u32string_view kEnds = U"处台厅房间库楼层梯口";
  return words.size() <= kLongest && (kEnds.find(words.back()) != kEnds.npos || is_office(words));
}

struct Item {
  Reading<std::string> reading;
  std::size_t line = 0;
  bool sure = false;  // a department anywhere; else one only among others: 肾病学科, 发热门诊
};

// 肾病学科, 发热门诊, 骨科二病区, 胸痛中心: departments in a menu of them.
bool may_be_item(std::u32string_view words) {
  constexpr std::size_t kLongest = 12;
  constexpr std::u32string_view kEnds[] = {U"学科", U"门诊",     U"病区",     U"专科",
                                           U"病房", U"救治中心", U"胸痛中心", U"卒中中心"};
  constexpr std::u32string_view kAny[] = {U"重点", U"特色",     U"优势",   U"医院", U"专家",
                                          U"特需", U"普通门诊", U"互联网", U"预约"};
  if (words.size() < 4 || words.size() > kLongest || is_office(words)) return false;
  const auto holds = [&](std::u32string_view word) { return words.find(word) != words.npos; };
  if (std::any_of(std::begin(kAny), std::end(kAny), holds)) return false;
  return is_known_subject(words) ||
         std::any_of(std::begin(kEnds), std::end(kEnds),
                     [&](std::u32string_view end) { return words.ends_with(end); });
}

// Whether words are a telephone number or a count.
bool is_number(std::u32string_view words) {
  return std::all_of(words.begin(), words.end(),
                     [](char32_t c) { return is_digit(c) || c == U'-' || c == U'(' || c == U')'; });
}

// text: of a record's member
bool is_key(std::u32string_view words) {
  return std::all_of(words.begin(), words.end(), [](char32_t c) { return is_ascii_letter(c) || c == U'_'; });
}

// 内科简介 is a link to what it says of 内科.
std::size_t without_remark(const FoldedText& text, std::size_t begin, std::size_t end) {
  constexpr std::u32string_view kRemarks[] = {U"科室介绍", U"科室简介", U"简介", U"介绍", U"概况", U"详情"};
  for (const auto remark : kRemarks)
    if (end - begin > remark.size() + 1 && text.view(begin, end).ends_with(remark))
      return end - remark.size();
  return end;
}

void read_line(const CleanText& clean, std::size_t begin, std::size_t end, std::size_t number,
               std::vector<Item>& items) {
  constexpr std::size_t kLongestItem = 60;  // bytes
  static constexpr std::string_view kPeople[] = {"医师", "教授", "医生", "护师"};
  const FoldedText text(clean.slice(begin, end));
  std::vector<Item> of_line;
  std::size_t others = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t stop = at;
    while (stop < text.size() && text[stop] != U' ' && text[stop] != U'|' && text[stop] != U'、' &&
           text[stop] != U',' && text[stop] != U'/' && text[stop] != U':')
      ++stop;
    auto [from, to] = without_marks(text, at, stop);
    if (from < to) {
      to = without_remark(text, from, to);
      const Span span = text.span(from, to);
      const auto words = text.view(from, to);
      const bool sure = span.size() <= kLongestItem && is_department_name(words);
      // 心内科:年收治病人…: a paragraph about each.
      const bool heads = sure && of_line.empty() && others == 0 && text[stop] == U':';
      if (sure || may_be_item(words))
        of_line.push_back({{clean.original(begin + span.begin, begin + span.end), begin + span.begin,
                            begin + span.end, "departments:menu", 0.85},
                           number,
                           sure});
      else
        others += is_amenity(words) || is_number(words) || (text[stop] == U':' && is_key(words)) ? 0 : 1;
      constexpr std::size_t kShortestParagraph = 12;
      if (heads && text.size() - stop > kShortestParagraph &&
          text.view(stop, text.size()).find_first_of(U",。;") != std::u32string_view::npos) {
        items.push_back(std::move(of_line.back()));
        return;
      }
    }
    at = stop + 1;
  }
  const bool spaced =
      text.view().find(U' ') != std::u32string_view::npos && !holds_any(clean.slice(begin, end), kPeople);
  if (others == 0 || (spaced && text.view().find_first_of(U"、,。") == std::u32string_view::npos))
    std::move(of_line.begin(), of_line.end(), std::back_inserter(items));
}

}  // namespace

std::vector<Reading<std::string>> read_menu(const CleanText& clean) {
  constexpr std::size_t kLeast = 4;
  constexpr std::size_t kLongestLine = 3000;  // bytes
  std::vector<Item> items;
  const std::string& all = clean.text();
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < all.size(); ++number) {
    const std::size_t end = std::min(all.find('\n', begin), all.size());
    if (end - begin <= kLongestLine) read_line(clean, begin, end, number, items);
    begin = end + 1;
  }
  std::vector<Reading<std::string>> found;
  for (std::size_t first = 0; first < items.size();) {
    // Items of neighbouring lines are one menu.
    std::size_t last = first;
    while (last + 1 < items.size() && items[last + 1].line <= items[last].line + 1) ++last;
    const auto sure = std::count_if(items.begin() + static_cast<std::ptrdiff_t>(first),
                                    items.begin() + static_cast<std::ptrdiff_t>(last + 1),
                                    [](const Item& item) { return item.sure; });
    const bool carries = sure >= static_cast<std::ptrdiff_t>(kLeast) &&
                         sure * 2 >= static_cast<std::ptrdiff_t>(last - first + 1);
    for (std::size_t at = first; at <= last; ++at)
      if (items[at].sure || carries) found.push_back(std::move(items[at].reading));
    first = last + 1;
  }
  if (found.size() < kLeast) found.clear();
  return found;
}

bool is_menu_item(std::string_view line) {
  constexpr std::size_t kLongest = 60;  // bytes
  if (line.size() > kLongest || !line.ends_with('\n')) return false;
  const FoldedText text(line.substr(0, line.size() - 1));
  // 儿科 3位医生, 内科(12)
  std::size_t stop = 0;
  while (stop < text.size() && !is_chinese(text[stop])) ++stop;
  while (stop < text.size() && text[stop] != U' ' && text[stop] != U'(' && !is_digit(text[stop])) ++stop;
  const auto [begin, end] = without_marks(text, 0, stop);
  return begin < end &&
         (is_department_name(text.view(begin, end)) || is_known_subject(text.view(begin, end)));
}

}  // namespace tenderlead::parsers

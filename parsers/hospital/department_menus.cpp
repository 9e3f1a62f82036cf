#include "parsers/hospital/department_menus.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <span>
#include <string_view>
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

enum class Certainty {
  sure,    // a department anywhere
  likely,  // one among others: 肾病学科, 发热门诊
  weak     // a line between many departments: 白内障, 眼外伤
};

struct Item {
  Reading<std::string> reading;
  std::size_t line = 0;
  Certainty certainty = Certainty::sure;
  bool known = false;  // names a subject, or a department
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

// Where the brackets behind a name begin; its end where it has none.
std::size_t brackets_of(std::u32string_view words) {
  const std::size_t open = words.ends_with(U')') ? words.rfind(U'(') : words.npos;
  return open == words.npos || open == 0 ? words.size() : open;
}

bool brackets_belong(std::u32string_view words) {
  const std::size_t open = brackets_of(words);
  const auto inside = open < words.size() ? words.substr(open + 1, words.size() - open - 2) : words;
  // 影像门诊(放射)
  const bool narrows = open < words.size() && words[open - 1] != U'科' && is_known_subject(inside);
  return open < words.size() && (narrows || is_name_suffix(inside) || are_rooms(inside));
}

// 心内科(一) is another 心内科.
std::u32string_view without_suffix(std::u32string_view words) {
  return brackets_belong(words) ? words.substr(0, brackets_of(words)) : words;
}

// A short line that may name what is treated, and has no word of what else menus hold.
bool may_be_weak_item(std::u32string_view words) {
  constexpr std::size_t kLongest = 12;
  constexpr std::u32string_view kOthers[] = {
      U"科室", U"更多", U"首页", U"返回", U"医生", U"专家", U"介绍", U"导航", U"预约", U"挂号", U"简介",
      U"新闻", U"公告", U"动态", U"查看", U"全部", U"联系", U"概况", U"主任", U"地址", U"电话", U"系统",
      U"其他", U"其它", U"时间", U"指南", U"服务", U"文化", U"登录", U"注册", U"搜索", U"名称", U"位置",
      U"医院", U"院长", U"教授", U"医师", U"护士", U"须知", U"查询", U"管理", U"信息", U"招聘", U"资讯"};
  if (words.size() < 2 || words.size() > kLongest || is_office(words)) return false;
  if (!std::all_of(words.begin(), words.end(), [](char32_t c) { return is_chinese(c) || c == U'、'; }))
    return false;
  constexpr std::u32string_view kEnds = U"系类组处台厅房楼层";
  return kEnds.find(words.back()) == kEnds.npos &&
         std::none_of(std::begin(kOthers), std::end(kOthers),
                      [&](std::u32string_view other) { return words.find(other) != words.npos; });
}

// Adds a line's items. False for a line of something else, which parts menus.
bool read_line(const CleanText& clean, std::size_t begin, std::size_t end, std::size_t number,
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
      // 心内科(3号楼5楼), 骨科(Orthopedics)
      if (!brackets_belong(text.view(from, to))) to = from + brackets_of(text.view(from, to));
      const Span span = text.span(from, to);
      const auto words = text.view(from, to);
      const bool sure = span.size() <= kLongestItem && is_department_name(without_suffix(words));
      // 心内科:年收治病人…: a paragraph about each.
      const bool heads = sure && of_line.empty() && others == 0 && text[stop] == U':';
      if (sure || may_be_item(without_suffix(words)))
        of_line.push_back({{clean.original(begin + span.begin, begin + span.end), begin + span.begin,
                            begin + span.end, "departments:menu", 0.85},
                           number,
                           sure ? Certainty::sure : Certainty::likely,
                           sure || is_known_subject(without_suffix(words))});
      else
        others += is_amenity(words) || is_number(words) || (text[stop] == U':' && is_key(words)) ? 0 : 1;
      constexpr std::size_t kShortestParagraph = 12;
      if (heads && text.size() - stop > kShortestParagraph &&
          text.view(stop, text.size()).find_first_of(U",。;") != std::u32string_view::npos) {
        items.push_back(std::move(of_line.back()));
        return true;
      }
    }
    at = stop + 1;
  }
  if (of_line.empty() && others > 0) {
    const auto [from, to] = without_marks(text, 0, text.size());
    if (from < to && may_be_weak_item(text.view(from, to))) {
      const Span span = text.span(from, to);
      items.push_back({{clean.original(begin + span.begin, begin + span.end), begin + span.begin,
                        begin + span.end, "departments:menu", 0.7},
                       number,
                       Certainty::weak,
                       false});
    }
    return false;
  }
  const bool spaced = text.view().find_first_of(U" |") != std::u32string_view::npos &&
                      !holds_any(clean.slice(begin, end), kPeople);
  if (others == 0 || (spaced && text.view().find_first_of(U"、,。") == std::u32string_view::npos))
    std::move(of_line.begin(), of_line.end(), std::back_inserter(items));
  return others == 0;
}

constexpr std::size_t kLeast = 4;
constexpr std::size_t kMostWeak = 6;  // lines in a row

// What one menu has of departments.
void read_run(std::span<Item> items, std::vector<Reading<std::string>>& found) {
  constexpr std::size_t kLeastAround = 8;
  const auto count = [&](auto is) {
    return static_cast<std::size_t>(std::count_if(items.begin(), items.end(), is));
  };
  const auto is_sure = [](const Item& item) { return item.certainty == Certainty::sure; };
  const std::size_t sure = count(is_sure);
  const std::size_t known = count([](const Item& item) { return item.known; });
  const std::size_t stated = count([](const Item& item) { return item.certainty != Certainty::weak; });
  const bool carries = (sure >= kLeast || known >= kLeast) && known * 2 >= stated;
  // Three of four lines are departments, and one stands before and one behind: the others are, too.
  const bool carries_all = sure >= kLeastAround && stated * 4 >= items.size() * 3;
  const auto first = std::find_if(items.begin(), items.end(), is_sure);
  const auto behind = std::find_if(items.rbegin(), items.rend(), is_sure).base();
  for (auto item = items.begin(); item != items.end(); ++item) {
    const bool between = first < item && item < behind;
    if (item->certainty == Certainty::sure || (item->certainty == Certainty::likely && carries) ||
        (item->certainty == Certainty::weak && carries_all && between))
      found.push_back(std::move(item->reading));
  }
}

}  // namespace

std::vector<Reading<std::string>> read_menu(const CleanText& clean) {
  constexpr std::size_t kLongestLine = 3000;  // bytes
  constexpr std::size_t kLongestHeading = 36;
  std::vector<Item> items;
  const std::string& all = clean.text();
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < all.size(); ++number) {
    const std::size_t end = std::min(all.find('\n', begin), all.size());
    const bool goes_on = end - begin <= kLongestLine && read_line(clean, begin, end, number, items);
    // Telephones, floors, offices, and a heading (主要科室) within a menu don't part it.
    if (!items.empty() && items.back().line + 1 == number &&
        (goes_on || (end - begin <= kLongestHeading &&
                     list_opened_by(FoldedText(clean.slice(begin, end)).view()) != DepartmentList::none)))
      --number;
    begin = end + 1;
  }
  std::vector<Reading<std::string>> found;
  for (std::size_t first = 0; first < items.size();) {
    // Items of neighbouring lines are one menu; many lines that aren't sure part two of them.
    std::size_t last = first;
    std::size_t weak = 0;
    while (last + 1 < items.size() && items[last + 1].line <= items[last].line + 1) {
      weak = items[last + 1].certainty == Certainty::weak ? weak + 1 : 0;
      if (weak > kMostWeak) break;
      ++last;
    }
    read_run({items.data() + first, last + 1 - first}, found);
    first = last + 1;
  }
  if (found.size() < kLeast) found.clear();
  return found;
}

namespace {

std::vector<Reading<std::string>> read_menu_apart(std::string text, const char* rule) {
  if (text.find("科") == std::string::npos && text.find("室") == std::string::npos) return {};
  Document apart;
  apart.from_html = true;
  apart.text = std::move(text);
  std::vector<Reading<std::string>> found = read_menu(CleanText(apart));
  for (auto& department : found) {
    department.begin = department.end = 0;
    department.rule = rule;
    department.confidence = 0.8;
  }
  return found;
}

}  // namespace

std::vector<Reading<std::string>> read_choices(const Document& document) {
  std::string text;
  for (const std::string& choice : document.choices) {
    text += choice;
    text += '\n';
  }
  return read_menu_apart(std::move(text), "departments:choices");
}

std::vector<Reading<std::string>> read_hidden_menu(const Document& document) {
  return read_menu_apart(document.hidden_text, "hidden:departments:menu");
}

std::vector<Reading<std::string>> read_quoted(const CleanText& clean) {
  constexpr std::size_t kLongest = 48;  // bytes
  constexpr std::size_t kMost = 2000;
  std::vector<Reading<std::string>> found;
  std::set<std::string_view> names;
  const std::string& all = clean.text();
  for (std::size_t open = all.find_first_of("'\""); open != std::string::npos && found.size() < kMost;) {
    const std::size_t begin = open + 1;
    const std::size_t close = all.find_first_of("'\"", begin);
    if (close == std::string::npos) break;
    open = close;
    if (all[close] != all[begin - 1] || close - begin > kLongest) continue;
    const std::string_view words = clean.slice(begin, close);
    if (!is_department_name(FoldedText(words).view())) continue;
    names.insert(words);
    found.push_back({clean.original(begin, close), begin, close, "departments:quoted", 0.8});
    open = all.find_first_of("'\"", close + 1);
  }
  if (names.size() < kLeast) found.clear();
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

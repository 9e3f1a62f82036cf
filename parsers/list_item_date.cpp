// The date of a list's item: where it may stand, and what speaks for it.
#include <gumbo.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "parsers/dom.h"
#include "parsers/fold.h"
#include "parsers/list_date.h"
#include "parsers/list_item.h"
#include "parsers/node_walk.h"

namespace tenderlead::parsers {
namespace {

constexpr std::size_t kMaxItemNodes = 2000;
constexpr std::size_t kMostNumbers = 40;
constexpr int kMostDates = 6;  // looked at in one text
constexpr std::size_t kYearDigits = 4;
constexpr std::size_t kWidestGap = 8;    // bytes: a character of Chinese and separators around it
constexpr std::size_t kShortLabel = 18;  // bytes beside a date that stands alone: 发布时间：, brackets
constexpr std::size_t kMostSiblings = 12;
constexpr int kFirstYear = 1990;
constexpr int kLastYear = 2099;
constexpr int kCentury = 2000;

// How much a word before a date speaks for or against publication.
int label_weight(std::string_view label) {
  int weight = 0;
  for (const std::string_view word : {"发布", "公告", "公示", "发表", "日期"})
    if (label.find(word) != std::string_view::npos) weight = 1;
  for (const std::string_view word :
       {"截止", "截至", "开标", "开启", "结束", "报名", "递交", "更新", "到期", "原公告", "首次"})
    if (label.find(word) != std::string_view::npos) weight = -1;
  return weight;
}

const GumboNode* first_row(const GumboNode* table) {
  const GumboNode* at = table;
  while (at != nullptr && at->v.element.tag != GUMBO_TAG_TR) {
    const GumboNode* next = nullptr;
    for (unsigned i = 0; next == nullptr && i < at->v.element.children.length; ++i) {
      const GumboNode* candidate = child(at, i);
      if (!is_element(candidate)) continue;
      const GumboTag tag = candidate->v.element.tag;
      if (tag == GUMBO_TAG_THEAD || tag == GUMBO_TAG_TBODY || tag == GUMBO_TAG_TR) next = candidate;
    }
    at = next;
  }
  return at;
}

// The heading of the column that a node's cell stands in; empty outside tables.
std::string column_heading(const GumboNode* node, const GumboNode* top) {
  const GumboNode* cell = node;
  while (cell != top && cell != nullptr && !(is_element(cell) && cell->v.element.tag == GUMBO_TAG_TD))
    cell = cell->parent;
  if (cell == nullptr || cell == top || !is_element(cell)) return {};
  const GumboNode* table = cell->parent;
  while (table != nullptr && is_element(table) && table->v.element.tag != GUMBO_TAG_TABLE)
    table = table->parent;
  if (table == nullptr || !is_element(table)) return {};
  const GumboNode* row = first_row(table);
  if (row == nullptr) return {};
  const unsigned column = column_of(cell);
  unsigned index = 0;
  for (unsigned i = 0; i < row->v.element.children.length; ++i)
    if (is_element(child(row, i)) && index++ == column) return folded_text(child(row, i));
  return {};
}

// A number in an item's text.
struct Digits {
  std::size_t begin = 0;
  std::size_t end = 0;
  int value = 0;
  std::size_t width() const { return end - begin; }
};

std::vector<Digits> digits_of(std::string_view text) {
  std::vector<Digits> found;
  for (std::size_t at = 0; at < text.size() && found.size() < kMostNumbers;) {
    Digits digits{at, at, 0};
    while (digits.end < text.size() && text[digits.end] >= '0' && text[digits.end] <= '9') {
      if (digits.width() < kYearDigits) digits.value = digits.value * 10 + (text[digits.end] - '0');
      ++digits.end;
    }
    at = std::max(digits.end, at + 1);
    if (digits.width() > 0) found.push_back(digits);
  }
  return found;
}

// Whether nothing but what separates the parts of a date stands between two numbers.
bool joins(std::string_view between) {
  if (between.size() > kWidestGap) return false;
  for (std::size_t at = 0; at < between.size();) {
    bool known = false;
    for (const std::string_view mark : {" ", "-", "/", ".", "|", "年", "月", "日", "·"})
      if (between.substr(at, mark.size()) == mark) {
        at += mark.size();
        known = true;
        break;
      }
    if (!known) return false;
  }
  return true;
}

std::string day_of(const Digits& year, const Digits& month, const Digits& day) {
  const Date date{year.value, month.value, day.value};
  const bool sized = year.width() == kYearDigits && month.width() <= 2 && day.width() <= 2;
  return sized && date.year >= kFirstYear && date.year <= kLastYear && is_valid(date) ? to_string(date)
                                                                                      : std::string();
}

// A date whose parts stand apart: "03 2026-07", "2026-07 03", "07-03 2026", "2026 07/03", "03 07月 2026".
std::string split_date(std::string_view text) {
  const std::vector<Digits> digits = digits_of(text);
  for (std::size_t i = 0; i + 2 < digits.size(); ++i) {
    const Digits& a = digits[i];
    const Digits& b = digits[i + 1];
    const Digits& c = digits[i + 2];
    const std::string_view first = text.substr(a.end, b.begin - a.end);
    const std::string_view second = text.substr(b.end, c.begin - b.end);
    if (!joins(first) || !joins(second)) continue;
    std::string date;
    if (a.width() == kYearDigits) {
      date = day_of(a, b, c);
    } else if (b.width() == kYearDigits) {
      date = day_of(b, c, a);
    } else {
      const bool day_first = second.find("月") != std::string_view::npos ||
                             first.find_first_not_of(' ') == std::string_view::npos;
      date = day_first ? day_of(c, b, a) : day_of(c, a, b);
    }
    if (!date.empty()) return date;
  }
  return {};
}

// A day whose year is written with two digits, where a text is nothing else: [26-05-03], 11/8/9.
std::string day_of_short_year(std::string_view text) {
  const std::vector<Digits> digits = digits_of(text);
  if (digits.size() != 3 || digits[0].width() != 2 || digits[1].width() > 2 || digits[2].width() > 2)
    return {};
  const std::string_view first = text.substr(digits[0].end, digits[1].begin - digits[0].end);
  const std::string_view second = text.substr(digits[1].end, digits[2].begin - digits[1].end);
  if (first != second || (first != "-" && first != "/" && first != ".")) return {};
  if (text.substr(0, digits[0].begin).find_first_not_of("[( ") != std::string_view::npos ||
      text.substr(digits[2].end).find_first_not_of(")] ") != std::string_view::npos)
    return {};
  const Date date{kCentury + digits[0].value, digits[1].value, digits[2].value};
  return is_valid(date) ? to_string(date) : std::string();
}

// The texts within a link but for the longest one, which is its title: <a><b>03</b> 2026/07 <h3>招标公告</h3></a>.
std::string beside_title(const GumboNode* link) {
  std::vector<std::string> texts;
  std::size_t visited = 0;
  for_each_below(link, [&](const GumboNode* node) {
    if (++visited > kMaxItemNodes) return false;
    if (!is_text(node)) return is_element(node) && !is_skipped(node->v.element.tag);
    if (std::string text = fold_space(node->v.text.text); !text.empty()) texts.push_back(std::move(text));
    return false;
  });
  const auto title = std::max_element(
      texts.begin(), texts.end(),
      [](const std::string& one, const std::string& other) { return one.size() < other.size(); });
  std::string beside;
  for (auto text = texts.begin(); text != texts.end(); ++text)
    if (text != title) beside += *text + " ";
  return beside;
}

// The day of an instant that is written for machines, as Shanghai has it: an editor's evening is the server's morning.
std::string local_day(std::string_view text) {
  const auto stated = stated_time_from_iso(text);
  if (!stated || !stated->second_of_day || stated->offset_minutes == kShanghaiOffsetMinutes)
    return std::string(text);
  return to_string(local_date(epoch_seconds(*stated)));
}

// What an element says of its date beside its words (<time datetime="2026-07-03">昨天</time>, <i title="2026-07-03">3天前</i>); empty
// where the words are a date themselves.
std::string hidden_date(const GumboNode* element) {
  static constexpr std::array<std::string_view, 8> kRecent = {"刚刚", "今天", "昨天",   "前天",
                                                              "天前", "时前", "分钟前", "周前"};
  constexpr std::size_t kLongestWords = 30;  // bytes
  const std::string words = folded_text(element);
  if (words.size() > kLongestWords || find_date(words)) return {};
  const bool time = element->v.element.tag == GUMBO_TAG_TIME;
  const bool recent = std::any_of(kRecent.begin(), kRecent.end(), [&](std::string_view word) {
    return words.find(word) != std::string::npos;
  });
  if (!time && !recent) return {};
  for (const char* name : {"datetime", "title", "data-time", "data-date", "data-datetime"}) {
    std::string text = local_day(attribute(element, name));
    if (find_date(text)) return text;
  }
  return {};
}

// The text of what stands beside an item, with the dates that its elements have in attributes.
std::string dated_text(const GumboNode* top) {
  std::string text = folded_text(top);
  std::size_t visited = 0;
  for_each_below(top, [&](const GumboNode* node) {
    if (++visited > kMaxItemNodes || !is_element(node) || is_skipped(node->v.element.tag)) return false;
    if (node->v.element.attributes.length > 0)
      if (const std::string date = hidden_date(node); !date.empty()) text += " " + date;
    return true;
  });
  return text;
}

// The date of an item that shows it in parts of its own (<b>18</b><i>2026-05</i>): only the texts that are nothing else count.
std::string date_in_parts(const GumboNode* item) {
  std::string parts;
  std::size_t visited = 0;
  for_each_below(item, [&](const GumboNode* node) {
    if (++visited > kMaxItemNodes) return false;
    if (!is_text(node)) return is_element(node) && !is_skipped(node->v.element.tag);
    const std::string text = fold_space(node->v.text.text);
    const std::vector<Digits> digits = digits_of(text);
    if (digits.empty() || digits.size() > 3) return false;
    std::string marks;
    std::size_t at = 0;
    for (const Digits& number : digits) {
      marks += text.substr(at, number.begin - at);
      at = number.end;
    }
    marks += text.substr(at);
    if (joins(marks)) parts += text + " ";
    return false;
  });
  return split_date(parts);
}

}  // namespace

std::string item_date(const GumboNode* item, const ListLink& link) {
  std::string outside;
  std::string best;
  int best_weight = -3;
  bool best_alone = false;
  std::string short_year;
  std::size_t visited = 0;
  for_each_below(item, [&](const GumboNode* node) {
    if (++visited > kMaxItemNodes || (node == link.node && node != item)) return false;
    if (!is_text(node) && (!is_element(node) || is_skipped(node->v.element.tag))) return false;
    std::string text;
    if (is_text(node))
      text = fold_space(node->v.text.text);
    else if (node->v.element.attributes.length > 0)
      text = hidden_date(node);
    if (text.empty()) return true;
    std::size_t from = 0;
    for (int dates = 0; dates < kMostDates; ++dates) {
      const auto date = find_date(std::string_view(text).substr(from));
      if (!date) break;
      const std::string before = (from == 0 ? outside : std::string()) + text.substr(from, date->begin);
      const std::string label =
          before.substr(before.size() > 24 ? before.size() - 24 : 0) + column_heading(node, item);
      const bool alone = text.size() - (date->end - date->begin) <= kShortLabel;
      if (const int weight = 2 * label_weight(label) + (alone ? 1 : 0); weight > best_weight) {
        best_weight = weight;
        best_alone = alone;
        best = to_string(date->time);
      }
      from += date->end;
    }
    if (short_year.empty()) short_year = day_of_short_year(text);
    outside += text + " ";
    return true;
  });
  // A sentence that holds a date, even one of a publication, tells less than a date by itself.
  if (!best.empty() && !best_alone)
    if (std::string date = date_in_parts(item); !date.empty()) return date;
  if (!best.empty() && best_weight >= 0) return best;
  const std::string in_link = folded_text(link.node);
  if (const std::string date = list_date(outside); best.empty() && !date.empty()) return date;
  if (const std::string date = split_date(outside); !date.empty()) return date;
  if (best.empty() && item != link.node)
    if (const std::string date = list_date(in_link); !date.empty()) return date;
  if (best.empty())
    if (const std::string date = split_date(beside_title(link.node)); !date.empty()) return date;
  if (best.empty() && !short_year.empty()) return short_year;
  const auto in_url = date_in_url(link.url);
  if (in_url) {
    const std::string last = outside.empty() ? in_link : outside;
    const auto day = find_day(last, in_url->year);
    return to_string(day ? day->time.date : *in_url);
  }
  return best;
}

std::string date_between(const GumboNode* from, const GumboNode* to) {
  std::string text;
  const GumboNode* parent = from != nullptr ? from->parent : to->parent;
  const GumboVector& siblings = parent->v.element.children;
  const std::size_t begin = from != nullptr ? from->index_within_parent + 1 : 0;
  const std::size_t end = to != nullptr ? to->index_within_parent : siblings.length;
  for (std::size_t i = begin; i < end && i < begin + kMostSiblings; ++i) {
    const auto* node = static_cast<const GumboNode*>(siblings.data[i]);
    if (is_text(node))
      text += fold_space(node->v.text.text) + " ";
    else if (is_element(node) && !is_skipped(node->v.element.tag))
      text += dated_text(node) + " ";
  }
  if (std::string date = list_date(text); !date.empty()) return date;
  return split_date(text);
}

}  // namespace tenderlead::parsers

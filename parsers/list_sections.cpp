#include "parsers/list_sections.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "parsers/fold.h"
#include "parsers/html_traits.h"
#include "parsers/list_date.h"
#include "parsers/node_walk.h"

namespace tenderlead::parsers {
namespace {

constexpr std::size_t kLongestHeading = 60;  // bytes
constexpr std::size_t kLongestRest = 30;     // beside a section's day: 星期三, （6条）
constexpr std::size_t kMostBytes = 400;      // of a node, white space with it
constexpr int kMostNodes = 60;
constexpr int kMostLevels = 2;         // between a list and what its box's heading stands beside
constexpr unsigned kMostSiblings = 4;  // looked at for a heading, rules and empty elements among them

// What a node begins with: all of it where it is as short as a heading.
std::string text_of(const GumboNode* node) {
  std::string raw;
  const GumboNode* at = node;
  for (int visited = 0; visited < kMostNodes && raw.size() <= kMostBytes; ++visited) {
    if (is_text(at)) {
      raw += std::string_view(at->v.text.text).substr(0, kMostBytes);
      raw += ' ';
    }
    if (is_element(at) && !is_skipped(at->v.element.tag) && at->v.element.children.length > 0) {
      at = child(at, 0);
      continue;
    }
    while (at != node && at->index_within_parent + 1 >= at->parent->v.element.children.length)
      at = at->parent;
    if (at == node) break;
    at = child(at->parent, static_cast<unsigned>(at->index_within_parent) + 1);
  }
  return fold_space(raw);
}

// The nearest sibling with words before a node, leaving out links to all of the box (更多>>); nullptr where there is none.
const GumboNode* words_before(const GumboNode* node) {
  const GumboNode* parent = node->parent;
  if (parent == nullptr || !is_element(parent)) return nullptr;
  unsigned tried = 0;
  for (std::size_t i = node->index_within_parent; i-- > 0 && tried < kMostSiblings;) {
    const GumboNode* before = child(parent, static_cast<unsigned>(i));
    const std::string text = text_of(before);
    if (is_element(before)) ++tried;
    if (text.empty() || text.starts_with("更多") || text.starts_with("more") || text.starts_with("MORE"))
      continue;
    return before;
  }
  return nullptr;
}

std::string only_day(const std::string& text) {
  if (text.size() > kLongestHeading) return {};
  const auto date = find_date(text);
  if (!date) return {};
  const std::string_view before = std::string_view(text).substr(0, date->begin);
  if (before.find_first_not_of("[( ") != std::string_view::npos && before != "【" && before != "（")
    return {};
  std::string_view after = std::string_view(text).substr(date->end);
  while (!after.empty() && (after.front() == ' ' || after.front() == ']' || after.front() == ')'))
    after.remove_prefix(1);
  static constexpr std::array<std::string_view, 6> kRests = {"星期", "周", "（", "(", "】", "）"};
  const bool known = after.empty() || std::any_of(kRests.begin(), kRests.end(), [&](std::string_view rest) {
                       return after.starts_with(rest);
                     });
  return known && after.size() <= kLongestRest ? to_string(date->time.date) : std::string();
}

}  // namespace

bool is_day_heading(const GumboNode* node) {
  return !only_day(text_of(node)).empty();
}

std::string day_above(const GumboNode* container, bool* headline) {
  const GumboNode* heading = words_before(container);
  if (heading == nullptr) return {};
  if (headline != nullptr)
    *headline = is_element(heading) && heading->v.element.tag >= GUMBO_TAG_H1 &&
                heading->v.element.tag <= GUMBO_TAG_H6;
  return only_day(text_of(heading));
}

bool is_side_box(const GumboNode* container) {
  static constexpr std::array<std::string_view, 20> kHeadings = {
      "大家都在看", "大家还在看", "猜你喜欢", "猜您喜欢", "热门推荐", "相关推荐", "推荐阅读",
      "为您推荐",   "为你推荐",   "热点排行", "热门排行", "点击排行", "阅读排行", "浏览排行",
      "热门信息",   "热门公告",   "热门搜索", "热点文章", "相关阅读", "友情链接"};
  const GumboNode* node = container;
  for (int level = 0; level <= kMostLevels && node != nullptr && is_element(node); ++level) {
    if (node->v.element.tag == GUMBO_TAG_BODY) return false;
    if (const GumboNode* heading = words_before(node)) {
      const std::string text = without_space(text_of(heading));
      return text.size() <= kLongestHeading &&
             std::any_of(kHeadings.begin(), kHeadings.end(),
                         [&](std::string_view words) { return text.starts_with(words); });
    }
    node = node->parent;
  }
  return false;
}

bool tells_the_way(const GumboNode* item) {
  static constexpr std::array<std::string_view, 8> kBeginnings = {
      "当前位置",     "您的位置", "您现在的位置", "你现在的位置",
      "您当前的位置", "现在位置", "所在位置",     "你的位置"};
  const std::string text = text_of(item);
  return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [&](std::string_view beginning) { return text.starts_with(beginning); });
}

}  // namespace tenderlead::parsers

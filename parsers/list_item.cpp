#include "parsers/list_item.h"

#include <algorithm>
#include <array>

#include "parsers/dom.h"
#include "parsers/fold.h"
#include "parsers/link.h"
#include "parsers/list_date.h"
#include "parsers/list_title.h"
#include "parsers/node_walk.h"

namespace tenderlead::parsers {
namespace {

constexpr std::size_t kMaxLinks = 20000;
constexpr std::size_t kMaxItemNodes = 2000;

// Texts of links that lead on, and are no titles.
constexpr std::array<std::string_view, 24> kNoTitles = {
    "更多",     "详情",   "查看",  "下载",     "首页",     "上一页", "下一页", "末页",
    "尾页",     "上页",   "下页",  "查看详情", "阅读全文", "详细",   "more",   "more>>",
    "查看更多", "更多>>", "更多+", "[查看]",   "MORE",     "More",   "[详细]", "进入"};
constexpr std::array<std::string_view, 4> kEllipses = {"...", "…", "．．．", ".."};

bool ends_with(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

bool is_cut(std::string_view text) {
  return std::any_of(kEllipses.begin(), kEllipses.end(),
                     [&](std::string_view ellipsis) { return ends_with(text, ellipsis); });
}

std::string uncut(std::string text) {
  for (const std::string_view ellipsis : kEllipses)
    if (ends_with(text, ellipsis)) {
      text.resize(text.size() - ellipsis.size());
      break;
    }
  return without_space(text);
}

// What the title attribute of an element gives in full where its text is cut; empty where the text is whole.
std::string whole_of(const GumboNode* node) {
  if (node->v.element.attributes.length == 0) return {};
  const std::string stated = fold_space(attribute(node, "title"));
  if (stated.empty()) return {};
  const std::string shown = folded_text(node);
  const std::string begun = uncut(shown);
  return is_cut(shown) && !begun.empty() && without_space(stated).starts_with(begun) ? stated : std::string();
}

// What a card says of a notice in an element of its own: how far it is, not what it is.
bool is_state(const GumboNode* node) {
  static constexpr std::array<std::string_view, 18> kStates = {
      "报名中", "招标中", "进行中", "公示中", "公告中", "已截止", "已结束", "未开始", "即将截止",
      "投标中", "竞价中", "已开标", "已完成", "待开标", "置顶",   "最新",   "new",    "NEW"};
  const GumboVector& children = node->v.element.children;
  if (children.length != 1 || !is_text(child(node, 0))) return false;
  const std::string_view raw = child(node, 0)->v.text.text;
  constexpr std::size_t kLongestState = 40;  // bytes, white space with it
  return raw.size() <= kLongestState &&
         std::find(kStates.begin(), kStates.end(), fold_space(raw)) != kStates.end();
}

// The lines of an element's text, as its blocks and <br> break it; `heading` gets the first <h1>..<h6> or title-like element.
std::vector<std::string> lines_of(const GumboNode* top, std::string& heading) {
  std::vector<std::string> lines;
  bool fresh = true;
  std::size_t visited = 0;
  for_each_below(top, [&](const GumboNode* node) {
    if (++visited > kMaxItemNodes) return false;
    if (is_text(node)) {
      const std::string text = fold_space(node->v.text.text);
      if (text.empty()) return false;
      if (fresh || lines.empty())
        lines.push_back(text);
      else
        lines.back() += text;
      fresh = false;
      return false;
    }
    if (!is_element(node)) return false;
    const GumboTag tag = node->v.element.tag;
    if (is_skipped(tag) || (node != top && is_state(node))) return false;
    const std::string whole = node != top ? whole_of(node) : std::string();
    const auto head = [&] { heading = whole.empty() ? folded_text(node) : whole; };
    if (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 && heading.empty()) head();
    if (heading.empty() && node != top) {
      const std::string_view name = attribute(node, "class");
      if (name == "title" || name == "tit" || ends_with(name, "-title") || ends_with(name, "_title")) head();
    }
    if (!whole.empty()) {
      if (is_cut(heading) && without_space(whole).starts_with(uncut(heading))) heading = whole;
      lines.push_back(whole);
      fresh = true;
      return false;
    }
    // A span that stands beside others in a card is a line of its own, as its date and summary are.
    if (node != top && (is_block(tag) || tag == GUMBO_TAG_BR || tag == GUMBO_TAG_SPAN ||
                        tag == GUMBO_TAG_EM || tag == GUMBO_TAG_I))
      fresh = true;
    return true;
  });
  return lines;
}

// A title less the date, bullet and brackets that lists put before or after it.
std::string without_date(std::string title) {
  if (const auto date = find_date(title)) {
    std::string_view before = std::string_view(title).substr(0, date->begin);
    std::string_view after = std::string_view(title).substr(date->end);
    static constexpr std::array<std::string_view, 9> kFrames = {" ",  "[",  "]",  "(", ")",
                                                                "（", "）", "【", "】"};
    const auto strip = [](std::string_view text, bool at_end) {
      for (bool again = true; again && !text.empty();) {
        again = false;
        for (const std::string_view frame : kFrames) {
          if (at_end ? ends_with(text, frame) : text.substr(0, frame.size()) == frame) {
            if (at_end)
              text.remove_suffix(frame.size());
            else
              text.remove_prefix(frame.size());
            again = true;
          }
        }
      }
      return text;
    };
    if (strip(after, false).empty() && !strip(before, true).empty()) return std::string(strip(before, true));
    if (strip(before, false).empty() && !strip(after, false).empty()) return std::string(strip(after, false));
  }
  return title;
}

// Bullets, and marks of what the list keeps at its top.
std::string without_bullet(std::string title) {
  static constexpr std::array<std::string_view, 19> kBullets = {
      "·", "•", "●",      "○",        "■",        "◆",      "▪",    "★",      "☆",       "►",
      "»", ">", "[置顶]", "【置顶】", "［置顶］", "(置顶)", "[顶]", "【顶】", "（置顶）"};
  for (const std::string_view bullet : kBullets)
    if (title.compare(0, bullet.size(), bullet) == 0)
      return fold_space(std::string_view(title).substr(bullet.size()));
  return title;
}

// The part of a title attribute that is the title: "标题：…\n发布时间：…" is seen.
std::string titled(std::string_view raw) {
  raw = raw.substr(0, raw.find_first_of("\n\r"));
  std::string title = fold_space(raw);
  for (const std::string_view prefix : {"标题：", "标题:"})
    if (title.compare(0, prefix.size(), prefix) == 0)
      title = fold_space(std::string_view(title).substr(prefix.size()));
  return title;
}

constexpr std::size_t kShortestTitle = 4;
constexpr std::size_t kShortestWord = 2;
// A card that a link without words covers: more text, or other links in it, and it isn't one.
constexpr std::size_t kCardBytes = 900;

bool is_title(std::string_view title) {
  if (length_of(title) < kShortestWord) return false;
  if (std::find(kNoTitles.begin(), kNoTitles.end(), title) != kNoTitles.end()) return false;
  return std::any_of(title.begin(), title.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
  });
}

// Elements that only change how words look: items of one list may differ in them.
bool is_formatting(GumboTag tag) {
  return tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG || tag == GUMBO_TAG_FONT || tag == GUMBO_TAG_U ||
         tag == GUMBO_TAG_EM || tag == GUMBO_TAG_I || tag == GUMBO_TAG_S;
}

std::string path_of(const GumboNode* node) {
  std::string path;
  for (const GumboNode* at = node; at != nullptr && is_element(at); at = at->parent) {
    if (is_formatting(at->v.element.tag)) continue;
    path += std::to_string(static_cast<int>(at->v.element.tag));
    if (at->v.element.tag == GUMBO_TAG_TD) path += ":" + std::to_string(column_of(at));
    path += '/';
  }
  return path;
}

// The title of the element around a link without words, where that is its only link: an overlay over a card.
std::string title_of_card(const GumboNode* link) {
  const GumboNode* card = link->parent;
  if (card == nullptr || !is_element(card) || card->v.element.tag == GUMBO_TAG_BODY) return {};
  std::size_t links = 0;
  for_each_below(card, [&](const GumboNode* node) {
    if (is_element(node) && node->v.element.tag == GUMBO_TAG_A) ++links;
    return links < 2;
  });
  return links == 1 && folded_text(card).size() <= kCardBytes ? title_of(card) : std::string();
}

std::string url_of(const GumboNode* node, const ScriptLinks& scripts, std::string_view base) {
  const bool anchor = node->v.element.tag == GUMBO_TAG_A;
  const std::string_view href = anchor ? attribute(node, "href") : std::string_view();
  std::string url = resolve_link(base, href);
  if (!url.empty() || node->v.element.attributes.length == 0) return url;
  for (const std::string_view script : {href, attribute(node, "onclick")}) {
    if (script.find('(') == std::string_view::npos && script.find("location") == std::string_view::npos)
      continue;
    url = resolve_link(base, scripts.target(script));
    if (!url.empty()) return url;
  }
  for (const char* name : {"data-url", "data-href", "data-link"}) {
    url = resolve_link(base, attribute(node, name));
    if (!url.empty()) return url;
  }
  return resolve_link(base, scripts.clicked(node));
}

}  // namespace

std::string title_of(const GumboNode* link) {
  std::string heading;
  const std::vector<std::string> lines = lines_of(link, heading);
  std::string shown = heading;
  if (shown.empty() && !lines.empty()) {
    std::string joined;
    for (const std::string& line : lines) joined += line;
    // A card has its title first, or after a date; a link in one line has it all.
    shown = lines.front();
    const auto alone = find_date(shown);
    if (lines.size() > 1 &&
        (length_of(shown) < 5 || (alone && alone->end - alone->begin + 4 >= shown.size())))
      shown = *std::max_element(lines.begin(), lines.end(),
                                [](const auto& a, const auto& b) { return a.size() < b.size(); });
    if (lines.size() > 1 && length_of(joined) <= 60 && !find_date(joined)) shown = joined;
  }
  const std::string stated = titled(attribute(link, "title"));
  const std::string bare = without_space(stated);
  const bool fuller = !bare.empty() && bare.size() > without_space(shown).size() &&
                      (shown.empty() || bare.find(uncut(shown)) != std::string::npos);
  if (fuller || (is_cut(shown) && !stated.empty())) shown = stated;
  return without_portal_marks(without_bullet(without_date(std::move(shown))));
}

std::size_t length_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

ScriptLinks collect_scripts(const GumboNode* root) {
  ScriptLinks scripts;
  for_each_below(root, [&](const GumboNode* node) {
    if (!is_element(node)) return false;
    if (node->v.element.tag != GUMBO_TAG_SCRIPT) return true;
    if (node->v.element.children.length > 0) scripts.add(child(node, 0)->v.text.text);
    return false;
  });
  return scripts;
}

std::string base_of(const GumboNode* root, std::string_view address) {
  std::string base(address);
  bool found = false;
  for_each_below(root, [&](const GumboNode* node) {
    if (found || !is_element(node) || node->v.element.tag == GUMBO_TAG_BODY) return false;
    if (node->v.element.tag == GUMBO_TAG_BASE && has_attribute(node, "href")) {
      found = true;
      if (std::string resolved = resolve_link(address, attribute(node, "href")); !resolved.empty())
        base = resolved;
    }
    return true;
  });
  return base;
}

namespace {

// A script turns the pages of a list whose rows all come hidden: dated rows beside others of their kind.
bool is_shown_by_script(const GumboNode* row) {
  constexpr int kFewRows = 3;
  if (row->parent == nullptr || !find_date(folded_text(row))) return false;
  int alike = 0;
  for (unsigned i = 0; i < row->parent->v.element.children.length && alike < kFewRows; ++i) {
    const GumboNode* other = child(row->parent, i);
    if (is_element(other) && other->v.element.tag == row->v.element.tag &&
        parse_style(attribute(other, "style")).hidden)
      ++alike;
  }
  return alike >= kFewRows;
}

}  // namespace

std::vector<ListLink> collect_links(const GumboNode* root, const ScriptLinks& scripts, std::string_view base,
                                    std::string_view address) {
  std::vector<ListLink> links;
  const std::string self = resolve_link(address, address);
  struct Item {
    const GumboNode* node;
    Furniture furniture;
  };
  std::vector<Item> pending{{root, Furniture::none}};
  while (!pending.empty() && links.size() < kMaxLinks) {
    const Item item = pending.back();
    pending.pop_back();
    if (!is_element(item.node) || is_skipped(item.node->v.element.tag)) continue;
    if (parse_style(attribute(item.node, "style")).hidden && item.node->v.element.tag != GUMBO_TAG_BODY &&
        !is_shown_by_script(item.node))
      continue;
    const Furniture furniture = std::max(item.furniture, furniture_of(item.node));
    ListLink link;
    link.url = url_of(item.node, scripts, base);
    if (!link.url.empty() && link.url != self) {
      link.title = title_of(item.node);
      if (link.title.empty()) link.title = title_of_card(item.node);
      if (is_title(link.title)) {
        link.weak = length_of(link.title) < kShortestTitle;
        link.node = item.node;
        link.furniture = furniture;
        link.path = path_of(item.node);
        links.push_back(std::move(link));
        if (item.node->v.element.tag == GUMBO_TAG_A) continue;
      }
    }
    for (unsigned i = item.node->v.element.children.length; i-- > 0;)
      pending.push_back({child(item.node, i), furniture});
  }
  return links;
}

}  // namespace tenderlead::parsers

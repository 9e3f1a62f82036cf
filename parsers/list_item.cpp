#include "parsers/list_item.h"

#include <algorithm>
#include <array>

#include "parsers/dom.h"
#include "parsers/fold.h"
#include "parsers/link.h"
#include "parsers/list_date.h"

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

bool is_element(const GumboNode* node) {
  return node->type == GUMBO_NODE_ELEMENT;
}
const GumboNode* child(const GumboNode* node, unsigned i) {
  return static_cast<const GumboNode*>(node->v.element.children.data[i]);
}

// Calls `visit(node)` for everything below `top` in document order; an element is entered where visit says so.
template <typename Visit>
void for_each_below(const GumboNode* top, Visit visit) {
  std::vector<const GumboNode*> pending{top};
  while (!pending.empty()) {
    const GumboNode* node = pending.back();
    pending.pop_back();
    if (!visit(node) || !is_element(node)) continue;
    for (unsigned i = node->v.element.children.length; i-- > 0;) pending.push_back(child(node, i));
  }
}

bool is_text(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA;
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
    if (is_skipped(tag)) return false;
    if (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6 && heading.empty()) heading = folded_text(node);
    if (heading.empty() && node != top) {
      const std::string_view name = attribute(node, "class");
      if (name == "title" || name == "tit" || ends_with(name, "-title") || ends_with(name, "_title"))
        heading = folded_text(node);
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

std::string without_bullet(std::string title) {
  static constexpr std::array<std::string_view, 12> kBullets = {"·", "•", "●", "○", "■", "◆",
                                                                "▪", "★", "☆", "►", "»", ">"};
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

bool is_title(std::string_view title) {
  if (length_of(title) < 4) return false;
  if (std::find(kNoTitles.begin(), kNoTitles.end(), title) != kNoTitles.end()) return false;
  return std::any_of(title.begin(), title.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
  });
}

// The number of a cell among its row's cells.
unsigned column_of(const GumboNode* cell) {
  unsigned column = 0;
  const GumboNode* row = cell->parent;
  for (unsigned i = 0; i < row->v.element.children.length; ++i) {
    const GumboNode* other = child(row, i);
    if (other == cell) break;
    if (is_element(other)) ++column;
  }
  return column;
}

std::string path_of(const GumboNode* node) {
  std::string path;
  for (const GumboNode* at = node; at != nullptr && is_element(at); at = at->parent) {
    path += std::to_string(static_cast<int>(at->v.element.tag));
    if (at->v.element.tag == GUMBO_TAG_TD) path += ":" + std::to_string(column_of(at));
    path += '/';
  }
  return path;
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
  return {};
}

// How much a word before a date speaks for or against publication.
int label_weight(std::string_view label) {
  int weight = 0;
  for (const std::string_view word : {"发布", "公告", "公示", "发表", "日期"})
    if (label.find(word) != std::string_view::npos) weight = 1;
  for (const std::string_view word : {"截止", "截至", "开标", "开启", "结束", "报名", "递交", "更新", "到期"})
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

// "03 2026-07" and "2026-07 03": the day apart from year and month.
std::string split_date(std::string_view text) {
  for (std::size_t at = 0; at + 7 <= text.size(); ++at) {
    const auto digits = [&](std::size_t from, std::size_t count) {
      for (std::size_t i = from; i < from + count; ++i)
        if (i >= text.size() || text[i] < '0' || text[i] > '9') return false;
      return true;
    };
    if (!digits(at, 4) || !digits(at + 5, 2) || (at > 0 && digits(at - 1, 1)) || digits(at + 7, 1)) continue;
    const char separator = text[at + 4];
    if (separator != '-' && separator != '/' && separator != '.') continue;
    const std::string year_month =
        std::string(text.substr(at, 4)) + "-" + std::string(text.substr(at + 5, 2)) + "-";
    if (at >= 3 && text[at - 1] == ' ' && digits(at - 3, 2) && (at == 3 || !digits(at - 4, 1)))
      if (std::string date = list_date(year_month + std::string(text.substr(at - 3, 2))); !date.empty())
        return date;
    if (text.substr(at + 7, 1) == " " && digits(at + 8, 2) && !digits(at + 10, 1))
      if (std::string date = list_date(year_month + std::string(text.substr(at + 8, 2))); !date.empty())
        return date;
  }
  return {};
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
  return without_bullet(without_date(std::move(shown)));
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
    if (parse_style(attribute(item.node, "style")).hidden && item.node->v.element.tag != GUMBO_TAG_BODY)
      continue;
    const Furniture furniture = std::max(item.furniture, furniture_of(item.node));
    ListLink link;
    link.url = url_of(item.node, scripts, base);
    if (!link.url.empty() && link.url != self) {
      link.title = title_of(item.node);
      if (is_title(link.title)) {
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

std::string item_date(const GumboNode* item, const ListLink& link) {
  std::string outside;
  std::string best;
  int best_weight = -2;
  std::size_t visited = 0;
  for_each_below(item, [&](const GumboNode* node) {
    if (++visited > kMaxItemNodes || (node == link.node && node != item)) return false;
    if (!is_text(node)) return is_element(node) && !is_skipped(node->v.element.tag);
    const std::string text = fold_space(node->v.text.text);
    if (text.empty()) return false;
    if (const auto date = find_date(text)) {
      const std::string before = outside + text.substr(0, date->begin);
      const std::string label =
          before.substr(before.size() > 24 ? before.size() - 24 : 0) + column_heading(node, item);
      if (const int weight = label_weight(label); weight > best_weight) {
        best_weight = weight;
        best = to_string(date->time);
      }
    }
    outside += text + " ";
    return false;
  });
  if (!best.empty() && best_weight >= 0) return best;
  const std::string in_link = folded_text(link.node);
  if (const std::string date = list_date(outside); best.empty() && !date.empty()) return date;
  if (const std::string date = split_date(outside); !date.empty()) return date;
  if (best.empty() && item != link.node)
    if (const std::string date = list_date(in_link); !date.empty()) return date;
  const auto in_url = date_in_url(link.url);
  if (in_url) {
    const std::string last = outside.empty() ? in_link : outside;
    const auto day = find_day(last, in_url->year);
    return to_string(day ? day->time.date : *in_url);
  }
  return best;
}

}  // namespace tenderlead::parsers

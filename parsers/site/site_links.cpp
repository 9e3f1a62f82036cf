#include "parsers/site/site_links.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "parsers/fold.h"
#include "parsers/html_traits.h"
#include "parsers/link.h"
#include "parsers/list_item.h"
#include "parsers/node_walk.h"
#include "parsers/page_content.h"
#include "parsers/script_links.h"
#include "parsers/site/script_menu.h"

namespace tenderlead::parsers {
namespace {

constexpr std::size_t kMaxLinks = 5000;
constexpr std::size_t kMaxFrames = 20;
// Longer texts are no names: elements around whole parts of a page have click handlers too.
constexpr std::size_t kLongestName = 60;
constexpr std::size_t kLongestTitle = 120;
// A menu's words are shorter, but for the hospital's own name in them.
constexpr std::size_t kLongestColumn = 12;
// 移动护理采购公告
constexpr std::size_t kShortTitle = 6;
constexpr std::size_t kLongestHeading = 16;
constexpr int kBlockLevels = 5;
constexpr int kMaxBlocks = 200;
// How many links of its own a page has that is more than a doorstep.
constexpr std::size_t kFewLinks = 3;

bool names_any(std::string_view names, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return names.find(word) != std::string_view::npos; });
}

// Where an element says that all within it stands; `around` where it says nothing.
Place place_of(const GumboNode* node, Place around) {
  if (around == Place::footer || around == Place::breadcrumb) return around;
  const GumboTag tag = node->v.element.tag;
  if (tag == GUMBO_TAG_FOOTER) return Place::footer;
  if (tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML) return around;
  std::string names;
  for (const char* attribute_name : {"class", "id"})
    for (const char c : attribute(node, attribute_name).substr(0, 200))
      names += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  if (names_any(names, {"foot", "copyright", "friend", "bottom", "yqlj"})) return Place::footer;
  if (names_any(names, {"crumb", "position", "location", "mbx", "weizhi", "dqwz"})) return Place::breadcrumb;
  if (tag == GUMBO_TAG_NAV || names_any(names, {"nav", "menu"})) return Place::navigation;
  if (around != Place::main) return around;
  if (tag == GUMBO_TAG_HEADER || names_any(names, {"head", "top"})) return Place::navigation;
  if (tag == GUMBO_TAG_ASIDE || names_any(names, {"side", "left"})) return Place::side;
  return around;
}

// 更多, more>>, 查看全部
bool is_more(std::string_view label) {
  static constexpr std::array<std::string_view, 12> kMore = {"更多", "more",     "查看更多", "查看全部",
                                                             "全部", "更多内容", "more更多", "更多more",
                                                             "查看", "点击更多", "详情",     "更多信息"};
  const std::string plain = plain_label(label);
  return plain.empty() || std::find(kMore.begin(), kMore.end(), plain) != kMore.end();
}

// The first picture below a link.
const GumboNode* picture_of(const GumboNode* link) {
  const GumboNode* picture = nullptr;
  for_each_below(link, [&](const GumboNode* node) {
    if (picture != nullptr || !is_element(node)) return false;
    if (node->v.element.tag == GUMBO_TAG_IMG) picture = node;
    return true;
  });
  return picture;
}

std::string name_of(const GumboNode* node) {
  std::string label = folded_text(node);
  if (length_of(label) > kLongestTitle) return {};
  if (!label.empty()) return label;
  for (const char* name : {"title", "alt", "aria-label", "data-title"})
    if (label = fold_space(attribute(node, name)); !label.empty()) return label;
  if (const GumboNode* picture = picture_of(node))
    for (const char* name : {"alt", "title"})
      if (label = fold_space(attribute(picture, name)); !label.empty()) return label;
  return {};
}

bool is_heading(const GumboNode* node) {
  const GumboTag tag = node->v.element.tag;
  if (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6) return true;
  return names_any(attribute(node, "class"), {"tit", "Tit", "hd", "name", "head", "Head", "bt"});
}

// What the block around a 更多 is called.
std::string block_name(const GumboNode* link) {
  const std::string own = folded_text(link);
  const auto without_own = [&](std::string text) {
    if (const std::size_t at = own.empty() ? std::string::npos : text.find(own); at != std::string::npos)
      text.erase(at, own.size());
    return fold_space(text);
  };
  const GumboNode* around = link->parent;
  for (int level = 0; level < kBlockLevels && around != nullptr && is_element(around) &&
                      around->v.element.tag != GUMBO_TAG_BODY;
       ++level, around = around->parent) {
    const std::string text = without_own(folded_text(around));
    if (text.empty()) continue;
    if (length_of(text) <= kLongestHeading) return text;
    std::string heading;
    for_each_below(around, [&](const GumboNode* node) {
      if (!heading.empty() || !is_element(node)) return false;
      if (node != around && is_heading(node)) {
        std::string words = without_own(folded_text(node));
        if (length_of(words) <= kLongestHeading) heading = std::move(words);
      }
      return true;
    });
    return heading;
  }
  return {};
}

class Reader {
 public:
  Reader(const Dom& dom, std::string_view url)
      : root_(dom.root()), base_(base_of(root_, url)), self_(resolve_link(url, url)) {
    scripts_ = collect_scripts(root_);
  }

  SiteLinks read() {
    struct Item {
      const GumboNode* node;
      Place place;
    };
    std::vector<Item> pending{{root_, Place::main}};
    while (!pending.empty() && found_.links.size() < kMaxLinks) {
      const Item item = pending.back();
      pending.pop_back();
      if (!is_element(item.node)) continue;
      const Place place = place_of(item.node, item.place);
      visit(item.node, place);
      if (item.node->v.element.tag == GUMBO_TAG_SCRIPT) continue;
      for (unsigned i = item.node->v.element.children.length; i-- > 0;)
        pending.push_back({child(item.node, i), place});
    }
    if (found_.links.size() >= kFewLinks) found_.moves_to.clear();
    return std::move(found_);
  }

 private:
  void visit(const GumboNode* node, Place place) {
    switch (node->v.element.tag) {
      case GUMBO_TAG_SCRIPT:
        if (node->v.element.children.length > 0) script(child(node, 0)->v.text.text);
        return;
      case GUMBO_TAG_META:
        refresh(node);
        return;
      case GUMBO_TAG_FRAME:
      case GUMBO_TAG_IFRAME:
        if (std::string url = resolve_link(base_, attribute(node, "src"));
            !url.empty() && url != self_ && found_.frames.size() < kMaxFrames)
          found_.frames.push_back(std::move(url));
        return;
      case GUMBO_TAG_OPTION:
        if (is_reference(attribute(node, "value")))
          add(resolve_link(base_, attribute(node, "value")), option_text(node), place);
        return;
      case GUMBO_TAG_AREA:
        add(resolve_link(base_, attribute(node, "href")), name_of(node), place);
        return;
      default:
        link(node, place);
    }
  }

  static bool is_reference(std::string_view value) {
    return value.starts_with("/") || value.starts_with("http") || value.find(".htm") != value.npos ||
           value.find(".asp") != value.npos || value.find(".php") != value.npos;
  }

  static std::string option_text(const GumboNode* option) {
    std::string text;
    for (unsigned i = 0; i < option->v.element.children.length; ++i)
      if (is_text(child(option, i))) text += child(option, i)->v.text.text;
    return fold_space(text);
  }

  std::string address_of(const GumboNode* node) const {
    const bool anchor = node->v.element.tag == GUMBO_TAG_A;
    const std::string_view href = anchor ? attribute(node, "href") : std::string_view();
    std::string url = resolve_link(base_, href);
    if (!url.empty() || node->v.element.attributes.length == 0) return url;
    for (const std::string_view call : {href, attribute(node, "onclick")}) {
      if (call.find('(') == call.npos && call.find("location") == call.npos) continue;
      if (url = resolve_link(base_, scripts_.target(call)); !url.empty()) return url;
    }
    for (const char* name : {"data-url", "data-href", "data-link"})
      if (url = resolve_link(base_, attribute(node, name)); !url.empty()) return url;
    return {};
  }

  void link(const GumboNode* node, Place place) {
    std::string url = address_of(node);
    if (url.empty()) return;
    std::string label = name_of(node);
    if (node->v.element.tag != GUMBO_TAG_A && length_of(label) > kLongestName) return;
    if (is_more(label)) {
      const GumboNode* picture = label.empty() ? picture_of(node) : nullptr;
      // A picture that is called m_ksjs.gif.
      const auto guess = picture == nullptr ? ColumnGuess{} : column_of_address(attribute(picture, "src"));
      if (guess.column != Column::none) {
        add(std::move(url), {}, place, guess);
        return;
      }
      if (++blocks_named_ > kMaxBlocks) return;
      label = block_name(node);
    }
    add(std::move(url), std::move(label), place);
  }

  void refresh(const GumboNode* node) {
    std::string kind(attribute(node, "http-equiv"));
    for (char& c : kind)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (kind != "refresh") return;
    const std::string_view content = attribute(node, "content");
    const std::size_t at = content.find('=');
    if (at == content.npos) return;
    std::string_view target = content.substr(at + 1);
    while (!target.empty() && (target.front() == '\'' || target.front() == '"' || target.front() == ' '))
      target.remove_prefix(1);
    target = target.substr(0, target.find_first_of("'\""));
    moves(target);
  }

  void moves(std::string_view target) {
    std::string url = resolve_link(base_, target);
    if (!url.empty() && url != self_ && found_.moves_to.empty()) found_.moves_to = std::move(url);
  }

  void script(std::string_view text) {
    moves(url_in_script(text));
    for (ScriptEntry& entry : read_script_menu(text))
      add(resolve_link(base_, entry.href), fold_space(entry.label), Place::script);
  }

  static bool is_title(const std::string& label) {
    const std::size_t length = length_of(plain_label(label));
    return length > kLongestColumn || (length > kShortTitle && subject_of(label) == Subject::procurement);
  }

  void add(std::string url, std::string label, Place place) {
    ColumnGuess guess = column_of_words(label);
    const bool title = is_title(label);
    if (guess.column == Column::none && !title && !is_aside(label)) guess = column_of_address(url);
    add(std::move(url), std::move(label), place, guess);
  }

  void add(std::string url, std::string label, Place place, const ColumnGuess& guess) {
    if (url.empty() || url == self_ || is_attachment_url(url)) return;
    SiteLink link{std::move(url), std::move(label), place, guess.column, guess.sureness, false};
    link.title = guess.column == Column::none && is_title(link.label);
    const auto [known, fresh] = index_.try_emplace(link.url, found_.links.size());
    if (fresh) {
      found_.links.push_back(std::move(link));
      return;
    }
    SiteLink& other = found_.links[known->second];
    if (link.sureness > other.sureness || (other.sureness == 0 && link.label.size() > other.label.size()))
      other = std::move(link);
  }

  const GumboNode* root_;
  std::string base_;
  std::string self_;
  ScriptLinks scripts_;
  SiteLinks found_;
  int blocks_named_ = 0;
  std::unordered_map<std::string, std::size_t> index_;  // of links, by URL
};

}  // namespace

SiteLinks read_site_links(const Dom& dom, std::string_view url) {
  return dom.root() == nullptr ? SiteLinks{} : Reader(dom, url).read();
}

SiteLinks read_site_links(std::string_view body, std::string_view content_type, std::string_view url) {
  const PageContent page(body, content_type, url);
  return page.kind() == BodyKind::html ? read_site_links(page.dom(), url) : SiteLinks{};
}

}  // namespace tenderlead::parsers

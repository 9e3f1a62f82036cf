#include "parsers/list_pager.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "parsers/fold.h"
#include "parsers/link.h"

namespace tenderlead::parsers {
namespace {

// Without the arrows, brackets and spaces around them, in lower case.
constexpr std::array<std::string_view, 11> kNextWords = {
    "下一页",   "下页",     "后一页",       "下一頁",     "后页",          "next",
    "nextpage", "加载更多", "点击加载更多", "加载下一页", "点击加载下一页"};
constexpr std::array<std::string_view, 5> kNextArrows = {">", "›", "»", "＞", "→"};
// What leads to more of anything is only the next page where it is called so.
constexpr std::array<std::string_view, 4> kMoreWords = {"更多", "查看更多", "显示更多", "点击查看更多"};
constexpr std::size_t kMostSelectors = 20;
constexpr std::size_t kMostOptions = 2000;
constexpr int kMostPages = 100000;
// How many links may stand between the current page's number and the next one's.
constexpr std::size_t kNearby = 5;

// What goes somewhere when it is clicked.
bool is_clicked(const GumboNode* node) {
  return node->v.element.tag == GUMBO_TAG_A || has_attribute(node, "onclick");
}

// An element of a few words: at most two levels.
bool is_small(const GumboNode* node) {
  const GumboVector& children = node->v.element.children;
  if (children.length > 3) return false;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto* inner = static_cast<const GumboNode*>(children.data[i]);
    if (inner->type != GUMBO_NODE_ELEMENT) continue;
    const GumboVector& below = inner->v.element.children;
    if (below.length > 1) return false;
    if (below.length == 1 && static_cast<const GumboNode*>(below.data[0])->type == GUMBO_NODE_ELEMENT)
      return false;
  }
  return true;
}

bool is_marked(const GumboNode* node) {
  const std::string_view name = attribute(node, "class");
  return name.find("cur") != std::string_view::npos || name.find("active") != std::string_view::npos ||
         name == "on";
}

// Links, and the small elements that pagers mark the current page with.
std::vector<const GumboNode*> pager_elements(const GumboNode* root,
                                             std::vector<const GumboNode*>& selectors) {
  std::vector<const GumboNode*> found;
  std::vector<const GumboNode*> pending{root};
  while (!pending.empty()) {
    const GumboNode* node = pending.back();
    pending.pop_back();
    if (node->type != GUMBO_NODE_ELEMENT) continue;
    const GumboVector& children = node->v.element.children;
    switch (node->v.element.tag) {
      case GUMBO_TAG_A:
      case GUMBO_TAG_LINK:
        found.push_back(node);
        break;
      case GUMBO_TAG_SPAN:
      case GUMBO_TAG_B:
      case GUMBO_TAG_STRONG:
      case GUMBO_TAG_EM:
      case GUMBO_TAG_FONT:
        if (children.length == 1 && static_cast<const GumboNode*>(children.data[0])->type == GUMBO_NODE_TEXT)
          found.push_back(node);
        break;
      case GUMBO_TAG_SELECT:
        if (selectors.size() < kMostSelectors) selectors.push_back(node);
        break;
      case GUMBO_TAG_LI:
        if (is_marked(node) && children.length == 1 &&
            static_cast<const GumboNode*>(children.data[0])->type == GUMBO_NODE_TEXT)
          found.push_back(node);
        else if (has_attribute(node, "onclick") && is_small(node))
          found.push_back(node);
        break;
      default:
        if (has_attribute(node, "onclick") && is_small(node)) found.push_back(node);
        break;
    }
    for (unsigned i = children.length; i-- > 0;)
      pending.push_back(static_cast<const GumboNode*>(children.data[i]));
  }
  return found;
}

std::string words_of(const GumboNode* node) {
  return node->v.element.tag == GUMBO_TAG_INPUT ? fold_space(attribute(node, "value")) : folded_text(node);
}

// "[下一页 >]" and "Next »" without what is around the word.
std::string bare_word(std::string_view text) {
  static constexpr std::array<std::string_view, 18> kAround = {
      " ", "[", "]", "(", ")", "<", ">", "|", "›", "»", "→", "＞", "（", "）", "【", "】", "▶", "▸"};
  std::string word;
  for (std::size_t at = 0; at < text.size();) {
    const auto around = std::find_if(kAround.begin(), kAround.end(), [&](std::string_view mark) {
      return text.substr(at, mark.size()) == mark;
    });
    if (around != kAround.end()) {
      at += around->size();
      continue;
    }
    word += text[at] >= 'A' && text[at] <= 'Z' ? static_cast<char>(text[at] | 0x20) : text[at];
    ++at;
  }
  return word;
}

bool says_next(const GumboNode* node) {
  constexpr std::size_t kLongestWord = 60;  // bytes
  const std::string text = words_of(node);
  if (text.size() > kLongestWord) return false;
  if (std::find(kNextArrows.begin(), kNextArrows.end(), text) != kNextArrows.end()) return true;
  const std::string word = bare_word(text);
  if (std::find(kNextWords.begin(), kNextWords.end(), word) != kNextWords.end()) return true;
  if (std::find(kMoreWords.begin(), kMoreWords.end(), word) == kMoreWords.end()) return false;
  const std::string_view name = attribute(node, "class");
  return name.find("load") != std::string_view::npos || name.find("next") != std::string_view::npos;
}

std::optional<int> number_in(const std::string& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1 || number > kMostPages)
    return std::nullopt;
  return number;
}

std::optional<int> page_number(const GumboNode* node) {
  return number_in(words_of(node));
}

// 第3页, 3/27
std::optional<int> page_of_option(const GumboNode* option) {
  std::string text = without_space(folded_text(option));
  if (text.starts_with("第")) text.erase(0, std::string_view("第").size());
  return number_in(text.substr(0, text.find_first_of("/\xe9")));  // 页 begins with that byte
}

// The number that is no link, or that is marked as current.
bool is_current(const GumboNode* node) {
  return is_clicked(node) ? is_marked(node) : attribute(node, "href").empty();
}

// <a class="next"><i class="fa-angle-right"></i></a>: an arrow without words.
bool is_arrow(const GumboNode* link) {
  if (!folded_text(link).empty()) return false;
  const auto points_on = [](const GumboNode* node) {
    const std::string_view name = attribute(node, "class");
    for (const std::string_view sign : {"next", "angle-right", "arrow-right", "chevron-right", "icon-right"})
      if (name.find(sign) != std::string_view::npos) return true;
    return false;
  };
  if (points_on(link)) return true;
  const GumboVector& children = link->v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto* node = static_cast<const GumboNode*>(children.data[i]);
    if (node->type == GUMBO_NODE_ELEMENT && points_on(node)) return true;
  }
  return false;
}

// /zb/ of /zb/index.html: servers give the same for both.
std::string_view without_index(std::string_view url) {
  const std::size_t slash = url.rfind('/');
  if (slash == std::string_view::npos) return url;
  const std::string_view name = url.substr(slash + 1);
  for (const std::string_view index : {"index.", "default.", "Index.", "Default."})
    if (name.substr(0, index.size()) == index && name.find_first_of("?#") == std::string_view::npos)
      return url.substr(0, slash + 1);
  return url;
}

class PagerReader {
 public:
  PagerReader(const Dom& dom, const ScriptLinks& scripts, std::string_view base, std::string_view address)
      : scripts_(scripts), base_(base), address_(address), self_(resolve_link(address, address)) {
    if (dom.root() != nullptr) elements_ = pager_elements(dom.root(), selectors_);
  }

  Pager read() {
    if (!by_word() && !by_number() && !by_choice()) {
      pager_.next = resolve_link(base_, scripts_.next_page(address_));
      pager_.scripted = !pager_.next.empty();
    }
    for (const GumboNode* node : elements_) {
      if (pager_.numbered.size() >= kMaxNumbered) break;
      if (node->v.element.tag != GUMBO_TAG_A || !page_number(node)) continue;
      if (std::string url = target(node); !url.empty()) pager_.numbered.push_back(std::move(url));
    }
    return std::move(pager_);
  }

 private:
  std::string target(const GumboNode* node) const {
    const std::string_view href = attribute(node, "href");
    std::string url = resolve_link(base_, href);
    if (url.empty() && href.find('(') != std::string_view::npos)
      url = resolve_link(base_, scripts_.target(href));
    if (url.empty()) url = resolve_link(base_, scripts_.target(attribute(node, "onclick")));
    return url == self_ ? std::string() : url;
  }

  // Whether `node` settles what the next page is.
  bool take(const GumboNode* node) {
    pager_.next = target(node);
    pager_.element = pager_.next.empty() ? nullptr : node;
    if (pager_.next.empty() && pager_.call.empty()) {
      const std::string_view href = attribute(node, "href");
      pager_.call = href.find('(') != std::string_view::npos ? href : attribute(node, "onclick");
    }
    return !pager_.next.empty();
  }

  bool by_word() {
    for (const GumboNode* node : elements_) {
      if (node->v.element.tag == GUMBO_TAG_LINK) {
        if (attribute(node, "rel") != "next") continue;
        take(node);
        return true;
      }
      if (!is_clicked(node)) continue;
      const bool next = says_next(node) || fold_space(attribute(node, "title")) == "下一页" ||
                        attribute(node, "rel") == "next";
      if (next && take(node)) return true;
    }
    for (const GumboNode* node : elements_)
      if (node->v.element.tag == GUMBO_TAG_A && is_arrow(node) && take(node)) return true;
    return false;
  }

  // Whether a link's number is that of this page by its address: /zb/list_2.html itself, /zb/ for /zb/index.html, /zb for /zb?page=1.
  bool leads_here(const GumboNode* node, int number) const {
    if (node->v.element.tag != GUMBO_TAG_A || self_.empty()) return false;
    return is_here(resolve_link(base_, attribute(node, "href")), number);
  }

  bool is_here(const std::string& url, int number) const {
    if (url == self_) return !self_.empty();
    if (number != 1 || url.empty()) return false;
    const bool parameters = url.size() > self_.size() && url.compare(0, self_.size(), self_) == 0 &&
                            url[self_.size()] == (self_.find('?') == std::string::npos ? '?' : '&');
    return parameters || without_index(url) == without_index(self_);
  }

  // <select onchange="location.href = this.value"><option value="list_2.htm" selected>第2页</option>…
  bool by_choice() {
    for (const GumboNode* select : selectors_) {
      std::vector<std::string> urls;
      std::optional<std::size_t> here;
      bool paging = true;
      const auto look_at = [&](const GumboNode* option) {
        const std::string_view value = attribute(option, "value");
        const auto number = page_of_option(option);
        std::string url = resolve_link(base_, value);
        paging = paging && !url.empty() && value.find_first_of("/.?") != std::string_view::npos && number &&
                 *number == static_cast<int>(urls.size()) + 1 && urls.size() < kMostOptions;
        if (!paging) return;
        if (has_attribute(option, "selected") || (!here && is_here(url, *number))) here = urls.size();
        urls.push_back(std::move(url));
      };
      const GumboVector& children = select->v.element.children;
      for (unsigned i = 0; i < children.length && paging; ++i) {
        const auto* option = static_cast<const GumboNode*>(children.data[i]);
        if (option->type == GUMBO_NODE_ELEMENT && option->v.element.tag == GUMBO_TAG_OPTION) look_at(option);
      }
      if (!paging || !here || *here + 1 >= urls.size()) continue;
      pager_.next = urls[*here + 1];
      return true;
    }
    return false;
  }

  // 1 [2] 3 4
  bool by_number() {
    return numbered([](const GumboNode* node, int) { return is_current(node); }) ||
           numbered([this](const GumboNode* node, int number) { return leads_here(node, number); });
  }

  template <typename IsHere>
  bool numbered(IsHere is_here) {
    for (std::size_t i = 0; i + 1 < elements_.size(); ++i) {
      const auto number = page_number(elements_[i]);
      if (!number || !is_here(elements_[i], *number)) continue;
      for (std::size_t j = i + 1; j < std::min(i + kNearby, elements_.size()); ++j) {
        if (!is_clicked(elements_[j]) || page_number(elements_[j]) != *number + 1) continue;
        take(elements_[j]);
        return true;
      }
    }
    return false;
  }

  const ScriptLinks& scripts_;
  std::string base_;
  std::string address_;
  std::string self_;
  std::vector<const GumboNode*> elements_;
  std::vector<const GumboNode*> selectors_;
  Pager pager_;
};

}  // namespace

Pager read_pager(const Dom& dom, const ScriptLinks& scripts, std::string_view base,
                 std::string_view address) {
  return PagerReader(dom, scripts, base, address).read();
}

}  // namespace tenderlead::parsers

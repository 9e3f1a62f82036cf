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

constexpr std::array<std::string_view, 12> kNextWords = {
    "下一页", "下页", "后一页", "下一页>", "下一页>>", "下一页 >", "[下一页]", "next", "Next", ">", "›", "»"};
constexpr int kMostPages = 100000;
// How many links may stand between the current page's number and the next one's.
constexpr std::size_t kNearby = 5;

// Links, and the small elements that pagers mark the current page with.
std::vector<const GumboNode*> pager_elements(const GumboNode* root) {
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
      default:
        break;
    }
    for (unsigned i = children.length; i-- > 0;)
      pending.push_back(static_cast<const GumboNode*>(children.data[i]));
  }
  return found;
}

std::optional<int> page_number(const GumboNode* node) {
  const std::string text = folded_text(node);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1 || number > kMostPages)
    return std::nullopt;
  return number;
}

// The number that is no link, or that is marked as current.
bool is_current(const GumboNode* node) {
  if (node->v.element.tag != GUMBO_TAG_A) return attribute(node, "href").empty();
  const std::string_view name = attribute(node, "class");
  return name.find("cur") != std::string_view::npos || name.find("active") != std::string_view::npos ||
         name == "on";
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
    if (dom.root() != nullptr) elements_ = pager_elements(dom.root());
  }

  Pager read() {
    if (!by_word() && !by_number()) {
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
      if (node->v.element.tag != GUMBO_TAG_A) continue;
      const std::string text = folded_text(node);
      const bool next = std::find(kNextWords.begin(), kNextWords.end(), text) != kNextWords.end() ||
                        fold_space(attribute(node, "title")) == "下一页" || attribute(node, "rel") == "next";
      if (next && take(node)) return true;
    }
    for (const GumboNode* node : elements_)
      if (node->v.element.tag == GUMBO_TAG_A && is_arrow(node) && take(node)) return true;
    return false;
  }

  // Whether a link's number is that of this page by its address: /zb/list_2.html itself, /zb/ for /zb/index.html, /zb for /zb?page=1.
  bool leads_here(const GumboNode* node, int number) const {
    if (node->v.element.tag != GUMBO_TAG_A || self_.empty()) return false;
    const std::string url = resolve_link(base_, attribute(node, "href"));
    if (url == self_) return true;
    if (number != 1 || url.empty()) return false;
    const bool parameters = url.size() > self_.size() && url.compare(0, self_.size(), self_) == 0 &&
                            url[self_.size()] == (self_.find('?') == std::string::npos ? '?' : '&');
    return parameters || without_index(url) == without_index(self_);
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
        if (elements_[j]->v.element.tag != GUMBO_TAG_A || page_number(elements_[j]) != *number + 1) continue;
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
  Pager pager_;
};

}  // namespace

Pager read_pager(const Dom& dom, const ScriptLinks& scripts, std::string_view base,
                 std::string_view address) {
  return PagerReader(dom, scripts, base, address).read();
}

}  // namespace tenderlead::parsers

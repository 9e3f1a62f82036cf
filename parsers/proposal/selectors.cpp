#include "parsers/proposal/selectors.h"

#include <gumbo.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "parsers/list_date.h"
#include "parsers/site_parser.h"

namespace tenderlead::parsers {
namespace {

// How far above the items a name is looked for.
constexpr int kMostAncestors = 6;
constexpr std::size_t kMostCandidates = 150;
constexpr std::size_t kMostInner = 60;  // elements of an item that may hold its link or date
constexpr std::size_t kDayLength = 10;
constexpr std::size_t kStep = 30;  // what a step, or a step farther from the items, weighs in characters

struct Candidate {
  std::string selector;
  std::size_t cost = 0;  // steps first, then length
};

std::string tag_of(const GumboNode* node) {
  return std::string(tag_name(node));
}

bool is_element(const GumboNode* node) {
  return node != nullptr && node->type == GUMBO_NODE_ELEMENT;
}

// The elements below a node in document order, and the node itself first.
std::vector<const GumboNode*> elements_below(const GumboNode* top) {
  std::vector<const GumboNode*> found;
  std::vector<const GumboNode*> pending{top};
  while (!pending.empty() && found.size() < kMostInner) {
    const GumboNode* node = pending.back();
    pending.pop_back();
    if (!is_element(node)) continue;
    found.push_back(node);
    const GumboVector& children = node->v.element.children;
    for (unsigned i = children.length; i-- > 0;)
      pending.push_back(static_cast<const GumboNode*>(children.data[i]));
  }
  return found;
}

// 1-based place among the element children of its parent.
std::size_t place_of(const GumboNode* node) {
  std::size_t place = 0;
  const GumboVector& siblings = node->parent->v.element.children;
  for (unsigned i = 0; i < siblings.length; ++i) {
    const auto* sibling = static_cast<const GumboNode*>(siblings.data[i]);
    if (is_element(sibling)) ++place;
    if (sibling == node) break;
  }
  return place;
}

class SelectorFinder {
 public:
  SelectorFinder(const PageContent& page, const FoundList& found) : page_(page), found_(found) {
    for (const FoundItem& item : found.items) wanted_.insert(item.element);
  }

  ItemSelectors find() {
    ItemSelectors best;
    if (found_.items.size() < 2) return best;
    for (const Candidate& candidate : item_candidates()) {
      if (!covers(candidate.selector)) continue;
      ItemSelectors selectors = complete(candidate.selector);
      if (selectors.link.empty()) continue;
      if (settle(selectors)) return selectors;
    }
    return best;
  }

 private:
  // The names that every item has, with the bare tag last.
  std::vector<std::string> common_names() const {
    std::vector<std::string> names = named_selectors(found_.items.front().element);
    for (const FoundItem& item : found_.items) {
      const auto own = named_selectors(item.element);
      std::erase_if(names, [&](const std::string& name) {
        return name.find('#') != std::string::npos || std::find(own.begin(), own.end(), name) == own.end();
      });
    }
    names.push_back(tag_of(found_.items.front().element));
    return names;
  }

  std::vector<Candidate> item_candidates() const {
    std::vector<Candidate> candidates;
    const auto add = [&](std::string selector, std::size_t steps) {
      const std::size_t cost = steps * kStep + selector.size();
      candidates.push_back({std::move(selector), cost});
    };
    for (const std::string& name : common_names()) {
      const bool bare = name.find('.') == std::string::npos;
      if (!bare) add(name, 1);
      std::string chain = name;  // by tags from the ancestor down to the item
      const GumboNode* above = found_.items.front().element->parent;
      for (int level = 0; level < kMostAncestors && is_element(above); ++level, above = above->parent) {
        for (const std::string& holder : named_selectors(above)) {
          const auto far = static_cast<std::size_t>(level);
          if (level == 0) add(holder + " > " + name, 2);
          if (level > 0) add(holder + " " + name, 2 + far);
          if (level > 0 && bare) add(holder + " > " + chain, 3 + far);
        }
        chain = tag_of(above) + " > " + chain;
      }
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.cost < b.cost; });
    if (candidates.size() > kMostCandidates) candidates.resize(kMostCandidates);
    return candidates;
  }

  // Whether it selects every item, and hardly anything else: a head row, a ruler.
  bool covers(const std::string& selector) {
    const auto elements = page_.tree().elements(selector);
    if (!elements) return false;
    selected_.clear();
    std::size_t met = 0;
    for (const Element element : *elements) {
      const GumboNode* origin = page_.tree().origin(element);
      const bool wanted = wanted_.contains(origin);
      met += wanted ? 1 : 0;
      if (wanted) selected_.emplace(origin, element);
    }
    return met == wanted_.size() && elements->size() <= met + std::max<std::size_t>(2, met);
  }

  const GumboNode* first_match(const std::string& selector, Element scope) const {
    const auto elements = page_.tree().elements(selector, scope);
    return elements && !elements->empty() ? page_.tree().origin(elements->front()) : nullptr;
  }

  Element element_of(const GumboNode* node) const {
    const auto found = selected_.find(node);
    return found == selected_.end() ? Element{} : found->second;
  }

  template <typename Holds>
  bool holds_for_all(const std::string& selector, Holds holds) const {
    return std::all_of(found_.items.begin(), found_.items.end(), [&](const FoundItem& item) {
      return holds(item, first_match(selector, element_of(item.element)), element_of(item.element));
    });
  }

  // How an element within an item can be named, simplest first; a place in its row only where nothing else tells it.
  static std::vector<std::string> inner_candidates(const GumboNode* node, const GumboNode* item) {
    std::vector<std::string> candidates;
    const std::string tag = tag_of(node);
    for (const std::string& name : named_selectors(node)) candidates.push_back(name);
    candidates.insert(candidates.begin() + (tag == "a" ? 0 : std::ssize(candidates)), tag);
    if (node->parent != item && is_element(node->parent)) {
      const GumboNode* parent = node->parent;
      for (const std::string& name : named_selectors(parent)) candidates.push_back(name + " > " + tag);
      candidates.push_back(tag_of(parent) + " > " + tag);
      if (parent->parent != nullptr && is_element(parent->parent))
        candidates.push_back(tag_of(parent) + ":nth-child(" + std::to_string(place_of(parent)) + ") > " +
                             tag);
    }
    candidates.push_back(tag + ":last-child");
    if (is_element(node->parent))
      candidates.push_back(tag + ":nth-child(" + std::to_string(place_of(node)) + ")");
    std::erase_if(candidates, [](const std::string& name) { return name.find('#') != std::string::npos; });
    return candidates;
  }

  std::string link_selector() const {
    const FoundItem& first = found_.items.front();
    const auto leads = [](const FoundItem& item, const GumboNode* match, Element) {
      return match == item.link;
    };
    if (first.link == first.element) return holds_for_all(".", leads) ? "." : "";
    for (const std::string& selector : inner_candidates(first.link, first.element))
      if (holds_for_all(selector, leads)) return selector;
    const std::string scripted = tag_of(first.link) + "[onclick]";
    return holds_for_all(scripted, leads) ? scripted : "";
  }

  // The smallest elements come first: they say the date and nothing else.
  std::string date_selector() const {
    const auto dated = std::find_if(found_.items.begin(), found_.items.end(),
                                    [](const FoundItem& item) { return !item.item.published_at.empty(); });
    if (dated == found_.items.end()) return {};
    std::vector<std::pair<std::size_t, const GumboNode*>> holders;
    for (const GumboNode* node : elements_below(dated->element)) {
      if (node == dated->element || node == dated->link) continue;
      const std::string text = folded_text(node);
      if (list_date(text).substr(0, kDayLength) == dated->item.published_at)
        holders.emplace_back(text.size(), node);
    }
    std::stable_sort(holders.begin(), holders.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    const auto states = [&](const FoundItem& item, const GumboNode* match, Element) {
      const std::string date = match == nullptr ? std::string() : list_date(folded_text(match));
      return date.substr(0, kDayLength) == item.item.published_at;
    };
    for (const auto& [size, node] : holders)
      for (const std::string& selector : inner_candidates(node, dated->element))
        if (holds_for_all(selector, states)) return selector;
    return {};
  }

  std::string title_selector(const std::string& link) const {
    const auto reads = [&](const FoundItem& item, const GumboNode* match, Element) {
      if (match == nullptr) return false;
      const std::string text = folded_text(match);
      const std::string_view whole = attribute(match, "title");
      return (whole.size() > text.size() ? whole : std::string_view(text)) == item.item.title;
    };
    if (holds_for_all(link, reads)) return link;
    const FoundItem& first = found_.items.front();
    for (const GumboNode* node : elements_below(first.link)) {
      if (node == first.link || folded_text(node) != first.item.title) continue;
      for (const std::string& selector : inner_candidates(node, first.element))
        if (holds_for_all(selector, reads)) return selector;
    }
    return {};
  }

  ItemSelectors complete(const std::string& item) const {
    ItemSelectors selectors;
    selectors.item = item;
    selectors.link = link_selector();
    if (selectors.link.empty()) return selectors;
    selectors.title = title_selector(selectors.link);
    selectors.date = date_selector();
    return selectors;
  }

  // What a source with these selectors reads is what the generic reader reads.
  bool reads_the_same(const ItemSelectors& selectors) const {
    SiteParserConfig config;
    config.list_item = selectors.item;
    config.list_link = selectors.link;
    config.list_title = selectors.title;
    config.list_date = selectors.date;
    const auto parser = make_site_parser(config);
    if (!parser) return false;
    const auto list = (*parser)->list(page_);
    if (!list) return false;
    std::set<std::string> seen;
    std::size_t at = 0;
    for (const ListItem& item : list->items) {
      if (!seen.insert(item.url).second) continue;
      if (at >= found_.items.size()) return false;
      const ListItem& wanted = found_.items[at++].item;
      if (item.url != wanted.url || item.title != wanted.title || item.published_at != wanted.published_at)
        return false;
    }
    return at == found_.items.size();
  }

  // Leaves to the generic reader what selectors can't say as well.
  bool settle(ItemSelectors& selectors) const {
    if (reads_the_same(selectors)) return true;
    for (std::string ItemSelectors::*part : {&ItemSelectors::title, &ItemSelectors::date}) {
      ItemSelectors fewer = selectors;
      (fewer.*part).clear();
      if (!reads_the_same(fewer)) continue;
      selectors = std::move(fewer);
      return true;
    }
    selectors.title.clear();
    selectors.date.clear();
    return reads_the_same(selectors);
  }

  const PageContent& page_;
  const FoundList& found_;
  std::set<const GumboNode*> wanted_;
  std::map<const GumboNode*, Element> selected_;  // of the candidate at hand, the items alone
};

}  // namespace

ItemSelectors propose_selectors(const PageContent& page, const FoundList& found) {
  return SelectorFinder(page, found).find();
}

}  // namespace tenderlead::parsers

#include "parsers/list_reader.h"

#include <gumbo.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "parsers/list_item.h"
#include "parsers/list_pager.h"
#include "parsers/list_sections.h"

namespace tenderlead::parsers {
namespace {

constexpr std::size_t kLongTitle = 40;  // a title this long counts fully
constexpr std::size_t kShortTitle = 8;  // titles of menus are shorter
constexpr std::size_t kFewLinks = 4;    // links of one item: category, region, title, details
constexpr std::size_t kDayLength =
    10;  // of YYYY-MM-DD: a list's time of day is when an editor pressed a button
constexpr double kDatedShare = 0.5;
constexpr std::size_t kFewRows = 3;   // dated items that make a list of what stands beside menus
constexpr int kMostLevels = 4;        // between an item and where sections of one kind meet
constexpr double kUndatedTitle = 10;  // mean length from which a list needs no dates

const GumboNode* lowest_common(const GumboNode* a, const GumboNode* b) {
  const auto depth = [](const GumboNode* node) {
    int count = 0;
    for (; node->parent != nullptr; node = node->parent) ++count;
    return count;
  };
  int depth_a = depth(a);
  int depth_b = depth(b);
  for (; depth_a > depth_b; --depth_a) a = a->parent;
  for (; depth_b > depth_a; --depth_b) b = b->parent;
  while (a != b) {
    a = a->parent;
    b = b->parent;
  }
  return a;
}

bool is_within(const GumboNode* node, const GumboNode* ancestor) {
  for (; node != nullptr; node = node->parent)
    if (node == ancestor) return true;
  return false;
}

struct Member {
  std::size_t link = 0;                  // index
  const GumboNode* container = nullptr;  // whose child the item is
};

struct Group {
  const GumboNode* container = nullptr;  // what holds the items; the last part of it, where it is broken
  std::vector<Member> members;           // in document order
};

// Groups links of one path by the lowest element that holds at least two of them.
std::vector<Group> group_by_container(const std::vector<ListLink>& links,
                                      const std::vector<std::size_t>& cluster) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < cluster.size(); ++i) {
    const GumboNode* node = links[cluster[i]].node;
    const GumboNode* before = i > 0 ? lowest_common(links[cluster[i - 1]].node, node) : nullptr;
    const GumboNode* after =
        i + 1 < cluster.size() ? lowest_common(node, links[cluster[i + 1]].node) : nullptr;
    const GumboNode* container = before == nullptr ? after : before;
    if (before != nullptr && after != nullptr && is_within(after, before)) container = after;
    if (container == nullptr) container = node->parent;
    if (groups.empty() || groups.back().container != container) groups.push_back({container, {}});
    groups.back().members.push_back({cluster[i], container});
  }
  return groups;
}

// Whether the links of a small group are rows of a short list (under the heading of a day) and not the parts of one item.
bool are_rows(const std::vector<ListLink>& links, const Group& group) {
  const GumboTag tag = group.container->v.element.tag;
  if (tag != GUMBO_TAG_UL && tag != GUMBO_TAG_OL && tag != GUMBO_TAG_TBODY && tag != GUMBO_TAG_DL &&
      day_above(group.container).empty())
    return false;
  return std::all_of(group.members.begin(), group.members.end(), [&](const Member& member) {
    return static_cast<double>(length_of(links[member.link].title)) >= kUndatedTitle;
  });
}

// Items with several links of one path (category and title): the longest title of each is the item's.
bool keep_longest_of_each(const std::vector<ListLink>& links, const std::vector<Group>& groups,
                          std::vector<std::size_t>& cluster) {
  std::map<const GumboNode*, std::size_t> small_groups;
  for (const Group& group : groups)
    if (group.members.size() >= 2 && group.members.size() <= kFewLinks)
      ++small_groups[group.container->parent];
  bool changed = false;
  std::vector<std::size_t> kept;
  for (const Group& group : groups) {
    const bool item = group.members.size() >= 2 && group.members.size() <= kFewLinks &&
                      small_groups[group.container->parent] >= 3 && !are_rows(links, group);
    if (!item) {
      for (const Member& member : group.members) kept.push_back(member.link);
      continue;
    }
    const auto longest =
        std::max_element(group.members.begin(), group.members.end(), [&](const Member& a, const Member& b) {
          return links[a.link].title.size() < links[b.link].title.size();
        });
    kept.push_back(longest->link);
    changed = true;
  }
  cluster = std::move(kept);
  return changed;
}

// Whether nothing but white space, rules, empty elements and the heading of a day stands between two children of one element.
bool nothing_between(const GumboNode* first, const GumboNode* second) {
  const GumboVector& siblings = first->parent->v.element.children;
  for (std::size_t i = first->index_within_parent + 1; i < second->index_within_parent && i < siblings.length;
       ++i) {
    const auto* node = static_cast<const GumboNode*>(siblings.data[i]);
    if (node->type == GUMBO_NODE_TEXT) return false;
    if (node->type == GUMBO_NODE_ELEMENT && !folded_text(node).empty() && !is_day_heading(node)) return false;
  }
  return true;
}

// Whether two lists are in sections beside one another, each under the heading of its day.
bool are_days(const GumboNode* a, const GumboNode* b) {
  return a->parent != nullptr && b->parent != nullptr && a->parent != b->parent &&
         a->parent->parent == b->parent->parent && !day_above(a).empty() && !day_above(b).empty();
}

// A list that is broken into several <ul> every few items is one list.
void merge_broken(std::vector<Group>& groups) {
  std::vector<Group> merged;
  for (Group& group : groups) {
    if (!merged.empty()) {
      Group& last = merged.back();
      const GumboNode* a = last.container;
      const GumboNode* b = group.container;
      const bool broken = a->parent == b->parent && a->parent != nullptr &&
                          a->v.element.tag == b->v.element.tag && nothing_between(a, b);
      if (broken || are_days(a, b)) {
        last.members.insert(last.members.end(), group.members.begin(), group.members.end());
        last.container = b;
        continue;
      }
    }
    merged.push_back(std::move(group));
  }
  groups = std::move(merged);
}

struct ReadGroup {
  std::vector<FoundItem> items;
  std::vector<std::size_t> links;        // of the items, indexes
  const GumboNode* container = nullptr;  // of the first item
  double score = 0;
  bool list = false;  // it is one, not a menu
};

// The child of `container` that `node` lies in.
const GumboNode* child_towards(const GumboNode* container, const GumboNode* node) {
  while (node->parent != nullptr && !is_within(container, node->parent)) node = node->parent;
  return node;
}

// Days that head a section each (<dt>2026-05-13</dt><dd>…</dd><dd>…</dd>) are those of its later items too: the first item has one,
// and none comes twice.
void carry_days(std::vector<std::string>& days) {
  std::set<std::string> seen;
  for (const std::string& day : days)
    if (!day.empty() && !seen.insert(day).second) return;
  if (days.empty() || days.front().empty() || seen.size() < 2) return;
  for (std::size_t i = 1; i < days.size(); ++i)
    if (days[i].empty()) days[i] = days[i - 1];
}

// Days that stand as headings above the parts of a list: above several, or in an <h1>..<h6>.
void date_by_headings(std::vector<FoundItem>& items, const std::vector<const GumboNode*>& containers) {
  std::map<const GumboNode*, std::string> days;
  std::size_t headed = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].item.published_at.empty()) continue;
    const auto [entry, fresh] = days.emplace(containers[i], std::string());
    bool headline = false;
    if (fresh) entry->second = day_above(containers[i], &headline);
    if (fresh && !entry->second.empty()) headed += headline ? 2 : 1;
  }
  if (headed < 2) return;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (items[i].item.published_at.empty()) items[i].item.published_at = days[containers[i]];
}

// Dates that stand beside the items, all after them or all before them: <dt> and <dd>, rows in pairs, links and words in one
// box. The direction that dates more items is the page's.
void date_by_siblings(std::vector<FoundItem>& items) {
  // Another part of a broken list has other neighbours.
  const auto neighbour = [&](std::size_t i, const GumboNode* self) -> const GumboNode* {
    if (i >= items.size() || items[i].element->parent != self->parent) return nullptr;
    return items[i].element;
  };
  const auto count = [](const std::vector<std::string>& dates) {
    return std::count_if(dates.begin(), dates.end(), [](const std::string& date) { return !date.empty(); });
  };
  std::vector<std::string> after;
  std::vector<std::string> before;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const GumboNode* self = items[i].element;
    const bool level = self->parent != nullptr;
    after.push_back(level ? date_between(self, neighbour(i + 1, self)) : std::string());
    before.push_back(level ? date_between(i > 0 ? neighbour(i - 1, self) : nullptr, self) : std::string());
  }
  if (count(before) > count(after)) carry_days(before);
  const std::vector<std::string>& dates = count(before) > count(after) ? before : after;
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::string& date = items[i].item.published_at;
    if (date.empty()) date = dates[i].substr(0, kDayLength);
  }
}

// Drops the parts of a broken list in which nothing has a date while the others are dated: a menu in elements like the list's.
// Where the others aren't dated throughout, only short titles tell a menu.
void drop_menus(ReadGroup& read, std::vector<const GumboNode*>& containers) {
  struct Part {
    std::size_t items = 0;
    std::size_t dated = 0;
    std::size_t letters = 0;
  };
  std::map<const GumboNode*, Part> parts;
  for (std::size_t i = 0; i < read.items.size(); ++i) {
    Part& part = parts[containers[i]];
    ++part.items;
    part.dated += read.items[i].item.published_at.empty() ? 0 : 1;
    part.letters += length_of(read.items[i].item.title);
  }
  Part others;  // those with dates
  for (const auto& [container, part] : parts) {
    if (part.dated == 0) continue;
    others.items += part.items;
    others.dated += part.dated;
  }
  const bool throughout = others.dated == others.items;
  if (others.items < kFewRows ||
      static_cast<double>(others.dated) < kDatedShare * static_cast<double>(others.items))
    return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < read.items.size(); ++i) {
    const Part& part = parts[containers[i]];
    const double mean = static_cast<double>(part.letters) / static_cast<double>(part.items);
    if (part.dated == 0 && (throughout || mean < kUndatedTitle)) continue;
    if (kept != i) {
      read.items[kept] = std::move(read.items[i]);
      read.links[kept] = read.links[i];
      containers[kept] = containers[i];
    }
    ++kept;
  }
  read.items.resize(kept);
  read.links.resize(kept);
  containers.resize(kept);
}

std::size_t count_dated(const ReadGroup& read) {
  return static_cast<std::size_t>(
      std::count_if(read.items.begin(), read.items.end(),
                    [](const FoundItem& item) { return !item.item.published_at.empty(); }));
}

ReadGroup read_group(const std::vector<ListLink>& links, const Group& group) {
  ReadGroup read;
  std::set<std::string> seen;
  std::vector<const GumboNode*> containers;
  for (const Member& member : group.members) {
    const ListLink& link = links[member.link];
    if (!seen.insert(link.url).second) continue;
    const GumboNode* item = child_towards(member.container, link.node);
    if (static_cast<double>(length_of(link.title)) < kUndatedTitle && tells_the_way(item)) continue;
    ListItem entry{link.url, link.title, item_date(item, link).substr(0, kDayLength)};
    read.items.push_back({std::move(entry), link.node, item});
    read.links.push_back(member.link);
    containers.push_back(member.container);
  }
  date_by_headings(read.items, containers);
  drop_menus(read, containers);
  if (static_cast<double>(count_dated(read)) < kDatedShare * static_cast<double>(read.items.size())) {
    date_by_siblings(read.items);
    drop_menus(read, containers);
  }
  if (read.items.empty()) return read;
  read.container = containers.front();
  const auto count = static_cast<double>(read.items.size());
  double letters = 0;
  Furniture furniture = Furniture::certain;
  for (std::size_t i = 0; i < read.items.size(); ++i) {
    const auto length = static_cast<double>(std::min(length_of(read.items[i].item.title), kLongTitle));
    letters += length;
    read.score += length * (read.items[i].item.published_at.empty() ? 0.3 : 1.0);
    furniture = std::min(furniture, links[read.links[i]].furniture);
  }
  const double mean = letters / count;
  if (mean < static_cast<double>(kShortTitle)) read.score *= 0.2;
  if (furniture == Furniture::certain) read.score *= 0.1;
  if (furniture == Furniture::likely) read.score *= 0.5;
  const bool has_dates = static_cast<double>(count_dated(read)) >= kDatedShare * count;
  const bool plausible = furniture != Furniture::certain || (has_dates && mean >= kUndatedTitle);
  read.list = plausible && (has_dates ? mean >= 5 : count >= 3 && mean >= kUndatedTitle);
  if (count == 1)
    read.list = read.list && furniture == Furniture::none && mean >= static_cast<double>(kShortTitle);
  return read;
}

// Whether two links of one path stand in sections of one kind: the elements above their items bear the same names up to
// where they meet. `level` is how far the items are above the links.
bool are_alike(const GumboNode* first, const GumboNode* second, int level) {
  for (int above = 0; first != second; ++above, first = first->parent, second = second->parent) {
    if (first == nullptr || second == nullptr) return false;
    if (above <= level) continue;
    if (above > level + kMostLevels || attribute(first, "class") != attribute(second, "class")) return false;
  }
  return true;
}

// What belongs to the best group and isn't in it: dated items of sections of the same kind (the sub-columns of a column), and
// among its own items those with very short titles.
void add_sections(const std::vector<ListLink>& links, ReadGroup& best) {
  if (best.items.empty()) return;
  const ListLink& model = links[best.links.front()];
  int level = 0;  // of the item's element above the link
  for (const GumboNode* node = model.node; node != best.items.front().element; node = node->parent) ++level;
  const auto dated = std::count_if(best.items.begin(), best.items.end(),
                                   [](const FoundItem& item) { return !item.item.published_at.empty(); });
  if (static_cast<double>(dated) < kDatedShare * static_cast<double>(best.items.size())) return;
  std::set<const GumboNode*> elements;
  std::set<std::string> seen;
  for (const FoundItem& item : best.items) {
    elements.insert(item.element);
    seen.insert(item.item.url);
  }
  std::vector<std::pair<std::size_t, FoundItem>> all;
  for (std::size_t i = 0; i < best.items.size(); ++i) all.emplace_back(best.links[i], best.items[i]);
  for (std::size_t i = 0; i < links.size(); ++i) {
    const ListLink& link = links[i];
    if (link.path != model.path || link.furniture != model.furniture || seen.contains(link.url)) continue;
    const GumboNode* element = link.node;
    for (int above = 0; above < level && element->parent != nullptr; ++above) element = element->parent;
    if (elements.contains(element) || !are_alike(link.node, model.node, level)) continue;
    ListItem item{link.url, link.title, item_date(element, link).substr(0, kDayLength)};
    if (item.published_at.empty() && element->parent != nullptr)
      item.published_at = day_above(element->parent);
    if (item.published_at.empty()) continue;
    elements.insert(element);
    seen.insert(link.url);
    all.emplace_back(i, FoundItem{std::move(item), link.node, element});
  }
  if (all.size() == best.items.size()) return;
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  best.items.clear();
  for (auto& [index, item] : all) best.items.push_back(std::move(item));
}

}  // namespace

FoundList find_list(const Dom& dom, std::string_view url) {
  FoundList found;
  if (dom.root() == nullptr) return found;
  const ScriptLinks scripts = collect_scripts(dom.root());
  const std::string base = base_of(dom.root(), url);
  const std::vector<ListLink> links = collect_links(dom.root(), scripts, base, url);

  // Clusters in the order of their first link, so that equal scores are settled by the page.
  std::vector<std::vector<std::size_t>> clusters;
  std::unordered_map<std::string, std::size_t> cluster_of;
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (links[i].weak) continue;
    const auto [entry, fresh] = cluster_of.emplace(links[i].path, clusters.size());
    if (fresh) clusters.emplace_back();
    clusters[entry->second].push_back(i);
  }
  ReadGroup best;
  for (std::vector<std::size_t>& cluster : clusters) {
    std::vector<Group> groups = group_by_container(links, cluster);
    if (keep_longest_of_each(links, groups, cluster)) groups = group_by_container(links, cluster);
    merge_broken(groups);
    for (const Group& group : groups) {
      ReadGroup read = read_group(links, group);
      if (read.list && read.score > best.score && !is_side_box(read.container)) best = std::move(read);
    }
  }
  add_sections(links, best);
  found.items = std::move(best.items);
  found.pager = read_pager(dom, scripts, base, url);
  return found;
}

ListPage read_list(const Dom& dom, std::string_view url) {
  FoundList found = find_list(dom, url);
  ListPage page;
  page.url = url;
  for (FoundItem& item : found.items) page.items.push_back(std::move(item.item));
  page.next = std::move(found.pager.next);
  return page;
}

std::string read_next(const Dom& dom, std::string_view url) {
  if (dom.root() == nullptr) return {};
  return read_pager(dom, collect_scripts(dom.root()), base_of(dom.root(), url), url).next;
}

}  // namespace tenderlead::parsers

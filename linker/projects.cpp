#include "linker/projects.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "linker/candidates.h"
#include "linker/cluster.h"

namespace tenderlead::linker {
namespace {

constexpr std::size_t kMostMeanings =
    50;  // of one number; what more procurements have is no number but a form's default
constexpr double kSameNumberLike = 0.8;  // names of one buyer's notices with a short number
constexpr int kShortNumberDays = 400;
constexpr int kMostRounds = 4;
constexpr int kCopyDays = 20, kSameNotice = 6;
constexpr int kYearFrom = 270, kYearTo = 460;  // days between what is bought every year
constexpr std::size_t kMostYearly = 400;       // of one name and buyer, that began before

class Joiner {
 public:
  Joiner(const std::vector<LinkNotice>& notices, const std::vector<LinkDecision>& decisions) {
    std::vector<std::size_t> order(notices.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return before(notices[a], notices[b]); });
    entries_.reserve(notices.size());
    for (const auto place : order) {
      places_.push_back(place);
      entries_.push_back(entry_of(notices[place]));
    }
    find_buyers();
    clusters_.reserve(entries_.size());
    parents_.resize(entries_.size());
    std::iota(parents_.begin(), parents_.end(), std::size_t{0});
    for (std::size_t i = 0; i < entries_.size(); ++i) clusters_.push_back(cluster_of(i, entries_[i]));
    because_.assign(entries_.size(), "first");
    again_.assign(entries_.size(), false);
    obey(decisions);
    join_by_number();
    for (const auto& [buyer, members] : blocks()) join_block(members);
  }

  std::vector<LinkGroup> groups() {
    std::vector<LinkGroup> groups;
    std::map<std::string, int> taken;
    std::map<std::pair<std::string, std::u32string>, std::vector<std::size_t>> yearly;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (find(i) != i) continue;
      auto group = group_of(clusters_[i]);
      if (taken[group.key]++ > 0) group.key += "|" + entries_[clusters_[i].entries.front()].notice->id;
      const auto& first = entries_[clusters_[i].entries.front()];
      if (!first.name.lean.empty() && !first.buyer.empty())
        yearly[{buyer_key(first), first.name.lean}].push_back(groups.size());
      group_clusters_.push_back(i);
      groups.push_back(std::move(group));
    }
    for (const auto& [name, members] : yearly) find_previous(groups, members);
    for (auto& group : groups)
      for (auto* list : {&group.notices, &group.same_as})
        for (auto& place : *list) place = places_[place];
    return groups;
  }

 private:
  static bool before(const LinkNotice& a, const LinkNotice& b) {
    const auto key = [](const LinkNotice& notice) {
      const std::int64_t day = notice.published_at ? days_from_date(notice.published_at->date) : kNoDay;
      return std::tuple(day, static_cast<int>(step_of(notice.kind)), std::string_view(notice.id));
    };
    return key(a) < key(b);
  }

  // The same organisation, or the same name.
  static std::string buyer_key(const Entry& entry) {
    return entry.notice->buyer_id.empty() ? "=" + to_utf8(entry.buyer) : entry.notice->buyer_id;
  }

  // A notice that leaves its buyer out mostly begins with the name: 某某医院某某采购公告.
  void find_buyers() {
    constexpr std::size_t kShortest = 4, kLongest = 30;
    std::unordered_map<std::u32string_view, bool> known;
    for (const auto& entry : entries_)
      if (entry.buyer.size() >= kShortest && entry.buyer.size() <= kLongest) known.emplace(entry.buyer, true);
    std::vector<std::pair<std::size_t, std::u32string>> found;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (!entries_[i].buyer.empty()) continue;
      for (const auto& words : {entries_[i].notice->name, entries_[i].notice->title}) {
        const auto text = folded(words.substr(0, 400));
        for (std::size_t length = std::min(kLongest, text.size()); length >= kShortest; --length)
          if (known.contains(std::u32string_view(text).substr(0, length))) {
            found.emplace_back(i, text.substr(0, length));
            break;
          }
        if (!found.empty() && found.back().first == i) break;
      }
    }
    for (auto& [i, buyer] : found) {
      const auto& notice = *entries_[i].notice;
      const auto name = to_utf8(buyer);
      entries_[i].name = name_parts(notice.name.empty() ? notice.title : notice.name, name);
      entries_[i].buyer = std::move(buyer);
    }
  }

  std::size_t find(std::size_t i) {
    while (parents_[i] != i) i = parents_[i] = parents_[parents_[i]];
    return i;
  }

  bool kept_apart(const Cluster& a, const Cluster& b) const {
    const auto apart = [](const Cluster& from, const Cluster& to) {
      return !from.apart.empty() && std::any_of(to.entries.begin(), to.entries.end(), [&](std::size_t entry) {
        return from.apart.contains(entry);
      });
    };
    return apart(a, b) || apart(b, a);
  }

  // The root of what both become is the one whose first notice is the earlier.
  bool unite(std::size_t a, std::size_t b, const char* because) {
    a = find(a), b = find(b);
    if (a == b || kept_apart(clusters_[a], clusters_[b])) return false;
    if (clusters_[b].entries.front() < clusters_[a].entries.front()) std::swap(a, b);
    because_[clusters_[b].entries.front()] = because;
    absorb(clusters_[a], std::move(clusters_[b]), entries_);
    clusters_[b] = Cluster();
    parents_[b] = a;
    return true;
  }

  // The newest first: what is done isn't undone by what was said before.
  void obey(const std::vector<LinkDecision>& decisions) {
    if (decisions.empty()) return;
    std::unordered_map<std::string_view, std::size_t> by_id;
    for (std::size_t i = 0; i < entries_.size(); ++i) by_id.emplace(entries_[i].notice->id, i);
    const auto known = [&](const std::vector<std::string>& ids) {
      std::vector<std::size_t> found;
      for (const auto& id : ids)
        if (const auto at = by_id.find(id); at != by_id.end()) found.push_back(at->second);
      return found;
    };
    for (auto decision = decisions.rbegin(); decision != decisions.rend(); ++decision) {
      const auto these = known(decision->notices), others = known(decision->others);
      if (decision->join)
        for (std::size_t i = 1; i < these.size(); ++i) unite(these.front(), these[i], "person");
      else
        for (const auto a : these)
          for (const auto b : others)
            if (find(a) != find(b)) clusters_[find(a)].apart.insert(b), clusters_[find(b)].apart.insert(a);
    }
  }

  void join_by_number() {
    std::map<std::string, std::vector<std::size_t>> with;
    for (std::size_t i = 0; i < entries_.size(); ++i)
      for (const auto& number : entries_[i].numbers) {
        if (number.telling)
          with[number.key].push_back(i);
        else if (!entries_[i].buyer.empty())
          with[number.key + "|" + buyer_key(entries_[i])].push_back(i);
      }
    for (const auto& [number, members] : with) {
      const bool telling = number.find('|') == number.npos;
      std::vector<std::vector<std::size_t>> meanings;
      std::vector<std::pair<std::size_t, std::size_t>> joins;
      for (const auto i : members) {
        const auto fits = [&](const std::vector<std::size_t>& meaning) {
          return std::any_of(meaning.begin(), meaning.end(),
                             [&](std::size_t j) { return may_share(i, j, telling); });
        };
        const auto meaning = std::find_if(meanings.begin(), meanings.end(), fits);
        if (meaning == meanings.end()) {
          meanings.push_back({i});
          if (meanings.size() > kMostMeanings) break;
          continue;
        }
        if (meaning->size() < kMostMeanings) meaning->push_back(i);
        if (meaning->front() != i) joins.emplace_back(meaning->front(), i);
      }
      if (meanings.size() <= kMostMeanings)
        for (const auto& [a, b] : joins) unite(a, b, "number");
    }
  }

  bool may_share(std::size_t i, std::size_t j, bool telling) const {
    const auto &a = entries_[i], &b = entries_[j];
    if (number_misleads(a, b)) return false;
    if (telling) return true;
    const bool far = a.day != kNoDay && b.day != kNoDay && std::abs(a.day - b.day) > kShortNumberDays;
    return !far && same_time_words(a.name, b.name) && name_likeness(a.name, b.name) >= kSameNumberLike;
  }

  // What has one buyer, by time.
  std::map<std::string, std::vector<std::size_t>> blocks() {
    std::map<std::u32string, std::string>
        ids;  // of buyers' names, where some notice was found to be an organisation's
    std::set<std::u32string> several;
    for (const auto& entry : entries_) {
      if (entry.buyer.empty() || entry.notice->buyer_id.empty()) continue;
      const auto [known, fresh] = ids.emplace(entry.buyer, entry.notice->buyer_id);
      if (!fresh && known->second != entry.notice->buyer_id) several.insert(entry.buyer);
    }
    std::map<std::string, std::vector<std::size_t>> blocks;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (find(i) != i) continue;
      const auto& cluster = clusters_[i];
      std::string key = cluster.buyer_id;
      if (key.empty() && !cluster.buyer.empty()) {
        const auto known = ids.find(cluster.buyer);
        key = known != ids.end() && !several.contains(cluster.buyer) ? known->second
                                                                     : "=" + to_utf8(cluster.buyer);
      }
      if (key.empty()) key = "?" + to_utf8(entries_[i].name.core);
      blocks[key].push_back(i);
    }
    return blocks;
  }

  struct Edge {
    double score = 0;
    std::size_t a = 0, b = 0;
  };

  std::vector<Edge> edges_of(const std::vector<std::size_t>& members,
                             const std::vector<bool>& changed) const {
    std::vector<Edge> edges;
    for (const auto& [a, b] : worth_judging(clusters_, members, changed))
      if (const auto verdict = judge(clusters_[a], clusters_[b]); verdict.score > 0)
        edges.push_back({verdict.score, a, b});
    drop_ambiguous(edges);
    std::stable_sort(edges.begin(), edges.end(),
                     [](const Edge& x, const Edge& y) { return x.score > y.score; });
    return edges;
  }

  // What has no day could belong to any of several procurements: then nobody knows to which.
  void drop_ambiguous(std::vector<Edge>& edges) const {
    std::map<std::size_t, std::set<std::string>> numbers;
    const auto add = [&](std::size_t undated, std::size_t other) {
      if (!clusters_[undated].dated)
        numbers[undated].insert(clusters_[other].numbers.begin(), clusters_[other].numbers.end());
    };
    for (const auto& edge : edges) add(edge.a, edge.b), add(edge.b, edge.a);
    std::erase_if(edges, [&](const Edge& edge) {
      const auto unclear = [&](std::size_t i) {
        const auto found = numbers.find(i);
        return found != numbers.end() && found->second.size() > 1;
      };
      return unclear(edge.a) || unclear(edge.b);
    });
  }

  void join_block(std::vector<std::size_t> members) {
    std::vector<bool> changed(members.size(), true);
    for (int round = 0; round < kMostRounds && members.size() > 1; ++round) {
      std::set<std::size_t> grown;
      for (const auto& edge : edges_of(members, changed)) {
        const auto a = find(edge.a), b = find(edge.b);
        if (a == b) continue;
        const auto verdict = judge(clusters_[a], clusters_[b]);
        if (verdict.score <= 0) continue;
        const auto later = std::max(clusters_[a].entries.front(), clusters_[b].entries.front());
        if (unite(a, b, verdict.because)) {
          grown.insert(find(a));
          if (verdict.again) again_[later] = true;
        }
      }
      if (grown.empty()) return;
      std::erase_if(members, [&](std::size_t member) { return find(member) != member; });
      changed.assign(members.size(), false);
      for (std::size_t i = 0; i < members.size(); ++i) changed[i] = grown.contains(members[i]);
    }
  }

  LinkGroup group_of(const Cluster& cluster) const {
    LinkGroup group;
    group.notices = cluster.entries;
    int attempt = 1;
    bool failed = false;
    for (std::size_t i = 0; i < cluster.entries.size(); ++i) {
      const std::size_t index = cluster.entries[i];
      const auto& entry = entries_[index];
      group.because.push_back(i == 0 ? "first" : because_[index]);
      const bool tender = entry.step == Step::tender;
      const auto copy = original(group, index);
      if (copy == index) {
        if (entry.attempt > attempt)
          attempt = entry.attempt;
        else if (tender && (failed || (again_[index] && attempt == 1)))
          ++attempt;
        if (tender) failed = false;
        if (entry.step == Step::failure) failed = true;
      }
      group.attempt.push_back(attempt);
      group.same_as.push_back(copy);
      if (copy != index && group.because.back() == "first") group.because.back() = "same_notice";
      if (group.key.empty()) group.key = key_of(entry);
    }
    if (group.key.empty()) group.key = "notice:" + entries_[cluster.entries.front()].notice->id;
    return group;
  }

  static std::string key_of(const Entry& entry) {
    for (const auto& number : entry.numbers)
      if (number.telling) return "number:" + number.key;
    if (entry.name.core.size() < 4 || entry.buyer.empty()) return {};
    const std::string year = entry.day == kNoDay ? "" : std::to_string(date_from_days(entry.day).year);
    return "name:" + to_utf8(entry.name.core) + "|" + to_utf8(entry.buyer) + "|" + year;
  }

  // The earlier notice of the group that this one repeats, or itself.
  std::size_t original(const LinkGroup& group, std::size_t index) const {
    const auto& entry = entries_[index];
    if (entry.day == kNoDay || !entry.notice->kind) return index;
    std::size_t best = index;
    std::pair<int, int> nearest{kSameNotice + 1, kCopyDays + 1};
    // By time, so that the first of equals stands.
    for (std::size_t i = group.same_as.size(); i > 0; --i) {
      const auto candidate = group.notices[i - 1];
      const auto& other = entries_[candidate];
      const int days = entry.day - other.day;
      if (other.day == kNoDay || days > kCopyDays) break;
      if (group.same_as[i - 1] != candidate || entry.notice->kind != other.notice->kind) continue;
      const bool words = entry.notice->fingerprint != 0 && other.notice->fingerprint != 0;
      const int bits =
          words ? std::popcount(entry.notice->fingerprint ^ other.notice->fingerprint) : kSameNotice + 1;
      if (!repeats(entry, other, bits <= kSameNotice, days)) continue;
      if (std::pair(std::min(bits, kSameNotice + 1), days) <= nearest) {
        nearest = {std::min(bits, kSameNotice + 1), days};
        best = candidate;
      }
    }
    return best;
  }

  static bool repeats(const Entry& a, const Entry& b, bool same_words, int days) {
    const auto& x = *a.notice;
    const auto& y = *b.notice;
    if (x.source_id == y.source_id && !same_words) return false;
    if (a.attempt != b.attempt) return false;
    if (!a.lot.empty() && !b.lot.empty() && a.lot != b.lot) return false;
    if (x.bid_deadline && y.bid_deadline && x.bid_deadline->date != y.bid_deadline->date) return false;
    if (x.budget_minor && y.budget_minor && *x.budget_minor != *y.budget_minor) return false;
    if (x.awarded_minor && y.awarded_minor && *x.awarded_minor != *y.awarded_minor) return false;
    return a.step != Step::amendment || same_words || days <= 2 ||
           (x.bid_deadline && x.bid_deadline == y.bid_deadline);
  }

  // Of groups with one buyer and name, by time: each one's of the year before.
  void find_previous(std::vector<LinkGroup>& groups, const std::vector<std::size_t>& members) const {
    for (std::size_t i = 0; i < members.size(); ++i) {
      const auto& b = clusters_[group_clusters_[members[i]]];
      if (!b.dated) continue;
      for (std::size_t j = i; j > 0 && i - j < kMostYearly; --j) {
        const auto& a = clusters_[group_clusters_[members[j - 1]]];
        if (!a.dated || a.all.first >= b.all.first) continue;
        const int days = b.all.first - a.all.first;
        if (days > kFarthest) break;
        const bool by_year =
            !a.years.empty() && !b.years.empty() && *a.years.rbegin() + 1 == *b.years.begin();
        const bool by_time = a.years.empty() && b.years.empty() && days >= kYearFrom && days <= kYearTo;
        if (!by_year && !by_time) continue;
        groups[members[i]].previous = members[j - 1];
        break;
      }
    }
  }

  std::vector<Entry> entries_;       // by time
  std::vector<std::size_t> places_;  // of entries in what was given
  std::vector<Cluster> clusters_;    // by root entry
  std::vector<std::size_t> parents_;
  std::vector<const char*> because_;  // why each entry is with those before it
  std::vector<bool> again_;           // entries that begin another attempt
  std::vector<std::size_t> group_clusters_;
};

}  // namespace

std::vector<LinkGroup> join_projects(const std::vector<LinkNotice>& notices,
                                     const std::vector<LinkDecision>& decisions) {
  return Joiner(notices, decisions).groups();
}

}  // namespace tenderlead::linker

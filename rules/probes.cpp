#include "rules/probes.h"

#include <algorithm>
#include <map>
#include <set>

#include "rules/needed_strings.h"
#include "rules/rule_text.h"
#include "rules/tag_order.h"
#include "rules/words.h"

namespace tenderlead::rules {
namespace {

class Finder {
 public:
  Probes take() { return std::move(probes_); }

  void differ(const std::string& rule) { probes_.rules.push_back(rule); }
  void everything() { probes_.all = true; }

  void words(const WordGroup& group) {
    for (const auto& word : group.words) word_(word);
    for (const auto& pattern : group.patterns) pattern_(pattern);
  }

  // What only one of the two has.
  void changed(const WordGroup& before, const WordGroup& after) {
    each_changed(before.words, after.words, [this](const std::string& word) { word_(word); });
    each_changed(before.patterns, after.patterns, [this](const std::string& pattern) { pattern_(pattern); });
  }

  // Every notice that a rule can speak for.
  void rule(const Scoring& scoring) {
    if (scoring.signals.empty()) return everything();
    for (const auto& signal : scoring.signals)
      if (std::any_of(signal.where.begin(), signal.where.end(),
                      [](const FieldPoints& where) { return where.points > 0; }))
        words(signal.any);
  }

  void scoring(const Scoring& before, const Scoring& after) {
    if (before.threshold != after.threshold || describe(before.when) != describe(after.when) ||
        before.exclude_in != after.exclude_in || before.signals.empty() != after.signals.empty()) {
      rule(before);
      rule(after);
      return;
    }
    changed(before.ignore, after.ignore);
    changed(before.exclude, after.exclude);
    std::map<std::string, const Signal*> old;
    for (const auto& signal : before.signals) old.emplace(signal.id, &signal);
    for (const auto& signal : after.signals) {
      const auto found = old.find(signal.id);
      if (found == old.end()) {
        words(signal.any);
        continue;
      }
      compare(*found->second, signal);
      old.erase(found);
    }
    for (const auto& [id, signal] : old) words(signal->any);
  }

 private:
  template <typename Use>
  static void each_changed(const std::vector<std::string>& before, const std::vector<std::string>& after,
                           Use&& use) {
    const std::set<std::string> old(before.begin(), before.end()), fresh(after.begin(), after.end());
    for (const auto& one : old)
      if (!fresh.contains(one)) use(one);
    for (const auto& one : fresh)
      if (!old.contains(one)) use(one);
  }

  void compare(const Signal& before, const Signal& after) {
    const auto points = [](const Signal& signal) {
      std::vector<std::pair<int, int>> list;
      for (const auto& where : signal.where) list.emplace_back(static_cast<int>(where.field), where.points);
      return list;
    };
    const bool same_frame = points(before) == points(after) && before.within == after.within &&
                            before.reach == after.reach && before.broad == after.broad &&
                            before.alone == after.alone && describe(before.when) == describe(after.when) &&
                            before.all.size() == after.all.size() &&
                            before.near.empty() == after.near.empty();
    if (!same_frame) {
      words(before.any);
      words(after.any);
      return;
    }
    changed(before.any, after.any);
    changed(before.none, after.none);
    changed(before.near, after.near);
    for (std::size_t i = 0; i < before.all.size(); ++i) changed(before.all[i], after.all[i]);
  }

  void word_(const std::string& word) {
    const auto folded = fold(word);
    if (!folded.empty()) add({{folded, true}});
  }
  void pattern_(const std::string& pattern) {
    const auto needed = NeededStrings(pattern).alternatives();
    if (needed.empty()) return everything();
    for (const auto& strings : needed) {
      std::vector<ProbeString> parts;
      for (const auto& string : strings) parts.push_back({string, false});
      add(std::move(parts));
    }
  }
  void add(std::vector<ProbeString> strings) {
    if (seen_.insert(strings).second) probes_.strings.push_back(std::move(strings));
  }

  Probes probes_;
  std::set<std::vector<ProbeString>> seen_;
};

// One rule of each book, where both have it.
template <typename Rule>
void compare_rules(Finder& finder, const std::vector<Rule>& before, const std::vector<Rule>& after,
                   const std::string& kind, const std::set<std::string>& differing) {
  const auto find = [](const std::vector<Rule>& rules, const std::string& id) -> const Rule* {
    for (const auto& rule : rules)
      if (rule.id == id) return &rule;
    return nullptr;
  };
  std::set<std::string> ids;
  for (const auto* rules : {&before, &after})
    for (const auto& rule : *rules) ids.insert(rule.id);
  for (const auto& id : ids) {
    if (!differing.contains(kind + id)) continue;
    finder.differ(kind + id);
    const auto* old = find(before, id);
    const auto* fresh = find(after, id);
    bool same_frame = old != nullptr && fresh != nullptr && old->state == fresh->state;
    if constexpr (requires { old->yields_to; }) {
      same_frame =
          same_frame && old->yields_to == fresh->yields_to && old->requires_tag == fresh->requires_tag;
    } else {
      same_frame = same_frame && old->of == fresh->of;
    }
    if (same_frame) {
      finder.scoring(old->scoring, fresh->scoring);
      continue;
    }
    if (old != nullptr) finder.rule(old->scoring);
    if (fresh != nullptr) finder.rule(fresh->scoring);
  }
}

bool asks_for(const Scoring& scoring, const std::set<std::string>& tags) {
  const auto asked = needs_of(scoring).tags;
  return std::any_of(asked.begin(), asked.end(), [&](const std::string& id) { return tags.contains(id); });
}

// Rules that ask for tags of projects or organisations which may be given otherwise. Whether they are doesn't stand in the
// notice, so every notice that such a rule can speak for is touched.
void ask_others(Finder& finder, const RuleBook& before, const RuleBook& after,
                const std::set<std::string>& differing) {
  std::set<std::string> others;
  const auto is_others = [](const TagRule& tag) {
    return tag.is_of(Subject::project) || tag.is_of(Subject::organisation);
  };
  for (bool more = true; more;) {
    more = false;
    for (const auto* book : {&before, &after})
      for (const auto& tag : book->tags)
        if (is_others(tag) && (differing.contains("ignore") || differing.contains("tags/" + tag.id) ||
                               asks_for(tag.scoring, others)))
          more = others.insert(tag.id).second || more;
  }
  if (others.empty()) return;
  for (const auto* book : {&before, &after}) {
    for (const auto& tag : book->tags)
      if (tag.is_of(Subject::notice) && asks_for(tag.scoring, others)) finder.rule(tag.scoring);
    for (const auto& product : book->products)
      if (asks_for(product.scoring, others)) finder.rule(product.scoring);
  }
}

}  // namespace

Probes probes_between(const RuleBook& before, const RuleBook& after) {
  std::map<std::string, std::vector<std::string>> old;
  std::set<std::string> differing;
  for (auto& text : rule_texts(before)) old.emplace(text.rule, std::move(text.lines));
  for (const auto& text : rule_texts(after)) {
    const auto found = old.find(text.rule);
    if (found == old.end() || found->second != text.lines) differing.insert(text.rule);
    if (found != old.end()) old.erase(found);
  }
  for (const auto& [rule, lines] : old) differing.insert(rule);

  Finder finder;
  if (differing.contains("ignore")) {
    finder.differ("ignore");
    if (before.text_limit != after.text_limit) finder.everything();
    finder.changed(before.ignore, after.ignore);
  }
  compare_rules(finder, before.tags, after.tags, "tags/", differing);
  compare_rules(finder, before.products, after.products, "products/", differing);
  ask_others(finder, before, after, differing);
  return finder.take();
}

}  // namespace tenderlead::rules

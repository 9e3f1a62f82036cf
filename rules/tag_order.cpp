#include "rules/tag_order.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace tenderlead::rules {

Needs needs_of(const Scoring& scoring) {
  Needs needs;
  needs.add(scoring.when);
  for (const auto& signal : scoring.signals) needs.add(signal.when);
  return needs;
}

Result<TagOrder> order_of(const std::vector<TagRule>& tags) {
  TagOrder order;
  enum class State { fresh, open, done };
  std::vector<State> states(tags.size(), State::fresh);
  std::string circle;
  std::map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < tags.size(); ++i) places.emplace(tags[i].id, i);
  // Rule files are at most 64 levels deep but a chain of tags may be as long as the list: each level is a few words.
  const auto visit = [&](const auto& self, std::size_t i) -> bool {
    if (states[i] == State::done) return true;
    if (states[i] == State::open) {
      circle = tags[i].id;
      return false;
    }
    states[i] = State::open;
    for (const auto& id : needs_of(tags[i].scoring).tags) {
      const auto asked = places.find(id);
      if (asked != places.end() && !self(self, asked->second)) return false;
    }
    states[i] = State::done;
    order.tags.push_back(i);
    return true;
  };
  for (std::size_t i = 0; i < tags.size(); ++i)
    if (!visit(visit, i))
      return Error{ErrorCode::invalid_config, "tags/" + circle + ": the tag rests on itself"};

  std::set<std::string_view> late;
  const auto is_late = [&late](const std::string& id) { return late.contains(id); };
  for (const auto i : order.tags) {
    const auto needs = needs_of(tags[i].scoring);
    if (needs.products || std::any_of(needs.tags.begin(), needs.tags.end(), is_late)) late.insert(tags[i].id);
  }
  std::stable_partition(order.tags.begin(), order.tags.end(),
                        [&](std::size_t i) { return !is_late(tags[i].id); });
  order.before_products = order.tags.size() - late.size();
  return order;
}

}  // namespace tenderlead::rules

#include "rules/compiled_scoring.h"

#include <utility>

namespace tenderlead::rules {

std::uint32_t SharedGroups::add(const WordGroup& group, const std::string& rule) {
  std::string content;
  for (const auto& word : group.words) content += word + '\n';
  content += '\f';
  for (const auto& pattern : group.patterns) content += pattern + '\n';
  const auto found = numbers_.find(content);
  if (found != numbers_.end()) return found->second;
  const auto number = vocabulary_.add(group, rule);
  numbers_.emplace(std::move(content), number);
  return number;
}

std::optional<std::uint32_t> SharedGroups::add_unless_empty(const WordGroup& group, const std::string& rule) {
  if (group.empty()) return std::nullopt;
  return add(group, rule);
}

CompiledScoring compile_scoring(Vocabulary& vocabulary, SharedGroups& shared, const Scoring& scoring,
                                std::string rule) {
  CompiledScoring compiled;
  compiled.scoring = &scoring;
  compiled.ignore = shared.add_unless_empty(scoring.ignore, rule);
  compiled.exclude = shared.add_unless_empty(scoring.exclude, rule);
  for (const auto& signal : scoring.signals) {
    const auto name = rule + "/" + signal.id;
    CompiledSignal one;
    one.signal = &signal;
    one.where = signal.where;
    for (const auto& group : signal.all) one.all.push_back(shared.add(group, name));
    one.none = shared.add_unless_empty(signal.none, name);
    one.near = shared.add_unless_empty(signal.near, name);
    compiled.signals.push_back(std::move(one));
  }
  compiled.first_group = vocabulary.groups();
  for (auto& signal : compiled.signals)
    signal.any = vocabulary.add(signal.signal->any, rule + "/" + signal.signal->id);
  compiled.end_group = vocabulary.groups();
  compiled.rule = std::move(rule);
  return compiled;
}

}  // namespace tenderlead::rules

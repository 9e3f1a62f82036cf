#include "rules/rule_text.h"

#include <map>

namespace tenderlead::rules {
namespace {

void add_group(std::vector<std::string>& lines, const std::string& key, const WordGroup& group) {
  for (const auto& word : group.words) lines.push_back(key + ": " + word);
  for (const auto& pattern : group.patterns) lines.push_back(key + ": /" + pattern + "/");
}

void add_unless_empty(std::vector<std::string>& lines, const std::string& key, const std::string& value) {
  if (!value.empty()) lines.push_back(key + ": " + value);
}

std::string reach_of(const Signal& signal) {
  switch (signal.reach) {
    case Reach::sentence:
      return "sentence";
    case Reach::row:
      return "row";
    case Reach::characters:
      break;
  }
  return std::to_string(signal.within);
}

void add_signal(std::vector<std::string>& lines, const Signal& signal) {
  const auto key = "signals/" + signal.id + " ";
  for (const auto& where : signal.where)
    lines.push_back(key + "in " + to_string(where.field) + ": " + std::to_string(where.points));
  add_group(lines, key + "any", signal.any);
  for (std::size_t i = 0; i < signal.all.size(); ++i)
    add_group(lines, key + "all " + std::to_string(i + 1), signal.all[i]);
  add_group(lines, key + "none", signal.none);
  if (!signal.near.empty()) add_group(lines, key + "near within " + reach_of(signal), signal.near);
  add_unless_empty(lines, key + "when", describe(signal.when));
  if (signal.broad) lines.push_back(key + "broad");
  if (signal.alone) lines.push_back(key + "alone");
  add_unless_empty(lines, key + "say", signal.say);
}

void add_scoring(std::vector<std::string>& lines, const Scoring& scoring) {
  if (!scoring.signals.empty()) lines.push_back("threshold: " + std::to_string(scoring.threshold));
  add_unless_empty(lines, "when", describe(scoring.when));
  add_group(lines, "ignore", scoring.ignore);
  if (!scoring.exclude.empty())
    for (const auto field : scoring.exclude_in)
      lines.push_back(std::string("exclude in: ") + to_string(field));
  add_group(lines, "exclude", scoring.exclude);
  for (const auto& signal : scoring.signals) add_signal(lines, signal);
}

}  // namespace

std::vector<RuleText> rule_texts(const RuleBook& book) {
  std::vector<RuleText> texts;
  RuleText all{"ignore", RuleState::active, {"text_limit: " + std::to_string(book.text_limit)}};
  add_group(all.lines, "ignore", book.ignore);
  texts.push_back(std::move(all));
  for (const auto& tag : book.tags) {
    RuleText text{"tags/" + tag.id, tag.state, {"name: " + tag.name}};
    add_unless_empty(text.lines, "description", tag.description);
    add_unless_empty(text.lines, "owner", tag.owner);
    text.lines.push_back(std::string("state: ") + to_string(tag.state));
    text.lines.push_back(std::string("kind: ") + to_string(tag.kind));
    for (const auto subject : tag.of) text.lines.push_back(std::string("of: ") + to_string(subject));
    add_unless_empty(text.lines, "say", tag.say);
    add_scoring(text.lines, tag.scoring);
    texts.push_back(std::move(text));
  }
  for (const auto& product : book.products) {
    RuleText text{"products/" + product.id, product.state, {"name: " + product.name}};
    text.lines.push_back(std::string("state: ") + to_string(product.state));
    if (product.ours) text.lines.push_back("ours");
    add_unless_empty(text.lines, "requires_tag", product.requires_tag);
    for (const auto& other : product.yields_to) text.lines.push_back("yields_to: " + other);
    add_scoring(text.lines, product.scoring);
    texts.push_back(std::move(text));
  }
  return texts;
}

std::vector<std::string> difference(const std::vector<std::string>& before,
                                    const std::vector<std::string>& after) {
  const auto only = [](const std::vector<std::string>& here, const std::vector<std::string>& there,
                       const char* mark, std::vector<std::string>& out) {
    std::map<std::string_view, int> left;
    for (const auto& line : there) ++left[line];
    for (const auto& line : here)
      if (--left[line] < 0) out.push_back(mark + line);
  };
  std::vector<std::string> lines;
  only(before, after, "- ", lines);
  only(after, before, "+ ", lines);
  return lines;
}

}  // namespace tenderlead::rules

// leads.yaml: lead rules and their factors.
#include <algorithm>
#include <array>

#include "app/config/rules_reader.h"

namespace tenderlead::config {
namespace {

constexpr std::array<std::string_view, 3> kChoiceNames{"ours", "ours_or_best", "all"};
constexpr std::array<rules::ProductChoice, 3> kChoices{
    rules::ProductChoice::ours, rules::ProductChoice::ours_or_best, rules::ProductChoice::all};
std::vector<std::string_view> fact_names() {
  std::vector<std::string_view> names;
  for (const auto fact : rules::all_facts()) names.emplace_back(rules::to_string(fact));
  return names;
}

template <typename Enums>
std::vector<std::string_view> names_of(const Enums& values) {
  std::vector<std::string_view> names;
  for (const auto value : values) names.emplace_back(to_string(value));
  return names;
}

// The words that a fact can have; empty where they aren't a closed list.
std::vector<std::string_view> words_of(rules::Fact fact) {
  switch (fact) {
    case rules::Fact::ours:
      return {"yes", "no"};
    case rules::Fact::notice_kind:
      return names_of(kAllNoticeKinds);
    case rules::Fact::method:
      return {"open",
              "invited",
              "competitive_negotiation",
              "competitive_consultation",
              "inquiry",
              "single_source",
              "framework",
              "online_bidding",
              "direct",
              "other"};
    case rules::Fact::organisation_kind:
      return {"hospital",       "health_commission", "cdc",    "insurance_bureau",
              "pharmacy_chain", "supplier",          "agency", "other"};
    case rules::Fact::category:
      return {"general", "specialty", "maternal_child", "tcm", "integrated", "community", "other"};
    case rules::Fact::ownership:
      return {"public", "private"};
    case rules::Fact::rating:
      return {"emr", "smart_service", "smart_management"};
    case rules::Fact::stage:
      return {"planned", "tendering", "evaluated", "awarded", "contracted", "accepted", "failed", "unknown"};
    case rules::Fact::grade:
      return {"甲", "乙", "丙", "未定"};
    default:
      return {};
  }
}

constexpr std::int64_t kMostNumber = 1'000'000'000;

}  // namespace

void RulesReader::check_words(rules::Fact fact, const YamlNode& node, Faults& faults) {
  const auto known = words_of(fact);
  const auto check = [&](const YamlNode& at) {
    if (fact == rules::Fact::product)
      references_.push_back({faults.file(), at.line, at.column, Names::product, at.text});
    else if (!known.empty() && std::find(known.begin(), known.end(), at.text) == known.end())
      faults.add(at, std::string("'") + rules::to_string(fact) + "' is never '" + at.text + "'" +
                         hint(at.text, known));
  };
  if (node.kind == YamlNode::Kind::scalar) check(node);
  for (const auto& item : node.items) check(item);
}

// `fact: 3`, `fact: word`, `fact: [word, word]`, or `fact: {at_least: 3, at_most: 10}`.
void RulesReader::read_condition(const YamlEntry& entry, Faults& faults,
                                 std::vector<rules::FactCondition>& out) {
  const auto fact = rules::fact_from_string(entry.key);
  if (!fact) {
    faults.add(entry.line, entry.column, "'" + entry.key + "' is no fact" + hint(entry.key, fact_names()));
    return;
  }
  rules::FactCondition condition;
  condition.fact = *fact;
  if (rules::kind_of(*fact) == rules::FactKind::date || rules::kind_of(*fact) == rules::FactKind::region) {
    faults.add(entry.line, entry.column, "'" + entry.key + "' can't be asked for here");
    return;
  }
  if (!rules::is_number(*fact)) {
    if (!read_texts(entry.value, entry.key, faults, condition.is)) return;
    check_words(*fact, entry.value, faults);
    out.push_back(std::move(condition));
    return;
  }
  std::int64_t value = 0;
  if (entry.value.kind != YamlNode::Kind::map) {
    if (!read_whole(entry.value, entry.key, faults, -kMostNumber, kMostNumber, value)) return;
    condition.at_least = condition.at_most = value;
    out.push_back(std::move(condition));
    return;
  }
  MapReader map(entry.value, entry.key, faults);
  if (map.whole("at_least", -kMostNumber, kMostNumber, value)) condition.at_least = value;
  if (map.whole("at_most", -kMostNumber, kMostNumber, value)) condition.at_most = value;
  map.finish();
  if (!condition.at_least && !condition.at_most)
    faults.add(entry.value, "'" + entry.key + "' needs 'at_least' or 'at_most'");
  else if (condition.at_least && condition.at_most && *condition.at_least > *condition.at_most)
    faults.add(entry.value, "'at_least' is greater than 'at_most', so this never holds");
  out.push_back(std::move(condition));
}

void RulesReader::read_factor(const YamlNode& node, rules::LeadRule& rule, Faults& faults) {
  rules::Factor factor;
  MapReader map(node, "factor", faults);
  if (map.required_text("id", factor.id)) {
    const auto same = [&factor](const rules::Factor& other) { return other.id == factor.id; };
    if (std::any_of(rule.factors.begin(), rule.factors.end(), same))
      map.fault(*map.get("id"), "the id '" + factor.id + "' is taken by another factor of this rule");
  }
  if (map.require("points") != nullptr) map.whole("points", -100, 100, factor.points);
  if (const auto* when = map.require("when"); when != nullptr && expect_map(*when, "when", faults))
    for (const auto& entry : when->entries) read_condition(entry, faults, factor.when);
  map.required_text("say", factor.say);
  map.finish();
  rule.factors.push_back(std::move(factor));
}

void RulesReader::read_leads(const YamlNode& root, Faults& faults) {
  MapReader file(root, "leads.yaml", faults);
  file.get("vocabulary");
  file.get("terms");  // older files say here how terms are read; parsers/values does that now
  file.required_text("cap_say", book_.cap_say);
  const auto* leads = file.require("leads");
  file.finish();
  if (leads == nullptr || !expect_list(*leads, "leads", faults)) return;
  const auto kinds = names_of(kAllLeadKinds);
  const auto notice_kinds = names_of(kAllNoticeKinds);
  std::map<std::string, int> taken;
  for (const auto& item : leads->items) {
    rules::LeadRule rule;
    MapReader map(item, "lead rule", faults);
    read_id(map, taken, rule.id);
    if (map.require("kind") != nullptr) map.choice<LeadKind>("kind", kinds, kAllLeadKinds, rule.kind);
    if (const auto* from = map.get("from"); from != nullptr && expect_list(*from, "from", faults))
      for (const auto& kind : from->items) {
        std::size_t index = 0;
        if (read_choice(kind, "from", faults, notice_kinds, index))
          rule.notice_kinds.push_back(kAllNoticeKinds[index]);
      }
    map.choice<rules::ProductChoice>("products", kChoiceNames, kChoices, rule.products);
    reference(map, "requires_tag", Names::tag, rule.requires_tag);
    map.whole("base", 0, 100, rule.base);
    map.required_text("say", rule.say);
    map.whole("max_age_days", 0, 36500, rule.max_age_days);
    map.whole("days_ahead", 0, 3650, rule.days_ahead);
    if (const auto* factors = map.get("factors");
        factors != nullptr && expect_list(*factors, "factors", faults))
      for (const auto& factor : factors->items) read_factor(factor, rule, faults);
    map.required_text("suggestion", rule.suggestion);
    map.finish();
    if (rule.kind != LeadKind::capability_gap && rule.notice_kinds.empty() &&
        item.kind == YamlNode::Kind::map)
      faults.add(item, "a lead rule of this kind needs 'from': the notice kinds that it looks at");
    book_.leads.push_back(std::move(rule));
  }
}

}  // namespace tenderlead::config

// leads.yaml: what a score is made of, lead rules and what is said of news.
#include <algorithm>
#include <array>

#include "app/config/places.h"
#include "app/config/rules_reader.h"
#include "app/config/shipped_files.h"
#include "app/config/yaml_tree.h"

namespace tenderlead::config {
namespace {

constexpr std::array<std::string_view, 3> kChoiceNames{"ours", "ours_or_best", "all"};
constexpr std::array<rules::ProductChoice, 3> kChoices{
    rules::ProductChoice::ours, rules::ProductChoice::ours_or_best, rules::ProductChoice::all};
constexpr std::array<std::string_view, 2> kGapNames{"rating", "department"};
constexpr std::array<rules::GapBasis, 2> kGaps{rules::GapBasis::rating, rules::GapBasis::department};
std::vector<std::string_view> fact_names() {
  std::vector<std::string_view> names;
  for (const auto fact : rules::all_facts()) names.emplace_back(rules::to_string(fact));
  return names;
}

// Of the shipped leads.yaml: a file of one's own from before there was such a change goes on to work.
const YamlNode* shipped_change(std::string_view what) {
  static const auto tree = [] {
    std::vector<ConfigFault> faults;
    for (const auto& file : shipped_files())
      if (file.path == "leads.yaml")
        if (auto read = read_yaml(file.path, file.content, faults)) return std::move(*read);
    return YamlNode();
  }();
  const auto* changes = tree.find("changes");
  return changes != nullptr ? changes->find(what) : nullptr;
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
    case rules::Fact::contact_person:
    case rules::Fact::contact_phone:
    case rules::Fact::agency_phone:
    case rules::Fact::account_phone:
    case rules::Fact::account_owner:
    case rules::Fact::product_department:
      return {"yes", "no"};
    case rules::Fact::in_place:
      return {"ours", "other", "none"};
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
    if (*fact == rules::Fact::province)
      for (auto& word : condition.is) word = province_in_full(word);
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

// `key` and `key_en`.
void RulesReader::sentence(MapReader& map, const std::string& key, bool required, rules::Sentence& out) {
  if (required)
    map.required_text(key, out.zh);
  else
    map.text(key, out.zh);
  map.text(key + "_en", out.en);
}

void RulesReader::read_criterion(const YamlNode& node, Faults& faults, std::vector<rules::Criterion>& out) {
  rules::Criterion criterion;
  MapReader map(node, "criterion", faults);
  if (map.required_text("id", criterion.id)) {
    const auto same = [&criterion](const rules::Criterion& other) { return other.id == criterion.id; };
    if (std::any_of(out.begin(), out.end(), same))
      map.fault(*map.get("id"), "the id '" + criterion.id + "' is taken by another criterion of this list");
  }
  if (map.require("part") != nullptr)
    map.choice<ScorePart>("part", names_of(kAllScoreParts), kAllScoreParts, criterion.part);
  map.whole("weight", 1, 1000, criterion.weight);
  if (const auto* cases = map.require("cases"); cases != nullptr && expect_list(*cases, "cases", faults))
    for (const auto& item : cases->items) {
      rules::CriterionCase one;
      MapReader reader(item, "case", faults);
      if (const auto* when = reader.require("when"); when != nullptr && expect_map(*when, "when", faults)) {
        one.place = place(*when, faults);
        for (const auto& entry : when->entries) read_condition(entry, faults, one.when);
        if (when->entries.empty()) faults.add(*when, "'when' needs a condition: an empty one always holds");
      }
      if (reader.require("percent") != nullptr) reader.whole("percent", 0, 100, one.percent);
      sentence(reader, "say", true, one.say);
      reader.finish();
      criterion.cases.push_back(std::move(one));
    }
  sentence(map, "otherwise", false, criterion.otherwise);
  sentence(map, "unknown", false, criterion.unknown);
  map.finish();
  out.push_back(std::move(criterion));
}

void RulesReader::read_score(const YamlNode& node, Faults& faults) {
  MapReader map(node, "score", faults);
  if (const auto* weights = map.require("weights")) {
    MapReader parts(*weights, "weights", faults);
    int sum = 0;
    for (const auto part : kAllScoreParts) {
      auto& weight = book_.score.weights[static_cast<std::size_t>(part)];
      weight = 0;
      if (parts.require(to_string(part)) != nullptr) parts.whole(to_string(part), 0, 100, weight);
      sum += weight;
    }
    parts.finish();
    if (sum != 100 && weights->kind == YamlNode::Kind::map)
      faults.add(*weights,
                 "the weights of the parts add up to " + std::to_string(sum) + " and should to 100");
  }
  if (const auto* grades = map.require("grades"); grades != nullptr && expect_list(*grades, "grades", faults))
    for (const auto& item : grades->items) {
      rules::Grade grade;
      MapReader reader(item, "grade", faults);
      reader.required_text("id", grade.id);
      reader.required_text("name", grade.name);
      if (reader.require("at_least") != nullptr) reader.whole("at_least", 0, 100, grade.at_least);
      reader.finish();
      auto& known = book_.score.grades;
      if (!known.empty() && grade.at_least >= known.back().at_least)
        faults.add(item, "'at_least' should be below that of the grade before, " +
                             std::to_string(known.back().at_least) + ": the highest comes first");
      known.push_back(std::move(grade));
    }
  sentence(map, "rescaled", true, book_.score.rescaled);
  map.finish();
}

void RulesReader::read_changes(const YamlNode& node, Faults& faults) {
  MapReader map(node, "changes", faults);
  for (const auto what : rules::kChanges) {
    const auto* entry = map.get(what);
    if (entry == nullptr) entry = shipped_change(what);
    if (entry == nullptr) entry = map.require(what);
    if (entry == nullptr) continue;
    rules::ChangeSentence change;
    change.what = what;
    MapReader reader(*entry, std::string(what), faults);
    sentence(reader, "say", true, change.say);
    reader.finish();
    book_.changes.push_back(std::move(change));
  }
  map.finish();
}

// The rule's own criteria, then the common ones that it neither replaces nor does without.
void RulesReader::read_criteria(MapReader& map, const std::vector<rules::Criterion>& common,
                                rules::LeadRule& rule) {
  auto& faults = map.faults();
  for (const char* gone : {"base", "factors"})
    if (const auto* node = map.get(gone))
      faults.add(*node, std::string("'") + gone + "' is no longer read; a score is made of 'criteria'");
  if (const auto* own = map.get("criteria"); own != nullptr && expect_list(*own, "criteria", faults))
    for (const auto& item : own->items) read_criterion(item, faults, rule.criteria);
  std::vector<std::string> without;
  if (const auto* node = map.get("without"); node != nullptr && map.texts("without", without)) {
    std::vector<std::string_view> ids;
    for (const auto& one : common) ids.emplace_back(one.id);
    for (const auto& id : without)
      if (std::find(ids.begin(), ids.end(), id) == ids.end())
        faults.add(*node, "no common criterion is called '" + id + "'" + hint(id, ids));
  }
  for (const auto& one : common) {
    const auto same = [&one](const rules::Criterion& other) { return other.id == one.id; };
    if (std::none_of(rule.criteria.begin(), rule.criteria.end(), same) &&
        std::find(without.begin(), without.end(), one.id) == without.end())
      rule.criteria.push_back(one);
  }
  if (map.node().kind != YamlNode::Kind::map) return;
  for (const auto part : kAllScoreParts) {
    const auto of_part = [part](const rules::Criterion& one) { return one.part == part; };
    if (book_.score.weights[static_cast<std::size_t>(part)] > 0 &&
        std::none_of(rule.criteria.begin(), rule.criteria.end(), of_part))
      map.fault(map.node(), std::string("the part '") + to_string(part) +
                                "' has a weight and this rule no criterion for it");
  }
}

void RulesReader::read_lead_rule(const YamlNode& item, const std::vector<rules::Criterion>& common,
                                 std::map<std::string, int>& taken, Faults& faults) {
  rules::LeadRule rule;
  rule.place = place(item, faults);
  MapReader map(item, "lead rule", faults);
  read_id(map, taken, rule.id);
  if (map.require("kind") != nullptr)
    map.choice<LeadKind>("kind", names_of(kAllLeadKinds), kAllLeadKinds, rule.kind);
  if (const auto* from = map.get("from"); from != nullptr && expect_list(*from, "from", faults))
    for (const auto& kind : from->items) {
      std::size_t index = 0;
      if (read_choice(kind, "from", faults, names_of(kAllNoticeKinds), index))
        rule.notice_kinds.push_back(kAllNoticeKinds[index]);
    }
  map.choice<rules::ProductChoice>("products", kChoiceNames, kChoices, rule.products);
  reference(map, "requires_tag", Names::tag, rule.requires_tag);
  sentence(map, "say", true, rule.say);
  map.whole("max_age_days", 0, 36500, rule.max_age_days);
  map.whole("days_ahead", 0, 3650, rule.days_ahead);
  const bool is_gap = rule.kind == LeadKind::capability_gap;
  if (const auto* gap = map.get("gap"); gap != nullptr && !is_gap)
    map.fault(*gap, "'gap' belongs to rules of the kind capability_gap");
  map.choice<rules::GapBasis>("gap", kGapNames, kGaps, rule.gap);
  read_criteria(map, common, rule);
  sentence(map, "suggestion", true, rule.suggestion);
  map.finish();
  if (!is_gap && rule.notice_kinds.empty() && item.kind == YamlNode::Kind::map)
    faults.add(item, "a lead rule of this kind needs 'from': the notice kinds that it looks at");
  book_.leads.push_back(std::move(rule));
}

void RulesReader::read_leads(const YamlNode& root, Faults& faults) {
  MapReader file(root, "leads.yaml", faults);
  file.get("vocabulary");
  file.get("terms");    // older files say here how terms are read; parsers/values does that now
  file.get("cap_say");  // and here what was said of scores beyond 100
  if (const auto* score = file.require("score")) read_score(*score, faults);
  file.whole("forget_after_days", 1, 36500, book_.forget_after_days);
  std::vector<rules::Criterion> common;
  if (const auto* node = file.get("criteria"); node != nullptr && expect_list(*node, "criteria", faults))
    for (const auto& item : node->items) read_criterion(item, faults, common);
  if (const auto* changes = file.require("changes")) read_changes(*changes, faults);
  const auto* leads = file.require("leads");
  file.finish();
  if (leads == nullptr || !expect_list(*leads, "leads", faults)) return;
  std::map<std::string, int> taken;
  for (const auto& item : leads->items) read_lead_rule(item, common, taken, faults);
}

}  // namespace tenderlead::config

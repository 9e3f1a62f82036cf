// What rules ask for besides words: `when`, `near`, `exclude`, and what a tag says of itself.
#include <algorithm>
#include <array>
#include <set>

#include "app/config/places.h"
#include "app/config/rules_reader.h"
#include "rules/tag_order.h"

namespace tenderlead::config {
namespace {

constexpr std::int64_t kMostNumber = 1'000'000'000'000;  // yuan
constexpr std::int64_t kMostDays = 36500;

// Short for a range of days from the day of judging on.
struct DaysKey {
  std::string_view key;
  rules::Fact fact;
};
constexpr std::array<DaysKey, 2> kDaysKeys{{{"published_within_days", rules::Fact::days_since_published},
                                            {"deadline_within_days", rules::Fact::days_to_deadline}}};
constexpr std::array<std::string_view, 6> kOperators{"all", "any",       "none",
                                                     "tag", "installed", "not_installed"};

bool is_of_leads(rules::Fact fact) {
  switch (fact) {
    case rules::Fact::ours:
    case rules::Fact::rating:
    case rules::Fact::rating_gap:
    case rules::Fact::product_points:
    case rules::Fact::days_to_end:
      return true;
    default:
      return false;
  }
}

void check_region(const YamlNode& node, Faults& faults) {
  const auto& text = node.text;
  const bool code = std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (code) {
    if (text.size() != 2 && text.size() != 4 && text.size() != 6)
      faults.add(node, "a region's code has 2, 4 or 6 digits (GB/T 2260), or write its name");
    return;
  }
  constexpr std::size_t kTwoCharacters = 6;
  const auto& names = place_names();
  const auto next = std::lower_bound(names.begin(), names.end(), std::string_view(text));
  if (text.size() < kTwoCharacters || next == names.end() || !next->starts_with(text))
    faults.add(node, "there is no region '" + text + "'" + hint(text, names));
}

std::optional<Date> read_date(MapReader& map, std::string_view key) {
  std::string text;
  if (!map.text(key, text)) return std::nullopt;
  const auto date = date_from_iso(text);
  if (!date) map.fault(*map.get(key), "'" + std::string(key) + "' must be a date as 2026-01-31");
  return date;
}

std::vector<std::string_view> condition_names(bool leads) {
  std::vector<std::string_view> names(kOperators.begin(), kOperators.end());
  for (const auto& days : kDaysKeys) names.push_back(days.key);
  for (const auto fact : rules::all_facts())
    if (leads || !is_of_leads(fact)) names.emplace_back(rules::to_string(fact));
  return names;
}

}  // namespace

rules::Place RulesReader::place(int line, int column, const Faults& faults) {
  auto& files = book_.files;
  // Files are read one after the other, several times.
  auto found = std::find(files.begin(), files.end(), faults.file());
  if (found == files.end()) found = files.insert(files.end(), faults.file());
  return {static_cast<int>(found - files.begin()), line, column};
}

rules::Condition RulesReader::read_when(const YamlNode& node, Faults& faults, bool leads) {
  rules::Condition all;
  all.place = place(node, faults);
  if (!expect_map(node, "when", faults)) return all;
  if (node.entries.empty()) faults.add(node, "'when' asks for nothing; leave it out");
  for (const auto& entry : node.entries) {
    auto& part = all.parts.emplace_back();
    part.place = place(entry.line, entry.column, faults);
    if (entry.key == "all" || entry.key == "any" || entry.key == "none") {
      read_parts(entry, faults, leads, part);
    } else if (entry.key == "tag") {
      part.kind = rules::Condition::Kind::tag;
      if (read_texts(entry.value, entry.key, faults, part.tags)) {
        const auto note = [&](const YamlNode& at) {
          references_.push_back({faults.file(), at.line, at.column, Names::tag, at.text});
        };
        if (entry.value.kind == YamlNode::Kind::scalar) note(entry.value);
        for (const auto& item : entry.value.items) note(item);
      }
    } else if (entry.key == "installed" || entry.key == "not_installed") {
      read_installed(entry, faults, part);
    } else {
      part.kind = rules::Condition::Kind::fact;
      const auto fact = rules::fact_from_string(entry.key);
      if (fact && !leads && is_of_leads(*fact))
        faults.add(entry.line, entry.column, "'" + entry.key + "' is known of leads only");
      read_fact(entry, faults, part);
    }
  }
  return all;
}

void RulesReader::read_parts(const YamlEntry& entry, Faults& faults, bool leads, rules::Condition& out) {
  using Kind = rules::Condition::Kind;
  out.kind = entry.key == "all" ? Kind::all : entry.key == "any" ? Kind::any : Kind::none;
  if (entry.value.kind == YamlNode::Kind::map) {
    out.parts.push_back(read_when(entry.value, faults, leads));
    return;
  }
  if (!expect_list(entry.value, entry.key, faults)) return;
  if (entry.value.items.empty()) faults.add(entry.value, "'" + entry.key + "' needs at least one condition");
  for (const auto& item : entry.value.items) out.parts.push_back(read_when(item, faults, leads));
}

void RulesReader::read_fact(const YamlEntry& entry, Faults& faults, rules::Condition& out) {
  for (const auto& days : kDaysKeys) {
    if (entry.key != days.key) continue;
    std::int64_t most = 0;
    out.fact.fact = days.fact;
    if (!read_whole(entry.value, entry.key, faults, 0, kMostDays, most)) return;
    out.fact.at_least = 0;
    out.fact.at_most = most;
    return;
  }
  const auto fact = rules::fact_from_string(entry.key);
  if (!fact) {
    faults.add(entry.line, entry.column,
               "'" + entry.key + "' is no fact" + hint(entry.key, condition_names(true)));
    return;
  }
  out.fact.fact = *fact;
  switch (rules::kind_of(*fact)) {
    case rules::FactKind::number:
      return read_number(entry, faults, out);
    case rules::FactKind::word:
      return read_words_of_fact(entry, faults, out);
    case rules::FactKind::region:
      if (!read_texts(entry.value, entry.key, faults, out.fact.is)) return;
      if (entry.value.kind == YamlNode::Kind::scalar) check_region(entry.value, faults);
      for (const auto& item : entry.value.items) check_region(item, faults);
      return;
    case rules::FactKind::date:
      break;
  }
  MapReader map(entry.value, entry.key, faults);
  out.fact.from = read_date(map, "from");
  out.fact.until = read_date(map, "until");
  if (entry.value.kind == YamlNode::Kind::map && map.get("from") == nullptr && map.get("until") == nullptr)
    faults.add(entry.value, "'" + entry.key + "' needs 'from' or 'until'");
  if (out.fact.from && out.fact.until && days_from_date(*out.fact.from) > days_from_date(*out.fact.until))
    faults.add(entry.value, "'from' is later than 'until', so this never holds");
  map.finish();
}

// `fact: 3`, `fact: [2, 3]`, or `fact: {at_least: 3, at_most: 10}`.
void RulesReader::read_number(const YamlEntry& entry, Faults& faults, rules::Condition& out) {
  std::int64_t value = 0;
  if (entry.value.kind == YamlNode::Kind::sequence) {
    const auto fact = out.fact.fact;
    out.kind = rules::Condition::Kind::any;
    for (const auto& item : entry.value.items) {
      if (!read_whole(item, entry.key, faults, -kMostNumber, kMostNumber, value)) continue;
      auto& part = out.parts.emplace_back();
      part.kind = rules::Condition::Kind::fact;
      part.fact.fact = fact;
      part.fact.at_least = part.fact.at_most = value;
      part.place = place(item, faults);
    }
    return;
  }
  if (entry.value.kind != YamlNode::Kind::map) {
    if (read_whole(entry.value, entry.key, faults, -kMostNumber, kMostNumber, value))
      out.fact.at_least = out.fact.at_most = value;
    return;
  }
  MapReader map(entry.value, entry.key, faults);
  if (map.whole("at_least", -kMostNumber, kMostNumber, value)) out.fact.at_least = value;
  if (map.whole("at_most", -kMostNumber, kMostNumber, value)) out.fact.at_most = value;
  if (map.get("at_least") == nullptr && map.get("at_most") == nullptr)
    faults.add(entry.value, "'" + entry.key + "' needs 'at_least' or 'at_most'");
  map.finish();
  if (out.fact.at_least && out.fact.at_most && *out.fact.at_least > *out.fact.at_most)
    faults.add(entry.value, "'at_least' is greater than 'at_most', so this never holds");
}

void RulesReader::read_words_of_fact(const YamlEntry& entry, Faults& faults, rules::Condition& out) {
  if (!read_texts(entry.value, entry.key, faults, out.fact.is)) return;
  if (out.fact.fact == rules::Fact::ours) {
    // JSON's own words for it.
    for (auto& word : out.fact.is) word = word == "true" ? "yes" : word == "false" ? "no" : word;
    if (entry.value.kind == YamlNode::Kind::scalar &&
        (entry.value.text == "true" || entry.value.text == "false"))
      return;
  }
  if (out.fact.fact == rules::Fact::province)
    for (auto& word : out.fact.is) word = province_in_full(word);
  check_words(out.fact.fact, entry.value, faults);
}

// `installed: child_development`, or `installed: {product: .., vendor: .., ends_within_days: 180}`.
void RulesReader::read_installed(const YamlEntry& entry, Faults& faults, rules::Condition& out) {
  using Kind = rules::Condition::Kind;
  out.kind = entry.key == "installed" ? Kind::installed : Kind::not_installed;
  const auto note = [&](const YamlNode& at) {
    references_.push_back({faults.file(), at.line, at.column, Names::product, at.text});
  };
  if (entry.value.kind != YamlNode::Kind::map) {
    if (!read_texts(entry.value, entry.key, faults, out.installed.products)) return;
    if (entry.value.kind == YamlNode::Kind::scalar) note(entry.value);
    for (const auto& item : entry.value.items) note(item);
    return;
  }
  MapReader map(entry.value, entry.key, faults);
  references(map, "product", Names::product, out.installed.products);
  map.texts("vendor", out.installed.vendors);
  int days = 0;
  if (map.whole("ends_within_days", 0, kMostDays, days)) out.installed.ends_within_days = days;
  map.finish();
}

// `near: {words: [..], within: 10}`, or `within: sentence`, `within: row`.
void RulesReader::read_near(const YamlNode& node, Faults& faults, rules::Signal& signal) {
  MapReader map(node, "near", faults);
  if (const auto* list = map.require("words")) read_words(*list, "words", faults, signal.near);
  const auto* within = map.require("within");
  if (within != nullptr && within->kind == YamlNode::Kind::scalar && within->text == "sentence")
    signal.reach = rules::Reach::sentence;
  else if (within != nullptr && within->kind == YamlNode::Kind::scalar && within->text == "row")
    signal.reach = rules::Reach::row;
  else if (within != nullptr && (within->kind != YamlNode::Kind::scalar || within->text.empty() ||
                                 within->text.find_first_not_of("0123456789-") != std::string::npos))
    faults.add(*within, "'within' must be a number of characters from 0 to 500, 'sentence' or 'row'");
  else if (within != nullptr)
    map.whole("within", 0, 500, signal.within);
  map.finish();
}

// `exclude: [..]`, or `exclude: {words: [..], in: [title, text]}`.
void RulesReader::read_exclude(const YamlNode& node, Faults& faults, rules::Scoring& out) {
  if (node.kind != YamlNode::Kind::map) return read_words(node, "exclude", faults, out.exclude);
  MapReader map(node, "exclude", faults);
  if (const auto* list = map.require("words")) read_words(*list, "words", faults, out.exclude);
  std::vector<std::string> fields;
  if (map.texts("in", fields)) {
    out.exclude_in.clear();
    std::vector<std::string_view> names;
    for (const auto field : rules::kAllFields) names.emplace_back(rules::to_string(field));
    for (const auto& name : fields) {
      if (const auto field = rules::field_from_string(name))
        out.exclude_in.push_back(*field);
      else
        map.fault(*map.get("in"), "'" + name + "' is no field" + hint(name, names));
    }
  }
  map.finish();
}

void RulesReader::read_state(MapReader& map, rules::RuleState& out) {
  constexpr std::array<std::string_view, 3> kNames{"draft", "active", "retired"};
  map.choice<rules::RuleState>("state", kNames, rules::kAllRuleStates, out);
}

void RulesReader::read_tag_kind(MapReader& map, rules::TagRule& tag) {
  constexpr std::array<std::string_view, 3> kNames{"simple", "rule", "learned"};
  const auto* attribute = map.get("attribute");
  const auto* kind = map.get("kind");
  if (attribute != nullptr) tag.kind = rules::TagKind::simple;
  const auto meant = tag.kind;
  map.choice<rules::TagKind>("kind", kNames, rules::kAllTagKinds, tag.kind);
  if (tag.kind == rules::TagKind::learned) {
    for (const char* key : {"model", "signals", "threshold", "ignore", "exclude", "when"}) map.get(key);
    map.fault(*kind, "learned tags need a model, and there is none yet; write signals, or an attribute");
  } else if (kind != nullptr && tag.kind != meant) {
    map.fault(*kind, tag.kind == rules::TagKind::simple
                         ? "a simple tag needs 'attribute': one fact and its value or band"
                         : "a tag with 'attribute' is a simple one");
    tag.kind = meant;
  }
  if (attribute != nullptr) {
    tag.scoring.when = read_when(*attribute, map.faults(), false);
    tag.scoring.threshold_place = place(*attribute, map.faults());
    const bool one = tag.scoring.when.parts.size() == 1;
    if (attribute->kind == YamlNode::Kind::map && !one)
      map.fault(*attribute, "'attribute' is one fact; write several under 'when'");
  }
  const auto* of = map.get("of");
  if (of == nullptr) return;
  constexpr std::array<std::string_view, 3> kSubjects{"notice", "project", "organisation"};
  tag.of.clear();
  const auto add = [&](const YamlNode& node) {
    std::size_t index = 0;
    if (read_choice(node, "of", map.faults(), kSubjects, index)) tag.of.push_back(rules::kAllSubjects[index]);
  };
  if (of->kind != YamlNode::Kind::sequence) return add(*of);
  for (const auto& item : of->items) add(item);
}

// Tags that rest on each other, and products that rest on tags which rest on products, could never be judged.
void RulesReader::check_circles() {
  const auto report = [this](const rules::Place& at, std::string message) {
    const auto file = static_cast<std::size_t>(at.file);
    Faults(file < book_.files.size() ? book_.files[file] : std::string(), all_faults_)
        .add(at.line, at.column, std::move(message));
  };
  for (const auto& product : book_.products) {
    if (!rules::needs_of(product.scoring).products) continue;
    report(product.place,
           "'" + product.id + "' can't ask for products; say which it gives way to under 'yields_to'");
  }
  const auto order = rules::order_of(book_.tags);
  if (!order) {
    // The message names the tag: "tags/x: the tag rests on itself".
    for (const auto& tag : book_.tags)
      if (order.error().message.starts_with("tags/" + tag.id + ":"))
        report(tag.place, "the tag '" + tag.id + "' rests on itself, by way of the tags that it asks for");
    return;
  }
  std::set<std::string_view> late;
  for (auto i = order->before_products; i < order->tags.size(); ++i)
    late.insert(book_.tags[order->tags[i]].id);
  for (const auto& product : book_.products) {
    auto asked = rules::needs_of(product.scoring).tags;
    if (!product.requires_tag.empty()) asked.push_back(product.requires_tag);
    for (const auto& tag : asked)
      if (late.contains(tag))
        report(product.place, "'" + product.id + "' rests on the tag '" + tag + "', which rests on products");
  }
}

}  // namespace tenderlead::config

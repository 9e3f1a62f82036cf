#include "rules/tagger.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <utility>

#include "rules/compiled_scoring.h"
#include "rules/sentence.h"
#include "rules/tag_order.h"
#include "rules/vocabulary.h"
#include "rules/words.h"

namespace tenderlead::rules {
namespace {

constexpr std::uint32_t kNoGroup = 0xFFFFFFFF;
constexpr std::uint32_t kNoRule = 0xFFFFFFFF;

// What a text's words can speak for at all; of most rules no word is there.
struct Present {
  std::vector<std::uint32_t> groups;  // with a hit, ascending
  std::vector<bool> tags;             // by place: one of its signals' groups is there
  std::vector<std::size_t> products;  // those that can be given, ascending
};

// One value to look at: a field of the input, or one of its lots.
struct Value {
  Field field;
  std::string path;
  FoldedText folded;
  GroupHits hits;
  std::span<const TextRow> rows;  // of tables, in its code points
  // Where sentences and lines end; found when first asked for.
  mutable std::optional<std::vector<std::uint32_t>> sentence_ends = std::nullopt;
  mutable std::optional<std::vector<std::uint32_t>> line_ends = std::nullopt;
};

// Two hits in the original, by code points.
struct TwoPlaces {
  std::size_t first = 0;  // where the earlier one begins
  std::size_t last = 0;   // the last point of the later one
};

// Whether nothing of `ends` lies between.
bool unbroken(const std::vector<std::uint32_t>& ends, const TwoPlaces& two) {
  const auto next = std::lower_bound(ends.begin(), ends.end(), two.first);
  return next == ends.end() || *next > two.last;
}

bool same_sentence(const Value& value, const TwoPlaces& two) {
  if (!value.sentence_ends) value.sentence_ends = value.folded.ends(false);
  return unbroken(*value.sentence_ends, two);
}

bool same_row(const Value& value, const TwoPlaces& two) {
  if (value.rows.empty()) {
    if (!value.line_ends) value.line_ends = value.folded.ends(true);
    return unbroken(*value.line_ends, two);
  }
  const auto after =
      std::upper_bound(value.rows.begin(), value.rows.end(), two.first,
                       [](std::size_t point, const TextRow& row) { return point < row.start; });
  return after != value.rows.begin() && two.last < (after - 1)->end;
}

// A signal's observation, where it weighs most.
struct Found {
  const CompiledSignal* signal = nullptr;
  const Value* value = nullptr;
  GroupHit hit;
  int points = 0;
};

struct Score {
  int points = 0;
  bool exact = false;  // a signal that isn't broad spoke for it
  int alone = 0;       // of the points, those that count only where no other product is given
  std::vector<Found> found;
};

bool covers(const GroupHit& outer, const GroupHit& inner) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

}  // namespace

struct Tagger::Compiled {
  std::vector<TagRule> tag_rules;  // signals point into these
  std::vector<Product> product_rules;
  std::size_t text_limit = 0;
  Vocabulary vocabulary;
  std::optional<std::uint32_t> ignore;
  std::vector<CompiledScoring> tags;
  std::vector<CompiledScoring> products;
  std::vector<std::size_t> order;            // of tags: each behind those that it asks for
  std::size_t before_products = 0;           // so many of `order` don't ask for products
  std::vector<std::uint32_t> rule_of_group;  // tags, then products; kNoRule for groups that only qualify
  std::vector<std::size_t> always;           // products that no word has to speak for
  Needs needs;

  Value look_at(Field field, std::string path, std::string_view text) const {
    FoldedText folded(text, field == Field::text ? text_limit : static_cast<std::size_t>(-1));
    auto hits = vocabulary.find(folded);
    return {field, std::move(path), std::move(folded), std::move(hits), {}};
  }

  std::vector<Value> look_at(const TagInput& input) const {
    std::vector<Value> values;
    const auto add = [&](Field field, std::string path, const std::string& text) {
      if (!text.empty()) values.push_back(look_at(field, std::move(path), text));
    };
    add(Field::title, "title", input.title);
    add(Field::project_name, "project_name", input.project_name);
    for (std::size_t i = 0; i < input.lots.size(); ++i)
      add(Field::lots, "lots." + std::to_string(i) + ".name", input.lots[i]);
    for (std::size_t i = 0; i < input.intentions.size(); ++i)
      add(Field::lots, "intentions." + std::to_string(i) + ".name", input.intentions[i]);
    add(Field::buyer, "buyer.name", input.buyer);
    add(Field::text, "text", input.text);
    if (!input.text.empty()) values.back().rows = input.rows;
    return values;
  }

  // Tags of others alone, of whom nothing is known.
  std::vector<std::string> unknown_tags(Subject subject, const Circumstances& at) const {
    std::vector<std::string> unknown;
    if (!needs.project_tags && !needs.organisation_tags && subject == Subject::notice) return unknown;
    const auto open = [&](const TagRule& tag, Subject of, const std::vector<std::string>* known) {
      return known == nullptr && tag.is_of(of) && sees_tags(subject, of);
    };
    for (const auto& tag : tag_rules)
      if (!tag.is_of(subject) && (open(tag, Subject::project, at.project_tags) ||
                                  open(tag, Subject::organisation, at.organisation_tags)))
        unknown.push_back(tag.id);
    return unknown;
  }

  bool ignored(const CompiledScoring& rule, const Value& value, const GroupHit& hit) const {
    for (const auto group : {ignore, rule.ignore}) {
      if (!group) continue;
      for (const auto& span : value.hits.of(*group)) {
        if (span.begin > hit.begin) break;
        if (covers(span, hit)) return true;
      }
    }
    return false;
  }

  // The first hit that makes the signal's observation in this value.
  std::optional<GroupHit> observe(const CompiledScoring& rule, const CompiledSignal& signal, bool against,
                                  const Value& value) const {
    const auto counted = [&](const GroupHit& hit) { return against || !ignored(rule, value, hit); };
    const auto any = value.hits.of(signal.any);
    if (any.empty()) return std::nullopt;
    if (signal.none && !value.hits.of(*signal.none).empty()) return std::nullopt;
    for (const auto group : signal.all) {
      const auto hits = value.hits.of(group);
      if (std::none_of(hits.begin(), hits.end(), counted)) return std::nullopt;
    }
    std::optional<GroupHit> first;
    for (const auto& hit : any) {
      if (first && first->begin <= hit.begin) break;
      if (counted(hit) && (!signal.near || is_near(rule, signal, value, hit))) first = hit;
    }
    return first;
  }

  bool is_near(const CompiledScoring& rule, const CompiledSignal& signal, const Value& value,
               const GroupHit& hit) const {
    const auto limit = static_cast<std::size_t>(signal.signal->within);
    const auto first = value.folded.point_at(hit.begin), last = value.folded.point_after(hit.end);
    for (const auto& other : value.hits.of(*signal.near)) {
      const auto other_first = value.folded.point_at(other.begin),
                 other_last = value.folded.point_after(other.end);
      const TwoPlaces two{std::min(first, other_first), std::max(last, other_last) - 1};
      const bool near = signal.signal->reach == Reach::sentence ? same_sentence(value, two)
                        : signal.signal->reach == Reach::row
                            ? same_row(value, two)
                            : other_first < last + limit + 1 && first < other_last + limit + 1;
      if (near && !ignored(rule, value, other)) return true;
    }
    return false;
  }

  // A word of `exclude` stands where the rule looks for it.
  static bool excluded(const CompiledScoring& rule, std::span<const Value> values) {
    if (!rule.exclude) return false;
    const auto& fields = rule.scoring->exclude_in;
    return std::any_of(values.begin(), values.end(), [&](const Value& value) {
      return std::find(fields.begin(), fields.end(), value.field) != fields.end() &&
             !value.hits.of(*rule.exclude).empty();
    });
  }

  // Whether what the words say stands: nothing excludes it, and what is known besides agrees.
  static bool stands(const CompiledScoring& rule, std::span<const Value> values, const Circumstances& at) {
    return !excluded(rule, values) && (rule.scoring->when.always() || holds(rule.scoring->when, at));
  }

  Present present_in(std::span<const Value> values) const {
    Present present;
    auto& groups = present.groups;
    for (const auto& value : values) {
      std::uint32_t last = kNoGroup;
      for (const auto& hit : value.hits.all()) {
        if (hit.group != last) groups.push_back(hit.group);
        last = hit.group;
      }
    }
    std::sort(groups.begin(), groups.end());
    groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
    present.tags.resize(tags.size());
    present.products = always;
    for (const auto group : groups) {
      const auto rule = rule_of_group[group];
      if (rule < tags.size())
        present.tags[rule] = true;
      else if (rule != kNoRule)
        present.products.push_back(rule - tags.size());
    }
    std::sort(present.products.begin(), present.products.end());
    present.products.erase(std::unique(present.products.begin(), present.products.end()),
                           present.products.end());
    return present;
  }

  // `groups`: those of present_in(), for at least these values.
  Score score(const CompiledScoring& rule, std::span<const Value> values,
              const std::vector<std::uint32_t>& groups, const Circumstances& at) const {
    Score total;
    auto group = std::lower_bound(groups.begin(), groups.end(), rule.first_group);
    for (; group != groups.end() && *group < rule.end_group; ++group) {
      const auto& signal = rule.signals[*group - rule.first_group];
      std::optional<Found> best;
      for (const auto& where : signal.where)
        for (const auto& value : values) {
          if (value.field != where.field || (best && std::abs(best->points) >= std::abs(where.points)))
            continue;
          if (const auto hit = observe(rule, signal, where.points < 0, value))
            best = Found{&signal, &value, *hit, where.points};
        }
      if (!best || !(signal.signal->when.always() || holds(signal.signal->when, at))) continue;
      total.points += best->points;
      total.exact = total.exact || (best->points > 0 && !signal.signal->broad);
      if (signal.signal->alone) total.alone += best->points;
      total.found.push_back(*best);
    }
    return total;
  }

  std::vector<Reason> reasons(const CompiledScoring& rule, std::vector<Found> found) const {
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& a, const Found& b) { return a.points > b.points; });
    std::vector<Reason> made;
    made.reserve(found.size());
    for (const auto& one : found) made.push_back(reason(rule, one));
    return made;
  }

  struct ProductScore {
    std::size_t product = 0;  // its place in `products`
    Score score;
    bool only_alone = false;
  };
  std::vector<ProductScore> products_in(std::span<const Value> values, const Present& present,
                                        const Tagging& tagging, const Circumstances& at) const {
    std::vector<ProductScore> hits;
    for (const auto i : present.products) {
      const auto& product = product_rules[i];
      if (product.state != RuleState::active) continue;
      auto total = score(products[i], values, present.groups, at);
      if (total.points < product.scoring.threshold) continue;
      if (!product.requires_tag.empty() && !tagging.has_tag(product.requires_tag)) continue;
      if (!stands(products[i], values, at)) continue;
      const bool only_alone = total.points - total.alone < product.scoring.threshold;
      hits.push_back({i, std::move(total), only_alone});
    }
    if (std::any_of(hits.begin(), hits.end(), [](const ProductScore& hit) { return !hit.only_alone; }))
      std::erase_if(hits, [](const ProductScore& hit) { return hit.only_alone; });
    return hits;
  }

  bool yields(const ProductScore& hit, const std::vector<ProductScore>& given) const {
    const auto& stronger = product_rules[hit.product].yields_to;
    return std::any_of(given.begin(), given.end(), [&](const ProductScore& other) {
      return std::find(stronger.begin(), stronger.end(), product_rules[other.product].id) != stronger.end();
    });
  }

  Reason reason(const CompiledScoring& rule, const Found& found) const {
    const auto& folded = found.value->folded;
    Reason made;
    made.rule = rule.rule + "/" + found.signal->signal->id;
    made.field = found.value->path;
    made.start = folded.point_at(found.hit.begin);
    made.end = folded.point_after(found.hit.end);
    made.matched = folded.original(made.start, made.end);
    made.points = found.points;
    made.text = fill_sentence(found.signal->signal->say, {{"word", made.matched}});
    return made;
  }
};

bool Tagging::has_tag(std::string_view id) const {
  return std::any_of(tags.begin(), tags.end(), [id](const Tag& tag) { return tag.id == id; });
}

namespace {

// Of tags without signals: the facts that its conditions ask for by name, for its sentence.
void name_facts(const Condition& condition, const Circumstances& at,
                std::map<std::string, std::string>& names) {
  for (const auto& part : condition.parts) name_facts(part, at, names);
  if (condition.kind != Condition::Kind::fact || !is_number(condition.fact.fact)) return;
  if (const auto number = number_of(condition.fact.fact, at)) {
    names.try_emplace(to_string(condition.fact.fact), std::to_string(*number));
    names.try_emplace("value", std::to_string(*number));
  }
}

Tag tag_by_condition(const TagRule& rule, const Circumstances& at) {
  std::map<std::string, std::string> names;
  name_facts(rule.scoring.when, at, names);
  Reason reason;
  reason.rule = "tags/" + rule.id;
  reason.matched = names.contains("value") ? names["value"] : std::string();
  reason.text = fill_sentence(rule.say.empty() ? rule.name : rule.say, names);
  return {rule.id, {std::move(reason)}};
}

}  // namespace

Result<Tagger> Tagger::compile(const RuleBook& book) {
  auto compiled = std::make_unique<Compiled>();
  for (const auto& tag : book.tags)
    if (tag.state == RuleState::active) compiled->tag_rules.push_back(tag);
  compiled->product_rules = book.products;
  compiled->text_limit = book.text_limit;
  auto order = order_of(compiled->tag_rules);
  if (!order) return order.error();
  compiled->order = std::move(order->tags);
  compiled->before_products = order->before_products;
  SharedGroups shared(compiled->vocabulary);
  compiled->ignore = shared.add_unless_empty(book.ignore, "ignore");
  const auto note_needs = [&compiled](const Scoring& scoring) {
    compiled->needs.add(scoring.when);
    for (const auto& signal : scoring.signals) compiled->needs.add(signal.when);
  };
  for (const auto& tag : compiled->tag_rules) {
    compiled->tags.push_back(compile_scoring(compiled->vocabulary, shared, tag.scoring, "tags/" + tag.id));
    if (tag.is_of(Subject::notice)) note_needs(tag.scoring);
  }
  for (const auto& product : compiled->product_rules) {
    compiled->products.push_back(
        compile_scoring(compiled->vocabulary, shared, product.scoring, "products/" + product.id));
    note_needs(product.scoring);
  }
  for (const auto& tag : compiled->tag_rules) {
    const auto& asked = compiled->needs.tags;
    if (std::find(asked.begin(), asked.end(), tag.id) == asked.end()) continue;
    compiled->needs.project_tags = compiled->needs.project_tags || tag.is_of(Subject::project);
    compiled->needs.organisation_tags = compiled->needs.organisation_tags || tag.is_of(Subject::organisation);
  }
  compiled->rule_of_group.assign(compiled->vocabulary.groups(), kNoRule);
  std::uint32_t rule = 0;
  for (const auto* scorings : {&compiled->tags, &compiled->products})
    for (const auto& one : *scorings) {
      std::fill(compiled->rule_of_group.begin() + one.first_group,
                compiled->rule_of_group.begin() + one.end_group, rule);
      ++rule;
    }
  for (std::size_t i = 0; i < compiled->products.size(); ++i)
    if (compiled->product_rules[i].scoring.threshold <= 0) compiled->always.push_back(i);
  if (auto done = compiled->vocabulary.compile(); !done) return done.error();
  return Tagger(std::move(compiled));
}

Tagging Tagger::tag(const TagInput& input, const Circumstances& circumstances, Subject subject) const {
  auto values = compiled_->look_at(input);
  const auto present = compiled_->present_in(values);
  // The text speaks of many things besides what is bought; so of products it only counts where the short fields are
  // silent or name no more than the field.
  const auto is_text = [](const Value& value) { return value.field == Field::text; };
  const auto short_end = std::stable_partition(values.begin(), values.end(), std::not_fn(is_text));

  std::vector<std::string> given, products;
  if (subject == Subject::notice && circumstances.project_tags != nullptr)
    given = *circumstances.project_tags;
  if (subject != Subject::organisation && circumstances.organisation_tags != nullptr)
    given.insert(given.end(), circumstances.organisation_tags->begin(),
                 circumstances.organisation_tags->end());
  const auto unknown = compiled_->unknown_tags(subject, circumstances);
  auto at = circumstances;
  at.tags = &given;
  at.unknown_tags = &unknown;
  at.products = nullptr;
  std::vector<std::pair<std::size_t, Tag>> tags;
  const auto give = [&](std::size_t i) {
    const auto& rule = compiled_->tags[i];
    const auto& tag = compiled_->tag_rules[i];
    if (!tag.is_of(subject)) return;
    if (rule.signals.empty()) {
      if (!Compiled::stands(rule, values, at)) return;
      tags.emplace_back(i, tag_by_condition(tag, at));
    } else {
      if (!present.tags[i] && rule.scoring->threshold > 0) return;
      auto score = compiled_->score(rule, values, present.groups, at);
      if (score.points < rule.scoring->threshold || !Compiled::stands(rule, values, at)) return;
      tags.emplace_back(i, Tag{tag.id, compiled_->reasons(rule, std::move(score.found))});
    }
    given.push_back(tag.id);
  };
  Tagging tagging;
  const auto put_tags = [&] {
    std::sort(tags.begin(), tags.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    tagging.tags.clear();
    for (auto& [i, tag] : tags) tagging.tags.push_back(tag);
  };
  for (std::size_t i = 0; i < compiled_->before_products; ++i) give(compiled_->order[i]);
  put_tags();
  if (subject == Subject::notice) {
    auto hits = compiled_->products_in({values.begin(), short_end}, present, tagging, at);
    const auto exact = [](const auto& hit) { return hit.score.exact; };
    if (std::none_of(hits.begin(), hits.end(), exact))
      hits = compiled_->products_in(values, present, tagging, at);
    for (auto& hit : hits) {
      if (compiled_->yields(hit, hits)) continue;
      const auto& product = compiled_->product_rules[hit.product];
      tagging.products.push_back({product.id, hit.score.points, product.ours,
                                  compiled_->reasons(compiled_->products[hit.product], hit.score.found)});
      products.push_back(product.id);
    }
    at.products = &products;
  } else {
    at.products = circumstances.products;
  }
  if (compiled_->before_products == compiled_->order.size()) return tagging;
  for (std::size_t i = compiled_->before_products; i < compiled_->order.size(); ++i)
    give(compiled_->order[i]);
  put_tags();
  return tagging;
}

const Needs& Tagger::needs() const {
  return compiled_->needs;
}

bool Tagger::has_tags_of(Subject subject) const {
  return std::any_of(compiled_->tag_rules.begin(), compiled_->tag_rules.end(),
                     [subject](const TagRule& tag) { return tag.is_of(subject); });
}

Tagger::Tagger(std::unique_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
Tagger::Tagger(Tagger&&) noexcept = default;
Tagger& Tagger::operator=(Tagger&&) noexcept = default;
Tagger::~Tagger() = default;

}  // namespace tenderlead::rules

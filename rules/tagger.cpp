#include "rules/tagger.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <optional>
#include <span>
#include <utility>

#include "rules/sentence.h"
#include "rules/vocabulary.h"
#include "rules/words.h"

namespace tenderlead::rules {
namespace {

struct CompiledSignal {
  const Signal* signal = nullptr;
  std::uint32_t any = 0;
  std::vector<std::uint32_t> all;
  std::optional<std::uint32_t> none;
  std::optional<std::uint32_t> near;
};

struct CompiledScoring {
  const Scoring* scoring = nullptr;
  std::string rule;  // "tags/health_it"
  std::optional<std::uint32_t> ignore;
  std::vector<CompiledSignal> signals;
};

// One value to look at: a field of the input, or one of its lots.
struct Value {
  Field field;
  std::string path;
  FoldedText folded;
  GroupHits hits;
};

struct Score {
  int points = 0;
  bool exact = false;  // a signal that isn't broad spoke for it
  int alone = 0;       // of the points, those that count only where no other product is given
  std::vector<Reason> reasons;
};

bool covers(const GroupHit& outer, const GroupHit& inner) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

std::optional<std::uint32_t> add_unless_empty(Vocabulary& vocabulary, const WordGroup& group,
                                              const std::string& rule) {
  if (group.empty()) return std::nullopt;
  return vocabulary.add(group, rule);
}

CompiledScoring compile_scoring(Vocabulary& vocabulary, const Scoring& scoring, std::string rule) {
  CompiledScoring compiled;
  compiled.scoring = &scoring;
  compiled.ignore = add_unless_empty(vocabulary, scoring.ignore, rule);
  for (const auto& signal : scoring.signals) {
    const auto name = rule + "/" + signal.id;
    CompiledSignal one;
    one.signal = &signal;
    one.any = vocabulary.add(signal.any, name);
    for (const auto& group : signal.all) one.all.push_back(vocabulary.add(group, name));
    one.none = add_unless_empty(vocabulary, signal.none, name);
    one.near = add_unless_empty(vocabulary, signal.near, name);
    compiled.signals.push_back(std::move(one));
  }
  compiled.rule = std::move(rule);
  return compiled;
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

  Value look_at(Field field, std::string path, std::string_view text) const {
    FoldedText folded(text, field == Field::text ? text_limit : static_cast<std::size_t>(-1));
    auto hits = vocabulary.find(folded);
    return {field, std::move(path), std::move(folded), std::move(hits)};
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
    return values;
  }

  bool ignored(const CompiledScoring& rule, const Value& value, const GroupHit& hit) const {
    for (const auto group : {ignore, rule.ignore}) {
      if (!group) continue;
      for (const auto& span : value.hits.of(*group))
        if (covers(span, hit)) return true;
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
      const bool apart = other_first >= last + limit + 1 || first >= other_last + limit + 1;
      if (!apart && !ignored(rule, value, other)) return true;
    }
    return false;
  }

  Score score(const CompiledScoring& rule, std::span<const Value> values) const {
    Score total;
    for (const auto& signal : rule.signals) {
      std::optional<Reason> best;
      for (const auto& where : signal.signal->where)
        for (const auto& value : values) {
          if (value.field != where.field || (best && std::abs(best->points) >= std::abs(where.points)))
            continue;
          if (const auto hit = observe(rule, signal, where.points < 0, value))
            best = reason(rule, signal, value, *hit, where.points);
        }
      if (!best) continue;
      total.points += best->points;
      total.exact = total.exact || (best->points > 0 && !signal.signal->broad);
      if (signal.signal->alone) total.alone += best->points;
      total.reasons.push_back(std::move(*best));
    }
    std::stable_sort(total.reasons.begin(), total.reasons.end(),
                     [](const Reason& a, const Reason& b) { return a.points > b.points; });
    return total;
  }

  struct ProductScore {
    ProductHit product;
    bool exact = false;
    bool only_alone = false;
  };
  std::vector<ProductScore> products_in(std::span<const Value> values, const Tagging& tagging) const {
    std::vector<ProductScore> hits;
    for (std::size_t i = 0; i < products.size(); ++i) {
      const auto& product = product_rules[i];
      if (!product.requires_tag.empty() && !tagging.has_tag(product.requires_tag)) continue;
      auto total = score(products[i], values);
      if (total.points < product.scoring.threshold) continue;
      const bool only_alone = total.points - total.alone < product.scoring.threshold;
      hits.push_back(
          {{product.id, total.points, product.ours, std::move(total.reasons)}, total.exact, only_alone});
    }
    if (std::any_of(hits.begin(), hits.end(), [](const ProductScore& hit) { return !hit.only_alone; }))
      std::erase_if(hits, [](const ProductScore& hit) { return hit.only_alone; });
    return hits;
  }

  Reason reason(const CompiledScoring& rule, const CompiledSignal& signal, const Value& value,
                const GroupHit& hit, int points) const {
    Reason made;
    made.rule = rule.rule + "/" + signal.signal->id;
    made.field = value.path;
    made.start = value.folded.point_at(hit.begin);
    made.end = value.folded.point_after(hit.end);
    made.matched = value.folded.original(made.start, made.end);
    made.points = points;
    made.text = fill_sentence(signal.signal->say, {{"word", made.matched}});
    return made;
  }
};

TagInput tag_input(const Notice& notice) {
  TagInput input;
  input.title = notice.title;
  input.project_name = notice.project_name;
  for (const auto& lot : notice.lots) input.lots.push_back(lot.name);
  for (const auto& intention : notice.intentions) input.intentions.push_back(intention.name);
  input.buyer = notice.buyer.name;
  input.text = notice.text;
  return input;
}

bool Tagging::has_tag(std::string_view id) const {
  return std::any_of(tags.begin(), tags.end(), [id](const Tag& tag) { return tag.id == id; });
}

Result<Tagger> Tagger::compile(const RuleBook& book) {
  auto compiled = std::make_unique<Compiled>();
  compiled->tag_rules = book.tags;
  compiled->product_rules = book.products;
  compiled->text_limit = book.text_limit;
  compiled->ignore = add_unless_empty(compiled->vocabulary, book.ignore, "ignore");
  for (const auto& tag : compiled->tag_rules)
    compiled->tags.push_back(compile_scoring(compiled->vocabulary, tag.scoring, "tags/" + tag.id));
  for (const auto& product : compiled->product_rules)
    compiled->products.push_back(
        compile_scoring(compiled->vocabulary, product.scoring, "products/" + product.id));
  if (auto done = compiled->vocabulary.compile(); !done) return done.error();
  return Tagger(std::move(compiled));
}

Tagging Tagger::tag(const TagInput& input) const {
  auto values = compiled_->look_at(input);
  Tagging tagging;
  for (std::size_t i = 0; i < compiled_->tags.size(); ++i) {
    auto score = compiled_->score(compiled_->tags[i], values);
    if (score.points >= compiled_->tags[i].scoring->threshold)
      tagging.tags.push_back({compiled_->tag_rules[i].id, std::move(score.reasons)});
  }
  // The text speaks of many things besides what is bought; so it only counts where the short fields are silent or
  // name no more than the field.
  const auto is_text = [](const Value& value) { return value.field == Field::text; };
  const auto short_end = std::stable_partition(values.begin(), values.end(), std::not_fn(is_text));
  auto hits = compiled_->products_in({values.begin(), short_end}, tagging);
  const auto exact = [](const auto& hit) { return hit.exact; };
  if (std::none_of(hits.begin(), hits.end(), exact)) hits = compiled_->products_in(values, tagging);
  for (auto& hit : hits) tagging.products.push_back(std::move(hit.product));
  const auto given = tagging.products;
  std::erase_if(tagging.products, [&](const ProductHit& hit) {
    const auto rule = std::find_if(compiled_->product_rules.begin(), compiled_->product_rules.end(),
                                   [&](const Product& product) { return product.id == hit.id; });
    return std::any_of(rule->yields_to.begin(), rule->yields_to.end(), [&](const std::string& stronger) {
      return std::any_of(given.begin(), given.end(),
                         [&](const ProductHit& other) { return other.id == stronger; });
    });
  });
  return tagging;
}

Tagger::Tagger(std::unique_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
Tagger::Tagger(Tagger&&) noexcept = default;
Tagger& Tagger::operator=(Tagger&&) noexcept = default;
Tagger::~Tagger() = default;

}  // namespace tenderlead::rules

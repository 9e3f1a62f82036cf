// Words, signals, tags and products.
#include "app/config/rules_reader.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

namespace tenderlead::config {
namespace {

constexpr std::array<std::string_view, 5> kFieldNames{"title", "project_name", "lots", "buyer", "text"};
constexpr int kMostPoints = 1000;

}  // namespace

void RulesReader::read_id(MapReader& map, std::map<std::string, int>& taken, std::string& out) {
  if (!map.required_text("id", out)) return;
  const auto& node = *map.get("id");
  if (!is_id(out)) map.fault(node, "'id' may hold a-z, 0-9, '_' and '-' only, at most 64 of them");
  const auto [first, fresh] = taken.try_emplace(out, node.line);
  if (!fresh)
    map.fault(node, "the id '" + out + "' is taken; first in line " + std::to_string(first->second));
}

void RulesReader::read_vocabulary(const YamlNode& root, Faults& faults) {
  const auto* node = root.find("vocabulary");
  if (node == nullptr || !expect_map(*node, "vocabulary", faults)) return;
  for (const auto& entry : node->entries) {
    rules::WordGroup group;
    read_words(entry.value, entry.key, faults, group);
    if (vocabulary_.emplace(entry.key, std::move(group)).second)
      unused_.emplace(entry.key, place(entry.line, entry.column, faults));
    else
      faults.add(entry.line, entry.column,
                 "the word list '" + entry.key + "' is defined in another file already");
  }
}

// A plain word; "$name" for a list of the vocabulary; "/.../" for a pattern.
void RulesReader::read_word(const YamlNode& node, std::string_view key, Faults& faults,
                            rules::WordGroup& out) {
  std::string text;
  if (!read_text(node, key, faults, text)) return;
  if (text.size() > 1 && text.front() == '$') {
    const auto found = vocabulary_.find(text.substr(1));
    if (found == vocabulary_.end()) {
      if (!complete_) return;
      std::vector<std::string_view> names;
      for (const auto& [name, group] : vocabulary_) names.push_back(name);
      faults.add(node, "no word list is called '" + text.substr(1) + "'" + hint(text.substr(1), names));
      return;
    }
    unused_.erase(found->first);
    const auto append = [](auto& to, const auto& from) { to.insert(to.end(), from.begin(), from.end()); };
    const auto& group = found->second;
    append(out.words, group.words);
    append(out.patterns, group.patterns);
    append(out.word_places, group.word_places);
    append(out.pattern_places, group.pattern_places);
    return;
  }
  if (text.size() > 2 && text.front() == '/' && text.back() == '/') {
    auto pattern = text.substr(1, text.size() - 2);
    re2::RE2::Options options;
    options.set_log_errors(false);
    const re2::RE2 compiled(pattern, options);
    if (!compiled.ok())
      faults.add(node, "'" + text + "' isn't a pattern (RE2): " + compiled.error());
    else if (re2::RE2::FullMatch("", compiled))
      faults.add(node, "'" + text + "' matches nothing at all, so everywhere");
    else {
      out.patterns.push_back(std::move(pattern));
      out.pattern_places.push_back(place(node, faults));
    }
    return;
  }
  // Forgotten slashes would make a word that never matches.
  if (text.find("(?:") != std::string::npos || text.find(".{") != std::string::npos) {
    faults.add(node, "'" + text + "' looks like a pattern; write it between slashes: /" + text + "/");
    return;
  }
  if (text.empty())
    faults.add(node, "an empty word in '" + std::string(key) + "' would match everywhere");
  else {
    out.words.push_back(std::move(text));
    out.word_places.push_back(place(node, faults));
  }
}

void RulesReader::read_words(const YamlNode& node, std::string_view key, Faults& faults,
                             rules::WordGroup& out) {
  if (node.kind == YamlNode::Kind::scalar) return read_word(node, key, faults, out);
  if (!expect_list(node, key, faults)) return;
  for (const auto& item : node.items) read_word(item, key, faults, out);
}

void RulesReader::words(MapReader& map, std::string_view key, rules::WordGroup& out) {
  if (const auto* node = map.get(key)) read_words(*node, key, map.faults(), out);
}

void RulesReader::read_fields(const YamlNode& node, Faults& faults, std::vector<rules::FieldPoints>& out) {
  if (!expect_map(node, "in", faults)) return;
  out.clear();
  for (const auto& entry : node.entries) {
    const auto field = rules::field_from_string(entry.key);
    if (!field) {
      faults.add(entry.line, entry.column, "'" + entry.key + "' is no field" + hint(entry.key, kFieldNames));
      continue;
    }
    std::int64_t points = 0;
    if (read_whole(entry.value, entry.key, faults, -kMostPoints, kMostPoints, points))
      out.push_back({*field, static_cast<int>(points)});
  }
}

rules::Signal RulesReader::read_signal(const YamlNode& node, const std::vector<rules::FieldPoints>& usual,
                                       Faults& faults) {
  rules::Signal signal;
  MapReader map(node, "signal", faults);
  if (map.required_text("id", signal.id) && !is_id(signal.id))
    map.fault(*map.get("id"), "'id' may hold a-z, 0-9, '_' and '-' only, at most 64 of them");
  signal.where = usual;
  auto before = faults.count();
  if (const auto* fields = map.get("in")) read_fields(*fields, faults, signal.where);
  if (signal.where.empty() && faults.count() == before && node.kind == YamlNode::Kind::map)
    map.fault(node, "the signal looks nowhere; give 'in', as {title: 10, text: 5}");
  before = faults.count();
  if (const auto* any = map.require("any")) {
    read_words(*any, "any", faults, signal.any);
    if (signal.any.empty() && complete_ && faults.count() == before)
      map.fault(*any, "'any' needs at least one word");
  }
  if (const auto* all = map.get("all"); all != nullptr && expect_list(*all, "all", faults))
    for (const auto& item : all->items) read_words(item, "all", faults, signal.all.emplace_back());
  words(map, "none", signal.none);
  if (const auto* near = map.get("near")) read_near(*near, faults, signal);
  if (const auto* when = map.get("when")) signal.when = read_when(*when, faults, false);
  signal.place = place(node, faults);
  map.flag("broad", signal.broad);
  map.flag("alone", signal.alone);
  map.text("say", signal.say);
  map.finish();
  return signal;
}

void RulesReader::read_scoring(MapReader& map, const std::vector<rules::FieldPoints>& usual,
                               rules::Scoring& out) {
  const auto* threshold = map.get("threshold");
  map.whole("threshold", 1, kMostPoints, out.threshold);
  out.threshold_place = place(threshold == nullptr ? map.node() : *threshold, map.faults());
  words(map, "ignore", out.ignore);
  if (const auto* exclude = map.get("exclude")) read_exclude(*exclude, map.faults(), out);
  const auto* when = map.get("when");
  if (when != nullptr) out.when = read_when(*when, map.faults(), false);
  // What has conditions may do without signals, and is then given wherever they hold.
  const auto* signals = when != nullptr ? map.get("signals") : map.require("signals");
  if (signals == nullptr || !expect_list(*signals, "signals", map.faults())) return;
  std::map<std::string, int> taken;
  for (const auto& item : signals->items) {
    auto signal = read_signal(item, usual, map.faults());
    const auto* id = item.find("id");
    if (const auto [first, fresh] = taken.try_emplace(signal.id, item.line); !fresh && id != nullptr)
      map.fault(*id, "the id '" + signal.id + "' is taken; first in line " + std::to_string(first->second));
    out.signals.push_back(std::move(signal));
  }
}

void RulesReader::read_tags(const YamlNode& root, Faults& faults) {
  MapReader file(root, "tags.yaml", faults);
  file.get("vocabulary");
  file.whole("text_limit", 100, 1'000'000, book_.text_limit);
  words(file, "ignore", book_.ignore);
  std::vector<rules::FieldPoints> usual;
  if (const auto* fields = file.get("in")) read_fields(*fields, faults, usual);
  const auto* tags = file.require("tags");
  file.finish();
  if (tags == nullptr || !expect_list(*tags, "tags", faults)) return;
  std::map<std::string, int> taken;
  for (const auto& item : tags->items) {
    rules::TagRule tag;
    MapReader map(item, "tag", faults);
    read_id(map, taken, tag.id);
    map.required_text("name", tag.name);
    map.text("description", tag.description);
    map.text("owner", tag.owner);
    map.text("say", tag.say);
    tag.place = place(item, faults);
    read_state(map, tag.state);
    read_tag_kind(map, tag);
    if (tag.kind == rules::TagKind::rule) read_scoring(map, usual, tag.scoring);
    map.finish();
    book_.tags.push_back(std::move(tag));
  }
}

void RulesReader::read_products(const YamlNode& root, Faults& faults) {
  MapReader file(root, "products.yaml", faults);
  file.get("vocabulary");
  std::vector<rules::FieldPoints> usual;
  if (const auto* fields = file.get("in")) read_fields(*fields, faults, usual);
  std::string requires_tag;
  reference(file, "requires_tag", Names::tag, requires_tag);
  const auto* products = file.require("products");
  file.finish();
  if (products == nullptr || !expect_list(*products, "products", faults)) return;
  std::map<std::string, int> taken;
  for (const auto& item : products->items) {
    rules::Product product;
    product.requires_tag = requires_tag;
    MapReader map(item, "product", faults);
    read_id(map, taken, product.id);
    map.required_text("name", product.name);
    map.text("name_en", product.name_en);
    map.flag("ours", product.ours);
    reference(map, "requires_tag", Names::tag, product.requires_tag);
    references(map, "yields_to", Names::product, product.yields_to);
    product.place = place(item, faults);
    read_state(map, product.state);
    read_scoring(map, usual, product.scoring);
    if (product.scoring.signals.empty() && map.get("signals") == nullptr &&
        item.kind == YamlNode::Kind::map && map.get("when") != nullptr)
      map.fault(item, "a product needs 'signals': the words by which buyers ask for it");
    map.finish();
    book_.products.push_back(std::move(product));
  }
}

void RulesReader::reference(MapReader& map, std::string_view key, Names names, std::string& out) {
  if (!map.text(key, out) || out.empty()) return;
  const auto& node = *map.get(key);
  references_.push_back({map.faults().file(), node.line, node.column, names, out});
}

void RulesReader::references(MapReader& map, std::string_view key, Names names,
                             std::vector<std::string>& out) {
  if (!map.texts(key, out)) return;
  const auto& node = *map.get(key);
  const auto note = [&](const YamlNode& at) {
    references_.push_back({map.faults().file(), at.line, at.column, names, at.text});
  };
  if (node.kind == YamlNode::Kind::scalar) note(node);
  for (const auto& item : node.items) note(item);
}

void RulesReader::check_references() {
  if (!complete_) return;
  for (const auto& [name, at] : unused_) book_.unused_words.emplace_back(name, at);
  check_circles();
  std::vector<std::string_view> products, tags;
  for (const auto& product : book_.products) products.push_back(product.id);
  for (const auto& tag : book_.tags) tags.push_back(tag.id);
  for (const auto& reference : references_) {
    const auto& known = reference.names == Names::product ? products : tags;
    if (std::find(known.begin(), known.end(), reference.id) != known.end()) continue;
    const std::string what = reference.names == Names::product ? "product" : "tag";
    Faults(reference.file, all_faults_)
        .add(reference.line, reference.column,
             "there is no " + what + " '" + reference.id + "'" + hint(reference.id, known));
  }
}

}  // namespace tenderlead::config

// What the readers of the rule files share: the book being filled, the vocabulary, and references to check at the end.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/config/checked_reader.h"
#include "rules/rulebook.h"

namespace tenderlead::config {

class RulesReader {
 public:
  RulesReader(rules::RuleBook& book, std::vector<ConfigFault>& faults) : book_(book), all_faults_(faults) {}

  // A file couldn't be read at all: what it would have defined isn't missed in the others.
  void note_unreadable_file() { complete_ = false; }

  // The `vocabulary` of a file: named word lists that any word list of any rule file uses as $name. To be read
  // from all files before anything else.
  void read_vocabulary(const YamlNode& root, Faults& faults);

  void read_tags(const YamlNode& root, Faults& faults);
  void read_products(const YamlNode& root, Faults& faults);
  void read_leads(const YamlNode& root, Faults& faults);
  void read_partners(const YamlNode& root, Faults& faults);
  void read_ratings(const YamlNode& root, Faults& faults);
  void read_prices(const YamlNode& root, Faults& faults);
  void read_departments(const YamlNode& root, Faults& faults);
  void read_plans(const YamlNode& root, Faults& faults);
  void read_team(const YamlNode& root, Faults& faults);

  // Reports ids of products and tags that don't exist, and tags and products that rest on themselves. To be called when
  // all files are read.
  void check_references();

  // The conditions of a `when`: a map of facts that all must hold, with `any`, `all` and `none` over lists of such maps, `tag`,
  // `installed` and `not_installed`. `leads`: facts that only leads have may be asked for.
  rules::Condition read_when(const YamlNode& node, Faults& faults, bool leads);

 private:
  enum class Names { product, tag };
  struct Reference {
    std::string file;
    int line;
    int column;
    Names names;
    std::string id;
  };

  void read_words(const YamlNode& node, std::string_view key, Faults& faults, rules::WordGroup& out);
  void read_word(const YamlNode& node, std::string_view key, Faults& faults, rules::WordGroup& out);
  void words(MapReader& map, std::string_view key, rules::WordGroup& out);
  void read_fields(const YamlNode& node, Faults& faults, std::vector<rules::FieldPoints>& out);
  rules::Signal read_signal(const YamlNode& node, const std::vector<rules::FieldPoints>& usual,
                            Faults& faults);
  void read_scoring(MapReader& map, const std::vector<rules::FieldPoints>& usual, rules::Scoring& out);
  void sentence(MapReader& map, const std::string& key, bool required, rules::Sentence& out);
  void read_score(const YamlNode& node, Faults& faults);
  void read_changes(const YamlNode& node, Faults& faults);
  void read_criterion(const YamlNode& node, Faults& faults, std::vector<rules::Criterion>& out);
  void read_criteria(MapReader& map, const std::vector<rules::Criterion>& common, rules::LeadRule& rule);
  void read_lead_rule(const YamlNode& item, const std::vector<rules::Criterion>& common,
                      std::map<std::string, int>& taken, Faults& faults);
  void read_plan_step(const YamlNode& node, rules::PlanTemplate& plan, Faults& faults);
  void read_member(const YamlNode& node, std::map<std::string, int>& taken, Faults& faults);
  void read_condition(const YamlEntry& entry, Faults& faults, std::vector<rules::FactCondition>& out);
  // Reports words that the fact never is.
  void check_words(rules::Fact fact, const YamlNode& node, Faults& faults);
  void references(MapReader& map, std::string_view key, Names names, std::vector<std::string>& out);
  void reference(MapReader& map, std::string_view key, Names names, std::string& out);
  // An id that no earlier element of the list has.
  void read_id(MapReader& map, std::map<std::string, int>& taken, std::string& out);

  rules::Place place(int line, int column, const Faults& faults);
  rules::Place place(const YamlNode& node, const Faults& faults) {
    return place(node.line, node.column, faults);
  }
  // What may stand for a fact: a number, a list of them, bounds; words; dates; regions.
  void read_fact(const YamlEntry& entry, Faults& faults, rules::Condition& out);
  void read_number(const YamlEntry& entry, Faults& faults, rules::Condition& out);
  void read_words_of_fact(const YamlEntry& entry, Faults& faults, rules::Condition& out);
  void read_installed(const YamlEntry& entry, Faults& faults, rules::Condition& out);
  void read_parts(const YamlEntry& entry, Faults& faults, bool leads, rules::Condition& out);
  void read_near(const YamlNode& node, Faults& faults, rules::Signal& signal);
  void read_exclude(const YamlNode& node, Faults& faults, rules::Scoring& out);
  void read_tag_kind(MapReader& map, rules::TagRule& tag);
  void read_state(MapReader& map, rules::RuleState& out);
  void check_circles();

  rules::RuleBook& book_;
  std::vector<ConfigFault>& all_faults_;
  std::map<std::string, rules::WordGroup> vocabulary_;
  std::map<std::string, rules::Place> unused_;  // of the vocabulary
  std::vector<Reference> references_;
  bool complete_ = true;
};

}  // namespace tenderlead::config

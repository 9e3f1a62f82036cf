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

  // Reports ids of products and tags that don't exist. To be called when all files are read.
  void check_references();

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
  void read_factor(const YamlNode& node, rules::LeadRule& rule, Faults& faults);
  void read_condition(const YamlEntry& entry, Faults& faults, std::vector<rules::FactCondition>& out);
  // Reports words that the fact never is.
  void check_words(rules::Fact fact, const YamlNode& node, Faults& faults);
  void references(MapReader& map, std::string_view key, Names names, std::vector<std::string>& out);
  void reference(MapReader& map, std::string_view key, Names names, std::string& out);
  // An id that no earlier element of the list has.
  void read_id(MapReader& map, std::map<std::string, int>& taken, std::string& out);

  rules::RuleBook& book_;
  std::vector<ConfigFault>& all_faults_;
  std::map<std::string, rules::WordGroup> vocabulary_;
  std::vector<Reference> references_;
  bool complete_ = true;
};

}  // namespace tenderlead::config

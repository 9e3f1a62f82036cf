// Tagger: which tags and products a notice's words speak for, with the words and their places as reasons.
//
// Compiled once from a RuleBook: all words of all rules become one Aho-Corasick automaton, all patterns one
// RE2::Set, so a text is read twice whatever the number of rules. Immutable afterwards: tag() may be called from
// several threads at once. The answer depends on rule book and input alone; order is the rule book's.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/lead.h"
#include "model/notice.h"
#include "model/result.h"
#include "rules/rulebook.h"

namespace tenderlead::rules {

// What a tagger looks at. Empty parts are not there.
struct TagInput {
  std::string title;
  std::string project_name;
  std::vector<std::string> lots;        // their names
  std::vector<std::string> intentions;  // names of planned procurements; looked at as lots are
  std::string buyer;                    // name
  std::string text;                     // body or snippet
};
TagInput tag_input(const Notice& notice);

// A product with the points that its signals added up to.
struct ProductHit {
  std::string id;
  int points = 0;
  bool ours = false;
  std::vector<Reason> reasons;  // rule "products/<id>/<signal>"
};

struct Tagging {
  std::vector<Tag> tags;  // reasons carry the signals' points, for and against
  std::vector<ProductHit> products;

  bool has_tag(std::string_view id) const;
};

class Tagger {
 public:
  // Fails with invalid_config on a pattern that RE2 refuses (the message names rule and pattern), or with
  // too_large when the patterns don't compile within 64 MiB.
  static Result<Tagger> compile(const RuleBook& book);

  Tagging tag(const TagInput& input) const;

  Tagger(Tagger&&) noexcept;
  Tagger& operator=(Tagger&&) noexcept;
  ~Tagger();

 private:
  struct Compiled;
  explicit Tagger(std::unique_ptr<const Compiled> compiled);
  std::unique_ptr<const Compiled> compiled_;
};

}  // namespace tenderlead::rules

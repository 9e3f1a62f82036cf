// Tagger: which tags and products a notice's words and circumstances speak for, with the words and their places as
// reasons; and which tags a project or an organisation gets.
//
// Compiled once from a RuleBook: all words of all rules, and the strings without which a pattern can't match, are looked
// for together, so a text is read once whatever the number of rules. Conditions are judged last, for rules whose
// words are there. Immutable afterwards: tag() may be called from several threads at once. The answer depends on rule
// book, input and circumstances alone; order is the rule book's. Drafts and retired rules give nothing.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "model/lead.h"
#include "model/notice.h"
#include "model/project.h"
#include "model/result.h"
#include "rules/condition.h"
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
  std::vector<TextRow> rows = {};       // of tables in `text`, by their places
};
TagInput tag_input(const Notice& notice);
// What a project's notices say, the titles each once and of the texts the last one's. Any notice may be null.
TagInput tag_input(const Project& project, const std::vector<const Notice*>& notices);
// An organisation's name, as `buyer`.
TagInput tag_input(const Organisation& organisation);

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
  // Fails with invalid_config on a pattern that RE2 refuses (the message names rule and pattern) and on tags that
  // rest on each other in a circle, or with too_large when the patterns don't compile within 64 MiB.
  static Result<Tagger> compile(const RuleBook& book);

  // Products are given to notices alone. `at.tags` and `at.products` aren't looked at: they are what is found out, the tags
  // together with those of the project and the buyer, where `at` has them.
  Tagging tag(const TagInput& input, const Circumstances& at, Subject subject = Subject::notice) const;
  // Of a notice of which nothing else is known.
  Tagging tag(const TagInput& input) const { return tag(input, {}); }

  // What a notice's tags and products have to be told besides the notice itself.
  const Needs& needs() const;
  // Whether any tag is given to subjects of this kind.
  bool has_tags_of(Subject subject) const;

  Tagger(Tagger&&) noexcept;
  Tagger& operator=(Tagger&&) noexcept;
  ~Tagger();

 private:
  struct Compiled;
  explicit Tagger(std::unique_ptr<const Compiled> compiled);
  std::unique_ptr<const Compiled> compiled_;
};

}  // namespace tenderlead::rules

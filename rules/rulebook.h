// The RuleBook: everything that sales people may edit about products, tags, leads, partners, ratings and prices, as
// plain values. app/config reads it from config/*.yaml (docs/rules.md explains every key); this room only uses it.
//
// The word matching is the same everywhere. Text is compared after folding (words.h): full-width ASCII as half-width,
// upper case as lower case, no white space between Chinese characters, separators as line feeds; places are still
// those of the original. A word that begins or ends with an ASCII letter doesn't match inside a longer run of ASCII
// letters ("HIS" isn't in "history"). Patterns are RE2 and see the folded text: they are written in lower case,
// and their "." stops at 、，。；！？,;!?
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/lead.h"
#include "model/notice.h"
#include "model/organisation.h"
#include "rules/condition.h"
#include "rules/lead_rules.h"

namespace tenderlead::rules {

// Where a word may stand. `text` is the notice's body, or the snippet that a vendor's export gives.
enum class Field { title, project_name, lots, buyer, text };
inline constexpr Field kAllFields[] = {Field::title, Field::project_name, Field::lots, Field::buyer,
                                       Field::text};
const char* to_string(Field field);
std::optional<Field> field_from_string(std::string_view name);

// Alternatives: any one word or pattern is enough.
struct WordGroup {
  std::vector<std::string> words;
  std::vector<std::string> patterns;  // RE2, on folded text
  // Where each of them was written, one by one; empty for groups that no file has.
  std::vector<Place> word_places = {};
  std::vector<Place> pattern_places = {};

  bool empty() const { return words.empty() && patterns.empty(); }
};

// Points for a hit in one field. Negative points argue against.
struct FieldPoints {
  Field field = Field::title;
  int points = 0;  // -1000..1000
};

// How near is near.
enum class Reach {
  characters,  // at most Signal::within code points between the two words
  sentence,    // nothing of 。！？!?；; and no line break stands between them
  row,         // of one table; of text without tables, on one line
};

// One observation that speaks for or against. It is made in a field when one of `any` stands there outside
// ignored words, each group of `all` stands there too, nothing of `none` does, with `near` one of its words stands
// as near to the hit as `reach` asks, and `when` holds. It counts once: in the field where it weighs most.
struct Signal {
  std::string id;  // unique within its rule; part of the reason: "tags/health_it/surgery_system"
  std::vector<FieldPoints> where;  // fields not named here are not looked at
  WordGroup any;
  std::vector<WordGroup> all;
  WordGroup none;
  WordGroup near;
  int within = 0;  // code points between the two words; 0 with an empty `near`
  // Names the field and not the thing: 信息化建设, 维保. Where a notice's short fields have nothing more exact for any
  // product, its text is looked at as well. Means nothing in tags, which always look at the text.
  bool broad = false;
  // Of products: counts only where no other product is given. Means nothing in tags.
  bool alone = false;
  std::string say;  // Chinese sentence; {word} is the matched word
  Reach reach = Reach::characters;
  Condition when = {};
  Place place = {};
};

// Signals whose points are added up and compared with a threshold.
struct Scoring {
  int threshold = 10;
  std::vector<Signal> signals;
  WordGroup
      ignore;  // what lies inside one of these doesn't speak for it: 输液系统, 电子化交易系统; it may still speak against
  // One of these in one of `exclude_in`, and the rule says no, whatever else speaks for it.
  WordGroup exclude = {};
  std::vector<Field> exclude_in = {Field::title, Field::project_name, Field::lots};
  Condition when = {};         // must hold as well; with no signals at all it decides alone
  Place threshold_place = {};  // where `threshold` was written, else where the rule begins
};

// Where a tag comes from. Learned ones have their place in the files and the store; reading refuses them until there is a
// model to give them.
enum class TagKind {
  simple,   // a value or band of one attribute
  rule,     // an expression: signals and conditions
  learned,  // a model
};
inline constexpr TagKind kAllTagKinds[] = {TagKind::simple, TagKind::rule, TagKind::learned};
const char* to_string(TagKind kind);

enum class RuleState {
  draft,    // given to nothing; `rules test` shows what it would be given to
  active,   // in force
  retired,  // given to nothing; kept for its history
};
inline constexpr RuleState kAllRuleStates[] = {RuleState::draft, RuleState::active, RuleState::retired};
const char* to_string(RuleState state);
const char* chinese_name(RuleState state);

// What a tag is given to.
enum class Subject { notice, project, organisation };
inline constexpr Subject kAllSubjects[] = {Subject::notice, Subject::project, Subject::organisation};
const char* to_string(Subject subject);
const char* chinese_name(Subject subject);

// Whether a condition on something of kind `at` sees the tags that are given to something of kind `of`: a notice has its project's
// and its buyer's besides its own, a project its buyer's.
bool sees_tags(Subject at, Subject of);

struct TagRule {
  std::string id;    // [a-z0-9_]+, stable
  std::string name;  // Chinese
  Scoring scoring;
  std::string description = {};
  std::string owner = {};  // who answers for it
  TagKind kind = TagKind::rule;
  RuleState state = RuleState::active;
  std::vector<Subject> of = {Subject::notice};
  std::string say = {};  // of tags without signals: Chinese; {fact} names are replaced by their values
  Place place = {};

  bool is_of(Subject subject) const;
};

// Something that is sold, or whose purchase says what is going on at the account.
struct Product {
  std::string id;    // [a-z0-9_]+, stable
  std::string name;  // Chinese
  bool ours = false;
  std::string requires_tag;            // given only together with this tag; empty: always
  std::vector<std::string> yields_to;  // not given when one of these products is
  Scoring scoring;
  RuleState state = RuleState::active;
  Place place = {};
  std::string name_en = {};  // empty: English pages and sentences have the Chinese name

  const std::string& english_name() const { return name_en.empty() ? name : name_en; }
};

struct RuleBook {
  std::vector<TagRule> tags;
  std::vector<Product> products;
  WordGroup ignore;               // for all tags and products
  std::size_t text_limit = 4000;  // code points of the text that tags and products look at
  std::vector<LeadRule> leads;
  ScoreRules score;
  int forget_after_days = 400;  // after a lead's end; what somebody worked on is kept
  std::vector<ChangeSentence> changes;
  std::vector<PlanTemplate> plans;
  Team team;
  std::vector<Partner> partners;
  std::vector<PartnerOffer> partner_offers;
  std::vector<std::string> place_names;  // that a company's name may begin with; where a partner has a brand
  std::vector<std::string> own_names;    // our own company names: an award to us is no competitor's
  std::vector<RatingRequirement> ratings;
  std::vector<DepartmentWish> departments;
  std::vector<PriceBand> prices;
  std::vector<PriceAdjustment> price_adjustments;
  Sentence price_say;       // {low}, {high}, {scope}, {tier}, {level}
  Sentence price_say_over;  // the same for bands without an upper end
  // For messages about rules: the files that places are in, and the word lists that no rule uses, by name.
  std::vector<std::string> files;
  std::vector<std::pair<std::string, Place>> unused_words;

  const Product* product(std::string_view id) const;
};

}  // namespace tenderlead::rules

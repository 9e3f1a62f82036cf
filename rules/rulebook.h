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

  bool empty() const { return words.empty() && patterns.empty(); }
};

// Points for a hit in one field. Negative points argue against.
struct FieldPoints {
  Field field = Field::title;
  int points = 0;  // -1000..1000
};

// One observation that speaks for or against. It is made in a field when one of `any` stands there outside
// ignored words, each group of `all` stands there too, nothing of `none` does, and, with `near`, one of its words
// stands within `within` code points of the hit. It counts once: in the field where it weighs most.
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
};

// Signals whose points are added up and compared with a threshold.
struct Scoring {
  int threshold = 10;
  std::vector<Signal> signals;
  WordGroup
      ignore;  // what lies inside one of these doesn't speak for it: 输液系统, 电子化交易系统; it may still speak against
};

struct TagRule {
  std::string id;    // [a-z0-9_]+, stable
  std::string name;  // Chinese
  Scoring scoring;
};

// Something that is sold, or whose purchase says what is going on at the account.
struct Product {
  std::string id;    // [a-z0-9_]+, stable
  std::string name;  // Chinese
  bool ours = false;
  std::string requires_tag;            // given only together with this tag; empty: always
  std::vector<std::string> yields_to;  // not given when one of these products is
  Scoring scoring;
};

// What a lead's factors can ask about. Numbers are whole; a fact that isn't known never fulfils a condition.
enum class Fact {
  // numbers
  days_to_deadline,  // from the day of matching to the bid deadline; negative when past
  days_since_published,
  days_to_expected,  // intentions: to the first day of the expected month
  days_to_end,       // contracts: to the end of the service term
  budget_wan,        // budget or ceiling or award, in 万元
  tier,              // hospital tier 1..3
  beds,
  outpatient_visits,
  emr_level,
  rating_gap,      // levels below what the tier requires
  product_points,  // what the product's signals added up to
  // words
  ours,  // "yes" or "no"
  product,
  notice_kind,
  method,
  organisation_kind,
  category,  // hospital category
  ownership,
  province,
  rating,  // which rating is short: "emr", "smart_service", "smart_management"
};
inline constexpr Fact kAllFacts[] = {Fact::days_to_deadline,
                                     Fact::days_since_published,
                                     Fact::days_to_expected,
                                     Fact::days_to_end,
                                     Fact::budget_wan,
                                     Fact::tier,
                                     Fact::beds,
                                     Fact::outpatient_visits,
                                     Fact::emr_level,
                                     Fact::rating_gap,
                                     Fact::product_points,
                                     Fact::ours,
                                     Fact::product,
                                     Fact::notice_kind,
                                     Fact::method,
                                     Fact::organisation_kind,
                                     Fact::category,
                                     Fact::ownership,
                                     Fact::province,
                                     Fact::rating};
bool is_number(Fact fact);
const char* to_string(Fact fact);
std::optional<Fact> fact_from_string(std::string_view name);

// A condition on one fact: bounds for numbers (inclusive), alternatives for words.
struct FactCondition {
  Fact fact = Fact::ours;
  std::optional<long long> at_least;
  std::optional<long long> at_most;
  std::vector<std::string> is;
};

// Adds points to a lead's score when all its conditions hold.
struct Factor {
  std::string id;
  int points = 0;
  std::vector<FactCondition> when;
  std::string say;  // Chinese; {fact} names are replaced by their values
};

// Which products of a notice become leads.
enum class ProductChoice {
  ours,          // ours alone
  ours_or_best,  // ours; where there is none, the strongest other one
  all,
};

// How one kind of lead comes about and what it counts.
struct LeadRule {
  std::string id;  // [a-z0-9_]+
  LeadKind kind = LeadKind::open_tender;
  std::vector<NoticeKind> notice_kinds;  // of the notices that it looks at; empty for capability_gap
  ProductChoice products = ProductChoice::ours_or_best;
  std::string requires_tag;  // the notice must have this tag; empty: any
  int base = 0;              // 0..100, with the sentence `say`
  std::string say;           // Chinese; {product}, {organisation}, {supplier}, {date} ...
  int max_age_days = 0;      // older notices give no lead; 0: no limit
  int days_ahead = 0;        // renewal: how long before the end it begins
  std::vector<Factor> factors;
  std::string suggestion;  // Chinese; what to do next
};

// A vendor that wins whole-hospital projects.
struct Partner {
  std::string id;
  std::string name;                // as people say it: 卫宁健康
  std::vector<std::string> names;  // parts of company names that identify it: 卫宁健康, 卫宁科技
  std::vector<std::string> makes;  // product ids that it makes itself
};

// What can be offered to a partner that won these.
struct PartnerOffer {
  std::vector<std::string> won;    // product ids
  std::vector<std::string> offer;  // product ids of ours
};

// A level that hospitals of a tier are required to have.
struct RatingRequirement {
  std::string id;
  std::string rating;  // emr, smart_service, smart_management
  std::string name;    // Chinese
  int tier = 0;
  std::optional<Ownership> ownership;
  int level = 0;
  int by_year = 0;
  std::string source;              // the document that says so
  std::vector<std::string> offer;  // product ids to call about
};

struct PriceBand {
  std::string id;
  std::vector<std::string> products;
  int tier = 0;
  int emr_level = 0;                  // that the hospital is going for
  std::string scope;                  // Chinese
  long long low_wan = 0;              // 万元
  std::optional<long long> high_wan;  // absent: "over low_wan"
};

// Multiplies a band when its condition holds.
struct PriceAdjustment {
  std::string id;
  std::vector<FactCondition> when;  // all of them
  int percent = 100;                // 110 raises by a tenth
  std::string say;
};

struct RuleBook {
  std::vector<TagRule> tags;
  std::vector<Product> products;
  WordGroup ignore;               // for all tags and products
  std::size_t text_limit = 4000;  // code points of the text that tags and products look at
  std::vector<LeadRule> leads;
  std::string cap_say;  // Chinese; why a score that went beyond 0 or 100 was cut
  std::vector<Partner> partners;
  std::vector<PartnerOffer> partner_offers;
  std::vector<std::string> own_names;  // our own company names: an award to us is no competitor's
  std::vector<RatingRequirement> ratings;
  std::vector<PriceBand> prices;
  std::vector<PriceAdjustment> price_adjustments;
  std::string price_say;       // Chinese; {low}, {high}, {scope}, {tier}, {level}
  std::string price_say_over;  // the same for bands without an upper end

  const Product* product(std::string_view id) const;
};

}  // namespace tenderlead::rules

// What sales people may edit about leads: which notices make which kind, what a score is made of, whom to call and how,
// and who of the team it is for. Plain values; app/config reads them from leads.yaml, plans.yaml, team.yaml,
// departments.yaml, partners.yaml, ratings.yaml and prices.yaml (docs/leads.md explains every key).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/lead.h"
#include "model/notice.h"
#include "model/organisation.h"
#include "rules/condition.h"

namespace tenderlead::rules {

// What people read, in both languages; {fact} and {word} names are filled in. An empty `en` falls back to `zh`.
struct Sentence {
  std::string zh;
  std::string en{};
};

// One answer to a criterion's question.
struct CriterionCase {
  std::vector<FactCondition> when;  // all of them
  int percent = 0;                  // 0..100 of the criterion's weight
  Sentence say;
  Place place = {};  // of its `when`
};

// One question that a score asks. The first case whose conditions hold answers it. Where none does, the answer is 0 if
// all the facts asked for are known, and otherwise it isn't known.
struct Criterion {
  std::string id;
  ScorePart part = ScorePart::fit;
  int weight = 1;  // 1..1000, against the other criteria of the part
  std::vector<CriterionCase> cases;
  Sentence otherwise;  // said where no case holds though the facts are known; may be empty
  Sentence unknown;    // said where they aren't
};

// A letter for a score, the highest first.
struct Grade {
  std::string id;
  std::string name;  // Chinese
  int at_least = 0;
};

struct ScoreRules {
  std::array<int, 5> weights{30, 25, 20, 15, 10};  // by ScorePart; their sum is 100
  std::vector<Grade> grades;
  Sentence rescaled;  // {parts}: said where parts of which nothing is known were left out
};

// What is said of one kind of news; `what` is one of kChanges.
struct ChangeSentence {
  std::string what;
  Sentence say;
};
inline constexpr std::string_view kChanges[] = {"opened",
                                                "kind",
                                                "reopened",
                                                "due",
                                                "tender",
                                                "amendment",
                                                "award",
                                                "contract",
                                                "acceptance",
                                                "failure",
                                                "lot_award",
                                                "lot_contract",
                                                "lot_failure",
                                                "deadline_later",
                                                "deadline_earlier",
                                                "deadline",
                                                "budget",
                                                "expired_deadline",
                                                "expired_age",
                                                "expired_end",
                                                "ended_failed",
                                                "ended_evaluated",
                                                "ended_won_by_us",
                                                "ended_awarded",
                                                "ended_partner",
                                                "ended_in_procurement",
                                                "ended_no_longer"};

// Which products of a notice become leads.
enum class ProductChoice {
  ours,          // ours alone
  ours_or_best,  // ours; where there is none, the strongest other one
  all,
};

// What a capability_gap rests on: a rating below ratings.yaml, or a department of departments.yaml without its product.
enum class GapBasis { rating, department };

// How one kind of lead comes about and what it counts.
struct LeadRule {
  std::string id;  // [a-z0-9_]+
  LeadKind kind = LeadKind::open_tender;
  std::vector<NoticeKind> notice_kinds;  // of the notices that it looks at; empty for capability_gap
  ProductChoice products = ProductChoice::ours_or_best;
  std::string requires_tag;         // the notice must have this tag; empty: any
  Sentence say;                     // {product}, {organisation}, {supplier}, {date} ...
  int max_age_days = 0;             // it ends so long after its notice, where no deadline says when; 0: never
  int days_ahead = 0;               // renewal: how long before the end it begins
  GapBasis gap = GapBasis::rating;  // capability_gap alone
  std::vector<Criterion> criteria;
  Sentence suggestion;  // what to do next
  Place place = {};
};

// Whom one step of a plan can go to.
enum class Contact { project, buyer, agency, account, winner };
inline constexpr Contact kAllContacts[] = {Contact::project, Contact::buyer, Contact::agency,
                                           Contact::account, Contact::winner};
const char* to_string(Contact contact);

struct PlanStepTemplate {
  std::string id;
  std::string channel;           // one of kChannels
  std::vector<Contact> contact;  // the first of these whose name or number is known; may be empty
  Sentence whom;                 // {contact} and {phone} are those found
  Sentence about;
  int within_days = 0;                 // of the last news
  std::optional<int> days_before_end;  // not later than so many days before the lead's `act_by`
};
inline constexpr std::string_view kChannels[] = {"phone", "visit", "email", "letter", "portal"};

// The first template of the lead's kind whose conditions hold is its plan.
struct PlanTemplate {
  std::string id;
  LeadKind kind = LeadKind::open_tender;
  std::vector<FactCondition> when;
  std::vector<PlanStepTemplate> steps;
  Place place = {};  // of its `when`, else where it begins
};

struct TeamMember {
  std::string id;
  std::string name;
  std::vector<std::string> regions;   // GB/T 2260 prefixes; empty: everywhere
  std::vector<std::string> products;  // product ids; empty: all
  std::vector<std::string> accounts;  // organisation names or ids that are theirs
  int share = 1;                      // 0..100: of the accounts that others could take as well
  int at_most = 0;                    // live leads; 0: no limit
};

struct Team {
  std::vector<TeamMember> members;
  std::string otherwise;  // who gets what nobody covers; empty: nobody

  const TeamMember* find(std::string_view id) const;
};

// A department that works with a product.
struct DepartmentWish {
  std::string id;
  std::string name;                      // Chinese: 儿童保健科
  std::vector<std::string> departments;  // parts of department names
  std::vector<std::string> offer;        // product ids
  std::string note;                      // Chinese; why
  std::string note_en;
};

// A vendor that wins whole-hospital projects.
struct Partner {
  std::string id;
  std::string name;                // as people say it: 卫宁健康
  std::vector<std::string> names;  // parts of company names that identify it: 卫宁健康, 卫宁科技
  std::vector<std::string> makes;  // product ids that it makes itself
  std::string contact{};           // whom we know there, as people entered it
  std::string phone{};
  std::vector<std::string>
      brands{};  // that its companies go by, between a place and words of the trade: 东软
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
  int emr_level = 0;  // that the hospital is going for
  Sentence scope;
  long long low_wan = 0;              // 万元
  std::optional<long long> high_wan;  // absent: "over low_wan"
};

// Multiplies a band when its condition holds.
struct PriceAdjustment {
  std::string id;
  std::vector<FactCondition> when;  // all of them
  int percent = 100;                // 110 raises by a tenth
  Sentence say;
  Place place = {};  // of its `when`
};

}  // namespace tenderlead::rules

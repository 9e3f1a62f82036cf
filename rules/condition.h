// Conditions: what besides words a tag, a product, one of their signals or a lead's factor can ask for. They are trees of
// questions about facts; app/config reads them from the key `when` (docs/rules.md lists every fact), this header
// judges them.
//
//   Circumstances at{.as_of = today, .notice = &notice, .organisation = buyer, .profile = profile};
//   if (holds(rule.when, at)) ...
//
// A fact that isn't known fulfils nothing, and breaks nothing either: answers are yes, no and unknown (Kleene's strong
// logic), so `none: [{tier: 3}]` isn't fulfilled by a hospital whose tier nobody knows. Only a yes counts.
//
// Plain values; everything is thread-safe. Nothing reads a clock: the day is given.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/installed.h"
#include "model/notice.h"
#include "model/organisation.h"
#include "model/project.h"
#include "model/time.h"

namespace tenderlead::rules {

// Where something stands in a rule file: 1-based, columns in code points; line 0 where it doesn't come from a file.
struct Place {
  int file = 0;  // of RuleBook::files
  int line = 0;
  int column = 0;

  friend bool operator==(const Place&, const Place&) = default;
};

// What can be asked about. Names say the unit: days, wan (万元), yuan.
enum class Fact {
  // numbers
  days_to_deadline,      // from the day of judging to the bid deadline; negative when past
  days_since_published,  // of the notice, or of the project's last notice
  days_to_expected,      // intentions: to the first day of the earliest expected month
  days_to_end,           // contracts: to the end of the service term
  budget_wan,            // budget, else ceiling, lots, plan, award, contract; whole 万元, rounded down
  tier,                  // hospital tier 1..3
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
  // more numbers
  budget_yuan,  // the same as budget_wan, whole yuan
  award_wan,    // what was won or contracted for
  award_yuan,
  smart_service,
  smart_management,
  discharges,
  surgeries,
  staff,
  founded,          // year
  attempt,          // of the project: 2 is tendered again after a failure
  days_since_news,  // of the last news of the procurement
  notices,          // of the procurement, each counted once however many portals have it
  // more words
  stage,            // of the project, or of the notice's kind alone
  grade,            // 甲, 乙, 丙, 未定
  interconnection,  // 四级甲等
  department,       // that the hospital has; a part of its name is enough
  supplier,         // of awards and contract; a part of the name is enough
  // of leads alone
  contact_person,  // "yes" or "no": a notice names somebody to talk to
  contact_phone,   // of the buyer or the project; not known where it is masked or in an attachment
  agency_phone,
  account_phone,       // the organisation's own page gives a number
  account_owner,       // somebody of the team has the account
  product_department,  // "yes": the hospital has a department that wants the product; "no": it lists others
  in_place,            // "ours", "other" or "none": what is known to be in place
  // dates
  published,
  deadline,
  expected,
  // places
  region,
};
enum class FactKind { number, word, date, region };
FactKind kind_of(Fact fact);
inline bool is_number(Fact fact) {
  return kind_of(fact) == FactKind::number;
}
const char* to_string(Fact fact);
std::optional<Fact> fact_from_string(std::string_view name);
// In Chinese, as people see it: 距截止天数.
const char* chinese_name(Fact fact);
std::span<const Fact> all_facts();

// One question about one fact: bounds (inclusive) for numbers and dates, alternatives for words and places.
struct FactCondition {
  Fact fact = Fact::ours;
  std::optional<long long> at_least = std::nullopt;
  std::optional<long long> at_most = std::nullopt;
  std::vector<std::string> is = {};  // regions: GB/T 2260 codes ("51", "510100") or names (四川, 成都市)
  std::optional<Date> from = std::nullopt;
  std::optional<Date> until = std::nullopt;

  friend bool operator==(const FactCondition&, const FactCondition&) = default;
};

// Something in place at the organisation. Empty members ask for nothing.
struct InstalledCondition {
  std::vector<std::string> products;  // one of these
  std::vector<std::string> vendors;   // one of these is a part of the vendor's name
  std::optional<int> ends_within_days =
      std::nullopt;  // service ends from the day of judging on, within so many days

  friend bool operator==(const InstalledCondition&, const InstalledCondition&) = default;
};

struct Condition {
  enum class Kind {
    all,            // of `parts`; none of them: always true
    any,            // of `parts`
    none,           // of `parts`
    fact,           // `fact`
    tag,            // one of `tags` was given
    installed,      // something in place fits `installed`
    not_installed,  // what is in place is known, and nothing of it fits
  };
  Kind kind = Kind::all;
  std::vector<Condition> parts = {};
  FactCondition fact = {};
  std::vector<std::string> tags = {};
  InstalledCondition installed = {};
  Place place = {};

  bool always() const { return kind == Kind::all && parts.empty(); }
};

// What is known when something is judged. Any pointer may be null: not known. Nothing is kept.
struct Circumstances {
  std::optional<Date> as_of = std::nullopt;  // without a day nothing is known that counts in days
  const Notice* notice = nullptr;
  const Project* project = nullptr;
  const Organisation* organisation = nullptr;  // the buyer, or the one that is judged
  const HospitalProfile* profile = nullptr;    // the organisation's
  const InstalledBase* installed = nullptr;  // the organisation's; one without products: nothing is in place
  const std::vector<std::string>* tags = nullptr;  // given so far: its own, its project's, its buyer's
  const std::vector<std::string>* unknown_tags = nullptr;  // nobody knows whether these are given
  // Tags of the project that a notice belongs to, and of the buyer of a notice or project. What the tagger is told, and makes
  // the two above of.
  const std::vector<std::string>* project_tags = nullptr;
  const std::vector<std::string>* organisation_tags = nullptr;
  const std::vector<std::string>* products = nullptr;  // of the notice; of a lead the one it is about
  // What the caller knows besides, before anything else: what the matcher found out about a lead.
  std::span<const std::pair<Fact, long long>> numbers = {};
  std::span<const std::pair<Fact, std::string>> words = {};
};

enum class Truth { no, unknown, yes };
Truth judge(const FactCondition& condition, const Circumstances& at);
Truth judge(const Condition& condition, const Circumstances& at);
inline bool holds(const Condition& condition, const Circumstances& at) {
  return judge(condition, at) == Truth::yes;
}

// The value of a fact, where it is known: whole numbers; dates as days since 1970.
std::optional<long long> number_of(Fact fact, const Circumstances& at);
// Whether a place lies in what a region's code or name names; unknown where the place isn't stated that exactly.
Truth lies_in(const Region& place, std::string_view region);

// What a condition has to be told besides the notice itself.
struct Needs {
  bool day = false;
  bool organisation = false;  // or its profile
  bool project = false;
  bool installed = false;
  bool products = false;
  bool project_tags = false;  // for the caller to set: which tags are whose, conditions don't say
  bool organisation_tags = false;
  std::vector<std::string> tags;  // each once

  bool beyond_notice() const {
    return day || organisation || project || installed || project_tags || organisation_tags;
  }
  void add(const Condition& condition);
};

// In one line of stable text: "budget_wan >= 50 and (region in 51|四川 or tag health_it)". Empty for always().
std::string describe(const Condition& condition);

}  // namespace tenderlead::rules

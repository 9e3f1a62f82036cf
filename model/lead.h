// Leads, and the tags and reasons they rest on.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/region.h"
#include "model/time.h"

namespace tenderlead {

enum class LeadKind { early_signal, open_tender, partner, renewal, capability_gap, competitor_win };
inline constexpr LeadKind kAllLeadKinds[] = {LeadKind::early_signal,   LeadKind::open_tender,
                                             LeadKind::partner,        LeadKind::renewal,
                                             LeadKind::capability_gap, LeadKind::competitor_win};
const char* to_string(LeadKind kind);
std::optional<LeadKind> lead_kind_from_string(std::string_view text);
// The word for it in the user interface: 早期信号, 在招项目 ...
const char* chinese_name(LeadKind kind);

// What a lead is to somebody who saw the list before: how it stands on the day of matching, told from the notices alone.
enum class LeadState {
  fresh,     // nothing has happened since its first notice
  updated,   // news came while it was alive
  reopened,  // it had ended, and news brought it back
  expired,   // its deadline is past, it is too old, or its procurement went another way
};
inline constexpr LeadState kAllLeadStates[] = {LeadState::fresh, LeadState::updated, LeadState::reopened,
                                               LeadState::expired};
const char* to_string(LeadState state);  // "new", "updated", "reopened", "expired"
std::optional<LeadState> lead_state_from_string(std::string_view text);
const char* chinese_name(LeadState state);

// What a score is made of.
enum class ScorePart { fit, intent, timing, value, reachability };
inline constexpr ScorePart kAllScoreParts[] = {ScorePart::fit, ScorePart::intent, ScorePart::timing,
                                               ScorePart::value, ScorePart::reachability};
const char* to_string(ScorePart part);
std::optional<ScorePart> score_part_from_string(std::string_view text);
const char* chinese_name(ScorePart part);

// Why a tag was given or a score counts what it counts.
struct Reason {
  std::string rule;  // the rule's id in config: "tags/health_it", "leads/open_tender/deadline_near"
  std::string
      field;  // where the words stood: "title", "project_name", "lots.0.name", "text"; empty for facts
  std::string matched;    // the words that matched, as on the page
  std::size_t start = 0;  // code points into that field's value
  std::size_t end = 0;
  int points = 0;                   // what it adds to the score; 0 for a mere tag
  std::string text;                 // Chinese sentence a sales person would say
  std::string text_en{};            // the same in English; empty where the rule has none
  std::optional<ScorePart> part{};  // the part that it counts in; absent: it doesn't count
  int weight = 0;                   // the most that it could have counted
  std::string notice_id{};          // on whose page `matched` stands; empty: on no notice's
  std::string origin{};             // of an attribute: where its value is from, and of when
};

struct Tag {
  std::string id;
  std::vector<Reason> reasons;
};

// One part of a score. `points` is absent where none of the facts that it asks for is known.
struct PartScore {
  ScorePart part = ScorePart::fit;
  int weight = 0;             // of 100
  std::optional<int> points;  // 0..weight
  int known = 0;              // per cent of the weight whose facts are known
};

// Something that the score would have asked for and nobody knows.
struct UnknownFact {
  std::string rule;  // "leads/open_tender/budget"
  ScorePart part = ScorePart::fit;
  int weight = 0;    // of 100
  std::string text;  // Chinese
  std::string text_en{};
};

// News in a lead's course.
struct LeadChange {
  std::string
      what;  // "opened", "kind", "deadline", "budget", "award", "expired", "reopened" ...: docs/leads.md
  std::optional<StatedTime> at;
  std::string from{};  // ISO 8601, decimal yuan or a name of the model
  std::string to{};
  std::string notice_id{};  // that says so; empty: time did
  std::string text{};       // Chinese
  std::string text_en{};
};

// What the organisation would pay, in 万元.
struct PriceEstimate {
  std::string band;  // the band's id in prices.yaml
  long long low_wan = 0;
  std::optional<long long> high_wan;  // absent: over low_wan
  std::vector<Reason> reasons;        // the band, then what moved it
};

// One step of the contact plan.
struct PlanStep {
  std::string id;       // "plans/open_tender/call"
  std::string channel;  // "phone", "visit", "email", "letter", "portal"
  std::string whom;     // Chinese; with the name and the number where they are known
  std::string whom_en{};
  std::string about;
  std::string about_en{};
  std::string contact{};  // the person, as a notice names them
  std::string phone{};
  std::optional<Date> by;  // the last day on which the step is of use
};

// Who of the team it is for, and why.
struct Assignment {
  std::string person;   // an id of team.yaml; empty: nobody
  std::string because;  // "account", "region", "product", "default"; stable ASCII

  bool empty() const { return person.empty(); }
};

// What made a lead. With the same three and the same store, the same lead.
struct LeadVersions {
  std::string program;
  std::string rules;   // digest of the rule files; the store has the digest of each
  std::string config;  // digest of what else of the configuration matters to leads

  friend bool operator==(const LeadVersions&, const LeadVersions&) = default;
};

// A reason to call one organisation about one product now.
struct Lead {
  std::string id;  // stable: derived from organisation, product and opportunity
  LeadKind kind = LeadKind::open_tender;
  std::string product;          // a product id of products.yaml
  std::string organisation_id;  // whom to call
  std::string organisation;     // its name
  std::string notice_id;        // what it rests on now; empty for leads from attributes alone
  std::string project_id;
  std::string title;  // of the notice
  std::string url;
  Region region;
  int score = 0;                           // 0..100
  std::optional<StatedTime> published_at;  // of the notice
  std::optional<StatedTime> act_by;        // the deadline, where there is one
  std::vector<Reason> reasons;             // most telling first
  std::string suggestion;                  // what to do next, Chinese
  std::string suggestion_en{};
  std::string opportunity{};  // "project:ID", "notice:ID", "gap"
  LeadState state = LeadState::fresh;
  std::string ended{};                     // why it expired: "deadline", "age", "failed", "won_by_us" ...
  std::optional<StatedTime> opened_at{};   // of its first notice
  std::optional<StatedTime> changed_at{};  // of its last news
  std::string grade{};                     // an id of leads.yaml: "A", "B", "C"
  int uncertainty = 0;                     // 0..29: the score is this +- by what isn't known; docs/leads.md
  int known = 100;                         // per cent of the score's weight whose facts are known
  int lowest = 0;                          // what the score would be if all that isn't known spoke against
  int highest = 100;                       // and for it
  std::vector<PartScore> parts{};          // in the order of ScorePart
  std::vector<UnknownFact> unknown{};      // the heaviest first
  std::vector<LeadChange> history{};       // oldest first
  std::vector<std::string> notices{};      // of its opportunity, oldest first
  std::optional<PriceEstimate> price{};
  std::vector<PlanStep> plan{};
  Assignment assigned{};
  LeadVersions versions{};
};

}  // namespace tenderlead

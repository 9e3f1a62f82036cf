// Trying a change of what becomes a lead (leads.yaml, partners, ratings, departments, prices, plans, team) over history: the leads of
// the list as they are by the rules in force and as they would be, told apart by their ids. Made by what `match` makes leads by,
// renewals that give way and gaps included; nothing is written.
//
// Looked at are the opportunities with a notice of the day or later, with the tags that the store has. Where these are more than
// `most`, a sample is judged (the same one each time) and the counts are estimates, of gaps, which rest on no notice, none are
// given then.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "app/rules/backtest.h"
#include "model/lead.h"
#include "rules/matcher.h"

namespace tenderlead::app {

struct LeadTrialExample {
  std::string lead_id;
  std::string organisation;
  std::string product;
  std::string notice_id;  // that it rests on; empty for gaps
  int score_before = 0;   // 0 where it isn't on that list
  int score_after = 0;
};

struct LeadTrialEffect {
  LeadKind kind = LeadKind::open_tender;
  std::int64_t added = 0, lost = 0, rescored = 0, same = 0;     // of the opportunities judged
  std::vector<LeadTrialExample> added_examples, lost_examples;  // the highest score first
  std::vector<LeadTrialExample> rescored_examples;              // those whose score moves most first
  Precision before, after;                                      // of the leads of the list that people judged
};

struct LeadTrial {
  std::int64_t opportunities = 0;  // since the day
  std::int64_t judged = 0;
  bool stale = false;  // the store's tags are of other rules than those in force: match first
  std::vector<LeadTrialEffect> effects;  // of kinds with any effect or any review, by kind
  double seconds = 0;

  bool whole() const { return judged == opportunities; }
  std::int64_t estimate(std::int64_t count) const {
    return judged == 0 ? count : (count * opportunities + judged / 2) / judged;
  }
};

struct LeadTrialOptions {
  BacktestOptions common;
  std::string tag_fingerprint;  // of the rules in force (match.h)
};

// Both books must give notices the same tags.
Result<LeadTrial> try_leads(store::Store& store, const rules::RuleBook& before, const rules::RuleBook& after,
                            const LeadTrialOptions& options);

}  // namespace tenderlead::app

// Trying a change of rules over history: what notices would be given, would lose, and would be scored otherwise.
//
// Only notices that the change can touch are looked at: rules/probes.h says by which strings the search index finds all of them,
// so the counts are those of judging every notice. Where they are more than `most`, a sample of them is judged (the same one
// each time) and the counts are estimates; `most` 0 judges all. Nothing is written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/result.h"
#include "model/time.h"
#include "rules/rulebook.h"
#include "store/store.h"

namespace tenderlead::app {

struct BacktestOptions {
  std::string since;         // YYYY-MM-DD
  Date as_of;                // the day by which conditions count
  std::size_t examples = 5;  // of each kind and rule
  std::size_t most = 40'000;
  int threads = 0;  // 0: one a processor
};

struct BacktestExample {
  std::string notice_id;
  std::string title;
  std::string url;
  std::string published_at;
  std::vector<std::string> matched;  // words, of the new judgement; of the old one where it is lost
  int points_before = 0;
  int points_after = 0;
};

// Accepted of all that people judged.
struct Precision {
  std::int64_t accepted = 0;
  std::int64_t judged = 0;

  std::optional<double> value() const {
    if (judged == 0) return std::nullopt;
    return static_cast<double>(accepted) / static_cast<double>(judged);
  }
};

struct RuleEffect {
  std::string rule;                                          // "tags/health_it", "products/lis"
  std::int64_t added = 0, lost = 0, rescored = 0, same = 0;  // of the notices judged
  std::vector<BacktestExample> added_examples, lost_examples, rescored_examples;  // the newest first
  Precision before, after;
};

struct Backtest {
  std::int64_t notices = 0;     // since the day
  std::int64_t candidates = 0;  // that the change can touch
  std::int64_t judged = 0;
  std::vector<std::string> changed;  // rules that differ
  std::vector<RuleEffect> effects;   // of rules with any effect or any review, by rule
  double seconds = 0;

  bool whole() const { return judged == candidates; }
  // A count of judged notices, as one of all candidates.
  std::int64_t estimate(std::int64_t count) const {
    return judged == 0 ? 0 : (count * candidates + judged / 2) / judged;
  }
  // By how much an estimate may be off, 19 times of 20; 0 where all were judged.
  std::int64_t margin(std::int64_t count) const;
};

// Drafts of `after` count as active: trying them is what they are for. Fails as Tagger::compile does, and as reading does.
Result<Backtest> backtest(store::Store& store, const rules::RuleBook& before, rules::RuleBook after,
                          const BacktestOptions& options);

}  // namespace tenderlead::app

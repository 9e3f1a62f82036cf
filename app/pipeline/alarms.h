// What a run's figures say against the runs before it. A source that breaks is silent: its site answers with another
// layout, its list with an empty page, and nothing fails. So silence is an alarm.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/ledger.h"
#include "store/rows.h"

namespace tenderlead::app {

// The ledger's words for what lists came to.
inline constexpr const char* kCappedReason =
    "list:capped";  // days that have more than a query gives, and can't be cut
inline constexpr const char* kWaitingReason =
    "waiting:";  // and why: what stays queued because its host can't be asked now
inline constexpr const char* kGoneReason = "list:gone";  // items that a list no longer has

// One run of a source that came to its end.
struct SourceRunCounts {
  std::int64_t begun_at = 0;  // seconds since 1970, UTC
  LedgerEntry counts;
};

// Something unusual about a run.
struct RunAlarm {
  std::string kind;        // nothing_fetched, lists_shrank, reads_little, windows_capped, silent
  std::string words;       // a sentence, without the source's name
  std::int64_t now = 0;    // links that lists gave; pages rejected; windows; days without anything new
  std::int64_t usual = 0;  // links; pages in all; days between runs with something new
  std::string detail{};    // the ledger's word for what happened most often
};

// A list that says it has more than it gave; nothing where it gave about all (98 %, or all but three), or where a page of it
// waits for the next run, since nobody knows yet.
std::optional<std::string> alarm_of(const store::ListTotalRow& list);

// What is unusual and what to look at; empty where all is as usual. `before`: the runs
// before `now`, newest first; the more there are (up to some sixty), the better. The limits, on purpose so wide that holidays
// raise none (alarms that are wrong every week are read by nobody):
// - nothing at all was fetched, and something was to be;
// - lists gave less than 30 % of the median of the last ten runs, where that is 10 links or more, of three runs or more, and
//   not because they are unchanged;
// - more than half of ten pages or more were rejected, where it was less than a fifth of twenty before;
// - a time window has more than one query gives, and can't be cut any further;
// - nothing new for a week and for four times the usual gap between runs with something new, of four such runs or more.
std::vector<RunAlarm> unusual_of(const SourceRunCounts& now, const std::vector<SourceRunCounts>& before);
// The same as sentences that name the source.
std::vector<std::string> alarms_of(const SourceRunCounts& now, const std::vector<SourceRunCounts>& before);

// Of the last runs with any links listed, ten at most and three at least: what their lists gave at the median.
std::optional<std::int64_t> usually_listed(const std::vector<SourceRunCounts>& before);

}  // namespace tenderlead::app

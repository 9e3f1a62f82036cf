// Tagger and Matcher over the store: the lead layer, rebuilt from the refined one. Leads are scored as of a day that
// is given, on several threads, and then written in one transaction: readers see the old leads or the new, and people's writes wait for
// that transaction alone.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "app/config/configuration.h"
#include "model/result.h"
#include "model/time.h"
#include "rules/matcher.h"
#include "store/store.h"

namespace tenderlead::app {

// What leads are made by: the versions that each of them records, and what is known of the rule files one by one.
struct LeadMaking {
  LeadVersions versions;
  std::string versions_json;    // with the digest of each file
  std::string tag_fingerprint;  // rules_fingerprint()
};
LeadMaking lead_making(const config::Configuration& configuration);

// What the tags in a store were given by: a digest of the rule files that have words. A store whose tags come from other rules
// has all its notices tagged again.
std::string rules_fingerprint(const config::Configuration& configuration);

// To be called before pages are read, and tagged, with the rules of this fingerprint: where the store's tags were given
// by others, it then has tags of both, and the next match gives all of them again.
Result<void> note_rules(store::Store& store, const std::string& fingerprint);

struct MatchOptions {
  Date as_of;
  LeadMaking making;           // of the matcher's rules
  bool tag_all = false;        // tag all notices again, whatever the fingerprint says
  int threads = 0;             // 0: one a processor
  std::function<bool()> stop;  // true: give up, and leave the old leads
  std::function<void(std::uint64_t done, std::uint64_t total)> on_progress;
};

struct MatchSummary {
  std::int64_t looked_at = 0;  // notices
  std::int64_t leads = 0;
  std::int64_t changed_leads = 0;  // written or removed
};

// cancelled where options.stop said so.
Result<MatchSummary> match_all(store::Store& store, const rules::Matcher& matcher,
                               const MatchOptions& options);

// The rows of a notice's tags and products.
std::vector<store::TagRow> tag_rows(const rules::Tagging& tagging);

}  // namespace tenderlead::app

// The installed base of all organisations, made anew from what the store has: awards, contracts, acceptances, and hospitals' own pages.
#pragma once

#include <string>
#include <vector>

#include "linker/installed.h"
#include "model/result.h"
#include "rules/matcher.h"
#include "store/store.h"

namespace tenderlead::app {

struct InstalledSummary {
  std::int64_t products = 0;
  std::int64_t organisations = 0;
};

// To be called when organisations and projects are linked. `fingerprint` as rules_fingerprint() gives it: where the store's
// tags are of other rules, or where it is empty, notices are looked at again.
Result<InstalledSummary> find_installed(store::Store& store, const rules::Matcher& matcher,
                                        const std::string& fingerprint, const linker::ProductLives& lives);

// What linker::in_use() asks for: the vendors that the rules know, and the products that some words name.
std::vector<linker::Vendor> known_vendors(const rules::RuleBook& book);
std::vector<linker::ProductWords> products_in(const rules::Matcher& matcher, const std::string& words);

// installed.yaml of a configuration folder ("": the shipped one).
linker::ProductLives product_lives(const std::string& directory, const rules::RuleBook& book);

}  // namespace tenderlead::app

// What a source's rules for URLs make of the links that its pages name: their canonical form, how deep they lie, and
// whether they lead nowhere.
#pragma once

#include <cstdint>
#include <string>

#include "model/source.h"
#include "store/rows.h"

namespace tenderlead::app {

// Completes a link that `parent` named: its depth and, where it is a page to be read, its URL by the rules of `source`
// (null: none). Returns why it isn't to be fetched, as the ledger counts it ("refused:trap_depth"); empty where it may
// be. `now` in seconds since 1970 UTC, 0 where no calendar is to be judged.
std::string apply_url_rules(const Source* source, const store::UrlTask& parent, std::int64_t now,
                            store::UrlTask& link);

}  // namespace tenderlead::app

// The tags of projects and organisations: given anew with each match, from the refined layer alone.
#pragma once

#include <cstdint>

#include "model/result.h"
#include "model/time.h"
#include "rules/tagger.h"
#include "store/store.h"

namespace tenderlead::app {

// Returns how many tags were given. Where no rule is for projects or organisations, what earlier rules gave goes.
Result<std::int64_t> tag_subjects(store::Store& store, const rules::Tagger& tagger, Date as_of);

}  // namespace tenderlead::app

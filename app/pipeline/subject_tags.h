// The tags of projects and organisations: given anew with each match, from the refined layer alone, and before the notices', whose
// conditions see them.
#pragma once

#include <cstdint>
#include <string>

#include "app/pipeline/organisation_view.h"
#include "model/result.h"
#include "model/time.h"
#include "rules/tagger.h"
#include "store/store.h"

namespace tenderlead::app {

// Returns how many tags were given. Where no rule is for projects or organisations, what earlier rules gave goes.
Result<std::int64_t> tag_subjects(store::Store& store, const rules::Tagger& tagger, Date as_of);

// The ids of the tags of one of them, by rules that needn't be those in force. Empty where there is none of this id.
std::vector<std::string> organisation_tags(store::Queries& queries, const rules::Tagger& tagger,
                                           const KnownHospitals& hospitals, const std::string& id,
                                           Date as_of);
std::vector<std::string> project_tags(store::Queries& queries, const rules::Tagger& tagger,
                                      const KnownHospitals& hospitals, const std::string& id, Date as_of);

}  // namespace tenderlead::app

// How names become comparable: organisations by their normalised name, projects by number or by name and buyer.
// Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "model/notice.h"
#include "model/organisation.h"
#include "store/rows.h"

namespace tenderlead::app {

// Full-width to half-width, lower case, no white space, no punctuation but brackets, without a closing "(盖章)". Empty
// for what can't be a name: nothing left, or more than 200 bytes (a sentence that a reader took for one).
std::string normalised_name(std::string_view name);

// What says that two notices are of one procurement. A number of at least 8 letters and digits with at least 4
// digits stands alone; a shorter one ("2026-01") only together with the buyer.
std::string project_number_key(const Notice& notice);
// Name and buyer together; empty where either is missing or the name is shorter than 6 characters.
std::string project_name_key(const Notice& notice);

// What an organisation is, by the words of its name, else by the part it plays.
OrganisationKind organisation_kind(std::string_view norm, store::MentionRow::Role role);

}  // namespace tenderlead::app

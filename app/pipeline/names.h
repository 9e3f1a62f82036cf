// How organisations' names become comparable.
// Pure functions; thread-safe.
#pragma once

#include <string>
#include <string_view>

#include "model/organisation.h"
#include "store/rows.h"

namespace tenderlead::app {

// Full-width to half-width, lower case, no white space, no punctuation but brackets, without a closing "(盖章)". Empty
// for what can't be a name: nothing left, or more than 200 bytes (a sentence that a reader took for one).
std::string normalised_name(std::string_view name);

// What an organisation is, by the words of its name, else by the part it plays.
OrganisationKind organisation_kind(std::string_view norm, store::MentionRow::Role role);

}  // namespace tenderlead::app

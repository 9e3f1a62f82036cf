// The JSON face of what is said of organisations: what the store keeps of an import's rows. As wire/json.h.
#pragma once

#include "model/organisation_facts.h"
#include "wire/json.h"

namespace tenderlead::wire {

json::object to_json(const OrganisationFacts& facts);
Result<OrganisationFacts> organisation_facts_from_json(const json::value& value);

}  // namespace tenderlead::wire

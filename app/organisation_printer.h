// An organisation with the origin and date of each value, for `org show` and `show`.
#pragma once

#include <boost/json/object.hpp>

#include "app/pipeline/organisation_view.h"
#include "parsers/values/regions.h"

namespace tenderlead::app {

// {"id", "name", "kind", "region", "values": [{"field", "value", "origin", "source", "at", "stands"}], "parents", "children", "merged"}.
boost::json::object to_json(const OrganisationView& view);
// In Chinese, on standard output: values that stand, then what else was said.
void print_organisation(const OrganisationView& view, const parsers::RegionTable& regions);

}  // namespace tenderlead::app

// The API's description: OpenAPI 3.1, put together from one file a topic (web/api/openapi/), so that whoever writes a topic's routes describes
// them beside it.
#pragma once

#include <boost/json/object.hpp>
#include <vector>

#include "web/embedded.h"

namespace tenderlead::web {

// "base.json" with the paths and components of all others added to its own. Throws std::logic_error where a file can't be read, or where two
// files describe the same operation or component.
boost::json::object merged_description(const std::vector<EmbeddedFile>& files);

}  // namespace tenderlead::web

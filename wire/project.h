// The JSON face of projects and of the installed base: what `show project --json` and `projects --json` write, and what the
// store keeps. As in json.h: absent values leave no key, keys come in a fixed order, readers ignore keys they don't know.
#pragma once

#include "model/installed.h"
#include "model/project.h"
#include "wire/json.h"

namespace tenderlead::wire {

json::object to_json(const Project& project);
json::object to_json(const InstalledProduct& product);
json::object to_json(const InstalledBase& base);

Result<Project> project_from_json(const json::value& value);
Result<InstalledProduct> installed_product_from_json(const json::value& value);

}  // namespace tenderlead::wire

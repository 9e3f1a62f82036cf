// Mapping files: which member or column of a vendor's export holds which field (docs/import.md).
#pragma once

#include <string>
#include <string_view>

#include "app/config/fault.h"
#include "parsers/record/mapping.h"

namespace tenderlead::config {

// `file` is its name in messages. What stands without a leading slash in `from` and `id` is a column or member by its name,
// and becomes the pointer to it.
Loaded<parsers::RecordMapping> load_mapping(const std::string& file, std::string_view yaml);

// The text of a mapping that ships with the program: "vendor_jsonl"; empty where there is none of that name.
std::string shipped_mapping(const std::string& name);

}  // namespace tenderlead::config

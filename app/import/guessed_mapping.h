// Which field of a notice a column or a member holds, guessed by its name. Internal to reading files of records.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "convert/table/header.h"
#include "parsers/record/mapping.h"

namespace tenderlead::app {

// The RFC 6901 pointer to a member of this name, and back.
std::string pointer_to(std::string_view name);
std::string name_of(std::string_view pointer);

// The fields of a notice with the words by which headers call them, and "id".
std::vector<convert::ColumnField> column_fields();

// A mapping from headers or members, with `samples` of the values of each.
parsers::RecordMapping guessed_mapping(const std::vector<std::string>& names,
                                       const std::vector<std::string>& fields,
                                       const std::map<std::string, std::vector<std::string>>& samples);

}  // namespace tenderlead::app

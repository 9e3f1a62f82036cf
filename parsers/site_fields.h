// Values that a source's own selectors found, handed to the notice reader as labelled lines.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "parsers/document.h"

namespace tenderlead::parsers {

// Appends a line "label：value" for each field to the document's end, and the labels to `labels` (label word -> field path), by
// which the notice reader prefers them. The fields "title" and "published_at" become the document's hints.
void append_site_fields(Document& document, const std::vector<std::pair<std::string, std::string>>& fields,
                        std::map<std::string, std::string>& labels);

}  // namespace tenderlead::parsers

// The part of a file that says what is to be bought: 采购需求, 技术要求, 建设内容.
#pragma once

#include <optional>
#include <string_view>

#include "parsers/document.h"

namespace tenderlead::parsers {

struct Requirements {
  Span heading;
  Span words;  // from the line after the heading
};

// The first such part with words under it, a line of a table of contents left out. `name` is the file's: one that is
// called 采购需求.docx is requirements from its first line on.
std::optional<Requirements> find_requirements(const Document& document, std::string_view name);

}  // namespace tenderlead::parsers

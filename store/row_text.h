// Small lists inside one column, as text. Internal to this room.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/rows.h"

namespace tenderlead::store {

std::string headers_to_text(const HeaderList& headers);
HeaderList headers_from_text(std::string_view text);

// One a line; line breaks inside become spaces.
std::string lines_to_text(const std::vector<std::string>& lines);
std::vector<std::string> lines_from_text(std::string_view text);

std::string mentions_to_text(const std::vector<MentionRow>& mentions);
std::vector<MentionRow> mentions_from_text(std::string_view text);

}  // namespace tenderlead::store

// The names that a notice or a page mentions, as the linker takes them.
#pragma once

#include <string>
#include <vector>

#include "model/notice.h"
#include "store/rows.h"

namespace tenderlead::app {

// Each name once a role; nothing where it is no name.
void add_mention(std::vector<store::MentionRow>& mentions, store::MentionRow::Role role,
                 const std::string& name, const std::string& region_code = {},
                 const std::string& alias_of = {});
std::vector<store::MentionRow> mentions_of(const Notice& notice);

}  // namespace tenderlead::app

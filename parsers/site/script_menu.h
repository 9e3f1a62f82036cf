// Menus that a page's scripts write. Nothing is executed: names and addresses that stand beside one another in an object or
// array are taken for an entry, and literals that hold markup for a piece of the page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::parsers {

struct ScriptEntry {
  std::string label;
  std::string href;  // as written
};

// At most 2,000 entries of the first 512 kB.
std::vector<ScriptEntry> read_script_menu(std::string_view script);

}  // namespace tenderlead::parsers

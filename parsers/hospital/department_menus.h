// Menus, tables and columns of departments. Internal to hospital/.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/hospital/clean_text.h"
#include "parsers/hospital/reading.h"

namespace tenderlead::parsers {

// A menu or a table of departments: lines that are nothing but departments' names. Empty for fewer than four.
std::vector<Reading<std::string>> read_menu(const CleanText& clean);

// Whether a line with its line break is one item of a list of departments: 内科, 2、外科, 儿科 3位医生.
bool is_menu_item(std::string_view line);

}  // namespace tenderlead::parsers

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

// Values in quotes that are nothing but departments' names, of data and programs: ('心内科'), ["骨科","儿科"].
std::vector<Reading<std::string>> read_quoted(const CleanText& clean);

// The same of what a form offers to choose from, and of what the page hides; their ranges are empty.
std::vector<Reading<std::string>> read_choices(const Document& document);
std::vector<Reading<std::string>> read_hidden_menu(const Document& document);

// Whether a line with its line break is one item of a list of departments: 内科, 2、外科, 儿科 3位医生.
bool is_menu_item(std::string_view line);

}  // namespace tenderlead::parsers

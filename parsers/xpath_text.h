// Pieces of XPath 1.0 text.
#pragma once

#include <string>
#include <string_view>

namespace tenderlead::parsers {

// A string as an XPath literal; with both kinds of quotes in it, a concat() of literals.
std::string xpath_literal(std::string_view text);

// Whether a name can stand in XPath as it is: letters, digits, - and _, a letter first.
bool is_plain_name(std::string_view name);

}  // namespace tenderlead::parsers

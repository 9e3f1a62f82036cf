// String literals of JavaScript and JSON, as they stand in scripts and onclick attributes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::parsers {

// The position of the quote that closes the literal opened at `open`; npos where the script ends first, or (but for
// `...`) the line does.
std::size_t end_of_literal(std::string_view script, std::size_t open);

// The literal's text: \n \t \/ \" \xHH \uHHHH (pairs joined) and the rest as JavaScript reads them.
std::string resolve_escapes(std::string_view literal);

// The arguments of the first call in a script that are literals or numbers: view('12', "ab", 3) gives 12, ab, 3.
std::vector<std::string> call_arguments(std::string_view script);

}  // namespace tenderlead::parsers

// Tables for a terminal: columns line up although Chinese characters take two cells, and nothing that a page said
// can move the cursor or change colours.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace tenderlead::app {

// How many cells a text takes: two for East Asian wide and full-width characters (UAX #11), none for combining ones.
std::size_t display_width(std::string_view text);

// The text without control characters (C0, DEL, C1, bidirectional overrides), each replaced by a space; U+FFFD for
// what isn't UTF-8.
std::string printable(std::string_view text);

// At most `width` cells, with .. where something was cut.
std::string clipped(std::string_view text, std::size_t width);

struct Column {
  std::string heading;
  std::size_t max_width = 0;  // cells; 0 is as wide as needed
  bool right = false;         // aligned right, for numbers
};

// Headings, a rule, and the rows. The last column is not padded.
void print_table(std::ostream& out, const std::vector<Column>& columns,
                 const std::vector<std::vector<std::string>>& rows);

// The width in cells of the terminal on a file descriptor, standard output's unless told otherwise; 120 where there is
// none.
std::size_t terminal_width(int descriptor = 1);

}  // namespace tenderlead::app

// What can be told of a pattern from its words alone.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace tenderlead::rules {

// True where no match of this RE2 pattern can hold a line feed or depend on where a line begins or ends. It knows the
// plain part of RE2's syntax that rules are written in; of a pattern with anything else in it (flags, anchors, \s, \x,
// \p, POSIX classes) it says false.
bool stays_within_line(std::string_view pattern);

// So many bytes of UTF-8 at most has a match of a pattern that stays within a line; absent where there is no such bound
// (`*`, `+`), or a high one.
std::optional<std::size_t> longest_match(std::string_view pattern);

}  // namespace tenderlead::rules

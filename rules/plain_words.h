// Words from pages, made fit for a sentence that people read.
#pragma once

#include <string>
#include <string_view>

namespace tenderlead::rules {

inline constexpr std::size_t kMostPlainWords = 80;  // code points; a name or a title is shorter

// One line of at most `most` code points, "…" for what was cut: white space runs become one space, control and invisible
// characters (C0, C1, bidirectional marks and overrides, zero-width ones, the byte order mark) and what isn't UTF-8
// are dropped. Nothing of a page can so break a line, turn it round, or hide in it.
std::string plain_words(std::string_view text, std::size_t most = kMostPlainWords);

}  // namespace tenderlead::rules

// How alike two texts are, as people who compare long answers judge it.
#pragma once

#include <string_view>

namespace tenderlead::app {

// Ratcliff and Obershelp's ratio over code points, 0..1: twice the length of all matching blocks (the longest
// common substring, then the same to its left and right) by the sum of the lengths. The same figure as Python's
// difflib.SequenceMatcher(None, a, b, autojunk=False).ratio(), which labels were compared with. Cubic at worst;
// texts over 4,000 code points are compared by equality alone.
double similarity(std::string_view a, std::string_view b);

}  // namespace tenderlead::app

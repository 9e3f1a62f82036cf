// What portals put in front of the titles of their lists.
#pragma once

#include <string>

namespace tenderlead::parsers {

// The title less the portal's marks in front: a column or place in brackets (【采购】, [云岭县]) and the row's number (1、).
// Brackets with figures or letters are the notice's own (【HS2026-1】), and what became of a notice stays ([更正]) unless the
// title says it again. Untouched where hardly anything would be left.
std::string without_portal_marks(std::string title);

}  // namespace tenderlead::parsers

// Fingerprints by which near-equal texts are found: 64-bit simhash (Charikar 2002) over shingles of characters. Texts that share
// nearly all of their shingles differ in few of the bits; texts that share none differ in about 32.
#pragma once

#include <cstdint>
#include <string_view>

namespace tenderlead::parsers {

// Notices with at most so many different bits may be one notice on two pages; where they say the same (rules/same_notice.h) they
// are. Measured on the simulated portal, see docs/changes.md.
inline constexpr int kNearDistance = 8;

// Of UTF-8 text: white space, punctuation and the width of letters don't matter, letters count without case, shingles lie within a
// line, and one that comes again counts once. 0 where the text has less than a shingle. Linear in the text.
std::uint64_t simhash(std::string_view text);

// Bits in which two fingerprints differ: 0 to 64.
int distance(std::uint64_t a, std::uint64_t b);

}  // namespace tenderlead::parsers

// Where a hospital's page speaks of other institutions: sections of neighbours and of other customers, facts in brackets behind
// another hospital's name, totals of a group, and what the vendor who wrote the page says of itself. The readers of attributes see
// white space there.
#pragma once

#include <vector>

#include "parsers/document.h"
#include "parsers/hospital/clean_text.h"
#include "parsers/hospital/identity.h"

namespace tenderlead::parsers {

// Spans of text.text(), which may overlap. Linear in the text.
std::vector<Span> spans_of_others(const Document& document, const CleanText& text,
                                  const HospitalNames& names);

}  // namespace tenderlead::parsers

// Tables of figures by years, in columns or in rows: the last year counts.
#pragma once

#include <vector>

#include "parsers/document.h"
#include "parsers/hospital/clean_text.h"
#include "parsers/hospital/figure_cards.h"

namespace tenderlead::parsers {

// Of tables whose heading row counts years: the cells of all years but the last, in CleanText::text().
std::vector<Span> spans_of_past_years(const Document& document, const CleanText& text);
// What the last year's column or row has below or beside a heading that says what it counts.
std::vector<CardFigure> read_year_tables(const Document& document, const CleanText& text);

}  // namespace tenderlead::parsers

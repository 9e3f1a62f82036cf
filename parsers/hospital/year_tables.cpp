#include "parsers/hospital/year_tables.h"

#include <re2/re2.h>

#include <algorithm>
#include <string_view>

namespace tenderlead::parsers {

namespace {

int year_of_heading(std::string_view words) {
  static const RE2 kYear("\\s*((?:19|20)\\d\\d)(?:年(?:度|底|末)?)?\\s*");
  int year = 0;
  RE2::FullMatch(re2::StringPiece(words.data(), words.size()), kYear, &year);
  return year;
}

// Rows or columns that years head.
struct Years {
  std::vector<int> places;
  int last = -1;  // the place of the last year; -1 where fewer than two years stand there

  bool holds(int place) const { return std::find(places.begin(), places.end(), place) != places.end(); }
};

// `down`: the years stand below each other, in the first column; else beside each other, in the first row.
Years years_of(const Document& document, const Table& table, bool down) {
  Years years;
  int latest = 0;
  for (const Cell& cell : table.cells) {
    if ((down ? cell.col : cell.row) != 0) continue;
    const int year = year_of_heading(document.slice(cell.span));
    if (year == 0) continue;
    const int place = down ? cell.row : cell.col;
    years.places.push_back(place);
    if (year > latest) years.last = place;
    latest = std::max(latest, year);
  }
  if (years.places.size() < 2) years.last = -1;
  return years;
}

}  // namespace

std::vector<Span> spans_of_past_years(const Document& document, const CleanText& text) {
  std::vector<Span> spans;
  for (const Table& table : document.tables) {
    const Years years = years_of(document, table, false);
    if (years.last < 0) continue;
    for (const Cell& cell : table.cells)
      if (cell.row > 0 && cell.col != years.last && cell.col_span == 1 && years.holds(cell.col))
        spans.push_back(text.place_of(cell.span));
  }
  return spans;
}

std::vector<CardFigure> read_year_tables(const Document& document, const CleanText& text) {
  std::vector<CardFigure> figures;
  for (const Table& table : document.tables)
    for (const bool down : {false, true}) {
      const Years years = years_of(document, table, down);
      if (years.last < 0) continue;
      for (const Cell& label : table.cells) {
        if ((down ? label.row : label.col) != 0) continue;
        const Cell* value = down ? table.at(years.last, label.col) : table.at(label.row, years.last);
        if (value == nullptr || value == &label) continue;
        if (const auto figure = figure_of_card(document.slice(value->span), document.slice(label.span)))
          figures.push_back({figure->counted, figure->value, text.place_of(value->span), {}});
      }
    }
  return figures;
}

}  // namespace tenderlead::parsers

// Figures that stand over what they count, as the counters on a start page do: 1500 / 开放床位(张) / 2600 / 在职职工.
// Internal to hospital/.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "parsers/document.h"
#include "parsers/hospital/clean_text.h"

namespace tenderlead::parsers {

enum class Counted { beds_authorised, beds_open, staff, visits, discharges, surgeries };

struct CardFigure {
  Counted counted = Counted::beds_open;
  std::int64_t value = 0;
  Span span;   // of the number and its label, in CleanText::text()
  Span block;  // of all the cards: what else seems to be stated across them isn't
};

// What a number counts by its label: 5.2 and 年门诊量(万人次).
struct Labelled {
  Counted counted = Counted::beds_open;
  std::int64_t value = 0;
};
std::optional<Labelled> figure_of_card(std::string_view number, std::string_view label);

// At least two cards, one below the other, the first of which begins with its number.
std::vector<CardFigure> read_figure_cards(const CleanText& text);

}  // namespace tenderlead::parsers

// Beds, visits, discharges, surgeries, staff and the year of foundation, from an introduction's sentences.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "parsers/hospital/clean_text.h"
#include "parsers/hospital/figure_cards.h"
#include "parsers/hospital/reading.h"
#include "parsers/hospital/record.h"

namespace tenderlead::parsers {

struct Figures {
  std::optional<Reading<std::int64_t>> beds_authorised;
  std::optional<Reading<std::int64_t>> beds_open;
  std::optional<Reading<std::int64_t>> outpatient_visits;
  std::optional<Reading<std::int64_t>> discharges;
  std::optional<Reading<std::int64_t>> surgeries;
  std::optional<Reading<std::int64_t>> staff;
};

// `tabled`: what tables of years have (year_tables.h), for what the text doesn't state.
Figures read_figures_of_hospital(const CleanText& text, const std::vector<RecordValue>& record,
                                 const std::vector<CardFigure>& tabled);

// The year in which the hospital began: 始建于 before 成立于 before a predecessor's.
std::optional<Reading<int>> read_founded(const CleanText& text, const std::vector<RecordValue>& record);

}  // namespace tenderlead::parsers

// A team's data of any size for measuring: notices, organisations and leads made from numbers, the same each time. Nothing of it is true.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/rows.h"

namespace tenderlead::bench {

inline constexpr std::int64_t kFirstDay = 19'580;  // 2023-08-11
inline constexpr int kDays = 1080;                 // over which notices are spread
inline constexpr int kOrganisations = 20'000;

std::string organisation_name(int number);
// Some 900 characters, of which most notices share some words and few share others; number counts in the order of publication.
store::NoticeRow notice_row(std::int64_t number, std::int64_t all);
store::OrganisationRow organisation_row(int number);
// With a lead's JSON of some 6 kB.
store::LeadRow lead_row(int number);

}  // namespace tenderlead::bench

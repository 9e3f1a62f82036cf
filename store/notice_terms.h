// The terms of a notice in the search index besides those of its words: where a word stands, and what the notice is, so that the index alone
// finds "in the title, of this kind, from this province". And the notice's place in the index, which grows with the day of publication: so
// the newest come first without sorting. What a term means is this file's own matter.
//
// Pure functions; thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/notice.h"

namespace tenderlead::store {

// Where a word has to stand. `names`: title, number, names of project, parties, suppliers and lots.
enum class TermField { text, names, title };

// All that a notice's words and amounts are found by.
std::string notice_terms(const Notice& notice);
// What its row is found by.
std::string row_terms(std::string_view kind, std::string_view source_id, std::string_view region_code);

std::string field_term(TermField field, std::string_view term);
std::string every_notice_term();
std::string kind_term(std::string_view kind);
std::string source_term(std::string_view source_id);
// Of a code's first 2, 4 or 6 digits; empty for others.
std::string region_term(std::string_view digits);

// Budgets lie in steps of 1, 2, 5, 10, 20 ... yuan. Those of a budget, in fen, and of the step that holds one.
inline constexpr int kBudgetSteps = 40;
int budget_step(std::int64_t fen);
std::string budget_term(int step);
// What a notice says that it will cost at most, in fen.
std::optional<std::int64_t> budget_of(const Notice& notice);

inline constexpr int kPlaceBits = 20;  // of a day's places
// The first place of a day (since the epoch). Days before 1990 aren't believed: theirs are those of no day.
std::int64_t first_place(std::int64_t day);
std::int64_t day_of_place(std::int64_t place);  // 0: none
// The day that an ISO 8601 time begins with; 0: none, or one that isn't believed.
std::int64_t place_day(std::string_view published_at);
inline constexpr std::int64_t kFirstDay = 7305;  // 1990-01-01

}  // namespace tenderlead::store

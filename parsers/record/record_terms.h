// Terms of service and of contracts as records state them: in words, and by columns of a first and a last day. Internal to the
// readers of records.
#pragma once

#include <optional>
#include <string>

#include "model/period.h"
#include "parsers/record/record_text.h"
#include "parsers/values/tables.h"

namespace tenderlead::parsers {

struct RecordTerm {
  std::optional<RecordPart> words;  // 三年; 自2025年2月12日至2027年2月11日
  std::optional<RecordPart> from;   // what a column of first days holds, and the day
  std::optional<RecordPart> until;  // the same of last days
  std::optional<Date> first;
  std::optional<Date> last;
};

// The day of a cell that states a last one: 2027-02 is the month's.
std::optional<Date> last_day_of_words(const std::string& words, const ReadingTables& tables);

// The term in words as a notice has it: the record's own, else what is made of its days.
std::string words_of_term(const RecordTerm& term);
// What it says in days and lengths. Stated days win over those that the words give.
std::optional<ContractPeriod> period_of_term(const RecordTerm& term, std::optional<Date> signed_on,
                                             const ReadingTables& tables);

}  // namespace tenderlead::parsers

#include "parsers/record/record_terms.h"

#include "parsers/values/names.h"
#include "parsers/values/periods.h"

namespace tenderlead::parsers {

std::optional<Date> last_day_of_words(const std::string& words, const ReadingTables& tables) {
  const auto period = read_contract_period("至" + words, std::nullopt, tables.calendar);
  return period ? period->ends_on : std::nullopt;
}

std::string words_of_term(const RecordTerm& term) {
  if (term.words) return normalise_text(term.words->words);
  if (!term.last) return {};
  const std::string until = "至 " + normalise_text(term.until->words);
  return term.first ? normalise_text(term.from->words) + " " + until : until;
}

std::optional<ContractPeriod> period_of_term(const RecordTerm& term, std::optional<Date> signed_on,
                                             const ReadingTables& tables) {
  std::optional<ContractPeriod> period;
  if (term.words)
    period = read_contract_period(normalise_text(term.words->words), signed_on, tables.calendar,
                                  kind_of_term_label(term.words->label));
  if (term.last) {
    // 签订后30日内交货 beside a last day is another thing than the term that the day ends.
    if (!period || period->kind == PeriodKind::delivery) period.emplace();
    if (period->ends_on != term.last) period->starts_on.reset();
    period->ends_on = term.last;
    for (const char* word : {"质保", "保修"})
      if (term.until->label.find(word) != std::string::npos) period->kind = PeriodKind::warranty;
    period->basis = PeriodBasis::stated_date;
  }
  if (!period || !term.first) return period;
  if (!period->ends_on) period->ends_on = end_counted_from(*period, *term.first);
  if (!period->ends_on || *period->ends_on < *term.first) return period;
  period->starts_on = term.first;
  period->basis = PeriodBasis::stated_date;
  return period;
}

}  // namespace tenderlead::parsers

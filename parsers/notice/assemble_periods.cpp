// Service and contract terms as periods.
#include "parsers/notice/assembly.h"
#include "parsers/values/periods.h"

namespace tenderlead::parsers::notice {

void assemble_periods(Assembly& a) {
  Notice& notice = a.notice;
  const auto read = [&](const char* path, const std::string& term,
                        std::optional<Date> signed_on) -> std::optional<ContractPeriod> {
    if (term.empty()) return std::nullopt;
    PeriodKind assumed = PeriodKind::service;
    // The rule holds the label: label:计划工期.
    for (const auto& item : a.evidence)
      if (item.path == path && kind_of_term_label(item.rule) == PeriodKind::delivery)
        assumed = PeriodKind::delivery;
    return read_contract_period(term, signed_on, a.tables.calendar, assumed);
  };
  notice.service_period = read("service_term", notice.service_term, std::nullopt);
  std::optional<Date> signed_on;
  if (notice.contract.signed_on) signed_on = notice.contract.signed_on->date;
  notice.contract.period = read("contract.term", notice.contract.term, signed_on);
}

}  // namespace tenderlead::parsers::notice

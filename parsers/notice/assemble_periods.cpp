// Service and contract terms as periods.
#include "parsers/notice/assembly.h"
#include "parsers/values/periods.h"

namespace tenderlead::parsers::notice {

void assemble_periods(Assembly& a) {
  Notice& notice = a.notice;
  const auto read = [&](const std::string& term, std::optional<Date> signed_on) {
    return term.empty() ? std::nullopt : read_contract_period(term, signed_on, a.tables.calendar);
  };
  notice.service_period = read(notice.service_term, std::nullopt);
  std::optional<Date> signed_on;
  if (notice.contract.signed_on) signed_on = notice.contract.signed_on->date;
  notice.contract.period = read(notice.contract.term, signed_on);
}

}  // namespace tenderlead::parsers::notice

// Lengths of time and contract terms: 60日历天, 合同签订之日起3年, 自2026年1月1日至2026年12月31日, 三年（一年一签）.
//
// All functions are thread-safe and linear in the text.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/period.h"
#include "parsers/document.h"
#include "parsers/values/working_days.h"

namespace tenderlead::parsers {

struct Period {
  int count = 0;  // 1..5000
  enum class Unit { day, working_day, week, month, year } unit = Unit::day;
  Span span;
};

// All lengths in reading order: 60日历天, 3年, 五（5）个工作日, 半年, 1+1+1年 (three). Days and years of dates are none.
std::vector<Period> find_periods(std::string_view text);

// The last day of a period whose first day is `first`: 1 year from 2026-03-01 ends 2027-02-28.
Date period_end(Date first, const Period& period, const WorkingDays& calendar);

// What a contract term says. Of several lengths a service's goes before a warranty's, and both before a time for delivery; of
// several of one kind the longest. Stated days go before lengths, and of several the latest end. `signed_on` is when the contract
// was signed, where the notice says so: lengths count from it only where the words themselves do (合同签订之日起).
// `assumed` is what its label says that it is (工期, 交货期: delivery), where its own words don't. nullopt where the words state
// neither days nor a length.
std::optional<ContractPeriod> read_contract_period(std::string_view term, std::optional<Date> signed_on,
                                                   const WorkingDays& calendar,
                                                   PeriodKind assumed = PeriodKind::service);

// What a term is by its label: delivery of 工期, 交货期 and the like, else service.
PeriodKind kind_of_term_label(std::string_view label);

}  // namespace tenderlead::parsers

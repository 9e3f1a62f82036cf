// How long something that was bought runs: the first and the last day where they are known, and the length where only
// that is. Renewals are counted from it.
#pragma once

#include <optional>
#include <string_view>

#include "model/time.h"

namespace tenderlead {

// What lasts that long.
enum class PeriodKind {
  service,   // 服务期三年: somebody works, licenses or maintains until its end
  delivery,  // 合同签订后30日历天内: the time within which something is delivered or finished
  warranty,  // 质保期3年: free maintenance until its end
};
const char* to_string(PeriodKind kind);
std::optional<PeriodKind> period_kind_from_string(std::string_view text);
const char* chinese_name(PeriodKind kind);

// What the length counts from.
enum class PeriodBasis {
  unknown,      // 一年: the words don't say
  stated_date,  // 自2026年1月1日起
  signed_on,    // 自合同签订之日起
  delivery,     // 交货, 到货, 安装之日起
  acceptance,   // 验收合格之日起, 上线运行之日起
  start_order,  // 接到采购人通知之日起, 开工之日起
};
const char* to_string(PeriodBasis basis);
std::optional<PeriodBasis> period_basis_from_string(std::string_view text);
const char* chinese_name(PeriodBasis basis);

// At most one of the lengths is above 0; all are 0 where only days are stated. `ends_on` is absent where the day from which
// the length counts isn't known.
struct ContractPeriod {
  PeriodKind kind = PeriodKind::service;
  PeriodBasis basis = PeriodBasis::unknown;
  std::optional<Date> starts_on;  // the first day
  std::optional<Date> ends_on;    // the last day
  int months = 0;                 // 0..1200; a year is 12
  int days = 0;                   // 0..36500, calendar days
  int working_days = 0;           // 0..5000
  int signed_every_months = 0;    // 三年（一年一签）: 12; 0 where nothing says so

  friend bool operator==(const ContractPeriod&, const ContractPeriod&) = default;
};

// The last day of `months` months whose first day is `first`: a year from 2026-03-01 ends on 2027-02-28, a month from
// 2026-01-31 on 2026-02-28. Never later than 9999-12-31.
Date last_day_of_months(Date first, int months);

// The last day of the period if its length counts from `first`; nullopt where it states no length in months or calendar
// days. Dates that the page states aren't looked at.
std::optional<Date> end_counted_from(const ContractPeriod& period, Date first);

}  // namespace tenderlead

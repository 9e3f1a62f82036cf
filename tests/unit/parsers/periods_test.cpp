#include "parsers/values/periods.h"

#include <gtest/gtest.h>

#include "app/config/reading_tables.h"

namespace tenderlead::parsers {
namespace {

TEST(Periods, ReadsLengths) {
  struct Case {
    const char* text;
    int count;
    Period::Unit unit;
  };
  for (const Case& c : {Case{"60日历天", 60, Period::Unit::day},
                        {"三（3）年", 3, Period::Unit::year},
                        {"合同签订之日起12个月", 12, Period::Unit::month},
                        {"自合同签订后 30个工作日内", 30, Period::Unit::working_day},
                        {"半年", 6, Period::Unit::month},
                        {"一年半", 18, Period::Unit::month},
                        {"自2026年4月7日起2年", 2, Period::Unit::year},
                        {"1+1+1年", 3, Period::Unit::year},
                        {"总工期142（日历天）", 142, Period::Unit::day},
                        {"36月", 36, Period::Unit::month},
                        {"两周", 2, Period::Unit::week}}) {
    const auto periods = find_periods(c.text);
    ASSERT_EQ(periods.size(), 1u) << c.text;
    EXPECT_EQ(periods[0].count, c.count) << c.text;
    EXPECT_EQ(periods[0].unit, c.unit) << c.text;
  }
  for (const char* none : {"2026年4月7日", "长期", "5月", "三年级", "0年", "99999999999999999999年"})
    EXPECT_TRUE(find_periods(none).empty()) << none;
}

TEST(Periods, EndsALengthOnItsLastDay) {
  const auto& calendar = WorkingDays::weekends_only();
  EXPECT_EQ(period_end({2026, 3, 1}, {1, Period::Unit::year, {}}, calendar), (Date{2027, 2, 28}));
  EXPECT_EQ(period_end({2026, 1, 31}, {1, Period::Unit::month, {}}, calendar), (Date{2026, 2, 28}));
  EXPECT_EQ(period_end({2026, 6, 1}, {10, Period::Unit::day, {}}, calendar), (Date{2026, 6, 10}));
  EXPECT_EQ(period_end({2026, 6, 1}, {5, Period::Unit::working_day, {}}, calendar), (Date{2026, 6, 5}));
}

// "kind basis starts_on ends_on length", with - for what is absent.
std::string shown(const std::optional<ContractPeriod>& period) {
  if (!period) return "none";
  const auto day = [](const std::optional<Date>& date) { return date ? to_string(*date) : std::string("-"); };
  std::string length = "-";
  if (period->months > 0) length = std::to_string(period->months) + "m";
  if (period->days > 0) length = std::to_string(period->days) + "d";
  if (period->working_days > 0) length = std::to_string(period->working_days) + "w";
  if (period->signed_every_months > 0) length += "/" + std::to_string(period->signed_every_months) + "m";
  return std::string(to_string(period->kind)) + " " + to_string(period->basis) + " " +
         day(period->starts_on) + " " + day(period->ends_on) + " " + length;
}

TEST(Periods, ReadsWhatAContractTermSays) {
  struct Case {
    const char* term;
    const char* want;
  };
  const Date signed_on{2024, 3, 1};
  const auto& calendar = config::shipped_reading_tables().calendar;
  for (const Case& c :
       {// stated days
        Case{"2024年1月1日至2026年12月31日", "service stated_date 2024-01-01 2026-12-31 -"},
        {"自2024年03月15日起至2025年03月14日止", "service stated_date 2024-03-15 2025-03-14 -"},
        {"2024-01-01至2024-12-31", "service stated_date 2024-01-01 2024-12-31 -"},
        {"2024.1.1—2025.6.30", "service stated_date 2024-01-01 2025-06-30 -"},
        {"2026年9月至2027年8月", "service stated_date 2026-09-01 2027-08-31 -"},
        {"2024年度", "service stated_date 2024-01-01 2024-12-31 -"},
        {"三年，自2024年1月1日至2026年12月31日，合同一年一签",
         "service stated_date 2024-01-01 2026-12-31 36m/12m"},
        {"自2024年4月1日起三年", "service stated_date 2024-04-01 2027-03-31 36m"},
        {"包1：自2024年1月1日至2024年6月30日；包2：自2024年7月1日至2025年6月30日",
         "service stated_date 2024-07-01 2025-06-30 -"},
        {"自合同签订之日起至2026年12月31日止", "service signed_on 2024-03-01 2026-12-31 -"},
        {"2024年9月30日前完成全部安装", "delivery stated_date - 2024-09-30 -"},
        {"至2024年2月30日", "none"},
        // lengths from the signature
        {"自合同签订之日起3年", "service signed_on 2024-03-01 2027-02-28 36m"},
        {"合同签订后一年内", "service signed_on 2024-03-01 2025-02-28 12m"},
        {"三年，自合同签订之日起计算", "service signed_on 2024-03-01 2027-02-28 36m"},
        {"签订合同后30日历天内", "delivery signed_on 2024-03-01 2024-03-30 30d"},
        {"合同签订后30日历天内交货", "delivery signed_on 2024-03-01 2024-03-30 30d"},
        {"合同签订后10个工作日内供货", "delivery signed_on 2024-03-01 2024-03-14 10w"},
        {"合同签订之日起6个月内完成系统上线", "delivery signed_on 2024-03-01 2024-08-31 6m"},
        // lengths from something else, or from nothing that is said
        {"三年", "service unknown - - 36m"},
        {"一年", "service unknown - - 12m"},
        {"服务期：36个月", "service unknown - - 36m"},
        {"服务期90天", "service unknown - - 90d"},
        {"730日历天", "service unknown - - 730d"},
        {"60日历天", "delivery unknown - - 60d"},
        {"三年（一年一签）", "service unknown - - 36m/12m"},
        {"贰年，合同一年一签", "service unknown - - 24m/12m"},
        {"服务期三年，合同每年签订一次", "service unknown - - 36m/12m"},
        {"1+1+1年", "service unknown - - 36m"},
        {"验收合格后两（2）年", "service acceptance - - 24m"},
        {"收到采购人通知后15天内送达", "delivery start_order - - 15d"},
        // a service goes before a warranty, both before a delivery
        {"质保期3年", "warranty unknown - - 36m"},
        {"自验收合格之日起质保3年", "warranty acceptance - - 36m"},
        {"合同签订后60日内交付；质保期：自验收合格之日起，两年", "warranty acceptance - - 24m"},
        {"服务期限1年，质保期2年", "service unknown - - 12m"},
        {"服务期3年，供应商接到报修后2天内到场", "service unknown - - 36m"},
        // beside the point
        {"第一年", "none"},
        {"具有3年以上经验", "none"},
        {"届满前提前30日书面通知", "none"},
        {"每年巡检4次", "none"},
        {"99999999999999999999年", "none"},
        {"详见招标文件", "none"},
        {"长期有效", "none"},
        {"", "none"}})
    EXPECT_EQ(shown(read_contract_period(c.term, signed_on, calendar)), c.want) << c.term;
}

TEST(Periods, ALengthFromAnUnknownSignatureHasNoEnd) {
  const auto& calendar = WorkingDays::weekends_only();
  EXPECT_EQ(shown(read_contract_period("自合同签订之日起三年", std::nullopt, calendar)),
            "service signed_on - - 36m");
  EXPECT_EQ(shown(read_contract_period("自合同签订之日起至2026年1月1日", std::nullopt, calendar)),
            "service signed_on - 2026-01-01 -");
}

}  // namespace
}  // namespace tenderlead::parsers

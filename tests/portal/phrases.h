// How pages spell money, days and times: each value in the ways that real portals use.
#pragma once

#include <cstdint>
#include <string>

#include "model/money.h"
#include "model/time.h"
#include "tests/portal/random.h"

namespace tenderlead::portal {

enum class MoneyStyle {
  yuan_grouped,  // 1,850,000.00元
  yuan,          // 1850000.00元
  wan,           // 185.00万元
  yen,           // ￥1,850,000.00
  capitals,      // 人民币壹佰捌拾伍万元整（￥1850000.00）
};
enum class DateStyle {
  padded,  // 2026年08月21日
  bare,    // 2026年8月21日
  iso,     // 2026-08-21
};

MoneyStyle any_money_style(Random& random);
DateStyle any_date_style(Random& random);

std::string yuan_text(std::int64_t fen);          // "1850000.00"
std::string grouped_yuan_text(std::int64_t fen);  // "1,850,000.00"
// "185.00"; exact for multiples of 100 yuan, which all amounts of the scenario are.
std::string wan_text(std::int64_t fen);
// 壹佰捌拾伍万元整; whole yuan below 10^12.
std::string capital_text(std::int64_t fen);
std::string money_text(std::int64_t fen, MoneyStyle style);
Money money_of(std::int64_t fen, std::string text);

std::string date_text(Date date, DateStyle style);
std::string month_text(Date date, DateStyle style);         // 2026年08月, 2026年8月, 2026-08
std::string time_text(int second_of_day, DateStyle style);  // 14时30分, 14点30分, 14:30:00
std::string moment_text(Date date, int second_of_day, DateStyle style);
StatedTime moment_of(Date date, int second_of_day);
StatedTime day_of(Date date);

}  // namespace tenderlead::portal

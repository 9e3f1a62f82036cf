#include "tests/portal/phrases.h"

#include <cstdio>
#include <vector>

namespace tenderlead::portal {
namespace {

std::string padded(int number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

// The four digits of one group (thousands to units) in financial capitals.
std::string capital_group(int group) {
  static const char* const kDigits[] = {"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
  static const char* const kUnits[] = {"仟", "佰", "拾", ""};
  std::string text;
  bool zero = false;
  int divisor = 1000;
  for (const char* unit : kUnits) {
    const int digit = group / divisor % 10;
    divisor /= 10;
    if (digit == 0) {
      zero = !text.empty();
      continue;
    }
    if (zero) text += "零";
    zero = false;
    text += kDigits[digit];
    text += unit;
  }
  return text;
}

}  // namespace

MoneyStyle any_money_style(Random& random) {
  return static_cast<MoneyStyle>(random.below(5));
}
DateStyle any_date_style(Random& random) {
  return static_cast<DateStyle>(random.below(3));
}

std::string yuan_text(std::int64_t fen) {
  return std::to_string(fen / 100) + "." + padded(static_cast<int>(fen % 100));
}

std::string grouped_yuan_text(std::int64_t fen) {
  std::string text = yuan_text(fen);
  for (std::size_t at = text.size() - 3; at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string wan_text(std::int64_t fen) {
  return std::to_string(fen / 1'000'000) + "." + padded(static_cast<int>(fen / 10'000 % 100));
}

std::string capital_text(std::int64_t fen) {
  const std::int64_t yuan = fen / 100;
  const int low = static_cast<int>(yuan % 10'000);
  const int middle = static_cast<int>(yuan / 10'000 % 10'000);
  const int high = static_cast<int>(yuan / 100'000'000 % 10'000);
  std::string text;
  if (high > 0) text += capital_group(high) + "亿";
  if (middle > 0) {
    if (high > 0 && middle < 1000) text += "零";
    text += capital_group(middle) + "万";
  }
  if (low > 0) {
    if (yuan >= 10'000 && low < 1000) text += "零";
    text += capital_group(low);
  }
  return text + "元整";
}

std::string money_text(std::int64_t fen, MoneyStyle style) {
  switch (style) {
    case MoneyStyle::yuan_grouped:
      return grouped_yuan_text(fen) + "元";
    case MoneyStyle::yuan:
      return yuan_text(fen) + "元";
    case MoneyStyle::wan:
      return wan_text(fen) + "万元";
    case MoneyStyle::yen:
      return "￥" + grouped_yuan_text(fen);
    case MoneyStyle::capitals:
      return "人民币" + capital_text(fen) + "（￥" + yuan_text(fen) + "）";
  }
  return {};
}

Money money_of(std::int64_t fen, std::string text) {
  return {fen, "CNY", std::move(text)};
}

std::string date_text(Date date, DateStyle style) {
  switch (style) {
    case DateStyle::padded:
      return std::to_string(date.year) + "年" + padded(date.month) + "月" + padded(date.day) + "日";
    case DateStyle::bare:
      return std::to_string(date.year) + "年" + std::to_string(date.month) + "月" + std::to_string(date.day) +
             "日";
    case DateStyle::iso:
      return to_string(date);
  }
  return {};
}

std::string month_text(Date date, DateStyle style) {
  if (style == DateStyle::iso) return std::to_string(date.year) + "-" + padded(date.month);
  const std::string month = style == DateStyle::padded ? padded(date.month) : std::to_string(date.month);
  return std::to_string(date.year) + "年" + month + "月";
}

std::string time_text(int second_of_day, DateStyle style) {
  const std::string hour = padded(second_of_day / 3600);
  const std::string minute = padded(second_of_day / 60 % 60);
  if (style == DateStyle::padded) return hour + "时" + minute + "分";
  if (style == DateStyle::bare) return hour + "点" + minute + "分";
  return hour + ":" + minute + ":00";
}

std::string moment_text(Date date, int second_of_day, DateStyle style) {
  const char* between = style == DateStyle::padded ? "" : " ";
  return date_text(date, style) + between + time_text(second_of_day, style);
}

StatedTime moment_of(Date date, int second_of_day) {
  return {date, second_of_day, kShanghaiOffsetMinutes};
}
StatedTime day_of(Date date) {
  return {date, std::nullopt, kShanghaiOffsetMinutes};
}

}  // namespace tenderlead::portal

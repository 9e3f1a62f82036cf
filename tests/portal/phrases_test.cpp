#include "tests/portal/phrases.h"

#include <gtest/gtest.h>

namespace tenderlead::portal {
namespace {

TEST(Phrases, FinancialCapitalsFollowTheRulesForZeros) {
  const std::pair<std::int64_t, const char*> cases[] = {
      {185'000'000, "壹佰捌拾伍万元整"},
      {19'700'000, "壹拾玖万柒仟元整"},
      {100'000, "壹仟元整"},
      {100'050'000, "壹佰万零伍佰元整"},
      {100'000'000'000, "壹拾亿元整"},
      {10'005'000'000, "壹亿零伍万元整"},
      {1'002'030'400, "壹仟零贰万零叁佰零肆元整"},
  };
  for (const auto& [fen, words] : cases) EXPECT_EQ(capital_text(fen), words) << fen;
}

TEST(Phrases, MoneyIsSpelledInEveryStyle) {
  const std::int64_t fen = 1'234'560'000;
  EXPECT_EQ(money_text(fen, MoneyStyle::yuan_grouped), "12,345,600.00元");
  EXPECT_EQ(money_text(fen, MoneyStyle::yuan), "12345600.00元");
  EXPECT_EQ(money_text(fen, MoneyStyle::wan), "1234.56万元");
  EXPECT_EQ(money_text(fen, MoneyStyle::yen), "￥12,345,600.00");
  EXPECT_EQ(money_text(fen, MoneyStyle::capitals), "人民币壹仟贰佰叁拾肆万伍仟陆佰元整（￥12345600.00）");
  EXPECT_EQ(grouped_yuan_text(99'900), "999.00");
  EXPECT_EQ(grouped_yuan_text(100'000), "1,000.00");
}

TEST(Phrases, DaysAndMomentsAreSpelledInEveryStyle) {
  const Date day{2026, 8, 5};
  EXPECT_EQ(moment_text(day, 9 * 3600 + 1800, DateStyle::padded), "2026年08月05日09时30分");
  EXPECT_EQ(moment_text(day, 9 * 3600 + 1800, DateStyle::bare), "2026年8月5日 09点30分");
  EXPECT_EQ(moment_text(day, 9 * 3600 + 1800, DateStyle::iso), "2026-08-05 09:30:00");
  EXPECT_EQ(month_text(day, DateStyle::padded), "2026年08月");
  EXPECT_EQ(month_text(day, DateStyle::bare), "2026年8月");
  EXPECT_EQ(month_text(day, DateStyle::iso), "2026-08");
}

}  // namespace
}  // namespace tenderlead::portal

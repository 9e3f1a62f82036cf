#include "parsers/values/money.h"

#include <gtest/gtest.h>

#include <string>

namespace tenderlead::parsers {
namespace {

struct AmountCase {
  const char* value;
  const char* amount;
  const char* currency = "CNY";
};

TEST(Money, ReadsTheAmountOfAValue) {
  const AmountCase cases[] = {
      {"144.996 万元", "1449960"},
      {"9,264,406.80元", "9264406.8"},
      {"１２３，４５６．７８元", "123456.78"},
      {"￥197000.00", "197000"},
      {"¥ 1,250,000", "1250000"},
      {"RMB 350000", "350000"},
      {"人民币：48.5万元", "485000"},
      {"1.2亿元", "120000000"},
      {"1亿2000万元", "120000000"},
      {"3万5千元", "35000"},
      {"1.5百万元", "1500000"},
      {"12元5角3分", "12.53"},
      {"10500000.00（元）", "10500000"},
      {"850（万元）", "8500000"},
      {"单位：万元 850", "8500000"},
      {"预算金额（万元）：36.5", "365000"},
      {"300万", "3000000"},
      {"99.8万元（含税）", "998000"},
      {"12.5", "12.5"},
      {"0元", "0"},
      {"0.005元", "0.01"},
      {"第1包 1200000.00 元", "1200000"},
      {"100万美元", "1000000", "USD"},
      {"350,000.00 USD", "350000", "USD"},
      {"USD 1,234.5万", "12345000", "USD"},
      {"€350000", "350000", "EUR"},
      {"2500万日元", "25000000", "JPY"},
      {"港币18万元", "180000", "HKD"},
      {"￡86000", "86000", "GBP"},
      {"台币86000元", "86000", "TWD"},
      {"86000瑞士法郎", "86000", "CHF"},
      {"第一包：30万元；第二包：28.6万元，合计58.6万元", "586000"},
      {"58.6万元，其中设备合计30万元", "586000"},
  };
  for (const auto& c : cases) {
    const auto match = read_money(c.value);
    ASSERT_TRUE(match) << c.value;
    EXPECT_EQ(decimal_amount(match->money), c.amount) << c.value;
    EXPECT_EQ(match->money.currency, c.currency) << c.value;
    EXPECT_EQ(match->kind, MoneyKind::total) << c.value;
  }
}

TEST(Money, ReadsChineseNumerals) {
  const AmountCase cases[] = {
      {"壹拾玖万柒仟元整", "197000"},
      {"人民币伍拾万圆整", "500000"},
      {"一百二十万元", "1200000"},
      {"两千三百万元", "23000000"},
      {"贰佰陆拾万零伍佰元整", "2600500"},
      {"一千二百三十四万五千六百七十八元九角一分", "12345678.91"},
      {"大写：叁佰贰拾万", "3200000"},
      {"壹亿贰仟万元", "120000000"},
      {"拾伍万元", "150000"},
  };
  for (const auto& c : cases) {
    const auto match = read_money(c.value);
    ASSERT_TRUE(match) << c.value;
    EXPECT_EQ(decimal_amount(match->money), c.amount) << c.value;
  }
}

TEST(Money, TakesAnAmountInCapitalsAndInFiguresAsOne) {
  const char* both = "（大写）壹拾玖万柒仟元整（小写）￥197000.00";
  const auto matches = find_money(both);
  ASSERT_EQ(matches.size(), 1u);
  EXPECT_TRUE(matches[0].restated);
  EXPECT_EQ(decimal_amount(matches[0].money), "197000");

  const auto disagreeing = find_money("人民币叁拾万元整（￥320000元）");
  ASSERT_EQ(disagreeing.size(), 1u);
  EXPECT_TRUE(disagreeing[0].contradicts);
  EXPECT_EQ(decimal_amount(disagreeing[0].money), "320000");
}

TEST(Money, LetsTheUnitOfTheValueWinOverTheHeaders) {
  const auto context = money_context_from_header("预算金额（万元）");
  ASSERT_TRUE(context);
  EXPECT_EQ(decimal_amount(read_money("12.5", *context)->money), "125000");
  EXPECT_EQ(decimal_amount(read_money("12元", *context)->money), "12");
  EXPECT_EQ(decimal_amount(read_money("12万元", *context)->money), "120000");
  // Ten digits of 万元 would be a hundred billion: somebody filled in yuan.
  EXPECT_EQ(decimal_amount(read_money("1,234,567.89", *context)->money), "1234567.89");
}

TEST(Money, ReadsTheUnitOfAHeader) {
  EXPECT_EQ(money_context_from_header("金额(元)")->bare_unit, 100);
  EXPECT_EQ(money_context_from_header("最高限价（万元）")->bare_unit, 1'000'000);
  EXPECT_EQ(money_context_from_header("总投资（亿元）")->bare_unit, 10'000'000'000);
  EXPECT_EQ(money_context_from_header("合同金额（万美元）")->currency, "USD");
  EXPECT_EQ(money_context_from_header("合同金额（万欧元）")->currency, "EUR");
  EXPECT_EQ(money_context_from_header("合同金额（英镑）"), std::nullopt);
  EXPECT_EQ(money_context_from_header("合同金额（澳元）")->currency, "AUD");
  EXPECT_FALSE(money_context_from_header("项目名称"));
  EXPECT_FALSE(money_context_from_header("单元数量"));
}

TEST(Money, KeepsRatesAndUnitPricesApart) {
  EXPECT_EQ(read_money("120元/年")->kind, MoneyKind::unit_price);
  EXPECT_EQ(read_money("综合单价：35.6元/㎡")->kind, MoneyKind::unit_price);
  EXPECT_EQ(read_money("2.3元每平方米")->kind, MoneyKind::unit_price);
  EXPECT_EQ(read_money("0.58万元/人/月")->kind, MoneyKind::unit_price);
  EXPECT_EQ(read_money("980000.00元/项")->kind, MoneyKind::total);
  const auto discount = read_money("下浮率：5%");
  ASSERT_TRUE(discount);
  EXPECT_EQ(discount->kind, MoneyKind::rate);
  EXPECT_DOUBLE_EQ(discount->rate.value(), 0.05);
  EXPECT_DOUBLE_EQ(read_money("8.5折")->rate.value(), 0.85);
  EXPECT_DOUBLE_EQ(read_money("百分之九十五")->rate.value(), 0.95);
  // Where a total stands beside a rate, the total is the amount.
  EXPECT_EQ(decimal_amount(read_money("下浮率10%，预算100万元")->money), "1000000");
}

TEST(Money, FindsNoAmountWhereThereIsNone) {
  for (const char* value :
       {"", "/", "详见招标文件", "2026年5月", "91340100MA2N12345X", "2026-0012", "13800138000",
        "0371-65901234", "多元化", "第二单元", "20万人次", "99999999999999999999999元"})
    EXPECT_FALSE(read_money(value)) << value;
  // In running text a bare number is nothing.
  EXPECT_TRUE(find_money("共有3家供应商，得分96.5").empty());
}

TEST(Money, TakesNoFigureWithACommaWhereNoneCanBe) {
  for (const char* value : {"12,34元", "1234,5万元", "￥1,234,56", "12,3"})
    EXPECT_FALSE(read_money(value)) << value;
  for (const char* value : {"1,234元", "1,234.56元", "￥1,234,567.8元"})
    EXPECT_TRUE(read_money(value)) << value;
}

TEST(Money, PointsAtItsWords) {
  const std::string text = "一包：120万元；二包：80万元";
  const auto matches = find_money(text);
  ASSERT_EQ(matches.size(), 2u);
  EXPECT_EQ(text.substr(matches[0].span.begin, matches[0].span.size()), "120万元");
  EXPECT_EQ(matches[1].money.text, "80万元");
}

TEST(Money, MayHaveWhiteSpaceForThousands) {
  EXPECT_EQ(read_money("586 000.00元")->money.amount_minor, 58'600'000);
  EXPECT_EQ(read_money("1 586 000.00")->money.amount_minor, 158'600'000);
  EXPECT_EQ(read_money("¥4 390 000")->money.amount_minor, 439'000'000);
  EXPECT_EQ(read_money("2 300元")->money.amount_minor, 200)
      << "one group without cents may be another number";
}

TEST(Money, EndsWithTheBracketThatItOpens) {
  EXPECT_EQ(read_money("人民币拾万元整（¥100000.00元）")->money.text, "人民币拾万元整（¥100000.00元）");
  EXPECT_EQ(read_money("（¥100000.00元）")->money.text, "¥100000.00元");
}

}  // namespace
}  // namespace tenderlead::parsers

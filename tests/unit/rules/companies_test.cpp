#include "rules/companies.h"

#include <gtest/gtest.h>

#include <string>

#include "app/config/configuration.h"

namespace tenderlead::rules {
namespace {

struct NameCase {
  const char* name;
  const char* partner;  // its id; empty: nobody's that we know
};
class CompanyNames : public ::testing::TestWithParam<NameCase> {};
TEST_P(CompanyNames, AreAPartnersByAPartOfTheNameOrByItsBrandAmongWordsOfTheTrade) {
  static const auto book = config::shipped_configuration().value.rules;
  const Companies companies(book);
  const int index = companies.partner(GetParam().name);
  EXPECT_EQ(index < 0 ? std::string() : book.partners[static_cast<std::size_t>(index)].id,
            GetParam().partner);
}
INSTANTIATE_TEST_SUITE_P(
    Shipped, CompanyNames,
    ::testing::Values(
        NameCase{"东软集团股份有限公司", "neusoft"}, NameCase{"沈阳东软系统集成工程有限公司", "neusoft"},
        NameCase{"东软信息技术有限公司", "neusoft"}, NameCase{"东软集团（大连）有限公司", "neusoft"},
        NameCase{"（上海）东软科技有限公司", "neusoft"}, NameCase{"四川省成都市东软软件有限公司", "neusoft"},
        NameCase{"东软", "neusoft"}, NameCase{"东软熙康健康科技有限公司", "neusoft_xikang"},
        NameCase{"东软教育科技集团有限公司", ""}, NameCase{"北京华东软件技术有限公司", ""},
        NameCase{"江苏远东软件有限公司", ""}, NameCase{"山东软件科技有限公司", ""},
        NameCase{"广东软件系统工程有限公司", ""}, NameCase{"东软件科技有限公司", ""},
        NameCase{"某某公司（东软代理）", ""}, NameCase{"浪潮通用软件有限公司", ""},
        NameCase{"山东浪潮信息技术有限公司", "inspur"}, NameCase{"江苏卫宁软件有限公司", "winning"},
        NameCase{"卫宁健康科技集团股份有限公司", "winning"},
        NameCase{"上海金仕达卫宁软件科技有限公司", "winning_kingstar"}));

TEST(CompanyBrands, StandForNobodyWithoutPlacesAndNotInOtherWords) {
  RuleBook book;
  book.partners.push_back({"a", "甲乙", {"甲乙健康"}, {}, {}, {}, {"甲乙"}});
  EXPECT_EQ(Companies(book).partner("甲乙软件有限公司"), 0);
  EXPECT_EQ(Companies(book).partner("沈阳甲乙软件有限公司"), -1);
  book.place_names = {"沈阳"};
  EXPECT_EQ(Companies(book).partner("沈阳甲乙软件有限公司"), 0);
  EXPECT_EQ(Companies(book).partner("沈甲乙软件有限公司"), -1);
}

}  // namespace
}  // namespace tenderlead::rules

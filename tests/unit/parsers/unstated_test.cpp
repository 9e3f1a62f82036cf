#include "parsers/values/unstated.h"

#include <gtest/gtest.h>

namespace tenderlead::parsers {
namespace {

TEST(Unstated, TellsMaskedAndDamagedValuesFromIntactOnes) {
  for (const char* masked : {"138****5678", "张**", "张*", "某某公司", "云溪市某医院", "XX公司", "ＸＸ医院",
                             "X X X", "138XXXX5678", "××市××路", "***万元", "●●●●", "******"})
    EXPECT_EQ(damage_of(masked), Damage::masked) << masked;
  for (const char* damaged : {"2026年 月 日", "2026年月日 时分", "云溪市\xEF\xBF\xBD\xEF\xBF\xBD医院",
                              "云溪□□医院", "????有限公司", "\xFF\xFE"})
    EXPECT_EQ(damage_of(damaged), Damage::damaged) << damaged;
  for (const char* intact :
       {"云溪市妇幼保健院", "CTX-200", "XXL", "XX-2026-01", "10*20厘米", "3×5米", "□采购公告 √采购文件",
        "李X", "100万元", "3200万元", "2026年4月7日", "长期", "何时开标?", ""})
    EXPECT_FALSE(damage_of(intact)) << intact;
}

TEST(Unstated, AValueOfWhichNothingIsLeftIsUnreadable) {
  for (const char* value : {"******", "***", "***万元", "X X X", "XXX", "某某", "××××", "2026年 月 日",
                            "????", "□□万元", "**元", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"})
    EXPECT_EQ(unstated_reason(value), MissingReason::unreadable) << value;
  for (const char* value : {"138****5678", "张**先生", "云溪市某医院", "XX医疗设备有限公司", "约3万元",
                            "3200万元", "1600元", "2026年"})
    EXPECT_FALSE(unstated_reason(value)) << value;
}

TEST(Unstated, AFormThatNobodyFilledInStatesNothing) {
  for (const char* value : {"万元", "元", "￥元", "人民币万元", "年 月 日", "  年  月  日  时  分"})
    EXPECT_EQ(unstated_reason(value), MissingReason::not_stated) << value;
}

}  // namespace
}  // namespace tenderlead::parsers

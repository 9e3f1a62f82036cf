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

// What a look at the bytes settles, the whole reading settles too: white space before a value asks for it.
TEST(Unstated, AValueIsJudgedTheSameWhetherItsBytesTellOrItIsRead) {
  const auto utf8 = [](char32_t c) {
    std::string out;
    if (c < 0x80) return out += static_cast<char>(c);
    if (c < 0x800)
      return out.append({static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))});
    return out.append({static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
                       static_cast<char>(0x80 | (c & 0x3F))});
  };
  std::size_t plain = 0;
  for (char32_t c = 1; c <= 0xFFFF; ++c) {
    // Of the ideographs those around 年 and 某.
    const bool common = c >= 0x4E00 && c <= 0xF8FF && c >> 8 != 0x5E && c >> 8 != 0x67;
    if (common) continue;
    const std::string one = utf8(c);
    for (const auto& value : {one, one + one, "云溪" + one + "医院", one + "3万元", "2026年" + one + "3日",
                              "2026" + one + "月日"}) {
      EXPECT_EQ(unstated_reason(value), unstated_reason(" " + value)) << value;
      if (!damage_of(value)) {
        EXPECT_FALSE(damage_of(value + "é")) << value;
      }
      if (!is_plainly_stated(value)) continue;
      ++plain;
      EXPECT_FALSE(damage_of(value)) << value;
    }
  }
  EXPECT_GT(plain, 5'000u);
}

}  // namespace
}  // namespace tenderlead::parsers

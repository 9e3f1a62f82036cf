#include "linker/project_words.h"

#include <gmock/gmock.h>

namespace tenderlead::linker {
namespace {

using testing::ElementsAre;

TEST(ANumber, IsTakenApartIntoWhatIdentifiesItAndItsMarks) {
  struct Case {
    const char* written;
    const char* key;
    const char* base;
    const char* lot;
    int attempt;
    bool telling;
  };
  for (const auto& [written, key, base, lot, attempt, telling] :
       {Case{"YXZC-2026-00012", "yxzc202600012", "", "", 1, true},
        Case{"ＹＸＺＣ－２０２６－０００１２", "yxzc202600012", "", "", 1, true},
        Case{"YXZC〔2026〕00012号", "yxzc202600012号", "", "", 1, true},
        Case{"YXZC-202600012-2", "yxzc2026000122", "yxzc202600012", "", 1, true},
        Case{"YXZC-2026-00012（二次）", "yxzc202600012", "", "", 2, true},
        Case{"YXZC-2026-00012第三次", "yxzc202600012", "", "", 3, true},
        Case{"YXZC-2026-00012/3包", "yxzc202600012", "", "3", 1, true},
        Case{"YXZC-2026-00012（A包）", "yxzc202600012", "", "a", 1, true},
        Case{"YXZC-2026-00012第二次更正", "yxzc202600012", "", "", 1, true},
        Case{"2026-01", "202601", "", "", 1, false}}) {
    const auto numbers = numbers_in(written);
    ASSERT_EQ(numbers.size(), 1u) << written;
    EXPECT_EQ(numbers[0], (NumberParts{key, base, lot, attempt, telling}))
        << written << " gave " << numbers[0].key << " " << numbers[0].base << " " << numbers[0].lot;
  }
  EXPECT_EQ(numbers_in("YXZC-2026-00012；QHGP-2026-00034").size(), 2u);
  EXPECT_EQ(numbers_in("YXZC-2026-00012/QHGP-2026-00034").size(), 2u);
  EXPECT_TRUE(numbers_in("无").empty());
  EXPECT_TRUE(numbers_in("").empty());
  EXPECT_TRUE(numbers_in(std::string(500, '1')).empty());
}

// Texts of common characters are folded without ICU; a letter that isn't one of them has it asked for the whole text.
TEST(Folding, GivesTheSameWhetherIcuIsAskedOrNot) {
  const std::u32string rare = U"é";
  for (char32_t c = 1; c <= 0xFFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const std::u32string text{U'医', c, U'A', c, U'院'};
    EXPECT_EQ(folded(to_utf8(text)) + rare, folded(to_utf8(text + rare))) << static_cast<unsigned>(c);
  }
  EXPECT_EQ(folded("云溪\xE5\x8C市") + rare, folded("云溪\xE5\x8C市é"));
  EXPECT_EQ(folded("云溪\xE5\x8C"), U"云溪\uFFFD");
}

TEST(ATextsNumbers, AreThoseBesideTheWordForThem) {
  EXPECT_THAT(
      numbers_beside("一、原项目编号：YXZC-2026-00012\n采购计划编号: [2026]00077 。合同编号：HT-2026-00099"),
      ElementsAre("YXZC-2026-00012", "[2026]00077"));
  EXPECT_THAT(numbers_beside("招标编号为YXZC202600012，编号：YXZC202600012。"), ElementsAre("YXZC202600012"));
  EXPECT_TRUE(numbers_beside("电话 13800000000").empty());
}

TEST(AName, IsTakenApartIntoWhatIdentifiesItAndItsMarks) {
  struct Case {
    const char* written;
    const char* core;
    const char* lot;
    int attempt;
    std::set<int> years;
    std::set<std::string> phases;
  };
  const Case cases[] = {
      {"云溪市妇幼保健院儿童保健系统采购项目公开招标公告", "儿童保健系统", "", 1, {}, {}},
      {"儿童保健系统（第二次）", "儿童保健系统", "", 2, {}, {}},
      {"儿童保健系统（二次）招标公告", "儿童保健系统", "", 2, {}, {}},
      {"二次供水设备采购", "二次供水设备", "", 1, {}, {}},
      {"儿童保健系统第二次更正公告", "儿童保健系统", "", 1, {}, {}},
      {"2026年度儿童保健系统维保服务", "儿童保健系统维保服务", "", 1, {2026}, {}},
      {"儿童保健系统维保（2025-2026年）", "儿童保健系统维保", "", 1, {2025, 2026}, {}},
      {"二〇二六年儿童保健系统", "儿童保健系统", "", 1, {2026}, {}},
      {"儿童保健系统二期", "儿童保健系统", "", 1, {}, {"期2"}},
      {"儿童保健系统Ⅱ期", "儿童保健系统", "", 1, {}, {"期2"}},
      {"儿童保健系统第三批", "儿童保健系统", "", 1, {}, {"批3"}},
      {"儿童保健系统（2包）", "儿童保健系统", "2", 1, {}, {}},
      {"儿童保健系统第一标段", "儿童保健系统", "1", 1, {}, {}},
      {"儿童保健系统（二标段：自助终端）", "儿童保健系统", "2", 1, {}, {}},
      {"儿童保健系统（项目编号：YXZC-2026-00012）", "儿童保健系统", "", 1, {}, {}},
  };
  for (const auto& each : cases) {
    const auto parts = name_parts(each.written, "云溪市妇幼保健院");
    EXPECT_EQ(to_utf8(parts.core), each.core) << each.written;
    EXPECT_EQ(parts.lot, each.lot) << each.written;
    EXPECT_EQ(parts.attempt, each.attempt) << each.written;
    EXPECT_EQ(parts.years, each.years) << each.written;
    EXPECT_EQ(parts.phases, each.phases) << each.written;
  }
}

TEST(TwoNames, AreAlikeByWhatTellsThingsApart) {
  struct Case {
    const char* a;
    const char* b;
    double low, high;
  };
  for (const auto& [a, b, low, high] :
       {Case{"儿童保健系统", "儿童保健系统采购项目", 1, 1},
        Case{"儿童保健系统建设", "儿童保健系统及相关服务", 0.95, 0.95},
        Case{"儿童保健信息管理系统", "儿童保健信息系统", 0.85, 0.95},
        Case{"HIS系统升级", "PACS系统升级", 0, 0}, Case{"检验系统", "检验系统维保", 0, 0},
        Case{"东院区安防监控系统", "西院区安防监控系统", 0, 0}, Case{"电子病历系统", "手术麻醉系统", 0, 0.5},
        Case{"设备", "设备", 0, 0}}) {
    const double like = name_likeness(name_parts(a, ""), name_parts(b, ""));
    EXPECT_GE(like, low) << a << " " << b;
    EXPECT_LE(like, high) << a << " " << b;
    EXPECT_EQ(like, name_likeness(name_parts(b, ""), name_parts(a, ""))) << a << " " << b;
  }
}

}  // namespace
}  // namespace tenderlead::linker

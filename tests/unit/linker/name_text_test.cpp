#include "linker/name_text.h"

#include <gtest/gtest.h>

#include "invented_places.h"

namespace tenderlead::linker {
namespace {

std::string spelled(const std::string& name) {
  return utf8(one_spelling(folded_name(name)));
}

TEST(ANameIsFolded, SoThatWidthSpaceAndPunctuationDontMatter) {
  EXPECT_EQ(utf8(folded_name(" 云溪市 第一人民医院 ")), "云溪市第一人民医院");
  EXPECT_EQ(utf8(folded_name("ＡＢＣ（云溪）")), "abc(云溪)");
  EXPECT_EQ(utf8(folded_name("雲溪中醫醫院")), "雲溪中医医院");
  EXPECT_EQ(folded_name("\xff\xfe"), U"");
  EXPECT_EQ(folded_name(std::string(1000, 'x')), U"");
}

TEST(ANameIsSpelledInOneWay, WhereWritersVary) {
  struct Case {
    const char* written;
    const char* other;
  };
  for (const auto& [written, other] :
       {Case{"第一人民医院", "一人民医院"}, Case{"第一人民医院", "第1人民医院"},
        Case{"第二十三医院", "第23医院"}, Case{"第三〇六医院", "306医院"}, Case{"中医医院", "中医院"},
        Case{"妇幼保健院", "妇幼保健计划生育服务中心"}, Case{"妇幼保健院", "妇幼保健和计划生育服务中心"},
        Case{"医科大学附属第一医院", "医科大学第一附属医院"},
        Case{"大学医学院附属儿童医院", "大学附属儿童医院"}, Case{"卫健委", "卫生健康委员会"},
        Case{"疾控中心", "疾病预防控制中心"}, Case{"智联科技有限公司", "智联科技有限责任公司"},
        Case{"智联科技股份有限公司", "智联科技有限公司"}, Case{"精神病院", "精神病医院"}})
    EXPECT_EQ(spelled(written), spelled(other));
}

TEST(ANameIsSpelledInOneWay, AndDifferentThingsStayApart) {
  struct Case {
    const char* one;
    const char* other;
  };
  for (const auto& [one, other] :
       {Case{"第一人民医院", "第二人民医院"}, Case{"第一人民医院", "第十一人民医院"},
        Case{"人民医院", "中医院"}, Case{"第一人民医院", "第一医院"}, Case{"中医院", "中西医结合医院"},
        Case{"妇幼保健院", "儿童医院"}, Case{"附属第一医院", "附属医院"}, Case{"卫生院", "中心卫生院"},
        Case{"智联科技有限公司", "智联信息有限公司"}})
    EXPECT_NE(spelled(one), spelled(other));
}

TEST(BracketsInAName, HoldOtherNamesOrBelongToIt) {
  struct Case {
    const char* written;
    const char* name;
    std::vector<std::string> aliases;
    std::vector<std::string> former;
  };
  for (const auto& each :
       {Case{"云溪市中心医院（云溪市红十字医院、原云溪市工人医院）",
             "云溪市中心医院",
             {"云溪市红十字医院"},
             {"云溪市工人医院"}},
        Case{"云溪（集团）有限公司", "云溪（集团）有限公司", {}, {}},
        Case{"云溪市中心医院（盖章）", "云溪市中心医院", {}, {}},
        Case{"云溪市中心医院（东院区）", "云溪市中心医院（东院区）", {}, {}},
        Case{"云溪市肿瘤（胸科）医院", "云溪市肿瘤（胸科）医院", {}, {}},
        Case{"云溪市中心医院（曾用名云溪市工人医院）", "云溪市中心医院", {}, {"云溪市工人医院"}},
        Case{"（云溪市中心医院）", "（云溪市中心医院）", {}, {}},
        Case{"云溪市中心医院（", "云溪市中心医院（", {}, {}}}) {
    const auto names = names_as_written(each.written);
    EXPECT_EQ(names.name, each.name) << each.written;
    EXPECT_EQ(names.aliases, each.aliases) << each.written;
    EXPECT_EQ(names.former, each.former) << each.written;
  }
  EXPECT_EQ(utf8(taken_apart("云溪市中心医院云溪市中心医院").name), "云溪市中心医院");
  EXPECT_EQ(utf8(taken_apart("原云溪市工人医院").name), "云溪市工人医院");
}

TEST(ABranch, IsToldFromItsMainHouse) {
  struct Case {
    const char* name;
    const char* main;
    bool branch;
  };
  for (const auto& [name, main, branch] :
       {Case{"云溪市人民医院东院区", "云溪市人民医院", true},
        Case{"云溪市人民医院东院", "云溪市人民医院", true},
        Case{"云溪市人民医院上庄分院", "云溪市人民医院", true},
        Case{"云溪市人民医院总院", "云溪市人民医院", false},
        Case{"云溪市人民医院本部", "云溪市人民医院", false},
        Case{"智联科技有限公司南桥分公司", "智联科技有限公司", true},
        Case{"云溪市人民医院", "云溪市人民医院", false}, Case{"云溪门诊部", "云溪门诊部", false},
        Case{"云溪医学院", "云溪医学院", false}}) {
    const auto parts = branch_of(folded_name(name));
    EXPECT_EQ(utf8(parts.main), main) << name;
    EXPECT_EQ(!parts.branch.empty(), branch) << name;
  }
  EXPECT_EQ(branch_of(U"云溪市人民医院东院区").branch, branch_of(U"云溪市人民医院东院").branch);
  EXPECT_EQ(branch_of(U"云溪市人民医院第一分院").branch, branch_of(U"云溪市人民医院一分院").branch);
  EXPECT_NE(branch_of(U"云溪市人民医院东院").branch, branch_of(U"云溪市人民医院西院").branch);
}

TEST(Places, AreReadOffTheFrontInChains) {
  struct Case {
    const char32_t* name;
    std::vector<std::size_t> ends;
    std::vector<PlaceCode> last;
  };
  for (const auto& each :
       {Case{U"云岭省云溪市白水县人民医院", {0, 3, 6, 9}, {830121}},
        Case{U"云溪白水县人民医院", {0, 2, 5}, {830121}}, Case{U"青石区人民医院", {0, 3}, {830102, 840102}},
        Case{U"山城市青石区人民医院", {0, 3, 6}, {840102}}, Case{U"三河县人民医院", {0, 3}, {830122}},
        Case{U"南桥县人民医院", {0, 3}, {830181}},
        // 白水 is a city as well as a county, so 白水区 was never a name of the county.
        Case{U"白水区人民医院", {0}, {}}, Case{U"云溪县人民医院", {0, 3}, {830123}},
        Case{U"云溪市白水县云溪市中医院", {0, 3, 6, 9}, {830100}}, Case{U"仁和医院", {0}, {}}}) {
    const auto readings = invented_places().read_front(each.name);
    std::vector<std::size_t> ends;
    for (const auto& reading : readings) ends.push_back(reading.end);
    EXPECT_EQ(ends, each.ends) << utf8(each.name);
    EXPECT_EQ(readings.back().codes, each.last) << utf8(each.name);
  }
}

}  // namespace
}  // namespace tenderlead::linker

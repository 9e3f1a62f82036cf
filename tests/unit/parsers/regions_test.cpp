#include "parsers/values/regions.h"

#include <gtest/gtest.h>

#include <string>

#include "app/config/reading_tables.h"

namespace tenderlead::parsers {
namespace {

const RegionTable& table() {
  return config::shipped_reading_tables().regions;
}

std::string joined(const Region& region) {
  return region.province + "/" + region.city + "/" + region.county;
}

struct PlaceCase {
  const char* text;
  const char* full;
  const char* code;
};

TEST(Regions, FindsThePlaceOfNamesAndAddresses) {
  const PlaceCase cases[] = {
      {"郫都区人民医院", "四川省/成都市/郫都区", "510117"},
      {"四川省成都市郫都区望丛路1号", "四川省/成都市/郫都区", "510117"},
      {"重庆某某大学附属医院", "重庆市//", "500000"},
      {"广西壮族自治区某某医院", "广西壮族自治区//", "450000"},
      {"新疆某某建设有限公司", "新疆维吾尔自治区//", "650000"},
      {"内蒙古某某医院", "内蒙古自治区//", "150000"},
      {"鲁山县教育体育局", "河南省/平顶山市/鲁山县", "410423"},
      {"鲁山教育局", "河南省/平顶山市/鲁山县", "410423"},
      {"秀山县人民医院", "重庆市//秀山土家族苗族自治县", "500241"},
      {"恩施州中心医院", "湖北省/恩施土家族苗族自治州/", "422800"},
      {"北京市朝阳区某某路5号", "北京市//朝阳区", "110105"},
      {"南京市鼓楼区某某路18号", "江苏省/南京市/鼓楼区", "320106"},
      {"青岛胶州市某某街道", "山东省/青岛市/胶州市", "370281"},
      {"江西宜丰工业园区管理委员会", "江西省/宜春市/宜丰县", "360924"},
      {"济源市人民医院", "河南省//济源市", "419001"},
      {"东莞市某某医院", "广东省/东莞市/", "441900"},
      {"首都医科大学附属北京某某医院", "北京市//", "110000"},
      {"地址：四川省 成都市 郫都区", "四川省/成都市/郫都区", "510117"},
      {"新建县人民医院", "江西省/南昌市/新建县", "360112"},
  };
  for (const auto& c : cases) {
    const auto match = table().find(c.text);
    ASSERT_TRUE(match) << c.text;
    EXPECT_EQ(joined(match->full), c.full) << c.text;
    EXPECT_EQ(match->full.code, c.code) << c.text;
  }
}

TEST(Regions, TakesNoHospitalsNameForADistrict) {
  for (const char* text : {"港口医院", "光明医院信息系统采购", "凯旋城北医院"})
    EXPECT_FALSE(table().find(text)) << text;
  const auto county = table().find("昌黎医院");
  ASSERT_TRUE(county) << "a county's short name is its hospital's";
  EXPECT_EQ(county->full.county, "昌黎县");
  ASSERT_TRUE(table().find("防城港市港口区人民医院"));
}

TEST(Regions, StatesOnlyWhatTheWordsSay) {
  const auto match = table().find("义乌市妇幼保健院");
  ASSERT_TRUE(match);
  EXPECT_EQ(joined(match->stated), "//义乌市");
  EXPECT_EQ(joined(match->full), "浙江省/金华市/义乌市");
}

TEST(Regions, FindsNothingInStreetsBrandsAndCommonWords) {
  for (const char* text : {"", "南京路社区卫生服务中心", "中山大学附属第一医院", "各市和县级人民医院",
                           "平安银行", "某某有限公司"})
    EXPECT_FALSE(table().find(text)) << text;
}

TEST(Regions, NeedsAContextForCountiesOfOneName) {
  const auto alone = table().find("鼓楼区妇幼保健院");
  ASSERT_TRUE(alone);
  EXPECT_TRUE(alone->full.code.empty());
  EXPECT_LT(alone->confidence, 0.9);
  Region context;
  context.province = "福建省";
  const auto known = table().find("鼓楼区妇幼保健院", context);
  ASSERT_TRUE(known);
  EXPECT_EQ(known->full.code, "350102");
}

TEST(Regions, FindsEveryPlaceOfAText) {
  const auto matches = table().find_all("河南省平顶山市的鲁山县与福建省南平市建阳区");
  ASSERT_EQ(matches.size(), 3u);
  EXPECT_EQ(matches[0].full.code, "410400");
  EXPECT_EQ(matches[1].full.code, "410423");
  EXPECT_EQ(matches[2].full.code, "350703");
}

TEST(Regions, CompletesWhatFollows) {
  Region county;
  county.county = "义乌市";
  EXPECT_EQ(joined(table().complete(county)), "浙江省/金华市/义乌市");
  Region ambiguous;
  ambiguous.county = "朝阳区";
  EXPECT_EQ(joined(table().complete(ambiguous)), "//朝阳区");
  EXPECT_EQ(table().by_code("510100")->city, "成都市");
  EXPECT_FALSE(table().by_code("999999"));
}

TEST(Regions, NamesTheLineOfAFaultInItsTable) {
  const auto bad = RegionTable::from_csv("code,province,city,county\n110000,北京市,,\n11,天津市,,\n");
  ASSERT_FALSE(bad.ok());
  EXPECT_NE(bad.error().message.find("line 3"), std::string::npos);
  EXPECT_FALSE(RegionTable::from_csv("code,province\n").ok());
  EXPECT_FALSE(RegionTable::from_csv("code,province,city,county\n110000,北京市,,\n110000,北京市,,\n").ok());
}

}  // namespace
}  // namespace tenderlead::parsers

#include <gtest/gtest.h>

#include <string>

#include "app/config/reading_tables.h"
#include "parsers/hospital/rating_list_reader.h"

namespace tenderlead::parsers {
namespace {

std::vector<HospitalRating> read(std::string text) {
  Document document;
  document.text = std::move(text);
  return read_rating_list(document, config::shipped_reading_tables());
}

TEST(RatingList, ReadsRowsUnderHeadingsOfLevels) {
  const auto ratings = read(
      "2023年度电子病历系统应用水平分级评价结果公示名单\n一、六级医疗机构\n1\n四川省\n甲乙大学华某医院\n"
      "二、五级医疗机构\n2\n成都市某某区人民医院\n3\n河南省\n丙丁市中心医院\n");
  ASSERT_EQ(ratings.size(), 3u);
  EXPECT_EQ(ratings[0].hospital, "甲乙大学华某医院");
  EXPECT_EQ(ratings[0].kind, RatingKind::emr);
  EXPECT_EQ(ratings[0].number, 6);
  EXPECT_EQ(ratings[0].year, 2023);
  EXPECT_EQ(ratings[0].region.province, "四川省");
  EXPECT_EQ(ratings[1].number, 5);
  EXPECT_EQ(ratings[1].region.city, "成都市");
  EXPECT_EQ(ratings[2].region.province, "河南省");
  EXPECT_EQ(ratings[2].evidence.text, "丙丁市中心医院");
  EXPECT_GT(ratings[2].evidence.start, ratings[1].evidence.end);
}

TEST(RatingList, ReadsLevelsInTheirOwnCells) {
  const auto ratings = read(
      "2022年国家医疗健康信息互联互通标准化成熟度测评结果\n序号\n医院名称\n等级\n1\n甲乙市人民医院\n四级甲等"
      "\n2\n丙丁市妇幼保健院\n五级乙等\n");
  ASSERT_EQ(ratings.size(), 2u);
  EXPECT_EQ(ratings[0].kind, RatingKind::interconnection);
  EXPECT_EQ(ratings[0].level, "四级甲等");
  EXPECT_EQ(ratings[1].level, "五级乙等");
  EXPECT_EQ(ratings[1].number, 5);
}

TEST(RatingList, ReadsNothingFromOtherPages) {
  EXPECT_TRUE(read("甲乙市人民医院通过电子病历五级评审").empty());
  EXPECT_TRUE(read("甲乙市人民医院\n丙丁市人民医院\n戊己市人民医院\n").empty());
  EXPECT_TRUE(read("").empty());
}

}  // namespace
}  // namespace tenderlead::parsers

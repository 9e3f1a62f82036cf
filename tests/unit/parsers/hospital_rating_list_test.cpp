#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "app/config/reading_tables.h"
#include "parsers/hospital/rating_list_reader.h"

namespace tenderlead::parsers {
namespace {

std::vector<HospitalRating> read(std::string text) {
  Document document;
  document.from_html = true;
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

struct ListCase {
  const char* text;
  RatingKind kind;
  const char* level;
  std::optional<int> year;
};

TEST(RatingList, KnowsWhichRatingItIsAndOfWhichYear) {
  const ListCase cases[] = {
      {"2022年度医院智慧服务分级评估结果公示\n3级医院\n1 甲乙市人民医院\n2 丙丁市中心医院",
       RatingKind::smart_service, "3级", 2022},
      {"关于公布2021年度医院智慧管理分级评估2级医院名单的通知\n甲乙市人民医院\n丙丁市中心医院",
       RatingKind::smart_management, "2级", 2021},
      {"2020年第三周期医院等级评审结果\n三级甲等医院:\n甲乙市人民医院\n丙丁市中心医院",
       RatingKind::hospital_level, "三级甲等", 2020},
      {"医院评审结论公示\n甲乙市人民医院 二级甲等\n丙丁市中心医院 二级甲等", RatingKind::hospital_level,
       "二级甲等", std::nullopt},
      {"2023年电子病历系统应用水平分级评价高级别(五级)"
       "医疗机构名单\n甲乙市人民医院、丙丁市中心医院、戊己县中医院",
       RatingKind::emr, "五级", 2023},
  };
  for (const auto& c : cases) {
    const auto ratings = read(c.text);
    ASSERT_GE(ratings.size(), 2u) << c.text;
    for (const auto& rating : ratings) {
      EXPECT_EQ(rating.kind, c.kind) << c.text;
      EXPECT_EQ(rating.level, c.level) << c.text;
      EXPECT_EQ(rating.year, c.year) << c.text;
      EXPECT_EQ(rating.evidence.text, rating.hospital) << c.text;
    }
    EXPECT_EQ(ratings[0].hospital, "甲乙市人民医院") << c.text;
    EXPECT_EQ(ratings[1].hospital, "丙丁市中心医院") << c.text;
  }
}

TEST(RatingList, ReadsHundredsOfHospitals) {
  std::string page = "2023年度电子病历系统应用水平分级评价结果\n";
  constexpr int kHospitals = 400;
  for (int i = 0; i < kHospitals; ++i) {
    if (i == 0) page += "五级医疗机构\n";
    if (i == 100) page += "四级医疗机构\n";
    page += std::to_string(i + 1) + "\n甲乙" + std::string(i % 2 == 0 ? "市" : "县") + "人民医院\n";
  }
  const auto ratings = read(page);
  ASSERT_EQ(ratings.size(), static_cast<std::size_t>(kHospitals));
  EXPECT_EQ(ratings[99].number, 5);
  EXPECT_EQ(ratings[100].number, 4);
  EXPECT_EQ(ratings[399].year, 2023);
}

TEST(RatingList, ReadsNothingFromOtherPages) {
  EXPECT_TRUE(read("甲乙市人民医院通过电子病历五级评审").empty());
  EXPECT_TRUE(read("甲乙市人民医院\n丙丁市人民医院\n戊己市人民医院\n").empty());
  EXPECT_TRUE(read("").empty());
}

}  // namespace
}  // namespace tenderlead::parsers

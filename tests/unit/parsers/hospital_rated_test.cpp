#include <gtest/gtest.h>

#include <string>

#include "app/config/reading_tables.h"
#include "parsers/hospital/hospital_reader.h"
#include "parsers/hospital/rated_hospitals.h"
#include "parsers/html_document.h"
#include "parsers/page_parser.h"

namespace tenderlead::parsers {
namespace {

std::string table(const std::string& title, const std::string& rows) {
  return "<html><head><title>" + title + "</title></head><body><h1>" + title +
         "</h1><table><tr><td>序号</td><td>省份</td>"
         "<td>医院名称</td><td>级别</td></tr>" +
         rows + "</table></body></html>";
}

std::string row(int number, const std::string& name, const std::string& level) {
  return "<tr><td>" + std::to_string(number) + "</td><td>浙江省</td><td>" + name + "</td><td>" + level +
         "</td></tr>";
}

std::vector<HospitalProfile> rated(const std::string& html) {
  return read_rated_hospitals(build_html_document(html, "http://rating.example/1.html"),
                              config::shipped_reading_tables());
}

TEST(RatedHospitals, HaveTheirRatingItsYearAndItsSource) {
  struct Case {
    const char* title;
    const char* level;
    const char* path;
    int year;
  };
  const Case cases[] = {
      {"关于2023年度电子病历系统应用水平分级评价结果的公示", "5级", "ratings.emr", 2023},
      {"2022年度医院信息互联互通标准化成熟度测评结果名单", "四级甲等", "ratings.interconnection", 2022},
      {"2021年度医院智慧服务分级评估结果公示", "3级", "ratings.smart_service", 2021},
      {"2021年度医院智慧管理分级评估结果公示", "2级", "ratings.smart_management", 2021},
      {"2020年医院等级评审结果的通报", "三级甲等", "level", 2020},
  };
  for (const Case& c : cases) {
    const auto hospitals =
        rated(table(c.title, row(1, "云溪县人民医院", c.level) + row(2, "云溪县中医院", c.level) +
                                 row(3, "云溪县妇幼保健院", c.level)));
    ASSERT_EQ(hospitals.size(), 3u) << c.title;
    const HospitalProfile& second = hospitals[1];
    EXPECT_EQ(second.name, "云溪县中医院");
    EXPECT_EQ(second.url, "http://rating.example/1.html");
    EXPECT_EQ(second.region.province, "浙江省");
    EXPECT_EQ(second.rated_in.at(c.path), c.year) << c.title;
    ASSERT_TRUE(second.evidence.contains(c.path)) << c.title;
    EXPECT_EQ(second.evidence.at(c.path).text, "云溪县中医院");
    EXPECT_NE(second.text.find(c.title), std::string::npos);
  }
  const auto emr =
      rated(table(cases[0].title, row(1, "云溪县人民医院", "5级") + row(2, "云溪县中医院", "六级") +
                                      row(3, "云溪县妇幼保健院", "4级")));
  EXPECT_EQ(emr[0].ratings.emr, 5);
  EXPECT_EQ(emr[1].ratings.emr, 6);
  const auto levels =
      rated(table(cases[4].title, row(1, "云溪县人民医院", "三级甲等") + row(2, "云溪县中医院", "二级乙等") +
                                      row(3, "云溪县妇幼保健院", "三级甲等")));
  EXPECT_EQ(levels[1].level, (HospitalLevel{2, "乙"}));
}

TEST(RatedHospitals, MayBeHundreds) {
  std::string rows;
  for (int i = 1; i <= 600; ++i)
    rows += row(i, "云溪县第" + std::to_string(i) + "人民医院", i % 2 ? "5级" : "6级");
  const auto hospitals = rated(table("2023年度电子病历系统应用水平分级评价结果公示", rows));
  ASSERT_EQ(hospitals.size(), 600u);
  EXPECT_EQ(hospitals[599].ratings.emr, 6);
  EXPECT_LT(hospitals[599].text.size(), 300u);
}

TEST(RatedHospitals, AreNoneWhereNothingIsAnnounced) {
  const std::string three =
      row(1, "云溪县人民医院", "5级") + row(2, "云溪县中医院", "5级") + row(3, "云溪县妇幼保健院", "5级");
  // A purchase for the sake of a rating, an article, and a page about two of them.
  EXPECT_TRUE(rated(table("电子病历系统应用水平五级评价服务采购项目中标结果公示", three)).empty());
  EXPECT_TRUE(rated(table("医院开展电子病历培训", three)).empty());
  // News of one of them.
  EXPECT_TRUE(rated(table("助力云溪县人民医院高分通过电子病历五级评审", three)).empty());
  EXPECT_TRUE(rated(table("2023年度电子病历系统应用水平分级评价结果公示",
                          row(1, "云溪县人民医院", "5级") + row(2, "云溪县中医院", "5级")))
                  .empty());
}

TEST(RatedHospitals, AreWhatThePagesParserGives) {
  const std::string html = table(
      "关于2023年度电子病历系统应用水平分级评价结果的公示",
      row(1, "云溪县人民医院", "5级") + row(2, "云溪县中医院", "5级") + row(3, "云溪县妇幼保健院", "5级"));
  for (const PageRole role : {PageRole::automatic, PageRole::hospital}) {
    PageInput input;
    input.body = html;
    input.content_type = "text/html; charset=utf-8";
    input.url = "http://rating.example/1.html";
    input.as = role;
    const ParsedPage page = parse_page(input, config::shipped_reading_tables());
    EXPECT_EQ(page.rated.size(), 3u);
    EXPECT_FALSE(page.hospital);
    EXPECT_FALSE(page.notice);
    EXPECT_EQ(page.reject_reason, "");
  }
}

TEST(MergeProfiles, OfTwoRatedYearsTheLaterCountsHoweverSure) {
  HospitalProfile older;
  older.name = "云溪县人民医院";
  older.ratings.emr = 4;
  older.rated_in["ratings.emr"] = 2019;
  older.evidence["ratings.emr"] = {"", 0, 0, "rating-list", 0.95};
  HospitalProfile newer = older;
  newer.ratings.emr = 5;
  newer.rated_in["ratings.emr"] = 2023;
  newer.evidence["ratings.emr"].confidence = 0.8;
  for (const auto& pages : {std::vector{older, newer}, std::vector{newer, older}}) {
    const MergedProfile merged = merge_profiles(pages);
    EXPECT_EQ(merged.profile.ratings.emr, 5);
    EXPECT_EQ(merged.profile.rated_in.at("ratings.emr"), 2023);
    ASSERT_EQ(merged.others.size(), 1u);
    EXPECT_EQ(merged.others[0].value, "4");
  }
}

}  // namespace
}  // namespace tenderlead::parsers

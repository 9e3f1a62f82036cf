#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "parsers/hospital/stated_values.h"

namespace tenderlead::parsers {
namespace {

std::string level(std::string_view words) {
  const auto found = level_of_words(words);
  return found ? std::to_string(found->tier) + found->grade : "none";
}

TEST(HospitalStatedValues, LevelsAreReadAlikeHoweverTheyAreWritten) {
  for (const char* words : {"三级甲等", "三甲", "3甲", "３级甲等", "Ⅲ级甲等", "III级甲等", "三級甲等",
                            "三级甲等医院", "三级 甲等", "三级综合甲等", "国家三级甲等", "三甲综合医院"})
    EXPECT_EQ(level(words), "3甲") << words;
  const std::vector<std::pair<const char*, const char*>> others = {
      {"二级乙等", "2乙"}, {"一级丙等", "1丙"},           {"Ⅱ级乙等", "2乙"},
      {"三级", "3未定"},   {"三级未定等", "3未定"},       {"3", "3未定"},
      {"3.0", "3未定"},    {"二级（拟创三级）", "2未定"}, {"一级综合", "1未定"}};
  for (const auto& [words, expected] : others) EXPECT_EQ(level(words), expected) << words;
  for (const char* words : {"", "九级甲等", "十三级", "4", "甲等", "未定级", "优秀", "13级", "30"})
    EXPECT_EQ(level(words), "none") << words;
}

TEST(HospitalStatedValues, FiguresHaveUnitsRoundWordsAndScales) {
  const std::vector<std::pair<const char*, std::int64_t>> beds = {
      {"800", 800},      {"800张", 800},   {"1,200", 1200},    {"1，200张", 1200},
      {"约800", 800},    {"800.0", 800},   {"８００", 800},    {"800床", 800},
      {"800 张", 800},   {"300余张", 300}, {"约三百张", 300},  {"一千二百张", 1200},
      {"1.2千张", 1200}, {"0", 0},         {"800张以上", 800}, {"1200张（含ICU 30张）", 1200}};
  for (const auto& [words, expected] : beds)
    EXPECT_EQ(figure_of_words(words, Counted::beds_open), expected) << words;
  for (const char* words :
       {"", "很多", "800人", "800-1000", "800/1000", "800 900", "800.5", "编制800开放900", "12345678901"})
    EXPECT_EQ(figure_of_words(words, Counted::beds_open), std::nullopt) << words;
  EXPECT_EQ(figure_of_words("120万", Counted::visits), 1'200'000);
  EXPECT_EQ(figure_of_words("120.5万人次", Counted::visits), 1'205'000);
  EXPECT_EQ(figure_of_words("120.5万人次/年", Counted::visits), 1'205'000);
  EXPECT_EQ(figure_of_words("120.5", Counted::visits, 10'000), 1'205'000) << "of a heading in 万人次";
  EXPECT_EQ(figure_of_words("120.5万", Counted::visits, 10'000), 1'205'000) << "a unit of its own wins";
  EXPECT_EQ(figure_of_words("1500人", Counted::staff), 1500);
  EXPECT_EQ(figure_of_words("1500张", Counted::staff), std::nullopt);
  EXPECT_EQ(figure_of_words("3.2万台次", Counted::surgeries), 32'000);
}

TEST(HospitalStatedValues, RatingsAreReadAlikeHoweverTheyAreWritten) {
  for (const char* words : {"四级", "4", "4.0", "４", "level 4", "Level4", "4级", "Ⅳ级", "四级（2023年）",
                            "通过四级", "2023年四级"})
    EXPECT_EQ(rating_of_words(words, 8), 4) << words;
  EXPECT_EQ(rating_of_words("五级", 8), 5);
  EXPECT_EQ(rating_of_words("0级", 8), 0);
  for (const char* words : {"", "九级", "四级甲等", "4.5", "十四级", "44", "已上线", "四级至五级"})
    EXPECT_EQ(rating_of_words(words, 8), std::nullopt) << words;
  EXPECT_EQ(rating_of_words("六级", 5), std::nullopt);
}

TEST(HospitalStatedValues, InterconnectionHasItsFullName) {
  for (const char* words :
       {"四甲", "4级甲等", "四级甲等", "四级甲", "４级甲等", "Ⅳ级甲等", "四级甲等（2021年度）"})
    EXPECT_EQ(interconnection_of_words(words), "四级甲等") << words;
  EXPECT_EQ(interconnection_of_words("五乙"), "五级乙等");
  EXPECT_EQ(interconnection_of_words("三级"), "三级");
  for (const char* words : {"", "甲等", "六级甲等", "已通过", "40"})
    EXPECT_EQ(interconnection_of_words(words), std::nullopt) << words;
}

TEST(HospitalStatedValues, YearsAreThoseOfDays) {
  for (const char* words : {"1953", "1953年", "1953-05", "1953.5", "1953/05/01", "1953年5月1日", "19530501",
                            "一九五三年", "始建于1953年", "１９５３年"})
    EXPECT_EQ(year_of_words(words), 1953) << words;
  for (const char* words : {"", "53年", "1700年", "19539999", "建国初期", "195"})
    EXPECT_EQ(year_of_words(words), std::nullopt) << words;
}

TEST(HospitalStatedValues, LongTextsAreNone) {
  const std::string text = "800张" + std::string(100'000, ' ') + "床";
  EXPECT_EQ(figure_of_words(text, Counted::beds_open), std::nullopt);
  EXPECT_EQ(level("三级甲等" + text), "none");
}

}  // namespace
}  // namespace tenderlead::parsers

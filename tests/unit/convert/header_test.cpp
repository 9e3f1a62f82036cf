#include "convert/table/header.h"

#include <gtest/gtest.h>

namespace tenderlead::convert {
namespace {

const std::vector<ColumnField> kFields = {
    {"name", {"医院名称", "机构名称", "名称", "hospital name", "hos name"}},
    {"region", {"地区", "所在地", "city"}},
    {"amount", {"金额", "中标金额", "amount"}},
};

std::vector<TableRow> rows_of(const std::vector<std::vector<std::string>>& cells) {
  std::vector<TableRow> rows;
  for (const auto& row : cells) rows.push_back({2 * rows.size() + 1, row, {}, {}});
  return rows;
}

TEST(Header, IsTheRowInWhichMostFieldsAreFound) {
  const auto map = guess_columns(
      rows_of({{"2026年医院名称一览"}, {"医院 名称：", "所在地", "备注"}, {"青禾医院", "四川", ""}}),
      kFields);
  EXPECT_EQ(map.header_row, 3u);
  EXPECT_EQ(map.fields, (std::vector<std::string>{"name", "region", ""}));
  EXPECT_EQ(map.column("region"), 1u);
  EXPECT_EQ(map.column("amount"), ColumnMap::npos);
}

TEST(Header, WordsAreFoundWhateverTheirWidthCaseAndBrackets) {
  const auto map = guess_columns(rows_of({{"Hos_Name", "ＣＩＴＹ", "中标金额（万元）"}}), kFields);
  EXPECT_EQ(map.fields, (std::vector<std::string>{"name", "region", "amount"}));
}

TEST(Header, AWholeWordBeatsAPartAndAFieldHasOneColumn) {
  const auto map = guess_columns(rows_of({{"医院名称（曾用）", "医院名称", "项目所在地区"}}), kFields);
  EXPECT_EQ(map.fields, (std::vector<std::string>{"", "name", "region"}));
}

TEST(Header, IsNoneWhereNoFieldIsFound) {
  EXPECT_EQ(guess_columns(rows_of({{"甲", "乙"}, {"丙", "丁"}}), kFields).header_row, 0u);
  EXPECT_EQ(guess_columns({}, kFields).header_row, 0u);
}

TEST(Header, HoldsWhatAPersonStatesAndNamesWhatIsNotThere) {
  std::vector<std::string> unknown;
  const auto map =
      stated_columns(rows_of({{"一览"}, {"单位", "省份", "说明"}}),
                     {{"name", "单位"}, {"region", "B"}, {"amount", "价格"}, {"note", "Z"}}, unknown);
  EXPECT_EQ(map.header_row, 3u);
  EXPECT_EQ(map.fields, (std::vector<std::string>{"name", "region", ""}));
  EXPECT_EQ(unknown, (std::vector<std::string>{"价格", "Z"}));
}

}  // namespace
}  // namespace tenderlead::convert

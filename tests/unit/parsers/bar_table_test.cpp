#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "parsers/text_document.h"

namespace tenderlead::parsers {
namespace {

std::vector<std::string> cells(const Document& document) {
  std::vector<std::string> found;
  for (const Line& line : document.lines)
    found.push_back(std::to_string(line.table) + "/" + std::to_string(line.row) + "/" +
                    std::to_string(line.col) + " " + std::string(document.slice(line.span)));
  return found;
}

TEST(BarTables, NeighbouringLinesWithBarsAreOneTable) {
  const Document d = build_text_document("结果：\n序号 | 名称 | 金额 |\n1 | 云台 | 5元 |\n完", "");
  EXPECT_EQ(cells(d), (std::vector<std::string>{"-1/-1/-1 结果：", "0/0/0 序号", "0/0/1 名称", "0/0/2 金额",
                                                "0/1/0 1", "0/1/1 云台", "0/1/2 5元", "-1/-1/-1 完"}));
  ASSERT_EQ(d.tables.size(), 1U);
  EXPECT_EQ(d.tables[0].rows, 2);
  EXPECT_EQ(d.tables[0].cols, 3);
  EXPECT_EQ(d.text, "结果：\n序号 | 名称 | 金额 |\n1 | 云台 | 5元 |\n完");
}

TEST(BarTables, MarkdownRulesAndEmptyCellsKeepTheColumns) {
  const Document d = build_text_document("| 甲 | 乙 | 丙 |\n|---|:---:|---|\n| 1 | | 3 |", "");
  EXPECT_EQ(cells(d), (std::vector<std::string>{"0/0/0 甲", "0/0/1 乙", "0/0/2 丙", "0/1/0 1", "0/1/2 3"}));
}

TEST(BarTables, ABarAloneIsTheLastCellOfTheRowAbove) {
  const Document d = build_text_document("序号 | 名称 | 备注 |\n1 | 云台 |\n|\n2 | 支架 | |\n|\n完", "");
  ASSERT_EQ(d.tables.size(), 1U);
  EXPECT_EQ(d.tables[0].rows, 3);
  EXPECT_EQ(cells(d)[5], "0/2/0 2");
}

TEST(BarTables, OtherBarsStayWords) {
  for (const char* text : {"首页 | 新闻\n关于 | 联系", "发布人：甲 | 阅读：3 | 字号\n正文",
                           "甲 | 乙 | 丙\n\n丁 | 戊 | 己", "|\n||\n|||"}) {
    const Document d = build_text_document(text, "");
    EXPECT_TRUE(d.tables.empty()) << text;
  }
}

}  // namespace
}  // namespace tenderlead::parsers

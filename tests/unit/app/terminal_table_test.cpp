#include "app/terminal_table.h"

#include <gtest/gtest.h>

#include <sstream>

namespace tenderlead::app {
namespace {

TEST(DisplayWidth, CountsTwoCellsForChineseAndNoneForCombiningMarks) {
  EXPECT_EQ(display_width("医院"), 4u);
  EXPECT_EQ(display_width("ab１"), 4u);
  EXPECT_EQ(display_width("e\xCC\x81"), 1u);
  EXPECT_EQ(display_width(""), 0u);
}

TEST(Printable, LeavesNothingThatCouldSteerATerminal) {
  EXPECT_EQ(printable("a\x1B[31mb\r\n\tc"), "a [31mb   c");
  EXPECT_EQ(printable("\xC2\x9B"
                      "31m"),
            " 31m");
  EXPECT_EQ(printable("a\xE2\x80\xAE"
                      "b"),
            "a b");
  EXPECT_EQ(printable("a\xFF"
                      "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(printable("妇幼 v2.0"), "妇幼 v2.0");
}

TEST(Clipped, CutsBetweenCharactersAndSaysSo) {
  EXPECT_EQ(clipped("儿童保健系统", 12), "儿童保健系统");
  EXPECT_EQ(clipped("儿童保健系统", 7), "儿童..");
  EXPECT_EQ(clipped("儿童保健系统", 8), "儿童保..");
  EXPECT_EQ(clipped("abcdef", 3), "a..");
  EXPECT_EQ(clipped("abcdef", 1), ".");
}

TEST(PrintTable, LinesColumnsUp) {
  std::ostringstream out;
  print_table(out, {{"评分", 0, true}, {"客户"}, {"标题", 5}}, {{"9", "医院", "一二三四"}, {"100", "a"}});
  EXPECT_EQ(out.str(),
            "评分  客户  标题\n"
            "────────────────\n"
            "   9  医院  一..\n"
            " 100  a     \n");
}

}  // namespace
}  // namespace tenderlead::app

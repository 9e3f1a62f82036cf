#include "rules/plain_words.h"

#include <gtest/gtest.h>

#include <string>

namespace tenderlead::rules {
namespace {

TEST(PlainWords, AreOneLineOfWhatCanBeSeen) {
  const struct {
    std::string from;
    const char* to;
  } cases[] = {{"张老师", "张老师"},
               {"  张\n\t 老师 ", "张 老师"},
               {"a\u3000b\u2028c", "a b c"},
               {"a\u202Eb\u2066c\u200Bd\uFEFFe", "abcde"},
               {std::string("a\0b\x1B[31mc\x7F", 10), "ab[31mc"},
               {"a\xFF\xC0\x80z\xE4\xBD", "az"},
               {"\xED\xA0\x80x", "x"},
               {"", ""}};
  for (const auto& c : cases) EXPECT_EQ(plain_words(c.from), c.to) << c.from;
}

TEST(PlainWords, AreCutWhereTheyAreTooMany) {
  EXPECT_EQ(plain_words("一二三四", 3), "一二三…");
  EXPECT_EQ(plain_words("一二三", 3), "一二三");
  EXPECT_EQ(plain_words("一 二 三", 3), "一 二…");
  EXPECT_LE(plain_words(std::string(100000, 'x')).size(), kMostPlainWords + 3);
}

}  // namespace
}  // namespace tenderlead::rules

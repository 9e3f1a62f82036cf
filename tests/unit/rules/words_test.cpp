#include "rules/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>

namespace tenderlead::rules {
namespace {

using ::testing::UnorderedElementsAre;

TEST(FoldedText, ComparesWidthCaseAndWhiteSpaceAsPeopleDo) {
  struct Case {
    const char* text;
    const char* folded;
  };
  const Case cases[] = {
      {"ＨＩＳ系统", "his系统"},
      {"Lis　System", "lis system"},
      {"手术 行为\n管理", "手术行为管理"},
      {"HIS 系统", "his 系统"},
      {"（一期）", "(一期)"},
      {"护理、检验", "护理\n检验"},
      {"完成。采购；A,B", "完成\n采购\na\nb"},
      {" 前后 ", "前后"},
      {"", ""},
  };
  for (const auto& one : cases) EXPECT_EQ(fold(one.text), one.folded) << one.text;
}

TEST(FoldedText, KeepsThePlacesOfTheOriginal) {
  const FoldedText text("某市 妇幼\n健康　ＨＩＳ");
  const auto at = text.text().find("妇幼健康");
  ASSERT_NE(at, std::string::npos);
  const auto first = text.point_at(at), end = text.point_after(at + std::string("妇幼健康").size());
  EXPECT_EQ(first, 3u);
  EXPECT_EQ(end, 8u);
  EXPECT_EQ(text.original(first, end), "妇幼\n健康");
}

TEST(FoldedText, CountsBrokenBytesOneByOneAndNeverFails) {
  const std::string broken =
      "a\xE5\xA6"
      "b\xFF\xC0\xAF"
      "z";
  const FoldedText text(broken);
  const auto z = text.text().find('z');
  EXPECT_EQ(text.point_at(z), 7u);
  EXPECT_EQ(text.original(7, 8), "z");
}

TEST(FoldedText, StopsAtItsLimit) {
  const FoldedText text("妇幼健康信息", 4);
  EXPECT_EQ(text.text(), "妇幼健康");
  EXPECT_EQ(text.original(0, 4), "妇幼健康");
  EXPECT_EQ(text.original(0, 99), "妇幼健康");
}

std::vector<std::tuple<std::string, std::size_t>> found(const std::vector<std::string>& words,
                                                        const std::string& text) {
  WordFinder finder;
  for (const auto& word : words) finder.add(fold(word));
  finder.build();
  const auto folded = fold(text);
  std::vector<WordHit> hits;
  finder.find(folded, hits);
  std::vector<std::tuple<std::string, std::size_t>> result;
  for (const auto& hit : hits) result.emplace_back(folded.substr(hit.begin, hit.end - hit.begin), hit.begin);
  return result;
}

TEST(WordFinder, FindsOverlappingAndNestedWords) {
  EXPECT_THAT(
      found({"信息", "信息系统", "系统", "管理系统"}, "管理信息系统"),
      UnorderedElementsAre(std::tuple{"信息", 6u}, std::tuple{"信息系统", 6u}, std::tuple{"系统", 12u}));
  EXPECT_THAT(found({"he", "she", "hers"}, "ushers 她"), UnorderedElementsAre());
  EXPECT_THAT(found({"他", "他们", "们的"}, "他们的"),
              UnorderedElementsAre(std::tuple{"他", 0u}, std::tuple{"他们", 0u}, std::tuple{"们的", 3u}));
}

TEST(WordFinder, AWordOfLettersIsNotInALongerRunOfLetters) {
  EXPECT_EQ(found({"HIS"}, "医院HIS系统").size(), 1u);
  EXPECT_EQ(found({"HIS"}, "his2.0").size(), 1u);
  EXPECT_EQ(found({"HIS"}, "history").size(), 0u);
  EXPECT_EQ(found({"HIS"}, "this is").size(), 0u);
}

TEST(WordFinder, TheSameWordHasOneNumber) {
  WordFinder finder;
  EXPECT_EQ(finder.add("云"), finder.add("云"));
  EXPECT_EQ(finder.words(), 1u);
}

TEST(WordFinder, WithoutWordsFindsNothing) {
  EXPECT_TRUE(found({}, "任何文字").empty());
}

}  // namespace
}  // namespace tenderlead::rules

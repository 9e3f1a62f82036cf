#include "rules/needed_strings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace tenderlead::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using Strings = std::vector<std::string>;

bool shorter(const std::string& a, const std::string& b) {
  return a.size() < b.size();
}

TEST(NeededStrings, AreTheAlternativesOfAPattern) {
  EXPECT_THAT(NeededStrings("儿童.{0,6}(?:系统|平台)").alternatives(),
              UnorderedElementsAre(Strings{"儿童", "系统"}, Strings{"儿童", "平台"}));
  EXPECT_THAT(NeededStrings("护理").alternatives(), ElementsAre(Strings{"护理"}));
  EXPECT_THAT(NeededStrings(".{3}").alternatives(), IsEmpty());
  EXPECT_THAT(NeededStrings("(?:儿保)?系统").alternatives(), ElementsAre(Strings{"系统"}));
  EXPECT_THAT(NeededStrings("(?:一").alternatives(), IsEmpty()) << "no pattern at all";
}

TEST(NeededStrings, AreTheDemandsOfAPatternTheBestFirst) {
  EXPECT_THAT(NeededStrings("儿童.{0,6}(?:信息系统|管理平台)").demands(shorter),
              ElementsAre(UnorderedElementsAre("信息系统", "管理平台"), ElementsAre("儿童")));
  const auto rare = [](const std::string& a, const std::string& b) { return (a == "系统") > (b == "系统"); };
  EXPECT_THAT(NeededStrings("护理.{0,6}系统").demands(rare),
              ElementsAre(ElementsAre("护理"), ElementsAre("系统")));
  EXPECT_THAT(NeededStrings(".{3}").demands(shorter), IsEmpty());
  EXPECT_THAT(NeededStrings("Ⅱ类").demands(shorter), IsEmpty()) << "the text may have it as it is, or as ⅱ";
}

// Of patterns with more alternatives than are told one by one, what is told is less and still true.
TEST(NeededStrings, HoldOfEveryTextThatThePatternMatches) {
  const std::string lists[] = {"(?:护理|检验|影像|病理|药房|急诊|手术|麻醉|门诊)",
                               "(?:质控|预约|随访|统计|排班|追溯|调度|归档)", "(?:系统|平台|软件|模块)"};
  const auto pattern = lists[0] + ".{0,4}" + lists[1] + ".{0,4}" + lists[2] + "(?:采购)?";
  const NeededStrings needed(pattern);
  const auto alternatives = needed.alternatives();
  const auto demands = needed.demands(shorter);
  ASSERT_FALSE(alternatives.empty());
  ASSERT_FALSE(demands.empty());
  std::mt19937 random(3);
  const auto pick = [&](const std::string& list) {
    std::vector<std::string> words(1);
    for (const char c : list.substr(3, list.size() - 4)) {
      if (c == '|')
        words.emplace_back();
      else
        words.back() += c;
    }
    return words[random() % words.size()];
  };
  const re2::RE2 expression(pattern);
  for (int round = 0; round < 500; ++round) {
    const auto text = pick(lists[0]) + "与" + pick(lists[1]) + pick(lists[2]);
    ASSERT_TRUE(re2::RE2::PartialMatch(text, expression)) << text;
    const auto is_there = [&](const std::string& string) { return text.find(string) != std::string::npos; };
    EXPECT_TRUE(std::any_of(alternatives.begin(), alternatives.end(), [&](const auto& all) {
      return std::all_of(all.begin(), all.end(), is_there);
    })) << text;
    for (const auto& any : demands) EXPECT_TRUE(std::any_of(any.begin(), any.end(), is_there)) << text;
  }
}

}  // namespace
}  // namespace tenderlead::rules

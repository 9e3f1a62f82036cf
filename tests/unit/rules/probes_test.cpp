#include "rules/probes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/rule_text.h"

namespace tenderlead::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using Strings = std::vector<std::string>;

RuleBook book() {
  Signal words;
  words.id = "w";
  words.any.words = {"儿保", "妇幼"};
  words.none.words = {"家具"};
  words.where = {{Field::title, 10}};
  TagRule tag;
  tag.id = "t";
  tag.scoring.signals = {words};
  RuleBook made;
  made.tags = {tag};
  return made;
}

TEST(StringsNeeded, AreTheAlternativesOfAPattern) {
  EXPECT_THAT(strings_needed("儿童.{0,6}(?:系统|平台)"),
              UnorderedElementsAre(Strings{"儿童", "系统"}, Strings{"儿童", "平台"}));
  EXPECT_THAT(strings_needed("护理"), ElementsAre(Strings{"护理"}));
  EXPECT_THAT(strings_needed(".{3}"), IsEmpty());
  EXPECT_THAT(strings_needed("(?:儿保)?系统"), ElementsAre(Strings{"系统"}));
}

TEST(Probes, AreTheWordsThatOnlyOneBookHas) {
  auto after = book();
  after.tags[0].scoring.signals[0].any.words = {"妇幼", "儿童ＢＢ"};
  const auto probes = probes_between(book(), after);
  EXPECT_FALSE(probes.all);
  EXPECT_THAT(probes.strings, UnorderedElementsAre(Strings{"儿保"}, Strings{"儿童bb"}));
  EXPECT_THAT(probes.rules, ElementsAre("tags/t"));
}

TEST(Probes, OfAnotherThresholdAreAllWordsThatSpeakForTheRule) {
  auto after = book();
  after.tags[0].scoring.threshold = 5;
  EXPECT_THAT(probes_between(book(), after).strings, UnorderedElementsAre(Strings{"儿保"}, Strings{"妇幼"}));
  after = book();
  after.tags[0].state = RuleState::retired;
  EXPECT_THAT(probes_between(book(), after).strings, UnorderedElementsAre(Strings{"儿保"}, Strings{"妇幼"}));
  after = book();
  after.tags[0].scoring.signals[0].none.words.clear();
  EXPECT_THAT(probes_between(book(), after).strings, ElementsAre(Strings{"家具"}));
}

TEST(Probes, AreNoneWhereOnlyNamesDiffer) {
  auto after = book();
  after.tags[0].name = "改名";
  const auto probes = probes_between(book(), after);
  EXPECT_FALSE(probes.all);
  EXPECT_THAT(probes.strings, IsEmpty());
  EXPECT_THAT(probes.rules, ElementsAre("tags/t"));
  EXPECT_THAT(probes_between(book(), book()).rules, IsEmpty());
}

TEST(Probes, SayWhereAnyNoticeCanDiffer) {
  auto after = book();
  after.text_limit = 500;
  EXPECT_TRUE(probes_between(book(), after).all);
  after = book();
  after.tags[0].scoring.signals[0].any.patterns = {"[0-9]{4}"};
  EXPECT_TRUE(probes_between(book(), after).all);
  after = book();
  after.ignore.words = {"儿保科"};
  EXPECT_THAT(probes_between(book(), after).strings, ElementsAre(Strings{"儿保科"}));
}

TEST(RuleText, TellsVersionsApartLineByLine) {
  auto after = book();
  after.tags[0].scoring.signals[0].any.words = {"儿保", "儿童"};
  after.tags[0].scoring.threshold = 8;
  const auto lines = [](const RuleBook& of) { return rule_texts(of).at(1).lines; };
  EXPECT_THAT(
      difference(lines(book()), lines(after)),
      ElementsAre("- threshold: 10", "- signals/w any: 妇幼", "+ threshold: 8", "+ signals/w any: 儿童"));
  EXPECT_THAT(difference(lines(book()), lines(book())), IsEmpty());
}

}  // namespace
}  // namespace tenderlead::rules

#include "rules/probes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/rule_text.h"

namespace tenderlead::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using Strings = std::vector<ProbeString>;

// Words, as lists have them.
Strings of(std::vector<std::string> words) {
  Strings strings;
  for (auto& word : words) strings.push_back({std::move(word), true});
  return strings;
}

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

TEST(Probes, AreTheWordsThatOnlyOneBookHas) {
  auto after = book();
  after.tags[0].scoring.signals[0].any.words = {"妇幼", "儿童ＢＢ"};
  const auto probes = probes_between(book(), after);
  EXPECT_FALSE(probes.all);
  EXPECT_THAT(probes.strings, UnorderedElementsAre(of({"儿保"}), of({"儿童bb"})));
  EXPECT_THAT(probes.rules, ElementsAre("tags/t"));
}

TEST(Probes, OfAnotherThresholdAreAllWordsThatSpeakForTheRule) {
  auto after = book();
  after.tags[0].scoring.threshold = 5;
  EXPECT_THAT(probes_between(book(), after).strings, UnorderedElementsAre(of({"儿保"}), of({"妇幼"})));
  after = book();
  after.tags[0].state = RuleState::retired;
  EXPECT_THAT(probes_between(book(), after).strings, UnorderedElementsAre(of({"儿保"}), of({"妇幼"})));
  after = book();
  after.tags[0].scoring.signals[0].none.words.clear();
  EXPECT_THAT(probes_between(book(), after).strings, ElementsAre(of({"家具"})));
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
  EXPECT_THAT(probes_between(book(), after).strings, ElementsAre(of({"儿保科"})));
}

TEST(Probes, OfAPatternAreWhatItNeedsWhereverThatStands) {
  auto after = book();
  after.tags[0].scoring.signals[0].any.patterns = {"his.{0,4}系统"};
  EXPECT_THAT(probes_between(book(), after).strings, ElementsAre(Strings{{"his", false}, {"系统", false}}));
}

// What a project or its buyer is doesn't stand in the notice.
TEST(Probes, OfATagOfOthersAreTheWordsOfTheRulesThatAskForIt) {
  auto before = book();
  TagRule large, huge;
  large.id = "large";
  large.of = {Subject::organisation};
  large.scoring.when.kind = Condition::Kind::tag;
  large.scoring.when.tags = {"huge"};
  huge.id = "huge";
  huge.of = {Subject::organisation};
  huge.scoring.signals = {before.tags[0].scoring.signals[0]};
  huge.scoring.signals[0].any.words = {"总医院"};
  Product product;
  product.id = "p";
  product.scoring.signals = {before.tags[0].scoring.signals[0]};
  product.scoring.signals[0].any.words = {"排班"};
  product.scoring.when = large.scoring.when;
  product.scoring.when.tags = {"large"};
  before.tags.push_back(large);
  before.tags.push_back(huge);
  before.products = {product};
  auto after = before;
  after.tags[2].scoring.signals[0].any.words = {"总院"};
  EXPECT_THAT(probes_between(before, after).strings,
              UnorderedElementsAre(of({"总医院"}), of({"总院"}), of({"排班"})));
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

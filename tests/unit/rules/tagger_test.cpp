#include "rules/tagger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace tenderlead::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Signal signal(std::string id, std::vector<std::string> words, std::vector<FieldPoints> where) {
  Signal made;
  made.id = std::move(id);
  made.any.words = std::move(words);
  made.where = std::move(where);
  return made;
}

RuleBook with_tag(std::vector<Signal> signals, WordGroup ignore = {}) {
  RuleBook book;
  book.tags.push_back({"t", "标签", {10, std::move(signals), std::move(ignore)}});
  return book;
}

Tagging tag(const RuleBook& book, TagInput input) {
  auto tagger = Tagger::compile(book);
  EXPECT_TRUE(tagger.ok());
  return tagger->tag(input);
}

TagInput titled(std::string title, std::string text = "") {
  TagInput input;
  input.title = std::move(title);
  input.text = std::move(text);
  return input;
}

TEST(Tagger, SaysWhichWordsStoodWhereInCodePoints) {
  auto one = signal("words", {"妇幼健康"}, {{Field::title, 10}});
  one.say = "提到“{word}”";
  const auto tagging = tag(with_tag({one}), titled("某市ＡＢ 妇幼\n健康平台"));
  ASSERT_EQ(tagging.tags.size(), 1u);
  const auto& reason = tagging.tags[0].reasons.at(0);
  EXPECT_EQ(reason.rule, "tags/t/words");
  EXPECT_EQ(reason.field, "title");
  EXPECT_EQ(reason.start, 5u);
  EXPECT_EQ(reason.end, 10u);
  EXPECT_EQ(reason.matched, "妇幼\n健康");
  EXPECT_EQ(reason.points, 10);
  EXPECT_EQ(reason.text, "提到“妇幼\n健康”");
}

TEST(Tagger, ASignalCountsOnceInTheFieldWhereItWeighsMost) {
  const auto book = with_tag({signal("words", {"系统"}, {{Field::text, 4}, {Field::title, 10}})});
  const auto tagging = tag(book, titled("信息系统与系统", "系统系统系统"));
  ASSERT_EQ(tagging.tags.size(), 1u);
  ASSERT_EQ(tagging.tags[0].reasons.size(), 1u);
  EXPECT_EQ(tagging.tags[0].reasons[0].field, "title");
  EXPECT_FALSE(tag(book, titled("", "系统系统系统")).has_tag("t"));
}

TEST(Tagger, NegativeWordsArgueAgainst) {
  const auto book = with_tag(
      {signal("it", {"管理系统"}, {{Field::title, 10}}), signal("goods", {"家具"}, {{Field::title, -5}})});
  EXPECT_TRUE(tag(book, titled("护理管理系统")).has_tag("t"));
  EXPECT_FALSE(tag(book, titled("家具及护理管理系统")).has_tag("t"));
}

TEST(Tagger, WordsInsideIgnoredWordsDoNotCount) {
  auto book = with_tag({signal("it", {"系统"}, {{Field::title, 10}})}, {{"输液系统"}, {}});
  book.ignore.patterns = {"交易.{0,4}系统"};
  EXPECT_FALSE(tag(book, titled("一次性输液系统采购")).has_tag("t"));
  EXPECT_FALSE(tag(book, titled("在交易电子系统投标")).has_tag("t"));
  const auto tagging = tag(book, titled("输液系统与护理系统"));
  ASSERT_TRUE(tagging.has_tag("t"));
  EXPECT_EQ(tagging.tags[0].reasons.at(0).start, 7u);
}

TEST(Tagger, IgnoredWordsStillArgueAgainst) {
  const auto book = with_tag(
      {signal("it", {"维保"}, {{Field::title, 10}}), signal("goods", {"空调"}, {{Field::title, -5}})},
      {{"空调系统"}, {}});
  EXPECT_FALSE(tag(book, titled("空调系统维保")).has_tag("t"));
}

TEST(Tagger, AllNoneAndNearAreConditionsWithinOneField) {
  auto one = signal("it", {"平台"}, {{Field::title, 10}});
  one.all = {{{"医院", "卫生"}, {}}};
  one.none = {{"净化"}, {}};
  one.near = {{"信息"}, {}};
  one.within = 3;
  const auto book = with_tag({one});
  EXPECT_TRUE(tag(book, titled("医院信息平台")).has_tag("t"));
  EXPECT_TRUE(tag(book, titled("医院信息与数据平台")).has_tag("t"));     // three characters apart
  EXPECT_FALSE(tag(book, titled("医院信息和大数据平台")).has_tag("t"));  // four
  EXPECT_FALSE(tag(book, titled("学校信息平台")).has_tag("t"));
  EXPECT_FALSE(tag(book, titled("医院信息平台与净化")).has_tag("t"));
  EXPECT_FALSE(tag(book, titled("信息平台", "医院")).has_tag("t"));
}

TEST(Tagger, PatternsStopAtSeparatorsAndSeeFoldedText) {
  Signal one;
  one.id = "p";
  one.any.patterns = {"lis.{0,6}系统"};
  one.where = {{Field::title, 10}};
  const auto book = with_tag({one});
  EXPECT_TRUE(tag(book, titled("ＬＩＳ检验系统")).has_tag("t"));
  EXPECT_FALSE(tag(book, titled("LIS、输液系统")).has_tag("t"));
}

TEST(Tagger, LooksAtEachLotAndPlannedProcurementByItself) {
  const auto book = with_tag({signal("it", {"电子病历"}, {{Field::lots, 10}})});
  TagInput input;
  input.lots = {"超声设备", "电子病历升级"};
  EXPECT_EQ(tag(book, input).tags.at(0).reasons.at(0).field, "lots.1.name");
  input = {};
  input.intentions = {"电子病历升级"};
  EXPECT_EQ(tag(book, input).tags.at(0).reasons.at(0).field, "intentions.0.name");
}

TEST(Tagger, LooksAtTheBeginningOfTheTextOnly) {
  auto book = with_tag({signal("it", {"电子病历"}, {{Field::text, 10}})});
  book.text_limit = 100;
  std::string far;
  for (int i = 0; i < 97; ++i) far += "文";
  EXPECT_FALSE(tag(book, titled("", far + "电子病历")).has_tag("t"));
  EXPECT_TRUE(tag(book, titled("", far.substr(3) + "电子病历")).has_tag("t"));
}

Product product(std::string id, std::vector<Signal> signals) {
  Product made;
  made.id = std::move(id);
  made.scoring.signals = std::move(signals);
  return made;
}

const std::vector<FieldPoints> kEverywhere{{Field::title, 10}, {Field::text, 10}};

std::vector<std::string> products(const RuleBook& book, TagInput input) {
  std::vector<std::string> ids;
  for (const auto& hit : tag(book, std::move(input)).products) ids.push_back(hit.id);
  return ids;
}

TEST(Tagger, TheTextGivesProductsOnlyWhereTheTitleNamesNone) {
  auto broad = signal("overall", {"信息化建设"}, kEverywhere);
  broad.broad = true;
  RuleBook book;
  book.products = {product("lis", {signal("w", {"检验系统"}, kEverywhere)}),
                   product("emr", {signal("w", {"电子病历"}, kEverywhere)}), product("his", {broad})};
  EXPECT_THAT(products(book, titled("检验系统采购", "与电子病历对接")), ElementsAre("lis"));
  EXPECT_THAT(products(book, titled("一批项目", "电子病历")), ElementsAre("emr"));
  EXPECT_THAT(products(book, titled("信息化建设", "含电子病历")), ElementsAre("emr", "his"));
}

TEST(Tagger, AnAloneSignalCountsWhereNoOtherProductIsGiven) {
  auto vague = signal("vague", {"信息系统"}, kEverywhere);
  vague.alone = true;
  RuleBook book;
  book.products = {product("his", {vague}), product("lis", {signal("w", {"检验"}, kEverywhere)})};
  EXPECT_THAT(products(book, titled("信息系统升级")), ElementsAre("his"));
  EXPECT_THAT(products(book, titled("检验信息系统升级")), ElementsAre("lis"));
}

TEST(Tagger, AProductMayNeedATagAndYieldToAnother) {
  RuleBook book = with_tag({signal("it", {"系统"}, {{Field::title, 10}})});
  book.products = {product("a", {signal("w", {"护理"}, kEverywhere)}),
                   product("b", {signal("w", {"移动护理"}, kEverywhere)})};
  book.products[0].requires_tag = "t";
  book.products[0].yields_to = {"b"};
  EXPECT_THAT(products(book, titled("护理服务")), IsEmpty());
  EXPECT_THAT(products(book, titled("护理系统")), ElementsAre("a"));
  EXPECT_THAT(products(book, titled("移动护理系统")), ElementsAre("b"));
}

TEST(Tagger, RefusesAPatternThatCannotBeUsedAndNamesTheRule) {
  Signal one;
  one.id = "p";
  one.any.patterns = {"("};
  const auto tagger = Tagger::compile(with_tag({one}));
  ASSERT_FALSE(tagger.ok());
  EXPECT_EQ(tagger.error().code, ErrorCode::invalid_config);
  EXPECT_THAT(tagger.error().message, HasSubstr("tags/t/p"));
}

TEST(Tagger, CompilesFiveThousandChinesePatterns) {
  Signal one;
  one.id = "p";
  one.where = {{Field::title, 10}};
  for (int i = 0; i < 5000; ++i)
    one.any.patterns.push_back("医院.{0,8}第" + std::to_string(i) + "号(?:系统|平台)");
  const auto tagger = Tagger::compile(with_tag({one}));
  ASSERT_TRUE(tagger.ok()) << tagger.error().message;
  EXPECT_TRUE(tagger->tag(titled("某医院信息第4711号平台")).has_tag("t"));
  EXPECT_FALSE(tagger->tag(titled("某医院信息第5000号平台")).has_tag("t"));
}

}  // namespace
}  // namespace tenderlead::rules

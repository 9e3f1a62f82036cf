// What the rule language has besides words: reach, exclusions, conditions, tags that ask for each other, states, subjects.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/tagger.h"

namespace tenderlead::rules {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Signal words(std::vector<std::string> any,
             std::vector<FieldPoints> where = {{Field::title, 10}, {Field::text, 10}}) {
  Signal made;
  made.id = "words";
  made.any.words = std::move(any);
  made.where = std::move(where);
  return made;
}

TagRule rule(std::string id, std::vector<Signal> signals) {
  TagRule made;
  made.id = std::move(id);
  made.name = "标签";
  made.scoring.signals = std::move(signals);
  return made;
}

Condition asks_tag(std::string id) {
  Condition one;
  one.kind = Condition::Kind::tag;
  one.tags = {std::move(id)};
  return one;
}
Condition asks(Fact fact, std::vector<std::string> is) {
  Condition one;
  one.kind = Condition::Kind::fact;
  one.fact.fact = fact;
  one.fact.is = std::move(is);
  return one;
}
Condition asks(Fact fact, long long at_least) {
  Condition one;
  one.kind = Condition::Kind::fact;
  one.fact.fact = fact;
  one.fact.at_least = at_least;
  return one;
}

std::vector<std::string> tags_of(const RuleBook& book, const TagInput& input, const Circumstances& at = {},
                                 Subject subject = Subject::notice) {
  const auto tagger = Tagger::compile(book);
  EXPECT_TRUE(tagger.ok());
  std::vector<std::string> ids;
  if (tagger)
    for (const auto& tag : tagger->tag(input, at, subject).tags) ids.push_back(tag.id);
  return ids;
}

TagInput text(std::string words) {
  TagInput input;
  input.text = std::move(words);
  return input;
}

RuleBook near_book(Reach reach) {
  auto one = words({"护理"});
  one.near.words = {"信息系统"};
  one.reach = reach;
  RuleBook book;
  book.tags = {rule("t", {one})};
  return book;
}

struct ReachCase {
  const char* text;
  bool sentence;
  bool row;
};
class ReachOf : public ::testing::TestWithParam<ReachCase> {};
TEST_P(ReachOf, IsTheSentenceOrTheLine) {
  EXPECT_EQ(!tags_of(near_book(Reach::sentence), text(GetParam().text)).empty(), GetParam().sentence);
  EXPECT_EQ(!tags_of(near_book(Reach::row), text(GetParam().text)).empty(), GetParam().row);
}
INSTANTIATE_TEST_SUITE_P(Tagger, ReachOf,
                         ::testing::Values(ReachCase{"采购护理科室所用的设备，以及配套的信息系统。", true,
                                                     true},
                                           ReachCase{"信息系统用于护理。", true, true},
                                           ReachCase{"采购护理用品。另购信息系统。", false, true},
                                           ReachCase{"采购护理用品；信息系统", false, true},
                                           ReachCase{"护理用品\n信息系统", false, false}));

TEST(Tagger, ARowIsThatOfThePagesTable) {
  auto input = text("序号\n名称\n1\n护理\n信息系统\n2\n护理用品\n一批\n信息系统维保");
  input.rows = {{0, 5}, {6, 15}, {16, 25}};
  EXPECT_THAT(tags_of(near_book(Reach::row), input), ElementsAre("t"));
  input = text("1\n护理用品\n一批\n2\n信息系统\n一套");
  input.rows = {{0, 9}, {10, 19}};
  EXPECT_THAT(tags_of(near_book(Reach::row), input), IsEmpty());
}

TEST(Tagger, AnExclusionBeatsWhateverSpeaksForTheRule) {
  auto one = rule("t", {words({"系统"}, {{Field::title, 1000}})});
  one.scoring.exclude.words = {"输液系统"};
  RuleBook book;
  book.tags = {one};
  TagInput input;
  input.title = "护理系统采购";
  EXPECT_THAT(tags_of(book, input), ElementsAre("t"));
  input.title = "护理系统及输液系统采购";
  EXPECT_THAT(tags_of(book, input), IsEmpty());
  input.title = "护理系统采购";
  input.text = "附：输液系统";
  EXPECT_THAT(tags_of(book, input), ElementsAre("t")) << "the text isn't looked at unless the rule says so";
  book.tags[0].scoring.exclude_in = {Field::text};
  EXPECT_THAT(tags_of(book, input), IsEmpty());
}

TEST(Tagger, ConditionsOfARuleAndOfASignal) {
  auto one = rule("t", {words({"儿保"})});
  one.scoring.when = asks(Fact::budget_wan, 50);
  auto more = words({"妇幼"});
  more.id = "more";
  more.when = asks(Fact::notice_kind, {"tender"});
  auto two = rule("u", {words({"儿保"}, {{Field::text, 6}}), more});
  two.scoring.signals[1].where = {{Field::text, 4}};
  RuleBook book;
  book.tags = {one, two};
  Notice notice;
  notice.budget = Money{60'000'000, "CNY", ""};
  notice.kind = NoticeKind::award;
  Circumstances at;
  at.notice = &notice;
  EXPECT_THAT(tags_of(book, text("妇幼儿保系统"), at), ElementsAre("t"));
  notice.kind = NoticeKind::tender;
  EXPECT_THAT(tags_of(book, text("妇幼儿保系统"), at), ElementsAre("t", "u"));
  notice.budget.reset();
  EXPECT_THAT(tags_of(book, text("妇幼儿保系统"), at), ElementsAre("u"));
}

TEST(Tagger, TagsAskForTagsWhateverTheirOrder) {
  auto first = rule("a", {words({"系统"})});
  first.scoring.when = asks_tag("b");
  auto second = rule("b", {words({"医院"})});
  auto third = rule("c", {});
  third.scoring.when = asks_tag("a");
  RuleBook book;
  book.tags = {third, first, second};
  EXPECT_THAT(tags_of(book, text("医院系统")), ElementsAre("c", "a", "b"));
  EXPECT_THAT(tags_of(book, text("系统")), IsEmpty());
  book.tags[2].scoring.when = asks_tag("c");
  const auto tagger = Tagger::compile(book);
  ASSERT_FALSE(tagger.ok());
  EXPECT_THAT(tagger.error().message, HasSubstr("rests on itself"));
}

// large is an organisation's tag, hot a project's; on a notice they are its buyer's and its project's.
RuleBook of_others() {
  auto large = rule("large", {});
  large.of = {Subject::organisation};
  large.scoring.when = asks(Fact::beds, 500);
  auto hot = rule("hot", {words({"儿保"})});
  hot.of = {Subject::project};
  auto child = rule("child", {words({"儿保"})});
  child.scoring.when.parts = {asks_tag("large"), asks_tag("hot")};
  auto small = rule("small", {words({"儿保"})});
  small.scoring.when.kind = Condition::Kind::none;
  small.scoring.when.parts = {asks_tag("large")};
  RuleBook book;
  book.tags = {child, small, large, hot};
  return book;
}

TEST(Tagger, ANoticeSeesTheTagsOfItsProjectAndItsBuyer) {
  const std::vector<std::string> large{"large"}, hot{"hot"}, none;
  Circumstances at;
  EXPECT_THAT(tags_of(of_others(), text("儿保系统"), at), IsEmpty())
      << "nobody knows whether the buyer is large";
  at.organisation_tags = &none;
  EXPECT_THAT(tags_of(of_others(), text("儿保系统"), at), ElementsAre("small"));
  at.organisation_tags = &large;
  EXPECT_THAT(tags_of(of_others(), text("儿保系统"), at), IsEmpty());
  at.project_tags = &hot;
  EXPECT_THAT(tags_of(of_others(), text("儿保系统"), at), ElementsAre("child"));
  EXPECT_THAT(tags_of(of_others(), text("电梯"), at), IsEmpty());
  const auto tagger = Tagger::compile(of_others());
  ASSERT_TRUE(tagger.ok());
  EXPECT_TRUE(tagger->needs().organisation_tags && tagger->needs().project_tags &&
              tagger->needs().beyond_notice());
}

TEST(Tagger, AProjectSeesTheTagsOfItsBuyerAndAnOrganisationItsOwn) {
  auto book = of_others();
  for (auto& tag : book.tags)
    if (tag.id == "hot") tag.scoring.when = asks_tag("large");
  const std::vector<std::string> large{"large"}, hot{"hot"};
  Circumstances at;
  EXPECT_THAT(tags_of(book, text("儿保系统"), at, Subject::project), IsEmpty());
  at.organisation_tags = &large;
  EXPECT_THAT(tags_of(book, text("儿保系统"), at, Subject::project), ElementsAre("hot"));
  for (auto& tag : book.tags)
    if (tag.id == "large") tag.scoring.when = asks_tag("hot");
  at.organisation_tags = nullptr;
  at.project_tags = &hot;
  EXPECT_FALSE(Tagger::compile(book).ok()) << "the two rest on each other";
  book.tags[3].scoring.when = {};
  EXPECT_THAT(tags_of(book, text("儿保系统"), at, Subject::organisation), IsEmpty());
}

TEST(Tagger, TagsMayAskForProducts) {
  auto hot = rule("hot", {});
  hot.scoring.when = asks(Fact::product, {"child"});
  hot.say = "有我们的产品";
  auto late = rule("late", {});
  late.scoring.when = asks_tag("hot");
  RuleBook book;
  book.tags = {late, hot};
  Product child;
  child.id = "child";
  child.scoring.signals = {words({"儿保"})};
  book.products = {child};
  EXPECT_THAT(tags_of(book, text("儿保系统")), ElementsAre("late", "hot"));
  EXPECT_THAT(tags_of(book, text("电梯")), IsEmpty());
}

TEST(Tagger, DraftsAndRetiredRulesGiveNothing) {
  RuleBook book;
  book.tags = {rule("draft", {words({"系统"})}), rule("active", {words({"系统"})}),
               rule("old", {words({"系统"})})};
  book.tags[0].state = RuleState::draft;
  book.tags[2].state = RuleState::retired;
  Product product;
  product.id = "p";
  product.scoring.signals = {words({"系统"})};
  product.state = RuleState::retired;
  book.products = {product};
  const auto tagging = Tagger::compile(book)->tag(text("系统"));
  ASSERT_EQ(tagging.tags.size(), 1u);
  EXPECT_EQ(tagging.tags[0].id, "active");
  EXPECT_THAT(tagging.products, IsEmpty());
}

TEST(Tagger, SimpleTagsAreGivenToOrganisationsByTheirAttributes) {
  auto large = rule("large", {});
  large.kind = TagKind::simple;
  large.of = {Subject::organisation};
  large.scoring.when = asks(Fact::beds, 500);
  large.say = "床位{beds}张";
  RuleBook book;
  book.tags = {large};
  HospitalProfile profile;
  profile.beds_open = 650;
  Organisation organisation;
  organisation.name = "云溪市人民医院";
  Circumstances at;
  at.profile = &profile;
  at.organisation = &organisation;
  const auto tagger = Tagger::compile(book);
  ASSERT_TRUE(tagger.ok());
  EXPECT_TRUE(tagger->has_tags_of(Subject::organisation));
  EXPECT_FALSE(tagger->needs().beyond_notice()) << "no tag of notices asks for anything";
  const auto tagging = tagger->tag(tag_input(organisation), at, Subject::organisation);
  ASSERT_EQ(tagging.tags.size(), 1u);
  EXPECT_EQ(tagging.tags[0].reasons.at(0).text, "床位650张");
  EXPECT_EQ(tagging.tags[0].reasons.at(0).matched, "650");
  EXPECT_THAT(tags_of(book, {}, at, Subject::notice), IsEmpty());
  profile.beds_open = 100;
  EXPECT_THAT(tags_of(book, tag_input(organisation), at, Subject::organisation), IsEmpty());
}

TEST(Tagger, AProjectIsItsNoticesWordsAndItsStage) {
  auto won = rule("won", {words({"儿保系统"})});
  won.of = {Subject::project};
  won.scoring.when = asks(Fact::stage, {"awarded"});
  RuleBook book;
  book.tags = {won};
  Notice plan, award;
  plan.title = "云溪市妇幼保健院儿保系统采购意向";
  award.title = "成交结果";
  award.text = "成交供应商";
  Project project;
  project.stage = ProjectStage::planned;
  Circumstances at;
  at.project = &project;
  const auto input = tag_input(project, {&plan, nullptr, &award, &plan});
  EXPECT_EQ(input.title, "云溪市妇幼保健院儿保系统采购意向；成交结果");
  EXPECT_EQ(input.text, "成交供应商");
  EXPECT_THAT(tags_of(book, input, at, Subject::project), IsEmpty());
  project.stage = ProjectStage::awarded;
  EXPECT_THAT(tags_of(book, input, at, Subject::project), ElementsAre("won"));
}

}  // namespace
}  // namespace tenderlead::rules

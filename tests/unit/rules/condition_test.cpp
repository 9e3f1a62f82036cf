#include "rules/condition.h"

#include <gtest/gtest.h>

namespace tenderlead::rules {
namespace {

Condition about(FactCondition fact) {
  Condition one;
  one.kind = Condition::Kind::fact;
  one.fact = std::move(fact);
  return one;
}
Condition at_least(Fact fact, long long number) {
  return about({fact, number, std::nullopt, {}});
}
Condition is(Fact fact, std::vector<std::string> words) {
  return about({fact, std::nullopt, std::nullopt, std::move(words)});
}
Condition of(Condition::Kind kind, std::vector<Condition> parts) {
  Condition one;
  one.kind = kind;
  one.parts = std::move(parts);
  return one;
}

HospitalProfile tier_three() {
  HospitalProfile profile;
  profile.level = HospitalLevel{3, "甲"};
  profile.beds_open = 800;
  profile.category = HospitalCategory::maternal_child;
  profile.departments = {"儿童保健科", "产科"};
  return profile;
}

TEST(Condition, WhatIsNotKnownFulfilsNothingAndBreaksNothing) {
  const Circumstances nothing;
  const auto three = at_least(Fact::tier, 3);
  EXPECT_EQ(judge(three, nothing), Truth::unknown);
  EXPECT_FALSE(holds(three, nothing));
  EXPECT_FALSE(holds(of(Condition::Kind::none, {three}), nothing));
  EXPECT_FALSE(holds(of(Condition::Kind::none, {of(Condition::Kind::none, {three})}), nothing));
  const auto profile = tier_three();
  Circumstances at;
  at.profile = &profile;
  EXPECT_TRUE(holds(of(Condition::Kind::any, {at_least(Fact::emr_level, 4), three}), at));
  EXPECT_FALSE(holds(of(Condition::Kind::all, {at_least(Fact::emr_level, 4), three}), at));
  EXPECT_EQ(judge(of(Condition::Kind::all, {at_least(Fact::emr_level, 4), at_least(Fact::beds, 900)}), at),
            Truth::no);
  EXPECT_TRUE(holds(Condition{}, nothing));
}

TEST(Condition, AmountsAreInTheUnitThatTheirNameSays) {
  Notice notice;
  notice.budget = Money{49'999'900, "CNY", "49.9999万元"};
  Circumstances at;
  at.notice = &notice;
  EXPECT_EQ(number_of(Fact::budget_wan, at), 49);
  EXPECT_EQ(number_of(Fact::budget_yuan, at), 499'999);
  EXPECT_TRUE(holds(at_least(Fact::budget_yuan, 499'999), at));
  EXPECT_FALSE(holds(at_least(Fact::budget_wan, 50), at));
  notice.budget->currency = "USD";
  EXPECT_EQ(number_of(Fact::budget_wan, at), std::nullopt);
  notice.awards.push_back({"1", "云溪软件公司", "", Money{30'000'000, "CNY", ""}, 1, std::nullopt});
  notice.awards.push_back({"1", "第二名公司", "", Money{20'000'000, "CNY", ""}, 2, std::nullopt});
  EXPECT_EQ(number_of(Fact::award_wan, at), 30);
  EXPECT_TRUE(holds(is(Fact::supplier, {"云溪"}), at));
  EXPECT_FALSE(holds(is(Fact::supplier, {"东山"}), at));
}

TEST(Condition, DaysCountFromTheDayOfJudging) {
  Notice notice;
  notice.published_at = StatedTime{{2026, 5, 1}, std::nullopt};
  notice.bid_deadline = StatedTime{{2026, 5, 21}, 9 * 3600};
  Circumstances at;
  at.notice = &notice;
  EXPECT_EQ(number_of(Fact::days_since_published, at), std::nullopt);  // no day is given
  at.as_of = Date{2026, 5, 11};
  EXPECT_EQ(number_of(Fact::days_since_published, at), 10);
  at.as_of = Date{2026, 4, 30};
  EXPECT_EQ(number_of(Fact::days_since_published, at), 0) << "dated tomorrow: new today";
  at.as_of = Date{2026, 5, 11};
  EXPECT_EQ(number_of(Fact::days_to_deadline, at), 10);
  FactCondition window{Fact::published};
  window.from = Date{2026, 5, 1};
  window.until = Date{2026, 5, 1};
  EXPECT_EQ(judge(window, at), Truth::yes);
  window.until = Date{2026, 4, 30};
  window.from.reset();
  EXPECT_EQ(judge(window, at), Truth::no);
  Project project;
  project.bid_deadline = StatedTime{{2026, 5, 31}, std::nullopt};
  at.project = &project;
  EXPECT_EQ(number_of(Fact::days_to_deadline, at), 20) << "an amendment moved it";
}

TEST(Condition, AStageIsTheProjectsAndElseThatOfTheNoticesKind) {
  Notice notice;
  notice.kind = NoticeKind::market_research;
  Circumstances at;
  at.notice = &notice;
  EXPECT_TRUE(holds(is(Fact::stage, {"planned"}), at));
  Project project;
  project.stage = ProjectStage::awarded;
  at.project = &project;
  EXPECT_FALSE(holds(is(Fact::stage, {"planned"}), at));
  EXPECT_TRUE(holds(is(Fact::stage, {"contracted", "awarded"}), at));
}

struct RegionCase {
  const char* region;
  Truth truth;
};
class LiesIn : public ::testing::TestWithParam<RegionCase> {};
TEST_P(LiesIn, ByCodeOrName) {
  EXPECT_EQ(lies_in({"四川省", "成都市", "", "510100"}, GetParam().region), GetParam().truth);
}
INSTANTIATE_TEST_SUITE_P(Condition, LiesIn,
                         ::testing::Values(RegionCase{"51", Truth::yes}, RegionCase{"510000", Truth::yes},
                                           RegionCase{"5101", Truth::yes}, RegionCase{"510100", Truth::yes},
                                           RegionCase{"510107", Truth::unknown},
                                           RegionCase{"510300", Truth::no}, RegionCase{"53", Truth::no},
                                           RegionCase{"四川", Truth::yes}, RegionCase{"成都市", Truth::yes},
                                           RegionCase{"武侯区", Truth::unknown}));

TEST(Condition, WhatIsInstalledIsAskedByProductVendorAndEnd) {
  Condition has;
  has.kind = Condition::Kind::installed;
  has.installed.products = {"lis"};
  auto lacks = has;
  lacks.kind = Condition::Kind::not_installed;
  Circumstances at;
  at.as_of = Date{2026, 5, 1};
  EXPECT_FALSE(holds(has, at));
  EXPECT_FALSE(holds(lacks, at)) << "nobody knows what is in place";
  InstalledBase base;
  at.installed = &base;
  EXPECT_TRUE(holds(lacks, at));
  InstalledProduct lis;
  lis.product = "lis";
  lis.vendor = "云溪检验软件有限公司";
  lis.service_end = Date{2026, 8, 1};
  base.products.push_back(lis);
  EXPECT_TRUE(holds(has, at));
  EXPECT_FALSE(holds(lacks, at));
  has.installed.vendors = {"检验软件"};
  has.installed.ends_within_days = 92;
  EXPECT_TRUE(holds(has, at));
  has.installed.ends_within_days = 91;
  EXPECT_FALSE(holds(has, at));
  has.installed.ends_within_days.reset();
  has.installed.vendors = {"别的"};
  EXPECT_FALSE(holds(has, at));
}

TEST(Condition, AttributesAreAskedOfTheProfile) {
  const auto profile = tier_three();
  Organisation organisation;
  organisation.kind = OrganisationKind::hospital;
  Circumstances at;
  at.profile = &profile;
  at.organisation = &organisation;
  EXPECT_TRUE(holds(is(Fact::department, {"儿童保健"}), at));
  EXPECT_FALSE(holds(is(Fact::department, {"心内科"}), at));
  EXPECT_TRUE(holds(is(Fact::category, {"maternal_child"}), at));
  EXPECT_TRUE(holds(is(Fact::grade, {"甲"}), at));
  EXPECT_TRUE(holds(is(Fact::organisation_kind, {"hospital"}), at));
  EXPECT_TRUE(holds(at_least(Fact::beds, 800), at));
}

TEST(Condition, TheCallersFactsComeFirst) {
  const std::pair<Fact, long long> numbers[] = {{Fact::tier, 2}};
  const std::pair<Fact, std::string> words[] = {{Fact::ours, "yes"}};
  const auto profile = tier_three();
  Circumstances at;
  at.profile = &profile;
  at.numbers = numbers;
  at.words = words;
  EXPECT_FALSE(holds(at_least(Fact::tier, 3), at));
  EXPECT_TRUE(holds(is(Fact::ours, {"yes"}), at));
}

TEST(Condition, IsDescribedInOneLine) {
  Condition tag;
  tag.kind = Condition::Kind::tag;
  tag.tags = {"health_it"};
  const auto both =
      of(Condition::Kind::all,
         {at_least(Fact::budget_wan, 50), of(Condition::Kind::any, {is(Fact::region, {"51", "四川"}), tag})});
  EXPECT_EQ(describe(both), "budget_wan >= 50 and (region in 51|四川 or tag health_it)");
  Needs needs;
  needs.add(both);
  EXPECT_TRUE(needs.organisation);
  EXPECT_FALSE(needs.day);
  EXPECT_EQ(needs.tags, std::vector<std::string>{"health_it"});
}

}  // namespace
}  // namespace tenderlead::rules

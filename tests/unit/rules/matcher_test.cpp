#include "rules/matcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "app/config/configuration.h"

namespace tenderlead::rules {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const Matcher& shipped() {
  static const auto matcher = Matcher::compile(config::shipped_configuration().value.rules);
  return *matcher;
}

constexpr Date kToday{2026, 5, 20};

StatedTime day(int year, int month, int of_month) {
  StatedTime time;
  time.date = {year, month, of_month};
  return time;
}

Money yuan(std::int64_t amount) {
  return {amount * 100, "CNY", ""};
}

// A hospital, its profile and one notice of it, all invented.
struct Scene {
  Organisation buyer{"org-1", "云溪市妇幼保健院", {}, OrganisationKind::hospital, {"云省", "云溪市", "", ""}};
  HospitalProfile profile;
  Notice notice;
  std::vector<Organisation> suppliers;

  Scene() {
    profile.level = HospitalLevel{3, "甲"};
    profile.category = HospitalCategory::maternal_child;
    profile.ownership = Ownership::public_;
    profile.beds_open = 600;
    profile.ratings.emr = 3;
    notice.url = "https://portal.example.cn/1.htm";
    notice.title = "云溪市妇幼保健院妇幼健康信息系统采购公告";
    notice.buyer.name = buyer.name;
    notice.published_at = day(2026, 5, 10);
    notice.kind = NoticeKind::tender;
  }

  std::vector<Lead> leads(Date as_of = kToday) const {
    const NoticeFacts facts{&notice, "n-1", "p-1", &buyer, &profile, suppliers};
    return shipped().match(facts, shipped().tag(tag_input(notice)), as_of);
  }
};

int sum(const Lead& lead) {
  int points = 0;
  for (const auto& reason : lead.reasons) points += reason.points;
  return points;
}

TEST(Matcher, ATenderForOurProductIsAnOpenTenderUntilItsDeadline) {
  Scene scene;
  scene.notice.bid_deadline = day(2026, 6, 5);
  scene.notice.budget = yuan(2'600'000);
  const auto leads = scene.leads();
  ASSERT_THAT(leads, SizeIs(1));
  const auto& lead = leads[0];
  EXPECT_EQ(lead.kind, LeadKind::open_tender);
  EXPECT_EQ(lead.product, "maternal_child");
  EXPECT_EQ(lead.organisation_id, "org-1");
  EXPECT_EQ(lead.notice_id, "n-1");
  EXPECT_EQ(lead.project_id, "p-1");
  EXPECT_EQ(lead.act_by, day(2026, 6, 5));
  EXPECT_EQ(lead.score, sum(lead));
  EXPECT_EQ(lead.reasons.front().matched, "妇幼健康信息系统");
  EXPECT_EQ(lead.reasons.front().field, "title");
  EXPECT_EQ(lead.reasons.front().start, 8u);
  EXPECT_THAT(lead.reasons,
              Contains(AllOf(Field(&Reason::rule, "leads/open_tender/time_left"), Field(&Reason::points, 20),
                             Field(&Reason::weight, 20), Field(&Reason::part, ScorePart::timing),
                             Field(&Reason::text, "距投标截止还有16天，来得及投标"))));
  EXPECT_FALSE(lead.suggestion.empty());
  EXPECT_THAT(scene.leads({2026, 6, 5}), SizeIs(1));
  EXPECT_THAT(scene.leads({2026, 6, 6}), IsEmpty());
}

TEST(Matcher, AmountsAreSaidAsTheyAreStated) {
  struct Case {
    long long yuan;
    const char* text;
    const char* text_en;
  };
  for (const auto& [amount, text, text_en] :
       {Case{1'845'000, "金额184.5万元", "184.5 x 10,000 yuan"},
        {2'600'000, "金额260万元，项目较大", "260 x 10,000 yuan: a fair project"},
        // 49.999 is below 50, and so is what is said of it.
        {499'990, "金额49.999万元，项目较小", "49.999 x 10,000 yuan: a small project"}}) {
    Scene scene;
    scene.notice.bid_deadline = day(2026, 6, 5);
    scene.notice.budget = yuan(amount);
    const auto leads = scene.leads();
    ASSERT_THAT(leads, SizeIs(1));
    EXPECT_THAT(leads[0].reasons,
                Contains(AllOf(Field(&Reason::rule, "leads/open_tender/budget"), Field(&Reason::text, text),
                               Field(&Reason::text_en, text_en))))
        << amount;
  }
}

TEST(Matcher, EnglishSentencesAndPlansHaveTheProductsEnglishName) {
  Scene scene;
  scene.notice.bid_deadline = day(2026, 6, 5);
  const auto leads = scene.leads();
  ASSERT_THAT(leads, SizeIs(1));
  EXPECT_EQ(leads[0].reasons.front().text_en,
            "云溪市妇幼保健院 is tendering for maternal and child health information system");
  EXPECT_THAT(leads[0].reasons.front().text, HasSubstr("妇幼健康信息系统"));
  EXPECT_THAT(leads[0].plan, Contains(Field(&PlanStep::about_en,
                                            HasSubstr("maternal and child health information system"))));
}

TEST(Matcher, AnOldTenderWithoutADeadlineIsNoLead) {
  Scene scene;
  EXPECT_THAT(scene.leads({2026, 7, 9}), SizeIs(1));
  EXPECT_THAT(scene.leads({2026, 7, 10}), IsEmpty());
}

TEST(Matcher, AnIntentionIsAnEarlySignalToActOnBeforeItsMonth) {
  Scene scene;
  scene.notice.title = "云溪市妇幼保健院2026年6月政府采购意向";
  scene.notice.kind = NoticeKind::intention;
  scene.notice.intentions = {{"儿童保健信息系统", "", yuan(1'800'000), "2026-06"}};
  const auto leads = scene.leads();
  ASSERT_THAT(leads, SizeIs(1));
  EXPECT_EQ(leads[0].kind, LeadKind::early_signal);
  EXPECT_EQ(leads[0].product, "child_development");
  EXPECT_EQ(leads[0].act_by, day(2026, 6, 1));
  EXPECT_EQ(leads[0].reasons.front().field, "intentions.0.name");
  EXPECT_THAT(leads[0].reasons, Contains(Field(&Reason::rule, "leads/early_signal/expected")));
  EXPECT_EQ(leads[0].score, sum(leads[0]));
}

TEST(Matcher, AnAwardToAPartnerIsALeadToTheWinnerAboutWhatItDoesNotMake) {
  Scene scene;
  scene.notice.title = "云溪市妇幼保健院信息化建设项目中标公告";
  scene.notice.kind = NoticeKind::award;
  scene.notice.awards = {{"", "创业慧康科技股份有限公司", "", yuan(9'000'000), std::nullopt, std::nullopt}};
  scene.suppliers = {{"org-2", "创业慧康科技股份有限公司", {}, OrganisationKind::supplier, {}}};
  const auto leads = scene.leads();
  ASSERT_THAT(leads, SizeIs(2));
  for (const auto& lead : leads) {
    EXPECT_EQ(lead.kind, LeadKind::partner);
    EXPECT_EQ(lead.organisation_id, "org-2");
    EXPECT_EQ(lead.organisation, "创业慧康科技股份有限公司");
    EXPECT_THAT(lead.reasons.front().text, HasSubstr("创业慧康科技股份有限公司中标云溪市妇幼保健院的"));
    EXPECT_THAT(lead.reasons.front().text_en,
                HasSubstr("won hospital information system (HIS) and overall IT of "));
    EXPECT_EQ(lead.score, sum(lead));
  }
  std::vector<std::string> products{leads[0].product, leads[1].product};
  EXPECT_THAT(products, testing::UnorderedElementsAre("maternal_child", "child_development"));
}

TEST(Matcher, AnAwardOfOurProductToSomebodyElseIsACompetitorsWin) {
  Scene scene;
  scene.notice.kind = NoticeKind::award;
  scene.notice.awards = {{"", "青禾软件有限公司", "", yuan(1'500'000), 1, std::nullopt},
                         {"", "第二名科技有限公司", "", yuan(1'400'000), 2, std::nullopt}};
  const auto leads = scene.leads();
  ASSERT_THAT(leads, SizeIs(1));
  EXPECT_EQ(leads[0].kind, LeadKind::competitor_win);
  EXPECT_EQ(leads[0].organisation_id, "org-1");
  EXPECT_EQ(leads[0].reasons.front().text, "云溪市妇幼保健院的妇幼健康信息系统由青禾软件有限公司中标");
  EXPECT_EQ(leads[0].score, sum(leads[0]));
}

TEST(Matcher, WhatAPortalDatesTomorrowIsNewToday) {
  Scene scene;
  scene.notice.kind = NoticeKind::award;
  scene.notice.awards = {{"", "青禾软件有限公司", "", yuan(1'500'000), 1, std::nullopt}};
  scene.notice.published_at = day(2026, 5, 21);
  const auto leads = scene.leads();
  ASSERT_THAT(leads, SizeIs(1));
  std::vector<std::string> said;
  for (const auto& reason : leads[0].reasons) said.push_back(reason.text);
  EXPECT_THAT(said, Contains("今天公布结果"));
  EXPECT_THAT(said, Not(Contains(HasSubstr("-1"))));
}

TEST(Matcher, AnAwardToUsIsNoLead) {
  auto book = config::shipped_configuration().value.rules;
  book.own_names = {"青禾软件"};
  const auto matcher = Matcher::compile(std::move(book));
  ASSERT_TRUE(matcher.ok());
  Scene scene;
  scene.notice.kind = NoticeKind::award;
  scene.notice.awards = {{"", "青禾软件有限公司", "", std::nullopt, std::nullopt, std::nullopt}};
  const NoticeFacts facts{&scene.notice, "n-1", "", &scene.buyer, nullptr, {}};
  EXPECT_THAT(matcher->match(facts, matcher->tag(tag_input(scene.notice)), kToday), IsEmpty());
}

TEST(Matcher, AContractIsARenewalFromHalfAYearBeforeItsEnd) {
  Scene scene;
  scene.notice.title = "云溪市妇幼保健院HIS系统维保服务合同公告";
  scene.notice.kind = NoticeKind::contract;
  scene.notice.published_at = day(2025, 7, 1);
  scene.notice.contract.supplier = "青禾软件有限公司";
  scene.notice.contract.signed_on = day(2025, 7, 1);
  scene.notice.contract.term = "自合同签订之日起一年";
  scene.notice.contract.period = ContractPeriod{
      PeriodKind::service, PeriodBasis::signed_on, Date{2025, 7, 1}, Date{2026, 6, 30}, 12, 0, 0, 0};
  EXPECT_THAT(scene.leads({2025, 12, 31}), IsEmpty());
  const auto first = scene.leads({2026, 1, 1});
  ASSERT_THAT(first, SizeIs(1));
  EXPECT_EQ(first[0].kind, LeadKind::renewal);
  EXPECT_EQ(first[0].act_by, day(2026, 6, 30));
  EXPECT_THAT(first[0].reasons.front().text, HasSubstr("到2026-06-30为止"));
  EXPECT_EQ(first[0].score, sum(first[0]));
  EXPECT_THAT(scene.leads({2026, 6, 30}), SizeIs(1));
  EXPECT_THAT(scene.leads({2026, 7, 1}), IsEmpty());
}

TEST(Matcher, ALengthWithoutAStartCountsFromTheSignatureOrElseFromPublication) {
  Scene scene;
  scene.notice.title = "云溪市妇幼保健院HIS系统维保服务合同公告";
  scene.notice.kind = NoticeKind::contract;
  scene.notice.published_at = day(2025, 7, 11);
  scene.notice.contract.supplier = "青禾软件有限公司";
  scene.notice.contract.period = ContractPeriod{};
  scene.notice.contract.period->months = 12;
  ASSERT_THAT(scene.leads({2026, 5, 1}), SizeIs(1));
  EXPECT_EQ(scene.leads({2026, 5, 1})[0].act_by, day(2026, 7, 10));
  scene.notice.contract.signed_on = day(2025, 7, 1);
  EXPECT_EQ(scene.leads({2026, 5, 1})[0].act_by, day(2026, 6, 30));
  scene.notice.contract.period->kind = PeriodKind::warranty;
  EXPECT_THAT(scene.leads({2026, 5, 1}), SizeIs(1))
      << "the maintenance that follows a warranty is bought anew";
  scene.notice.contract.period->kind = PeriodKind::delivery;
  EXPECT_THAT(scene.leads({2026, 5, 1}), IsEmpty());
}

// What is known of the scene's hospital alone.
std::vector<Lead> gaps(const Scene& scene, Date as_of = kToday, const std::set<std::string>& procuring = {},
                       const std::set<std::string>& bought = {}) {
  Account account;
  account.organisation = &scene.buyer;
  account.profile = &scene.profile;
  return shipped().match(account, procuring, bought, as_of);
}

TEST(Matcher, AHospitalBelowWhatItsTierRequiresIsACapabilityGap) {
  Scene scene;
  scene.profile.ratings.smart_service = 3;
  const auto leads = gaps(scene);
  ASSERT_THAT(leads, SizeIs(3));
  for (const auto& lead : leads) {
    EXPECT_EQ(lead.kind, LeadKind::capability_gap);
    EXPECT_TRUE(lead.notice_id.empty());
    EXPECT_EQ(lead.score, sum(lead));
    EXPECT_THAT(lead.reasons.front().text, HasSubstr("电子病历系统应用水平还差1级：现为3级，要求达到4级"));
  }
  scene.profile.ratings.emr = 4;
  EXPECT_THAT(gaps(scene), IsEmpty());
  scene.profile.ratings.emr.reset();
  EXPECT_THAT(gaps(scene), IsEmpty());
}

TEST(Matcher, TheRequirementIsForPublicHospitalsFromItsYearOn) {
  Scene scene;
  EXPECT_THAT(gaps(scene, {2021, 12, 31}), IsEmpty());
  scene.profile.ownership = Ownership::private_;
  EXPECT_THAT(gaps(scene), IsEmpty());
}

TEST(Matcher, ShowsThePriceBandOfTheHospitalWithoutCountingIt) {
  Scene scene;
  const auto leads = scene.leads();
  ASSERT_THAT(leads, SizeIs(1));
  EXPECT_THAT(leads[0].reasons,
              Contains(AllOf(Field(&Reason::rule, "prices/tier3_emr4"), Field(&Reason::points, 0),
                             Field(&Reason::text, HasSubstr("参考报价350至500万元")))));
  // The scope's own words are longer than what a page may put into a sentence.
  EXPECT_THAT(leads[0].reasons, Contains(AllOf(Field(&Reason::rule, "prices/tier3_emr4"),
                                               Field(&Reason::text_en, testing::Not(HasSubstr("…"))))));
  scene.profile.ratings.emr = 4;
  EXPECT_THAT(scene.leads()[0].reasons, Contains(Field(&Reason::text, HasSubstr("参考报价600万元以上"))));
  scene.profile.beds_open = 1200;
  EXPECT_THAT(scene.leads()[0].reasons, Contains(Field(&Reason::text, HasSubstr("参考报价690万元以上"))));
  scene.profile.level.reset();
  EXPECT_THAT(scene.leads()[0].reasons, Not(Contains(Field(&Reason::rule, HasSubstr("prices/")))));
}

TEST(Matcher, WhatIsNotHospitalItIsNoLead) {
  for (const auto* title :
       {"云溪市妇幼保健院医用织物洗涤服务招标公告", "云溪市妇幼保健院手术显微镜系统采购公告",
        "云溪市妇幼保健院中心供氧系统采购公告", "云溪市妇幼保健院物业管理服务招标公告"}) {
    Scene scene;
    scene.notice.title = title;
    EXPECT_THAT(scene.leads(), IsEmpty()) << title;
  }
}

TEST(Matcher, ADepartmentWithoutItsProductIsACapabilityGapUntilThereIsASignOfOne) {
  Scene scene;
  scene.profile.ratings.emr = 4;
  scene.profile.departments = {"外科", "儿童保健科门诊"};
  const auto leads = gaps(scene);
  ASSERT_THAT(leads, SizeIs(1));
  EXPECT_EQ(leads[0].kind, LeadKind::capability_gap);
  EXPECT_EQ(leads[0].product, "child_development");
  EXPECT_EQ(leads[0].opportunity, "gap");
  EXPECT_THAT(leads[0].reasons.front().text, HasSubstr("设有儿童保健科门诊，没有发现采购过"));
  EXPECT_EQ(leads[0].score, sum(leads[0]));
  EXPECT_THAT(gaps(scene, kToday, {"child_development"}), IsEmpty()) << "it is buying one";
  EXPECT_THAT(gaps(scene, kToday, {}, {"child_development"}), IsEmpty()) << "it bought one";
  InstalledBase installed{"org-1", {{}}};
  installed.products[0].product = "child_development";
  Account account;
  account.organisation = &scene.buyer;
  account.profile = &scene.profile;
  account.installed = &installed;
  EXPECT_THAT(shipped().match(account, {}, {}, kToday), IsEmpty()) << "its own pages show one";
  scene.profile.departments = {"外科"};
  EXPECT_THAT(gaps(scene), IsEmpty());
}

TEST(Matcher, ARatingAndADepartmentTogetherAreOneLead) {
  Scene scene;
  scene.profile.departments = {"儿童保健科"};
  int found = 0;
  for (const auto& lead : gaps(scene)) found += lead.product == "child_development" ? 1 : 0;
  EXPECT_EQ(found, 1);
}

TEST(Matcher, TheSameInputGivesTheSameLeadsAndNoVariableStays) {
  Scene scene;
  scene.notice.bid_deadline = day(2026, 6, 5);
  const auto once = scene.leads(), again = scene.leads();
  ASSERT_EQ(once.size(), again.size());
  for (std::size_t i = 0; i < once.size(); ++i) {
    EXPECT_EQ(once[i].id, again[i].id);
    EXPECT_EQ(once[i].score, again[i].score);
    ASSERT_EQ(once[i].reasons.size(), again[i].reasons.size());
    for (std::size_t k = 0; k < once[i].reasons.size(); ++k) {
      EXPECT_EQ(once[i].reasons[k].text, again[i].reasons[k].text);
      EXPECT_EQ(once[i].reasons[k].text.find('{'), std::string::npos) << once[i].reasons[k].text;
    }
  }
  scene.buyer.id = "org-9";
  EXPECT_NE(scene.leads()[0].id, once[0].id);
}

TEST(Matcher, WithoutABuyerOrganisationTheNoticesOwnNameIsUsed) {
  Scene scene;
  const NoticeFacts facts{&scene.notice, "n-1", "", nullptr, nullptr, {}};
  const auto leads = shipped().match(facts, shipped().tag(tag_input(scene.notice)), kToday);
  ASSERT_THAT(leads, SizeIs(1));
  EXPECT_EQ(leads[0].organisation, "云溪市妇幼保健院");
  EXPECT_TRUE(leads[0].organisation_id.empty());
  EXPECT_THAT(shipped().match(NoticeFacts{}, Tagging{}, kToday), IsEmpty());
}

}  // namespace
}  // namespace tenderlead::rules

// A lead's course: what its notices make of it, and that their order of arrival doesn't matter. All names are invented.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <random>

#include "app/config/configuration.h"
#include "rules/matcher.h"

namespace tenderlead::rules {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::Not;

const Matcher& shipped() {
  static const auto matcher = Matcher::compile(config::shipped_configuration().value.rules);
  return *matcher;
}

StatedTime day(int month, int of_month, std::optional<int> hour = std::nullopt, int year = 2026) {
  StatedTime time;
  time.date = {year, month, of_month};
  if (hour) time.second_of_day = *hour * 3600;
  return time;
}

Money wan(std::int64_t amount) {
  return {amount * 1'000'000, "CNY", ""};
}

// The notices of one procurement of an invented hospital.
class Story {
 public:
  Notice& add(NoticeKind kind, StatedTime published, const std::string& title = {}) {
    auto& notice = notices_.emplace_back();
    notice.kind = kind;
    notice.published_at = published;
    notice.title =
        title.empty() ? std::string("云溪市妇幼保健院妇幼健康信息系统") + chinese_name(kind) : title;
    notice.url = "https://portal.example.cn/" + std::to_string(notices_.size());
    notice.buyer.name = "云溪市妇幼保健院";
    return notice;
  }
  Notice& tender(StatedTime published, StatedTime deadline) {
    auto& notice = add(NoticeKind::tender, published);
    notice.bid_deadline = deadline;
    return notice;
  }
  Notice& award(StatedTime published, const std::string& winner) {
    auto& notice = add(NoticeKind::award, published);
    notice.awards = {{"", winner, "", wan(150), std::nullopt, std::nullopt}};
    return notice;
  }

  Notice& of_lot(Notice& notice, const std::string& lot, const std::string& product) {
    notice.title =
        "云溪市妇幼保健院信息化项目（" + lot + "包：" + product + "）" + chinese_name(*notice.kind);
    lots_[notices_.size() - 1] = lot;
    return notice;
  }

  std::vector<Lead> leads(Date as_of, const std::vector<std::size_t>& order = {}) const {
    std::deque<Tagging> taggings;
    Opportunity opportunity;
    opportunity.project_id = "p-1";
    opportunity.buyer.organisation = &buyer_;
    for (std::size_t i = 0; i < notices_.size(); ++i) {
      const auto at = order.empty() ? i : order[i];
      taggings.push_back(shipped().tag(tag_input(notices_[at])));
      opportunity.notices.push_back({&notices_[at], "n-" + std::to_string(at + 1), &taggings.back()});
      if (const auto lot = lots_.find(at); lot != lots_.end()) opportunity.notices.back().lot = lot->second;
    }
    return shipped().match(std::move(opportunity), as_of);
  }
  Lead only(Date as_of) const {
    const auto all = leads(as_of);
    EXPECT_EQ(all.size(), 1u);
    return all.empty() ? Lead{} : all.front();
  }

 private:
  std::deque<Notice> notices_;
  std::map<std::size_t, std::string> lots_;
  Organisation buyer_{
      "org-1", "云溪市妇幼保健院", {}, OrganisationKind::hospital, {"云省", "云溪市", "", ""}};
};

std::vector<std::string> what(const Lead& lead) {
  std::vector<std::string> words;
  for (const auto& change : lead.history) words.push_back(change.what);
  return words;
}

TEST(Course, OfLotsThatAreAnnouncedOneByOneStaysOpenAsLongAsOneIs) {
  const std::string product = "妇幼健康信息系统";
  Story story;
  auto& plan = story.add(NoticeKind::intention, day(9, 10));
  plan.intentions = {{product, "", wan(200), "2026-11"}};
  story.of_lot(story.tender(day(11, 10), day(12, 1)), "1", product).budget = wan(150);
  story.of_lot(story.tender(day(11, 11), day(12, 5)), "2", product).budget = wan(50);
  const auto open = story.only({2026, 11, 12});
  EXPECT_EQ(open.kind, LeadKind::open_tender);
  EXPECT_EQ(open.act_by, day(12, 5)) << "the last chance";
  EXPECT_THAT(what(open), Not(Contains("budget"))) << "a lot's budget is no other budget of the whole";
  story.of_lot(story.award(day(11, 20), "青禾软件有限公司"), "1", product);
  const auto still = story.only({2026, 11, 21});
  EXPECT_EQ(still.id, open.id);
  EXPECT_EQ(still.kind, LeadKind::open_tender);
  EXPECT_EQ(still.history.back().what, "lot_award");
  EXPECT_EQ(still.history.back().text, "其中一个标包出现中标结果：青禾软件有限公司");
  story.of_lot(story.add(NoticeKind::failure, day(12, 8)), "2", product);
  EXPECT_EQ(story.only({2026, 12, 9}).kind, LeadKind::early_signal) << "nothing else is open";
}

TEST(Course, WhereALotFailsWhileAnotherIsOpenSaysSo) {
  const std::string product = "妇幼健康信息系统";
  Story story;
  story.of_lot(story.tender(day(11, 10), day(12, 1)), "1", product);
  story.of_lot(story.tender(day(11, 10), day(12, 5)), "2", product);
  story.of_lot(story.add(NoticeKind::failure, day(11, 20)), "1", product);
  const auto open = story.only({2026, 11, 21});
  EXPECT_EQ(open.kind, LeadKind::open_tender);
  EXPECT_EQ(open.history.back().what, "lot_failure");
  EXPECT_EQ(open.history.back().text, "其中一个标包废标或终止");
}

TEST(Course, OfOneProductIsNotEndedByTheLotOfAnother) {
  Story story;
  story.of_lot(story.tender(day(11, 10), day(12, 1)), "1", "检验信息系统");
  story.of_lot(story.tender(day(11, 10), day(12, 5)), "2", "手术麻醉系统");
  story.of_lot(story.add(NoticeKind::failure, day(11, 20)), "1", "检验信息系统");
  for (const auto& lead : story.leads({2026, 11, 21})) {
    EXPECT_EQ(lead.kind, lead.product == "lis" ? LeadKind::early_signal : LeadKind::open_tender)
        << lead.product;
    if (lead.product != "lis") {
      EXPECT_EQ(lead.act_by, day(12, 5));
    }
  }
}

TEST(Course, AnIntentionItsTenderAndItsAwardAreOneLeadThatMovesOn) {
  Story story;
  auto& plan = story.add(NoticeKind::intention, day(3, 1));
  plan.intentions = {{"妇幼健康信息系统", "", wan(180), "2026-05"}};
  const auto early = story.only({2026, 3, 2});
  EXPECT_EQ(early.kind, LeadKind::early_signal);
  EXPECT_EQ(early.state, LeadState::fresh);
  EXPECT_THAT(what(early), ElementsAre("opened"));
  EXPECT_EQ(early.opportunity, "project:p-1");

  story.tender(day(5, 6), day(5, 27, 9)).budget = wan(160);
  const auto open = story.only({2026, 5, 7});
  EXPECT_EQ(open.id, early.id);
  EXPECT_EQ(open.kind, LeadKind::open_tender);
  EXPECT_EQ(open.state, LeadState::updated);
  EXPECT_EQ(open.notice_id, "n-2");
  EXPECT_EQ(open.act_by, day(5, 27, 9));
  EXPECT_EQ(open.opened_at, day(3, 1));
  EXPECT_EQ(open.changed_at, day(5, 6));
  EXPECT_THAT(what(open), ElementsAre("opened", "deadline", "budget", "kind"));
  EXPECT_EQ(open.history[2].text, "预算由180万元调整为160万元");
  EXPECT_EQ(open.history[2].text_en, "the budget changed from 180 to 160 x 10,000 yuan");
  EXPECT_EQ(open.history[3].text, "由早期信号变为在招项目");
  EXPECT_THAT(open.notices, ElementsAre("n-1", "n-2"));

  story.add(NoticeKind::amendment, day(5, 20)).bid_deadline = day(6, 3, 9);
  const auto later = story.only({2026, 5, 21});
  EXPECT_EQ(later.id, early.id);
  EXPECT_EQ(later.act_by, day(6, 3, 9));
  EXPECT_EQ(later.history.back().text, "截止时间由2026-05-27 09:00延后至2026-06-03 09:00");

  story.award(day(6, 10), "青禾软件有限公司");
  const auto lost = story.only({2026, 6, 11});
  EXPECT_EQ(lost.id, early.id);
  EXPECT_EQ(lost.kind, LeadKind::competitor_win);
  EXPECT_NE(lost.state, LeadState::expired);
  EXPECT_THAT(lost.history, Contains(Field(&LeadChange::text, "出现中标结果：青禾软件有限公司")));
  EXPECT_EQ(story.only({2026, 12, 31}).state, LeadState::expired);
}

TEST(Course, ALeadExpiresWithItsDeadlineAndNewsBringsItBack) {
  Story story;
  story.tender(day(5, 6), day(5, 27));
  EXPECT_EQ(story.only({2026, 5, 27}).state, LeadState::fresh);
  const auto over = story.only({2026, 5, 28});
  EXPECT_EQ(over.state, LeadState::expired);
  EXPECT_EQ(over.ended, "deadline");
  EXPECT_TRUE(over.plan.empty());
  EXPECT_EQ(over.history.back().text, "投标已于2026-05-27截止");
  story.add(NoticeKind::amendment, day(5, 29)).bid_deadline = day(6, 9);
  const auto back = story.only({2026, 5, 30});
  EXPECT_EQ(back.id, over.id);
  EXPECT_EQ(back.state, LeadState::reopened);
  EXPECT_TRUE(back.ended.empty());
  EXPECT_THAT(what(back), ElementsAre("opened", "expired_deadline", "deadline_later", "reopened"));
  EXPECT_EQ(story.only({2026, 6, 10}).state, LeadState::expired);
}

TEST(Course, AFailedTenderIsAnEarlySignalUntilItIsTenderedAgain) {
  Story story;
  story.tender(day(5, 6), day(5, 27));
  story.add(NoticeKind::failure, day(5, 28));
  const auto failed = story.only({2026, 6, 1});
  EXPECT_EQ(failed.kind, LeadKind::early_signal);
  EXPECT_THAT(failed.history, Contains(Field(&LeadChange::what, "failure")));
  EXPECT_THAT(failed.reasons.front().text, HasSubstr("没有成交"));
  story.tender(day(6, 20), day(7, 10));
  const auto again = story.only({2026, 6, 21});
  EXPECT_EQ(again.kind, LeadKind::open_tender);
  EXPECT_EQ(again.act_by, day(7, 10));
  EXPECT_EQ(again.id, failed.id);
}

TEST(Course, TheSameNoticeOnThreePortalsIsNoNews) {
  Story story;
  story.tender(day(5, 6), day(5, 27)).budget = wan(160);
  story.add(NoticeKind::amendment, day(5, 10)).bid_deadline = day(6, 3);
  // A slow portal shows the first tender after its amendment.
  story.tender(day(5, 12), day(5, 27)).budget = wan(160);
  story.tender(day(5, 7), day(5, 27)).budget = wan(160);
  story.add(NoticeKind::amendment, day(5, 11)).bid_deadline = day(6, 3);
  const auto lead = story.only({2026, 5, 13});
  EXPECT_THAT(what(lead), ElementsAre("opened", "deadline_later"));
  EXPECT_EQ(lead.act_by, day(6, 3));
  EXPECT_EQ(lead.notices.size(), 5u);
}

TEST(Course, APartnersAwardEndsTheHospitalsLeadAndOpensThePartners) {
  Story story;
  story.tender(day(5, 6), day(5, 27));
  story.award(day(6, 10), "创业慧康科技股份有限公司");
  const auto leads = story.leads({2026, 6, 11});
  const auto of = [&](LeadKind kind) {
    return std::find_if(leads.begin(), leads.end(), [kind](const Lead& lead) { return lead.kind == kind; });
  };
  const auto hospital = of(LeadKind::open_tender), partner = of(LeadKind::partner);
  ASSERT_NE(hospital, leads.end());
  ASSERT_NE(partner, leads.end());
  EXPECT_EQ(hospital->state, LeadState::expired);
  EXPECT_EQ(hospital->ended, "partner");
  EXPECT_EQ(partner->organisation, "创业慧康科技股份有限公司");
  EXPECT_EQ(partner->state, LeadState::fresh);
  EXPECT_EQ(partner->opportunity, hospital->opportunity);
  for (const auto& step : partner->plan) EXPECT_THAT(step.whom, HasSubstr("创业慧康科技股份有限公司"));
}

TEST(Course, AShortlistEndsTheTenderAndOurOwnWinEndsItForGood) {
  Story story;
  story.tender(day(5, 6), day(5, 27));
  story.add(NoticeKind::shortlist, day(5, 26));
  EXPECT_EQ(story.only({2026, 5, 27}).ended, "evaluated");
}

TEST(Course, AContractReopensItsLeadAsARenewalHalfAYearBeforeItsEnd) {
  Story story;
  story.tender(day(5, 6), day(5, 27));
  story.award(day(6, 10), "青禾软件有限公司");
  auto& contract = story.add(NoticeKind::contract, day(6, 20));
  contract.contract.supplier = "青禾软件有限公司";
  contract.contract.period = ContractPeriod{
      PeriodKind::service, PeriodBasis::stated_date, Date{2026, 7, 1}, Date{2027, 6, 30}, 12, 0, 0, 0};
  const auto before = story.only({2026, 12, 31}), begun = story.only({2027, 1, 1});
  EXPECT_EQ(before.state, LeadState::expired);
  EXPECT_EQ(begun.kind, LeadKind::renewal);
  EXPECT_EQ(begun.state, LeadState::reopened);
  EXPECT_EQ(begun.id, before.id);
  EXPECT_EQ(begun.act_by, day(6, 30, std::nullopt, 2027));
  EXPECT_EQ(story.only({2027, 7, 1}).ended, "end");
}

TEST(Course, APlanHeardOfAfterItsTenderChangesNothing) {
  Story story;
  story.tender(day(5, 6), day(5, 27));
  story.add(NoticeKind::intention, day(5, 8));
  const auto lead = story.only({2026, 5, 9});
  EXPECT_EQ(lead.kind, LeadKind::open_tender);
  EXPECT_THAT(what(lead), ElementsAre("opened"));
}

TEST(Course, AnAmendmentWithoutItsTenderIsATenderToo) {
  Story story;
  story.add(NoticeKind::amendment, day(5, 10)).bid_deadline = day(6, 3);
  EXPECT_EQ(story.only({2026, 5, 11}).kind, LeadKind::open_tender);
}

std::string everything_of(const Lead& lead) {
  std::string out = lead.id + to_string(lead.kind) + to_string(lead.state) + lead.ended + lead.notice_id +
                    lead.title + lead.url + std::to_string(lead.score) + " " +
                    std::to_string(lead.uncertainty);
  for (const auto& at : {lead.opened_at, lead.changed_at, lead.act_by}) out += at ? to_string(*at) : "-";
  for (const auto& one : lead.reasons)
    out += one.rule + one.text + one.notice_id + std::to_string(one.points);
  for (const auto& one : lead.history) out += one.what + one.from + one.to + one.notice_id + one.text;
  for (const auto& one : lead.plan) out += one.whom + one.about + (one.by ? to_string(*one.by) : "");
  for (const auto& one : lead.notices) out += one;
  return out + "\n";
}

// Any order of arrival gives the same leads, byte for byte.
TEST(Course, ArrivalInAnyOrderGivesTheSameLeads) {
  Story story;
  auto& plan = story.add(NoticeKind::intention, day(3, 1));
  plan.intentions = {{"妇幼健康信息系统", "", wan(180), "2026-05"}};
  story.tender(day(5, 6), day(5, 27, 9)).budget = wan(160);
  story.tender(day(5, 6), day(5, 27, 9)).budget = wan(160);
  story.add(NoticeKind::amendment, day(5, 20)).bid_deadline = day(6, 3, 9);
  story.add(NoticeKind::failure, day(6, 4));
  story.tender(day(6, 4), day(6, 25));
  story.award(day(7, 1), "创业慧康科技股份有限公司");
  story.award(day(7, 1), "青禾软件有限公司");
  const auto text = [&](const std::vector<std::size_t>& order) {
    std::string out;
    for (const auto& lead : story.leads({2026, 7, 5}, order)) out += everything_of(lead);
    return out;
  };
  std::vector<std::size_t> order(8);
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto first = text(order);
  EXPECT_THAT(first, HasSubstr("partner"));
  std::mt19937 random(7);
  for (int i = 0; i < 50; ++i) {
    std::shuffle(order.begin(), order.end(), random);
    EXPECT_EQ(text(order), first);
  }
}

TEST(Plan, IsFilledFromTheLeadInBothLanguagesAndHostileWordsStayWords) {
  Story story;
  auto& tender = story.tender(day(5, 6), day(5, 27));
  tender.project_contact = {"王\n老师\u202E{product}", "", "", "028-1234"};
  tender.agency = {"云溪招标代理有限公司", "", "李", "028-5678"};
  const auto lead = story.only({2026, 5, 7});
  ASSERT_FALSE(lead.plan.empty());
  const auto call = std::find_if(lead.plan.begin(), lead.plan.end(), [](const PlanStep& step) {
    return step.id == "plans/open_tender/call_buyer";
  });
  ASSERT_NE(call, lead.plan.end());
  EXPECT_EQ(call->contact, "王 老师{product}");
  EXPECT_EQ(call->whom, "云溪市妇幼保健院 王 老师{product} 028-1234");
  EXPECT_EQ(call->phone, "028-1234");
  EXPECT_EQ(call->by, (Date{2026, 5, 8}));
  EXPECT_THAT(call->about, HasSubstr("妇幼健康信息系统的技术要求"));
  EXPECT_THAT(call->about_en, HasSubstr("interfaces"));
  for (const auto& step : lead.plan) {
    EXPECT_FALSE(step.whom.empty());
    EXPECT_FALSE(step.whom_en.empty());
    EXPECT_TRUE(step.by && *step.by <= (Date{2026, 5, 25})) << step.id;
  }
}

TEST(Plan, MaskedNumbersAreNotCalled) {
  Story story;
  auto& tender = story.tender(day(5, 6), day(5, 27));
  tender.project_contact = {"", "", "", "138****1234"};
  tender.unreadable["project_contact.phone"] = Damage::masked;
  const auto lead = story.only({2026, 5, 7});
  for (const auto& step : lead.plan) EXPECT_TRUE(step.phone.empty()) << step.phone;
  EXPECT_THAT(lead.unknown, Contains(Field(&UnknownFact::rule, "leads/open_tender/phone")));
  EXPECT_THAT(lead.reasons, Not(Contains(Field(&Reason::rule, "leads/open_tender/phone"))));
}

TEST(Plan, EveryKindHasOneThatAlwaysHolds) {
  const auto& book = shipped().book();
  for (const auto kind : kAllLeadKinds)
    EXPECT_TRUE(std::any_of(book.plans.begin(), book.plans.end(), [kind](const PlanTemplate& plan) {
      return plan.kind == kind && plan.when.empty();
    })) << to_string(kind);
}

}  // namespace
}  // namespace tenderlead::rules

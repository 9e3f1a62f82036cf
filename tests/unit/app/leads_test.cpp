// Leads over a store: one a procurement whatever the order and the threads, and people's work that outlasts every match. All
// names are invented.
#include <gmock/gmock.h>

#include <set>

#include "app/rules/lead_trial.h"
#include "leads_fixture.h"

namespace tenderlead::app {
namespace {

using ::testing::HasSubstr;

TEST_F(TheLeads, AreOneAProcurementHoweverManyPortalsAndStagesSpeakOfIt) {
  for (const auto& one : story()) put(one);
  match();
  const auto found = leads();
  ASSERT_EQ(found.size(), 2u);
  const auto lead = *lead_of(lead_about("maternal_child"));
  EXPECT_EQ(lead.kind, LeadKind::open_tender);
  EXPECT_EQ(lead.state, LeadState::updated);
  EXPECT_EQ(lead.notices.size(), 4u);
  EXPECT_EQ(lead.act_by, day(8, 20));
  EXPECT_EQ(lead.history.back().text, "截止时间由2026-08-10延后至2026-08-20");
  EXPECT_EQ(lead.history.front().at, day(5, 2));
  EXPECT_EQ(lead.versions, lead_making(configuration_).versions);
  EXPECT_THAT(read([&](store::Queries& queries) { return queries.lead_versions(lead.versions.rules); }),
              HasSubstr("leads.yaml"));
}

// The promise by which a team trusts the list: whatever came first, and however many threads looked at it.
TEST_F(TheLeads, AreTheSameBytesInAnyOrderOfArrivalOnOneToFourThreads) {
  auto notices = story();
  for (const auto& one : notices) put(one);
  match();
  const auto first = lead_layer();
  EXPECT_THAT(first, HasSubstr("open_tender"));
  std::mt19937 random(5);
  for (int threads = 1; threads <= 4; ++threads) {
    forget_everything();
    std::shuffle(notices.begin(), notices.end(), random);
    // A match in between leaves no trace.
    for (std::size_t i = 0; i < notices.size(); ++i) {
      put(notices[i]);
      if (i == 2) match({2026, 7, 22}, threads);
    }
    match({2026, 8, 6}, threads);
    EXPECT_EQ(lead_layer(), first) << threads << difference(first, lead_layer());
  }
}

// What `rules test leads.yaml` says is what a match by the new rules would do, and it writes nothing.
TEST_F(TheLeads, OfAChangedRuleFileAreToldBeforeItIsInForce) {
  for (const auto& one : story()) put(one);
  match();
  review(lead_about("maternal_child"), "accept");
  review(lead_about("child_development"), "reject", "", "not ours");
  match();
  const auto before = dump();
  std::map<std::string, int> old_scores;
  LeadOptions all;
  all.all = true;
  for (const auto& row : leads(all)) old_scores[row.id] = row.score;
  ASSERT_EQ(old_scores.size(), 2u);

  auto changed = configuration_.rules;
  changed.score.weights = {10, 10, 60, 10, 10};
  LeadTrialOptions options;
  options.common.since = "2026-01-01";
  options.common.as_of = {2026, 8, 6};
  options.common.threads = 2;
  options.tag_fingerprint = lead_making(configuration_).tag_fingerprint;
  const auto trial = try_leads(store(), configuration_.rules, changed, options);
  ASSERT_TRUE(trial) << trial.error().message;
  EXPECT_TRUE(trial->whole());
  EXPECT_FALSE(trial->stale);
  EXPECT_EQ(trial->opportunities, 2);
  ASSERT_EQ(trial->effects.size(), 1u);
  const auto& effect = trial->effects[0];
  EXPECT_EQ(effect.kind, LeadKind::open_tender);
  EXPECT_EQ(effect.added + effect.lost, 0);
  EXPECT_EQ(effect.rescored, 2);
  EXPECT_EQ(effect.before.accepted, 1);
  EXPECT_EQ(effect.before.judged, 2);
  EXPECT_EQ(effect.after.judged, 2);
  EXPECT_EQ(dump(), before) << "nothing is written";

  matcher_.emplace(std::move(*rules::Matcher::compile(changed)));
  match();
  for (const auto& example : effect.rescored_examples) {
    EXPECT_EQ(example.score_before, old_scores.at(example.lead_id));
    EXPECT_EQ(example.score_after,
              read([&](store::Queries& queries) { return queries.lead(example.lead_id); })->score);
    EXPECT_NE(example.score_before, example.score_after);
  }
  // A rule that goes takes its leads with it.
  auto without = changed;
  std::erase_if(without.leads,
                [](const rules::LeadRule& rule) { return rule.kind == LeadKind::open_tender; });
  const auto lost = try_leads(store(), changed, without, options);
  ASSERT_TRUE(lost);
  std::set<std::string> gone;
  for (const auto& one : lost->effects)
    for (const auto& example : one.lost_examples) gone.insert(example.lead_id);
  EXPECT_FALSE(gone.empty());
  options.common.since = "2026-08-02";
  EXPECT_EQ(try_leads(store(), changed, without, options)->opportunities, 0);
  std::set<std::string> listed;
  for (const auto& row : leads(all))
    if (row.state != "expired") listed.insert(row.id);
  matcher_.emplace(std::move(*rules::Matcher::compile(without)));
  match();
  for (const auto& row : leads(all))
    if (row.state != "expired") listed.erase(row.id);
  EXPECT_EQ(gone, listed);
}

TEST_F(TheLeads, PeoplesWorkOutlastsMatchingAndTaggingAnew) {
  for (const auto& one : story()) put(one);
  match();
  review(lead_about("maternal_child"), "claim");
  review(lead_about("maternal_child"), "accept");
  match();
  const auto before = lead_layer();
  EXPECT_THAT(before, HasSubstr("accepted"));
  MatchOptions options;
  options.as_of = {2026, 8, 6};
  options.making = lead_making(configuration_);
  options.tag_all = true;
  ASSERT_TRUE(match_all(store(), *matcher_, options));
  EXPECT_EQ(lead_layer(), before);
  const auto row = lead_about("maternal_child");
  EXPECT_EQ(row.work.verdict, "accepted");
  EXPECT_EQ(row.owner, "li");
  EXPECT_EQ(row.owner_because, "person");
  EXPECT_EQ(read([&](store::Queries& queries) { return queries.reviews(row.work_id); }).size(), 2u);
}

TEST_F(TheLeads, AnAccountStaysWithWhoeverClaimedALeadOfIt) {
  for (const auto& one : story()) put(one);
  match();
  review(lead_about("maternal_child"), "claim");
  match();
  const auto other = lead_about("child_development");
  EXPECT_EQ(other.owner, "li");
  EXPECT_EQ(other.owner_because, "account");
}

TEST_F(TheLeads, PeoplesWorkFollowsALeadWhoseIdChanges) {
  const auto notices = story();
  put(notices[3]);
  match();
  const auto before = lead_about("maternal_child");
  review(before, "claim");
  // What was published before arrives after, and the project is another by its first notice.
  for (const auto& one : notices) put(one);
  match();
  const auto after = lead_about("maternal_child");
  EXPECT_EQ(after.owner, "li") << before.id << " " << after.id;
  EXPECT_EQ(after.work_id, before.id);
}

TEST_F(TheLeads, WhatIsRejectedOrSnoozedIsOutOfTheWayUntilNews) {
  for (const auto& one : story()) put(one);
  match();
  ASSERT_EQ(leads().size(), 2u);
  review(lead_about("maternal_child"), "snooze", "2026-08-15");
  review(lead_about("child_development"), "reject", "", "not ours");
  EXPECT_TRUE(leads().empty());
  LeadOptions all;
  all.all = true;
  EXPECT_EQ(leads(all).size(), 2u);
  auto news = notice("again", NoticeKind::amendment, day(8, 9));
  news.title += "（二）";
  news.bid_deadline = day(8, 30);
  put(news);
  match({2026, 8, 10});
  ASSERT_EQ(leads().size(), 1u) << "news ends a snooze, and no rejection";
  EXPECT_EQ(leads()[0].product, "maternal_child");
}

TEST_F(TheLeads, ExpireOutOfTheListAndAreForgottenUnlessSomebodyWorkedOnThem) {
  for (const auto& one : story()) put(one);
  match();
  review(lead_about("maternal_child"), "note", "", "called");
  match({2026, 9, 30});
  EXPECT_TRUE(leads().empty());
  LeadOptions expired;
  expired.state = "expired";
  EXPECT_EQ(leads(expired).size(), 2u);
  match({2028, 1, 1});
  ASSERT_EQ(leads(expired).size(), 1u);
  EXPECT_EQ(leads(expired)[0].product, "maternal_child");
}

TEST_F(TheLeads, AreFoundByStateOwnerAndNews) {
  for (const auto& one : story()) put(one);
  match();
  review(lead_about("child_development"), "claim");
  const auto products = [&](const LeadOptions& options) {
    std::string out;
    for (const auto& row : leads(options)) out += row.product + " ";
    return out;
  };
  LeadOptions by;
  by.state = "new";
  EXPECT_EQ(products(by), "child_development ");
  by = {};
  by.owner = "li";
  EXPECT_EQ(products(by), "child_development ");
  by.owner = "-";
  EXPECT_EQ(products(by), "maternal_child ");
  by = {};
  by.changed_since = "2026-08-01";
  EXPECT_EQ(products(by), "child_development ");
}

TEST_F(TheLeads, ARenewalGivesWayToTheNewProcurement) {
  auto contract = notice("contract", NoticeKind::contract, day(1, 10), "YXZC-2025-0007");
  contract.contract.supplier = "青禾软件有限公司";
  contract.contract.period = ContractPeriod{
      PeriodKind::service, PeriodBasis::stated_date, Date{2025, 11, 1}, Date{2026, 10, 31}, 12, 0, 0, 0};
  contract.project_name = "妇幼健康信息系统维保";
  put(contract);
  match();
  const auto before = *lead_of(lead_about("maternal_child"));
  EXPECT_EQ(before.kind, LeadKind::renewal);
  EXPECT_NE(before.state, LeadState::expired);
  auto tender = notice("tender", NoticeKind::tender, day(8, 1), "YXZC-2026-0444");
  tender.bid_deadline = day(8, 22);
  put(tender);
  match();
  LeadOptions expired;
  expired.state = "expired";
  const auto rows = leads(expired);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(lead_of(rows[0])->ended, "in_procurement");
  EXPECT_EQ(leads().size(), 1u);
  // While the bids are evaluated, and when somebody has won, nobody has a contract to renew.
  match({2026, 8, 24});
  EXPECT_TRUE(leads().empty());
  auto award = notice("award", NoticeKind::award, day(8, 28), "YXZC-2026-0444");
  award.awards.push_back({});
  award.awards.back().supplier = "青禾软件有限公司";
  put(award);
  match({2026, 8, 29});
  ASSERT_EQ(leads().size(), 1u);
  EXPECT_EQ(leads()[0].kind, "competitor_win");
}

TEST_F(TheLeads, ARenewalThatBeginsBecauseItsTimeHasComeIsNoNews) {
  auto contract = notice("contract", NoticeKind::contract, {{2025, 9, 5}, {}, {}}, "YXZC-2025-0007");
  contract.contract.supplier = "青禾软件有限公司";
  contract.contract.period = ContractPeriod{
      PeriodKind::service, PeriodBasis::stated_date, Date{2025, 11, 1}, Date{2026, 10, 31}, 12, 0, 0, 0};
  put(contract);
  match();
  const auto lead = *lead_of(lead_about("maternal_child"));
  ASSERT_EQ(lead.kind, LeadKind::renewal);
  EXPECT_EQ(lead.state, LeadState::reopened);
  EXPECT_EQ(lead.history.back().text, "服务快到期了，现为到期续约");
}

// A hospital whose obstetrics has no system of ours is a gap; then it has no obstetrics any more.
TEST_F(TheLeads, OfAttributesEndWhereSomebodyWorkedOnThemAndAreForgottenWhereNobodyDid) {
  const auto has_departments = [&](std::vector<std::string> departments) {
    HospitalProfile profile;
    profile.url = "http://hospital.example/";
    profile.name = "云溪市妇幼保健院";
    profile.departments = std::move(departments);
    store::ProfileRow row;
    row.url = profile.url;
    row.id = store::profile_id("hospital", row.url);
    row.source_id = "hospital";
    row.name = profile.name;
    row.mentions = {{store::MentionRow::Role::hospital, profile.name, profile.name, "530000", ""}};
    row.json = wire::to_json_text(profile);
    ASSERT_TRUE(store().write([&](store::WriteBatch& writer) { writer.put_profile(row, ++seq_); }));
  };
  has_departments({"产科", "儿童保健科"});
  match();
  ASSERT_EQ(leads().size(), 2u);
  EXPECT_EQ(lead_of(lead_about("maternal_child"))->kind, LeadKind::capability_gap);
  review(lead_about("maternal_child"), "note", "", "called");
  has_departments({"内科"});
  match({2026, 8, 7});
  EXPECT_TRUE(leads().empty());
  LeadOptions expired;
  expired.state = "expired";
  const auto ended = [&] {
    const auto rows = leads(expired);
    EXPECT_EQ(rows.size(), 1u);
    return *lead_of(rows.at(0));
  };
  const auto lead = ended();
  EXPECT_EQ(lead.product, "maternal_child");
  EXPECT_EQ(lead.ended, "no_longer");
  ASSERT_FALSE(lead.history.empty());
  EXPECT_EQ(lead.history.back().text, "所依据的情况已经改变，不再跟进");
  EXPECT_EQ(to_string(*lead.history.back().at), "2026-08-07");
  EXPECT_TRUE(lead.plan.empty());
  const auto before = lead_layer();
  match({2026, 8, 7});
  EXPECT_EQ(lead_layer(), before);
  match({2026, 8, 9});
  EXPECT_EQ(to_string(*ended().changed_at), "2026-08-07") << "it ended once";
  // What somebody did goes on with the procurement that comes of it.
  auto tender = notice("tender", NoticeKind::tender, day(8, 9));
  tender.bid_deadline = day(8, 30);
  put(tender);
  match({2026, 8, 10});
  EXPECT_TRUE(leads(expired).empty());
  ASSERT_EQ(leads().size(), 1u);
  EXPECT_EQ(leads()[0].work.notes, 1);
  // And a gap that is there again is a gap again.
  has_departments({"儿保科"});
  match({2026, 8, 11});
  EXPECT_EQ(lead_of(lead_about("child_development"))->kind, LeadKind::capability_gap);
}

}  // namespace
}  // namespace tenderlead::app

// What leads rest on besides announcements of one procurement, and how they are made beside people at work. All names are invented.
#include <gmock/gmock.h>

#include <filesystem>
#include <map>
#include <set>

#include "app/pipeline/organisation_edit.h"
#include "app/pipeline/organisation_view.h"
#include "app/pipeline/plan_rows.h"
#include "app/pipeline/subject_tags.h"
#include "leads_fixture.h"

namespace tenderlead::app {
namespace {

using ::testing::HasSubstr;

TEST_F(TheLeads, OfARenewalRestOnWhatIsInPlaceWhereNoPurchaseTells) {
  put(notice("old", NoticeKind::acceptance, {{2025, 9, 20}, {}, {}}, "YXZC-2023-0001"));
  ASSERT_TRUE(link_all(store(), config::shipped_reading_tables()));
  const auto hospital = read([](store::Queries& queries) {
    return queries.organisation_by_name(normalised_name("云溪市妇幼保健院"), "53")->id;
  });
  InstalledProduct entry;
  entry.organisation_id = hospital;
  entry.product = "maternal_child";
  entry.vendor = "青禾软件有限公司";
  entry.year = 2023;
  entry.amount = Money{98'000'000, "CNY", "98万元"};
  entry.service_end = Date{2026, 11, 30};
  entry.basis = "website";
  entry.url = "http://hospital.example/news/7.html";
  entry.words = "2023年我院采用青禾妇幼健康信息系统";
  const auto install = [&](const InstalledProduct& product) {
    ASSERT_TRUE(store().write([&](store::WriteBatch& writer) { writer.replace_installed({product}); }));
  };
  install(entry);
  match();
  const auto lead = *lead_of(lead_about("maternal_child"));
  EXPECT_EQ(lead.kind, LeadKind::renewal);
  EXPECT_EQ(lead.state, LeadState::fresh);
  EXPECT_EQ(lead.organisation_id, hospital);
  EXPECT_EQ(lead.url, entry.url);
  EXPECT_EQ(to_string(*lead.act_by), "2026-11-30");
  ASSERT_FALSE(lead.reasons.empty());
  EXPECT_EQ(lead.reasons[0].matched, entry.words) << "the words on the page are the evidence";
  EXPECT_EQ(lead.reasons[0].origin, entry.url);
  EXPECT_THAT(lead.reasons[0].text, HasSubstr("青禾软件有限公司"));
  EXPECT_FALSE(lead.plan.empty());
  match({2026, 12, 5});
  EXPECT_EQ(lead_about("maternal_child").state, "expired") << "its day has passed";
  EXPECT_EQ(lead_about("maternal_child").id, lead.id);
  match({2026, 3, 1});
  LeadOptions all;
  all.all = true;
  EXPECT_TRUE(leads(all).empty()) << "too early";
  // What is being bought anew, or has a contract of its own, is told by that.
  auto tender = notice("tender", NoticeKind::tender, day(8, 1), "YXZC-2026-0444");
  tender.bid_deadline = day(8, 22);
  put(tender);
  match();
  ASSERT_EQ(leads().size(), 1u);
  EXPECT_EQ(leads()[0].kind, "open_tender");
}

TEST_F(TheLeads, TakeWhatImportsAndPeopleSayOfAHospitalAndSayFromWhom) {
  const std::string page = "http://hospital.example/";
  HospitalProfile profile;
  profile.url = page;
  profile.name = "云溪市妇幼保健院";
  profile.beds_open = 410;
  profile.evidence["beds.open"].text = "开放床位410张";
  profile.ratings.emr = 2;
  profile.evidence["ratings.emr"].text = "电子病历二级";
  profile.rated_in["ratings.emr"] = 2019;
  store::ProfileRow row;
  row.url = page;
  row.id = store::profile_id("hospital", row.url);
  row.source_id = "hospital";
  row.name = profile.name;
  row.mentions = {{store::MentionRow::Role::hospital, profile.name, profile.name, "530000", ""}};
  row.json = wire::to_json_text(profile);
  ASSERT_TRUE(store().write([&](store::WriteBatch& writer) { writer.put_profile(row, ++seq_); }));
  auto tender = notice("tender", NoticeKind::tender, day(8, 1));
  tender.bid_deadline = day(8, 30);
  put(tender);
  match();
  const auto reason_of = [&](const std::string& words) {
    const auto lead = *lead_of(lead_about("maternal_child"));
    for (const auto& reason : lead.reasons)
      if (reason.text.find(words) != std::string::npos) return reason;
    ADD_FAILURE() << "no reason with " << words << " in " << wire::to_json_text(lead);
    return Reason{};
  };
  EXPECT_EQ(reason_of("床位").matched, "开放床位410张");
  EXPECT_EQ(reason_of("床位").origin, page);
  EXPECT_EQ(reason_of("是妇幼保健机构").matched, "云溪市妇幼保健院")
      << "where nothing else is known the name tells";
  const auto id = read([](store::Queries& queries) {
    return queries.organisation_by_name(normalised_name("云溪市妇幼保健院"), "53")->id;
  });
  OrganisationEditor editor(store(), config::shipped_reading_tables(), clock_.now);
  for (const auto& [field, value] :
       std::map<std::string, std::string>{{"beds.open", "1900"}, {"level.tier", "3"}, {"ratings.emr", "5"}})
    ASSERT_TRUE(editor.set(id, field, value, "li"));
  match();
  const auto beds = reason_of("床位1900张");
  EXPECT_EQ(beds.matched, "1900") << "not the page's words for another number";
  EXPECT_EQ(beds.origin, "li（2026-08-06 填写）");
  EXPECT_EQ(reason_of("三级医院").origin, beds.origin);
  const auto known = read([](store::Queries& queries) { return known_hospitals(queries); }).at(id);
  EXPECT_EQ(known.profile.ratings.emr, 5);
  EXPECT_TRUE(known.profile.rated_in.empty()) << "the year was of the page's rating";

  // And so do the conditions of rules, of organisations and of notices.
  rules::TagRule large;
  large.id = "large";
  large.name = "大医院";
  large.kind = rules::TagKind::simple;
  large.scoring.when.kind = rules::Condition::Kind::fact;
  large.scoring.when.fact.fact = rules::Fact::beds;
  large.scoring.when.fact.at_least = 1500;
  auto maternal = large;
  maternal.id = "maternal";
  maternal.scoring.when.fact = {};
  maternal.scoring.when.fact.fact = rules::Fact::category;
  maternal.scoring.when.fact.is = {"maternal_child"};
  large.of = {rules::Subject::organisation, rules::Subject::notice};
  rules::RuleBook book;
  book.tags = {large, maternal};
  const auto matcher = rules::Matcher::compile(book);
  ASSERT_TRUE(matcher) << matcher.error().message;
  ASSERT_EQ(*tag_subjects(store(), matcher->tagger(), {2026, 8, 6}), 1);
  MatchOptions options;
  options.as_of = {2026, 8, 6};
  options.making = lead_making(configuration_);
  ASSERT_TRUE(match_all(store(), *matcher, options));
  std::set<std::string> tags;
  for (const auto& tag : read([&](store::Queries& queries) {
         return queries.tags(store::notice_id("portal", "http://portal.example/tender"));
       }))
    tags.insert(tag.id);
  EXPECT_EQ(tags, (std::set<std::string>{"large", "maternal"}));
}

TEST_F(TheLeads, AreMadeWhilePeopleGoOnWriting) {
  for (const auto& one : story()) put(one);
  match();
  const auto before = lead_layer();
  const auto claimed = lead_about("child_development");
  auto people = store::Store::open(store_path(configuration_), store::OpenMode::people);
  ASSERT_TRUE(people) << people.error().message;
  ASSERT_TRUE(link_all(store(), config::shipped_reading_tables()));
  MatchOptions options;
  options.as_of = {2026, 8, 6};
  options.threads = 2;
  options.making = lead_making(configuration_);
  options.tag_all = true;
  std::uint64_t steps = 0;
  // A write that the match kept waiting would be refused after a while, and would never come to an end within one of its steps.
  options.on_progress = [&](std::uint64_t, std::uint64_t) {
    const auto noted = (*people)->write([&](store::WriteBatch& writer) {
      if (++steps == 3) writer.act({"claim", "li", "", "", clock_.now}, {claimed});
      writer.note_change("lead", claimed.id, "li");
    });
    EXPECT_TRUE(noted) << noted.error().message;
  };
  const auto matched = match_all(store(), *matcher_, options);
  ASSERT_TRUE(matched) << matched.error().message;
  EXPECT_EQ(steps, 10u) << "each notice tagged, and looked at for its lead";
  const auto after = lead_about("child_development");
  EXPECT_EQ(after.owner, "li") << "what was done meanwhile counts";
  EXPECT_EQ(after.id, claimed.id);
  match();
  EXPECT_EQ(lead_about("child_development").owner, "li");
  EXPECT_NE(lead_layer(), before);
}

TEST_F(TheLeads, ArePutAwayOnTheStoresOwnDiskAndNothingStaysThere) {
  for (const auto& one : story()) put(one);
  const auto folder = store_path(configuration_).parent_path();
  const auto names = [&] {
    std::set<std::string> all;
    for (const auto& each : std::filesystem::directory_iterator(folder)) all.insert(each.path().filename());
    return all;
  };
  const auto before = names();
  bool beside_the_store = false;
  MatchOptions options;
  options.as_of = {2026, 8, 6};
  options.making = lead_making(configuration_);
  options.on_progress = [&](std::uint64_t, std::uint64_t) {
    std::error_code closed;
    for (const auto& each : std::filesystem::directory_iterator("/proc/self/fd")) {
      const auto target = std::filesystem::read_symlink(each.path(), closed);
      beside_the_store =
          beside_the_store || (target.parent_path() == folder && target.string().ends_with("(deleted)"));
    }
    EXPECT_EQ(names(), before);
  };
  const auto matched = match_all(store(), *matcher_, options);
  ASSERT_TRUE(matched) << matched.error().message;
  EXPECT_TRUE(beside_the_store);
  EXPECT_EQ(names(), before);
}

TEST_F(TheLeads, OfAMatchThatWasStoppedAreThoseOfBeforeAndTheNextMakesAll) {
  for (const auto& one : story()) put(one);
  match();
  const auto whole = lead_layer();
  const auto refined = dump(store::DumpParts::refined);
  for (const std::uint64_t at : {1u, 4u, 7u}) {
    MatchOptions options;
    options.as_of = {2026, 8, 6};
    options.making = lead_making(configuration_);
    options.tag_all = true;
    std::uint64_t done = 0;
    options.stop = [&] { return ++done > at; };
    const auto stopped = match_all(store(), *matcher_, options);
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::cancelled);
    EXPECT_EQ(lead_layer(), whole);
    EXPECT_EQ(read([](store::Queries& queries) { return queries.fact("rules"); }), "")
        << "nobody relies on tags of which some may be of other rules";
    match();
    EXPECT_EQ(difference(refined, dump(store::DumpParts::refined)), "no difference");
  }
}

TEST_F(TheLeads, OfAPlanAreOneAProcurementAndGoOnInItsTender) {
  const PageReader reader(configuration_, config::shipped_reading_tables(), *matcher_);
  const auto row = [](const std::string& name, const std::string& budget, const std::string& month) {
    return "<tr><td>" + name + "</td><td>详见采购文件</td><td>" + budget + "</td><td>" + month + "</td></tr>";
  };
  // As the portal shows it; a later version of the page no longer plans the last.
  const auto read_plan = [&](bool all) {
    Page page;
    page.url = page.requested_url = "http://portal.example/plan.html";
    page.status = 200;
    page.headers = {{"Content-Type", "text/html; charset=utf-8"}};
    page.body =
        "<html><head><meta "
        "charset=\"utf-8\"><title>云溪市妇幼保健院2026年8月至10月政府采购意向</title></head><body>"
        "<h1>云溪市妇幼保健院2026年8月至10月政府采购意向</h1><p>采购单位：云溪市妇幼保健院</"
        "p><p>发布时间：2026-07-01</p>"
        "<p>计划编号：YXJH-2026-00045678</p><table><tr><td>采购项目名称</td><td>采购需求概况</"
        "td><td>预算金额（万元）</td>"
        "<td>预计采购时间</td></tr>" +
        row("妇幼健康信息系统", "180", "2026年8月") + row("负压救护车", "96", "2026年9月") +
        (all ? row("检验信息系统（LIS）", "75", "2026年10月") : "") + "</table></body></html>";
    store::UrlTask task;
    task.source_id = "portal";
    task.role = PageRole::notice;
    task.url = page.url;
    return reader.read(task, page);
  };
  const auto plan = read_plan(true);
  ASSERT_EQ(plan.notices.size(), 4u) << "the page's own notice and one a row";
  ASSERT_EQ(plan.part_of.size(), 3u);
  for (const auto& each : plan.notices)
    ASSERT_TRUE(store().write([&](store::WriteBatch& writer) { writer.put_notice(each, ++seq_); }));
  const auto shorter = read_plan(false);
  ASSERT_EQ(shorter.notices.size(), 3u);
  for (const auto& [id, whole] : shorter.part_of)
    EXPECT_TRUE(plan.part_of.contains(id)) << "a row stays itself";
  match();
  auto found = leads();
  ASSERT_EQ(found.size(), 2u) << "one each of the systems, none of the ambulance";
  const auto child = *lead_of(lead_about("maternal_child"));
  EXPECT_EQ(child.kind, LeadKind::early_signal);
  EXPECT_EQ(to_string(*child.act_by), "2026-08-01");
  const auto budget_of = [](const Lead& lead) {
    for (const auto& reason : lead.reasons)
      if (reason.rule.ends_with("/budget")) return reason.text;
    return std::string();
  };
  EXPECT_THAT(budget_of(child), HasSubstr("180万元"));
  EXPECT_THAT(budget_of(*lead_of(lead_about("lis"))), HasSubstr("75万元"));
  auto tender = notice("tender", NoticeKind::tender, day(8, 3), "YXZC-2026-0777");
  tender.bid_deadline = day(8, 24);
  tender.budget = Money{178'000'000, "CNY", "178万元"};
  put(tender);
  match();
  found = leads();
  ASSERT_EQ(found.size(), 2u) << "the tender is the plan's row gone on";
  const auto on = *lead_of(lead_about("maternal_child"));
  EXPECT_EQ(on.id, child.id);
  EXPECT_EQ(on.kind, LeadKind::open_tender);
  EXPECT_EQ(lead_of(lead_about("lis"))->kind, LeadKind::early_signal);
}

}  // namespace
}  // namespace tenderlead::app

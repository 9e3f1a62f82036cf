#include "linker/projects.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "families.h"
#include "linker/course.h"

namespace tenderlead::linker {
namespace {

using testing::ElementsAre;

LinkNotice notice(const std::string& id, const char* kind, const std::string& day, const std::string& number,
                  const std::string& name, const std::string& buyer = "云溪市妇幼保健院") {
  LinkNotice notice;
  notice.id = id;
  notice.source_id = "portal";
  notice.kind = notice_kind_from_string(kind);
  notice.number = number;
  notice.name = name;
  notice.title = name;
  notice.buyer = buyer;
  notice.published_at = stated_time_from_iso(day);
  return notice;
}

std::set<std::set<std::string>> ids_of(const std::vector<LinkNotice>& notices,
                                       const std::vector<LinkDecision>& decisions = {}) {
  std::set<std::set<std::string>> all;
  for (const auto& group : join_projects(notices, decisions)) {
    std::set<std::string> ids;
    for (const auto place : group.notices) ids.insert(notices[place].id);
    all.insert(std::move(ids));
  }
  return all;
}
using Sets = std::set<std::set<std::string>>;

TEST(Projects, HoldTheNoticesOfOneCourse) {
  const std::vector<LinkNotice> notices = {
      notice("plan", "intention", "2026-01-05", "", "儿童保健信息系统"),
      notice("tender", "tender", "2026-03-01", "YXZC-2026-00012", "儿童保健信息系统采购"),
      notice("amended", "amendment", "2026-03-09", "YXZC-2026-00012", "儿童保健信息系统采购更正"),
      notice("award", "award", "2026-04-01", "", "儿童保健信息系统采购项目"),
      notice("contract", "contract", "2026-05-01", "YXZC-2026-00012", "另有说法的合同"),
      notice("accepted", "acceptance", "2027-05-01", "YXZC-2026-00012", "儿童保健信息系统")};
  EXPECT_EQ(ids_of(notices), (Sets{{"plan", "tender", "amended", "award", "contract", "accepted"}}));
  const auto groups = join_projects(notices);
  EXPECT_THAT(groups[0].because, ElementsAre("first", "name", "number", "name", "number", "number"));
  EXPECT_EQ(groups[0].key, "name:儿童保健信息系统|云溪市妇幼保健院|2026")
      << "of the first notice that has a key";
}

TEST(Projects, StayApartWhereSomethingTellsThemApart) {
  const auto first = notice("a", "tender", "2026-03-01", "YXZC-2026-00012", "儿童保健信息系统");
  struct Case {
    const char* what;
    LinkNotice other;
  };
  for (const auto& [what, other] :
       {Case{"another year in the name", notice("b", "tender", "2026-03-05", "", "2027年度儿童保健信息系统")},
        Case{"another phase", notice("b", "tender", "2026-03-05", "", "儿童保健信息系统二期")},
        Case{"another number", notice("b", "tender", "2026-03-20", "YXZC-2026-00013", "儿童保健信息系统")},
        Case{"another buyer", notice("b", "award", "2026-04-01", "", "儿童保健信息系统", "青禾县人民医院")},
        Case{"another buyer and name with the number",
             notice("b", "award", "2026-04-01", "YXZC-2026-00012", "食堂食材配送", "青禾县人民医院")},
        Case{"maintenance of the same", notice("b", "award", "2026-04-01", "", "儿童保健信息系统维保")},
        Case{"an award too late", notice("b", "award", "2027-03-01", "", "儿童保健信息系统")},
        Case{"an award before it", notice("b", "award", "2026-01-01", "", "儿童保健信息系统")}})
    EXPECT_EQ(ids_of({first, other}), (Sets{{"a"}, {"b"}})) << what;
}

TEST(Projects, GoOnWithTheTenderAfterAFailure) {
  auto again = notice("again", "tender", "2026-04-20", "YXZC-2026-00055", "儿童保健信息系统");
  const std::vector<LinkNotice> notices = {
      notice("tender", "tender", "2026-03-01", "YXZC-2026-00012", "儿童保健信息系统"),
      notice("failed", "failure", "2026-03-25", "YXZC-2026-00012", "儿童保健信息系统"), again,
      notice("award", "award", "2026-05-15", "YXZC-2026-00055", "儿童保健信息系统")};
  const auto groups = join_projects(notices);
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_THAT(groups[0].attempt, ElementsAre(1, 1, 2, 2));
  EXPECT_EQ(groups[0].because[2], "retender");
  const auto marked =
      join_projects({notices[0], notice("again", "tender", "2026-04-20", "YXZC-2026-00012（二次）",
                                        "儿童保健信息系统（二次）")});
  ASSERT_EQ(marked.size(), 1u);
  EXPECT_THAT(marked[0].attempt, ElementsAre(1, 2));
}

TEST(Projects, KnowTheSameNoticeOnAnotherPortal) {
  auto here = notice("here", "tender", "2026-03-01", "", "儿童保健信息系统");
  auto there = notice("there", "tender", "2026-03-03", "EX-900100200", "儿童保健信息系统采购项目");
  here.bid_deadline = there.bid_deadline = stated_time_from_iso("2026-03-22T09:30:00+08:00");
  here.budget_minor = there.budget_minor = 90'000'000;
  there.source_id = "exchange";
  const auto groups = join_projects({here, there});
  ASSERT_EQ(groups.size(), 1u);
  EXPECT_THAT(groups[0].same_as, ElementsAre(0u, 0u));
  EXPECT_EQ(groups[0].because[1], "same_notice");
}

TEST(Projects, KnowTheirsOfTheYearBefore) {
  const auto groups =
      join_projects({notice("old", "tender", "2024-12-01", "YXZC-2024-00012", "2025年度信息系统驻场运维"),
                     notice("new", "tender", "2025-12-03", "YXZC-2025-00017", "2026年度信息系统驻场运维")});
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_FALSE(groups[0].previous);
  EXPECT_EQ(groups[1].previous, 0u);
}

TEST(Projects, DoAsAPersonSaysAndAsTheLastWordSays) {
  const std::vector<LinkNotice> notices = {
      notice("a", "tender", "2026-03-01", "YXZC-2026-00012", "儿童保健信息系统"),
      notice("b", "award", "2026-04-01", "YXZC-2026-00012", "儿童保健信息系统"),
      notice("c", "contract", "2026-05-01", "", "食堂食材配送")};
  const LinkDecision join{true, {"a", "c", "gone"}, {}}, split{false, {"a"}, {"b"}},
      back{true, {"a", "b"}, {}};
  EXPECT_EQ(ids_of(notices), (Sets{{"a", "b"}, {"c"}}));
  EXPECT_EQ(ids_of(notices, {join}), (Sets{{"a", "b", "c"}}));
  EXPECT_EQ(ids_of(notices, {split}), (Sets{{"a"}, {"b"}, {"c"}}));
  EXPECT_EQ(ids_of(notices, {join, split}), (Sets{{"a", "c"}, {"b"}}));
  EXPECT_EQ(ids_of(notices, {split, back}), (Sets{{"a", "b"}, {"c"}}));
}

// Whole groups, with their reasons, by what doesn't depend on places.
std::map<std::string, std::vector<std::string>> described(const std::vector<LinkNotice>& notices) {
  std::map<std::string, std::vector<std::string>> all;
  for (const auto& group : join_projects(notices))
    for (std::size_t i = 0; i < group.notices.size(); ++i)
      all[group.key].push_back(notices[group.notices[i]].id + " " + group.because[i] + " " +
                               notices[group.same_as[i]].id + " " + std::to_string(group.attempt[i]));
  return all;
}

TEST(Projects, AreTheSameInAnyOrderOfArrival) {
  for (const auto half : {Half::tuned, Half::withheld}) {
    std::vector<LinkNotice> notices;
    for (auto& each : make_families(7, 3, half)) notices.push_back(std::move(each.notice));
    const auto expected = described(notices);
    std::mt19937 random(1);
    for (int round = 0; round < 5; ++round) {
      std::shuffle(notices.begin(), notices.end(), random);
      EXPECT_EQ(described(notices), expected);
    }
  }
}

Notice stated(const char* kind, const char* day) {
  Notice notice;
  notice.kind = notice_kind_from_string(kind);
  notice.published_at = stated_time_from_iso(day);
  notice.project_name = "儿童保健信息系统";
  notice.project_no = "YXZC-2026-00012";
  notice.buyer.name = "云溪市妇幼保健院";
  return notice;
}

TEST(ACourse, SaysWhatStandsNowAndWhatChanged) {
  auto plan = stated("intention", "2026-01-05");
  plan.budget = Money{80'000'000, "CNY", "80万元"};
  auto tender = stated("tender", "2026-03-01");
  tender.budget = Money{90'000'000, "CNY", "90万元"};
  tender.bid_deadline = stated_time_from_iso("2026-03-22T09:30:00+08:00");
  auto copy = tender;
  auto amended = stated("amendment", "2026-03-10");
  amended.bid_deadline = stated_time_from_iso("2026-03-29T09:30:00+08:00");
  auto award = stated("award", "2026-04-02");
  award.awards = {{"", "云帆软件有限公司", "", Money{85'000'000, "CNY", "85万元"}, 1, {}},
                  {"", "别家有限公司", "", {}, 2, {}}};
  const auto supplier = [](const std::string& name) { return "id of " + name; };
  const auto project = project_of("p", "ocds-x-p",
                                  {{"n1", "gov", "b", plan, "first", "", 1},
                                   {"n2", "gov", "b", tender, "name", "", 1},
                                   {"n3", "gov", "b", amended, "number", "", 1},
                                   {"n4", "exchange", "b", copy, "number", "n2", 1},
                                   {"n5", "gov", "b", award, "number", "", 1}},
                                  supplier);
  EXPECT_EQ(project.stage, ProjectStage::awarded);
  EXPECT_EQ(to_string(*project.bid_deadline), "2026-03-29T09:30:00+08:00")
      << "the copy came after the amendment";
  EXPECT_EQ(project.budget->amount_minor, 90'000'000);
  ASSERT_EQ(project.changes.size(), 2u);
  EXPECT_EQ(project.changes[0].field + " " + project.changes[0].from + " " + project.changes[0].to + " " +
                project.changes[0].notice_id,
            "budget 800000 900000 n2");
  EXPECT_EQ(project.changes[1].field + " " + project.changes[1].notice_id, "bid_deadline n3");
  ASSERT_EQ(project.winners.size(), 1u);
  EXPECT_EQ(project.winners[0].supplier_id, "id of 云帆软件有限公司");
  EXPECT_THAT(project.numbers, ElementsAre("YXZC-2026-00012"));
  EXPECT_EQ(project.timeline[3].same_as, "n2");
}

TEST(ACourse, OfLotsThatAreAnnouncedOneByOneGoesByEachLot) {
  const auto none = [](const std::string&) { return std::string(); };
  auto plan = stated("intention", "2026-01-05");
  plan.budget = Money{200'000'000, "CNY", "200万元"};
  const auto of_lot = [](const char* kind, const char* day, const std::string& lot) {
    auto notice = stated(kind, day);
    notice.title = "云溪市妇幼保健院儿童保健信息系统（第" + lot + "包）公告";
    return notice;
  };
  auto first = of_lot("tender", "2026-03-01", "一");
  first.budget = Money{150'000'000, "CNY", "150万元"};
  first.bid_deadline = stated_time_from_iso("2026-03-22");
  auto second = of_lot("tender", "2026-03-01", "二");
  second.budget = Money{50'000'000, "CNY", "50万元"};
  second.bid_deadline = stated_time_from_iso("2026-03-25");
  auto award = of_lot("award", "2026-03-23", "一");
  award.awards = {{"", "云帆软件有限公司", "", Money{140'000'000, "CNY", "140万元"}, 1, {}}};
  std::vector<CourseNotice> notices = {{"n1", "gov", "b", plan, "first", "", 1},
                                       {"n2", "gov", "b", first, "name", "", 1},
                                       {"n3", "gov", "b", second, "name", "", 1},
                                       {"n4", "gov", "b", award, "number", "", 1}};
  const auto open = project_of("p", "", notices, none);
  EXPECT_EQ(open.stage, ProjectStage::tendering) << "the second lot is open";
  EXPECT_EQ(open.budget->amount_minor, 200'000'000);
  EXPECT_TRUE(open.changes.empty());
  EXPECT_EQ(to_string(*open.bid_deadline), "2026-03-25");
  ASSERT_EQ(open.lots.size(), 2u);
  EXPECT_EQ(open.lots[1].budget->amount_minor, 50'000'000);
  ASSERT_EQ(open.winners.size(), 1u);
  EXPECT_EQ(open.winners[0].lot, "1");
  notices.push_back({"n5", "gov", "b", of_lot("failure", "2026-03-28", "二"), "number", "", 1});
  EXPECT_EQ(project_of("p", "", notices, none).stage, ProjectStage::awarded);
  notices[3].word.kind = NoticeKind::failure;
  EXPECT_EQ(project_of("p", "", notices, none).stage, ProjectStage::failed)
      << "none of them came to anything";
  notices.erase(notices.begin() + 2);
  notices.pop_back();
  EXPECT_EQ(project_of("p", "", notices, none).stage, ProjectStage::failed) << "it has no other lot";
}

TEST(ACourse, EndsWithAFailureAndGoesOnWithTheNextTender) {
  const auto none = [](const std::string&) { return std::string(); };
  std::vector<CourseNotice> notices = {{"n1", "gov", "b", stated("tender", "2026-03-01"), "first", "", 1},
                                       {"n2", "gov", "b", stated("failure", "2026-03-25"), "number", "", 1}};
  EXPECT_EQ(project_of("p", "", notices, none).stage, ProjectStage::failed);
  notices.push_back({"n3", "gov", "b", stated("tender", "2026-04-20"), "retender", "", 2});
  EXPECT_EQ(project_of("p", "", notices, none).stage, ProjectStage::tendering);
  EXPECT_EQ(project_of("p", "", notices, none).attempt, 2);
}

}  // namespace
}  // namespace tenderlead::linker

#include "app/pipeline/names.h"
#include "app/pipeline/profile_merge.h"
#include "app/pipeline/work_line.h"
#include "pipeline_fixture.h"
#include "store/ids.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

using Role = store::MentionRow::Role;

TEST(Names, AreComparedWithoutWhatWritersVary) {
  struct Case {
    const char* written;
    const char* norm;
  };
  for (const auto& [written, norm] :
       {Case{" 云溪市 妇幼保健院 ", "云溪市妇幼保健院"}, Case{"云溪（集团）公司", "云溪(集团)公司"},
        Case{"云溪市人民医院（盖章）", "云溪市人民医院"}, Case{"ＡＢＣ公司", "abc公司"},
        Case{"“云溪”公司。", "云溪公司"}, Case{"、。", ""}, Case{"", ""}})
    EXPECT_EQ(normalised_name(written), norm) << written;
  EXPECT_EQ(normalised_name(std::string(300, 'x')), "");
}

TEST(Names, SayWhatAnOrganisationIs) {
  struct Case {
    const char* norm;
    Role role;
    OrganisationKind kind;
  };
  for (const auto& [norm, role, kind] :
       {Case{"云溪市妇幼保健院", Role::buyer, OrganisationKind::hospital},
        Case{"云溪市卫生健康局", Role::buyer, OrganisationKind::health_commission},
        Case{"云溪市疾病预防控制中心", Role::buyer, OrganisationKind::cdc},
        Case{"云溪市医疗保障局", Role::buyer, OrganisationKind::insurance_bureau},
        Case{"云溪大药房连锁有限公司", Role::buyer, OrganisationKind::pharmacy_chain},
        Case{"云溪医院管理有限公司", Role::supplier, OrganisationKind::supplier},
        Case{"云溪招标有限公司", Role::agency, OrganisationKind::agency},
        Case{"云溪医院(西单院区)", Role::buyer, OrganisationKind::hospital},
        Case{"云溪医院(筹)", Role::buyer, OrganisationKind::hospital},
        Case{"云溪大学(云溪市第一医院)", Role::buyer, OrganisationKind::other},
        Case{"云溪市第一中学", Role::buyer, OrganisationKind::other}})
    EXPECT_EQ(organisation_kind(norm, role), kind) << norm;
}

class TheLinker : public PipelineTest {
 protected:
  void put(const std::string& name, const std::vector<store::MentionRow>& mentions,
           const std::string& number = "", const std::string& project = "", const std::string& day = "") {
    store::NoticeRow row;
    row.url = "http://portal.example/" + name;
    row.id = store::notice_id("portal", row.url);
    row.source_id = "portal";
    row.title = name;
    row.mentions = mentions;
    Notice notice;
    notice.url = row.url;
    notice.title = name;
    notice.kind = notice_kind_from_string(name);
    notice.project_no = number;
    if (!project.empty()) {
      notice.project_name = project;
      notice.buyer.name = "云溪市妇幼保健院";
    }
    notice.published_at = stated_time_from_iso(day);
    row.json = wire::to_json_text(notice);
    ASSERT_TRUE(store().write([&](store::WriteBatch& writer) { writer.put_notice(row, 1); }));
  }
  void put_profile(const std::string& name, const std::vector<std::string>& aliases,
                   const std::string& code) {
    store::ProfileRow row;
    row.url = "http://hospital.example/" + name;
    row.id = store::profile_id("hospital", row.url);
    row.source_id = "hospital";
    row.name = name;
    row.mentions = {{Role::hospital, name, name, code, ""}};
    for (const auto& alias : aliases) row.mentions.push_back({Role::hospital, alias, alias, code, name});
    row.json = "{\"type\":\"hospital\"}";
    ASSERT_TRUE(store().write([&](store::WriteBatch& writer) { writer.put_profile(row, 1); }));
  }
  void link() {
    const auto linked = link_all(store(), config::shipped_reading_tables());
    ASSERT_TRUE(linked) << linked.error().message;
  }
  store::NoticeRow notice(const std::string& name) {
    const auto id = store::notice_id("portal", "http://portal.example/" + name);
    return *read([&](store::Queries& queries) { return queries.notice(id); });
  }
};

store::MentionRow buyer(const std::string& name, const std::string& code) {
  return {Role::buyer, name, normalised_name(name), code, ""};
}

TEST_F(TheLinker, TakesOneNameForOneOrganisation) {
  put("a", {buyer("云溪市妇幼保健院", "530000")});
  put("b", {buyer("云溪市妇幼保健院 ", "530100")});
  put("c", {buyer("云溪市妇幼保健院", "")});
  link();
  EXPECT_FALSE(notice("a").buyer_id.empty());
  EXPECT_EQ(notice("a").buyer_id, notice("b").buyer_id);
  EXPECT_EQ(notice("a").buyer_id, notice("c").buyer_id);
  const auto row = read([&](store::Queries& queries) { return queries.organisation(notice("a").buyer_id); });
  EXPECT_EQ(row->name, "云溪市妇幼保健院");
  EXPECT_EQ(row->kind, "hospital");
}

TEST_F(TheLinker, KeepsHospitalsOfOneNameInTwoProvincesApart) {
  put("a", {buyer("第一人民医院", "530000")});
  put("b", {buyer("第一人民医院", "510100")});
  put("c", {buyer("第一人民医院", "")});
  link();
  EXPECT_NE(notice("a").buyer_id, notice("b").buyer_id);
  EXPECT_NE(notice("a").buyer_id, notice("c").buyer_id);
  EXPECT_NE(notice("b").buyer_id, notice("c").buyer_id);
}

TEST_F(TheLinker, FollowsAnAliasToTheHospitalThatStatesIt) {
  put("a", {buyer("云溪市儿童医院", "530000")});
  put_profile("云溪市妇幼保健院", {"云溪市儿童医院"}, "530000");
  link();
  const auto main =
      read([](store::Queries& queries) { return queries.organisation_by_name("云溪市妇幼保健院", ""); });
  ASSERT_TRUE(main);
  EXPECT_EQ(notice("a").buyer_id, main->id);
}

TEST_F(TheLinker, DoesNotFollowAnAliasThatTwoHospitalsClaim) {
  put("a", {buyer("儿童医院", "530000")});
  put_profile("云溪市妇幼保健院", {"儿童医院"}, "530000");
  put_profile("山城市妇幼保健院", {"儿童医院"}, "500000");
  link();
  for (const std::string name : {"云溪市妇幼保健院", "山城市妇幼保健院"})
    EXPECT_NE(notice("a").buyer_id,
              read([&](store::Queries& queries) { return queries.organisation_by_name(name, ""); })->id);
}

TEST_F(TheLinker, JoinsNoticesOfOneProcurement) {
  put("tender", {}, "YXZC-2026-0001", "儿保系统采购");
  put("award", {}, "yxzc20260001");
  put("intention", {}, "", "儿保系统采购");
  put("other", {}, "YXZC-2026-0002", "别的系统采购");
  put("loner", {});
  link();
  EXPECT_FALSE(notice("tender").project_id.empty());
  EXPECT_EQ(notice("tender").project_id, notice("award").project_id);
  EXPECT_EQ(notice("tender").project_id, notice("intention").project_id);
  EXPECT_NE(notice("tender").project_id, notice("other").project_id);
  EXPECT_NE(notice("loner").project_id, notice("tender").project_id);
  const auto project =
      read([&](store::Queries& queries) { return queries.whole_project(notice("tender").project_id); });
  ASSERT_TRUE(project);
  EXPECT_EQ(project->stage, ProjectStage::awarded);
  EXPECT_EQ(project->ocid, "ocds-tenderlead-" + project->id);
  EXPECT_EQ(project->timeline.size(), 3u);
  EXPECT_EQ(read([](store::Queries& queries) {
              return queries.link_facts(store::notice_id("portal", "http://portal.example/loner"));
            }).find("{\"type\":\"notice\""),
            0u)
      << "what an older store lacks is filled in";
}

TEST_F(TheLinker, GivesOpenContractingIdsThePrefixThatTheStoreRemembers) {
  put("tender", {}, "YXZC-2026-0001", "儿保系统采购");
  link();
  const auto ocid = [&] {
    return read([&](store::Queries& queries) { return queries.project(notice("tender").project_id); })->ocid;
  };
  EXPECT_TRUE(ocid().starts_with("ocds-tenderlead-"));
  ASSERT_TRUE(note_ocid_prefix(store(), "ocds-a1b2c3"));
  link();
  EXPECT_EQ(ocid(), "ocds-a1b2c3-" + notice("tender").project_id);
  ASSERT_TRUE(note_ocid_prefix(store(), config::Settings().ocid_prefix));
  link();
  EXPECT_EQ(ocid(), "ocds-tenderlead-" + notice("tender").project_id);
}

TEST_F(TheLinker, MakesACourseAnewWhereANoticeOfItSaysSomethingElse) {
  put("tender", {}, "YXZC-2026-0001", "儿保系统采购", "2026-03-01");
  put("intention", {}, "YXZC-2026-0002", "检验系统采购", "2026-03-01");
  link();
  const auto stage = [&](const std::string& name) {
    return read([&](store::Queries& queries) { return queries.project(notice(name).project_id); })->stage;
  };
  EXPECT_EQ(stage("tender"), "tendering");
  put("award", {}, "YXZC-2026-0001", "儿保系统采购", "2026-04-01");
  link();
  EXPECT_EQ(stage("tender"), "awarded");
  EXPECT_EQ(stage("intention"), "planned");
  ASSERT_TRUE(store().write([](store::WriteBatch& writer) { writer.clear_refined(""); }));
  put("tender", {}, "YXZC-2026-0001", "儿保系统采购", "2026-03-01");
  link();
  EXPECT_EQ(stage("tender"), "tendering");
}

TEST_F(TheLinker, DoesNotGuessWhichOfTwoTendersAnIntentionMeant) {
  put("first", {}, "YXZC-2025-0001", "年度运维服务");
  put("second", {}, "YXZC-2026-0001", "年度运维服务");
  put("intention", {}, "", "年度运维服务");
  link();
  EXPECT_NE(notice("first").project_id, notice("second").project_id);
  EXPECT_NE(notice("intention").project_id, notice("first").project_id);
  EXPECT_NE(notice("intention").project_id, notice("second").project_id);
}

TEST_F(TheLinker, LeavesAPersonsJoinsAndSplitsAloneWhateverIsLinkedAgain) {
  put("tender", {}, "YXZC-2026-0001", "儿保系统采购", "2026-03-01");
  put("award", {}, "YXZC-2026-0001", "儿保系统采购", "2026-04-01");
  put("contract", {}, "", "一份说法不同的合同", "2026-05-01");
  const auto id = [](const std::string& name) {
    return store::notice_id("portal", "http://portal.example/" + name);
  };
  std::int64_t join = 0, split = 0;
  ASSERT_TRUE(store().write([&](store::WriteBatch& writer) {
    join = writer.add_project_decision({0, "join", {id("tender"), id("contract")}, {}, "王芳", "", 1, {}});
    split = writer.add_project_decision({0, "split", {id("award")}, {id("tender")}, "王芳", "", 2, {}});
  }));
  for (int i = 0; i < 2; ++i) {
    link();
    EXPECT_EQ(notice("tender").project_id, notice("contract").project_id);
    EXPECT_NE(notice("tender").project_id, notice("award").project_id);
    ASSERT_TRUE(store().write([](store::WriteBatch& writer) { writer.clear_refined(""); }));
    put("tender", {}, "YXZC-2026-0001", "儿保系统采购", "2026-03-01");
    put("award", {}, "YXZC-2026-0001", "儿保系统采购", "2026-04-01");
    put("contract", {}, "", "一份说法不同的合同", "2026-05-01");
  }
  ASSERT_TRUE(store().write([&](store::WriteBatch& writer) {
    writer.undo_project_decision(join, 3);
    writer.undo_project_decision(split, 3);
  }));
  link();
  EXPECT_NE(notice("tender").project_id, notice("contract").project_id);
  EXPECT_EQ(notice("tender").project_id, notice("award").project_id);
}

store::ProfileRow profile_row(const std::string& id, std::int64_t fetched_at, std::int64_t beds,
                              double sure) {
  HospitalProfile profile;
  profile.name = "云溪市妇幼保健院";
  profile.beds_open = beds;
  profile.evidence["beds.open"] = {std::to_string(beds), 0, 3, "label", sure};
  store::ProfileRow row;
  row.id = id;
  row.url = "http://hospital.example/" + id;
  row.json = wire::to_json_text(profile);
  row.fetched_at = fetched_at;
  return row;
}

TEST(MergedHospital, TakesTheSurestThenTheNewestValueAndKeepsTheOthers) {
  constexpr std::int64_t kNoon = 1'780'000'000 / 86'400 * 86'400 + 4 * 3'600;  // 12:00 in China
  struct Case {
    const char* what;
    std::vector<store::ProfileRow> rows;
    std::int64_t beds;
    const char* other_url;
  };
  const Case cases[] = {
      {"surer though older",
       {profile_row("b", kNoon, 300, 0.95), profile_row("a", kNoon + 90'000, 350, 0.9)},
       300,
       "a"},
      {"newer of equals",
       {profile_row("b", kNoon, 300, 0.9), profile_row("a", kNoon + 90'000, 350, 0.9)},
       350,
       "b"},
      {"by id on one day",
       {profile_row("b", kNoon, 300, 0.9), profile_row("a", kNoon + 3'600, 350, 0.9)},
       300,
       "a"},
  };
  for (const auto& each : cases) {
    const KnownHospital known = merged_hospital(each.rows);
    EXPECT_EQ(known.merged.profile.beds_open, each.beds) << each.what;
    ASSERT_EQ(known.merged.others.size(), 1u) << each.what;
    EXPECT_EQ(known.urls[known.merged.others[0].page],
              std::string("http://hospital.example/") + each.other_url)
        << each.what;
  }
  store::ProfileRow broken;
  broken.json = "{";
  EXPECT_TRUE(merged_hospital({broken}).urls.empty());
}

TEST(AWorkLine, DoesEveryJobOnceAndPutsThemAwayOneBatchAtATime) {
  std::vector<int> seen(5000, 0);
  std::atomic<int> inside{0};
  std::size_t largest = 0;
  {
    WorkLine<int, int> line(
        {.threads = 4, .max_batch = 16, .max_under_way = 64}, [](int job) { return job * 2; },
        [&](std::vector<int> batch) {
          EXPECT_EQ(++inside, 1);
          largest = std::max(largest, batch.size());
          for (const int done : batch) ++seen[static_cast<std::size_t>(done / 2)];
          --inside;
        });
    for (int i = 0; i < 2500; ++i) line.push(i);
    for (int i = 2500; i < 5000; ++i) line.push_when_room(i);
    line.drain();
    EXPECT_EQ(std::count(seen.begin(), seen.end(), 1), 5000);
  }
  EXPECT_LE(largest, 16u);
}

}  // namespace
}  // namespace tenderlead::app

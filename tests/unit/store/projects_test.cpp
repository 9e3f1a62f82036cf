#include <gmock/gmock.h>
#include <sqlite3.h>

#include "store/dialect.h"
#include "store_fixture.h"
#include "version_4.h"
#include "wire/project.h"

namespace tenderlead::store {
namespace {

using testing::ElementsAre;

class ProjectsInAStore : public StoreTest {
 protected:
  static ProjectRow row(const std::string& id, const std::string& stage, const std::string& updated) {
    Project project;
    project.id = id;
    project.name = "儿童保健系统";
    project.stage = *project_stage_from_string(stage);
    project.buyer_id = "b-" + id;
    ProjectRow row;
    row.id = id;
    row.name = project.name;
    row.stage = stage;
    row.buyer_id = project.buyer_id;
    row.region_code = "530100";
    row.updated_at = updated;
    row.json = wire::to_text(wire::to_json(project));
    return row;
  }
  std::int64_t replace(const std::vector<ProjectRow>& rows) {
    std::int64_t changed = -1;
    write([&](WriteBatch& batch) {
      std::size_t at = 0;
      changed = batch.replace_projects(
          [&](ProjectRow& to) {
            if (at == rows.size()) return false;
            to.id = rows[at].id;
            to.inputs = rows[at++].inputs;
            return true;
          },
          [&](ProjectRow& to) {
            ++made_;
            to = rows[at - 1];
          });
    });
    return changed;
  }
  int made_ = 0;  // rows of which more than the inputs was asked
  std::vector<std::string> ids(const ProjectFilter& filter) {
    std::vector<std::string> found;
    for (const auto& each : read([&](Queries& queries) { return queries.projects(filter); }))
      found.push_back(each.id);
    return found;
  }
};

TEST_F(ProjectsInAStore, AreReplacedAsAWholeAndWrittenOnlyWhereTheyDiffer) {
  EXPECT_EQ(replace({row("p1", "tendering", "2026-03-01"), row("p2", "awarded", "2026-04-01")}), 2);
  EXPECT_EQ(replace({row("p1", "tendering", "2026-03-01"), row("p2", "awarded", "2026-04-01")}), 0);
  EXPECT_EQ(replace({row("p2", "contracted", "2026-05-01"), row("p3", "planned", "2026-04-01")}), 3);
  EXPECT_THAT(ids({}), ElementsAre("p2", "p3"));
  const auto whole = read([](Queries& queries) { return queries.whole_project("p2"); });
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->stage, ProjectStage::contracted);
  EXPECT_FALSE(read([](Queries& queries) { return queries.whole_project("p1"); }));
}

TEST_F(ProjectsInAStore, AreMadeOnlyWhereTheirInputsAreOthersThanBefore) {
  auto first = row("p1", "tendering", "2026-03-01"), second = row("p2", "awarded", "2026-04-01");
  first.inputs = "a";
  second.inputs = "b";
  EXPECT_EQ(replace({first, second}), 2);
  EXPECT_EQ(made_, 2);
  second.inputs = "c";
  EXPECT_EQ(replace({first, second}), 0) << "made of something else, and still the same";
  EXPECT_EQ(made_, 3);
  second.stage = "contracted";
  EXPECT_EQ(replace({first, second}), 0) << "nobody asks for what its inputs say is the same";
  second.inputs = "d";
  EXPECT_EQ(replace({first, second}), 1);
  EXPECT_EQ(made_, 4);
}

TEST_F(ProjectsInAStore, AreListedTheLastChangedFirstByWhatIsAskedFor) {
  replace({row("p1", "tendering", "2026-03-01"), row("p2", "awarded", "2026-04-01"),
           row("p3", "tendering", "2026-04-01")});
  EXPECT_THAT(ids({}), ElementsAre("p2", "p3", "p1"));
  EXPECT_THAT(ids({.stage = "tendering"}), ElementsAre("p3", "p1"));
  EXPECT_THAT(ids({.region = "5301", .limit = 1}), ElementsAre("p2"));
  EXPECT_THAT(ids({.region = "51"}), ElementsAre());
  EXPECT_THAT(ids({.buyer_id = "b-p1"}), ElementsAre("p1"));
  EXPECT_THAT(ids({.since = "2026-03-02"}), ElementsAre("p2", "p3"));
}

TEST_F(ProjectsInAStore, KeepWhatPeopleDecidedWhateverIsRebuilt) {
  std::int64_t first = 0, second = 0;
  write([&](WriteBatch& batch) {
    first = batch.add_project_decision({0, "join", {"a", "b"}, {}, "王芳", "同一项目", 100, {}});
    second = batch.add_project_decision({0, "split", {"c"}, {"d", "e"}, "王芳", "", 200, {}});
  });
  write([](WriteBatch& batch) { batch.clear_refined(""); });
  replace({});
  write([&](WriteBatch& batch) {
    EXPECT_TRUE(batch.undo_project_decision(first, 300));
    EXPECT_FALSE(batch.undo_project_decision(first, 400));
    EXPECT_FALSE(batch.undo_project_decision(999, 400));
  });
  const auto decisions = read([](Queries& queries) { return queries.project_decisions(); });
  ASSERT_EQ(decisions.size(), 2u);
  EXPECT_EQ(decisions[0].undone_at, 300);
  EXPECT_THAT(decisions[0].notices, ElementsAre("a", "b"));
  EXPECT_EQ(decisions[1].id, second);
  EXPECT_THAT(decisions[1].others, ElementsAre("d", "e"));
  EXPECT_FALSE(decisions[1].undone_at);
  const auto bad = store().write([](WriteBatch& batch) {
    batch.add_project_decision({0, "merge", {"a"}, {}, "", "", 0, {}});
  });
  EXPECT_FALSE(bad);
}

TEST_F(ProjectsInAStore, StandBesideTheInstalledBaseOfEachOrganisation) {
  InstalledProduct his;
  his.organisation_id = "o1";
  his.product = "his";
  his.vendor = "云溪软件有限公司";
  his.year = 2024;
  his.service_end = Date{2027, 3, 1};
  his.basis = "contract";
  his.confidence = 0.9;
  InstalledProduct lis = his;
  lis.product = "lis";
  lis.year = 2022;
  InstalledProduct other = his;
  other.organisation_id = "o2";
  const auto replace_base = [&](const std::vector<InstalledProduct>& products) {
    std::int64_t changed = -1;
    write([&](WriteBatch& batch) { changed = batch.replace_installed(products); });
    return changed;
  };
  EXPECT_EQ(replace_base({lis, other}), 2);
  EXPECT_EQ(replace_base({his, lis, other}), 2) << "one more, and one moved";
  EXPECT_EQ(replace_base({his, lis, other}), 0);
  const auto base = read([](Queries& queries) { return queries.installed("o1"); });
  ASSERT_EQ(base.products.size(), 2u);
  EXPECT_EQ(base.products[0].product, "his");
  EXPECT_EQ(base.products[0].service_end, (Date{2027, 3, 1}));
  EXPECT_TRUE(base.has("lis"));
  EXPECT_FALSE(base.has("pacs"));
  int all = 0;
  read([&](Queries& queries) {
    queries.each_installed([&](const InstalledProduct&) { ++all; });
    return true;
  });
  EXPECT_EQ(all, 3);
  EXPECT_TRUE(read([](Queries& queries) { return queries.installed("o3"); }).products.empty());
}

TEST_F(ProjectsInAStore, SurviveFromAStoreThatKnewNoCourses) {
  std::filesystem::create_directories(path().parent_path());
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open(path().c_str(), &database), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database, kVersion4, nullptr, nullptr, nullptr), SQLITE_OK);
  const std::string mark = "PRAGMA application_id = " + std::to_string(dialect::kApplicationId);
  EXPECT_EQ(sqlite3_exec(database, mark.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(database,
                         "INSERT INTO projects(id, number, name, buyer_id) VALUES('old', 'n', 'name', 'b')",
                         nullptr, nullptr, nullptr),
            SQLITE_OK);
  sqlite3_close(database);
  EXPECT_THAT(ids({}), ElementsAre("old"));
  EXPECT_FALSE(read([](Queries& queries) { return queries.whole_project("old"); }));
  EXPECT_EQ(replace({row("p1", "tendering", "2026-03-01")}), 2) << "one written, the old one removed";
}

}  // namespace
}  // namespace tenderlead::store

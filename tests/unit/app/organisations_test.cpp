// The master of organisations over a real store: imports, people's decisions, and names in notices.
#include "app/import/organisations.h"

#include "app/import/organisation_table.h"
#include "app/pipeline/names.h"
#include "app/pipeline/organisation_edit.h"
#include "app/pipeline/organisation_view.h"
#include "pipeline_fixture.h"
#include "tests/office/office_files.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

using Role = store::MentionRow::Role;
constexpr std::int64_t kDay = 86'400;

class TheMaster : public PipelineTest {
 protected:
  void put(const std::string& notice, const std::string& buyer, const std::string& code,
           const std::string& supplier = "") {
    store::NoticeRow row;
    row.url = "http://portal.example/" + notice;
    row.id = store::notice_id("portal", row.url);
    row.source_id = "portal";
    row.title = notice;
    row.buyer = buyer;
    row.published_at = "2026-07-0" + std::to_string(1 + notice.size() % 9);
    row.mentions = {{Role::buyer, buyer, normalised_name(buyer), code, ""}};
    if (!supplier.empty())
      row.mentions.push_back({Role::supplier, supplier, normalised_name(supplier), "", ""});
    row.json = "{\"type\":\"notice\",\"title\":\"" + notice + "\"}";
    ASSERT_TRUE(store().write([&](store::WriteBatch& writer) { writer.put_notice(row, 1); }));
  }
  void link() {
    const auto linked = link_all(store(), config::shipped_reading_tables());
    ASSERT_TRUE(linked) << linked.error().message;
  }
  std::string buyer_of(const std::string& notice) {
    const auto id = store::notice_id("portal", "http://portal.example/" + notice);
    return read([&](store::Queries& queries) { return queries.notice(id); })->buyer_id;
  }
  std::string id_of(const std::string& name) {
    const auto row = read(
        [&](store::Queries& queries) { return queries.organisation_by_name(normalised_name(name), ""); });
    return row ? row->id : std::string();
  }
  ImportReport import(const std::string& name, const std::string& content, const ImportOptions& more = {}) {
    ImportOptions options = more;
    options.file = folder_ / name;
    options.person = "李";
    std::ofstream(options.file, std::ios::binary) << content;
    auto report = import_organisations(store(), config::shipped_reading_tables(), options, clock_.now);
    EXPECT_TRUE(report) << report.error().message;
    return report ? *report : ImportReport{};
  }
  OrganisationEditor editor() { return {store(), config::shipped_reading_tables(), clock_.now}; }
  std::int64_t done(const Result<std::int64_t>& action) {
    EXPECT_TRUE(action) << action.error().message;
    return action ? *action : 0;
  }
  OrganisationView view(const std::string& id) {
    auto found = read([&](store::Queries& queries) { return organisation_view(queries, id); });
    EXPECT_TRUE(found) << id;
    return found ? *found : OrganisationView{};
  }
  // The value of a field that stands, with its origin.
  std::string standing(const std::string& id, const std::string& field) {
    for (const auto& value : view(id).values)
      if (value.field == field && value.stands) return value.value + "/" + to_string(value.origin);
    return {};
  }
};

const std::string kTable =
    "医院名称,省市,医院等级,特色科室,医联体\n"
    "成都市云溪医院（成都市明德医院、原成都市工友医院）,四川省-成都市,三级甲等,儿科、产科,云溪医疗集团\n"
    "成都市云溪医院东院区,四川省-成都市,,,\n"
    "成都市仁山中医院,四川省-成都市,二级乙等,,\n"
    "绵阳市仁山中医院,四川省-绵阳市,二级甲等,,\n"
    ",四川省-成都市,,,\n"
    "12345,四川省-成都市,,,\n"
    "成都市仁山中医医院,四川省-成都市,,骨科,\n";

TEST_F(TheMaster, TakesATableWithItsHeaderGuessedAndFailedRowsInAFile) {
  const auto report = import("a.csv", kTable);
  EXPECT_EQ(report.import.records, 7);
  EXPECT_EQ(report.import.added, 5);
  EXPECT_EQ(report.import.failed, 2);
  const std::vector<std::pair<std::string, std::string>> columns = {{"医院名称", "name"},
                                                                    {"省市", "region"},
                                                                    {"医院等级", "level"},
                                                                    {"特色科室", "departments"},
                                                                    {"医联体", "parent.alliance"}};
  EXPECT_EQ(report.columns, columns);
  std::ifstream in(report.failed_file);
  const std::string failed((std::istreambuf_iterator<char>(in)), {});
  EXPECT_NE(failed.find("6,没有单位名称"), std::string::npos) << failed;
  EXPECT_NE(failed.find("7,不像单位名称"), std::string::npos) << failed;

  const auto id = id_of("成都市云溪医院");
  EXPECT_EQ(standing(id, "level.tier"), "3/import");
  EXPECT_EQ(standing(id, "departments"), "儿科、产科/import");
  EXPECT_EQ(standing(id, "region"), "510100/import");
  EXPECT_EQ(standing(id, "former_name"), "成都市工友医院/import");
  EXPECT_EQ(id_of("成都市明德医院"), id);
  EXPECT_EQ(id_of("成都市工友医院"), id);
  ASSERT_EQ(view(id).children.size(), 1u);
  EXPECT_EQ(view(id).children[0].name, "成都市云溪医院东院区");
  EXPECT_EQ(view(id).children[0].relation, "branch");
  // Two spellings of one name are one organisation.
  EXPECT_EQ(id_of("成都市仁山中医医院"), id_of("成都市仁山中医院"));
  EXPECT_NE(id_of("绵阳市仁山中医院"), id_of("成都市仁山中医院"));
  const auto hospitals = read([](store::Queries& queries) { return known_hospitals(queries); });
  EXPECT_EQ(hospitals.at(id).profile.level->tier, 3);
  EXPECT_EQ(hospitals.at(id).profile.departments, (std::vector<std::string>{"儿科", "产科"}));
}

TEST_F(TheMaster, IsNotChangedByASecondImportNorByADryRun) {
  ImportOptions dry_run;
  dry_run.dry_run = true;
  EXPECT_EQ(import("a.csv", kTable, dry_run).import.added, 5);
  EXPECT_EQ(read([](store::Queries& queries) { return queries.organisation_count(); }), 0);
  import("a.csv", kTable);
  const auto before = dump();
  clock_.now += kDay;
  const auto again = import("a.csv", kTable);
  EXPECT_EQ(again.import.unchanged, 5);
  EXPECT_EQ(again.import.added + again.import.changed, 0);
  EXPECT_EQ(again.import.id, "");
  EXPECT_EQ(dump(), before) << difference(before, dump());
}

TEST_F(TheMaster, IsAsItWasWhenAnImportIsTakenBack) {
  put("tender", "成都市仁山中医医院", "510000");
  import("a.csv", kTable);
  const auto before = dump(store::DumpParts::refined);
  clock_.now += kDay;
  const auto more =
      import("b.csv", "名称,地区,等级,别名\n成都市仁山中医院,成都市,三级,仁山医院\n成都市新医院,成都市,,\n");
  EXPECT_EQ(more.import.changed, 1);
  EXPECT_EQ(more.import.added, 1);
  const auto id = id_of("成都市仁山中医院");
  EXPECT_EQ(standing(id, "level.tier"), "3/import");
  EXPECT_NE(id_of("成都市新医院"), "");
  const auto row = read([&](store::Queries& queries) { return queries.import(more.import.id); });
  ASSERT_TRUE(row);
  ASSERT_TRUE(revert_organisations(store(), config::shipped_reading_tables(), *row, "李", clock_.now));
  EXPECT_EQ(dump(store::DumpParts::refined), before) << difference(before, dump(store::DumpParts::refined));
  EXPECT_EQ(standing(id, "level.tier"), "2/import");
}

TEST_F(TheMaster, ReadsOtherColumnsAsAPersonSaysAndOtherEncodings) {
  // 客户,所在\n成都市远山医院,成都市 in GB18030.
  const std::string gb =
      "\xbf\xcd\xbb\xa7,\xcb\xf9\xd4\xda\n\xb3\xc9\xb6\xbc\xca\xd0\xd4\xb6\xc9\xbd\xd2\xbd\xd4\xba,"
      "\xb3\xc9\xb6\xbc\xca\xd0\n";
  ImportOptions stated;
  stated.map = "name=客户,region=所在";
  EXPECT_EQ(import("gb.csv", gb, stated).import.added, 1);
  EXPECT_EQ(standing(id_of("成都市远山医院"), "region"), "510100/import");
  ImportOptions wrong;
  wrong.file = folder_ / "gb.csv";
  wrong.map = "name=没有";
  const auto refused = import_organisations(store(), config::shipped_reading_tables(), wrong, clock_.now);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("没有"), std::string::npos);
  wrong.map = "nonsense";
  EXPECT_FALSE(import_organisations(store(), config::shipped_reading_tables(), wrong, clock_.now));
}

TEST_F(TheMaster, ReadsValuesAsPeopleWriteThemAndNamesThoseThatItLeavesOut) {
  const auto report =
      import("values.csv",
             "医院名称,省市,等级,床位数,电子病历评级,互联互通,年门诊量（万人次）,职工人数,建院时间,类别\n"
             "成都市云溪医院,四川省-成都市,3甲,约800张,四级,四甲,120.5,1500人,1953年,综合医院\n"
             "成都市明德医院,四川省-成都市,Ⅲ级甲等,\"1,200\",level 4,4级甲等,30万,,1953-05,专科医院\n"
             "成都市工友医院,四川省-成都市,九级甲等,很多,未评级,四级甲等,/,1500张,1953,马戏团\n");
  EXPECT_EQ(report.import.added, 3);
  EXPECT_EQ(report.import.failed, 0);
  const std::map<std::string, std::vector<std::string>> expected = {
      {"level.tier", {"3", "3", ""}},
      {"level.grade", {"甲", "甲", ""}},
      {"beds.open", {"800", "1200", ""}},
      {"ratings.emr", {"4", "4", ""}},
      {"ratings.interconnection", {"四级甲等", "四级甲等", "四级甲等"}},
      {"outpatient_visits", {"1205000", "300000", ""}},
      {"staff", {"1500", "", ""}},
      {"founded", {"1953", "1953", "1953"}},
      {"category", {"general", "specialty", ""}}};
  const std::vector<std::string> names = {"成都市云溪医院", "成都市明德医院", "成都市工友医院"};
  for (const auto& [field, values] : expected)
    for (std::size_t i = 0; i < names.size(); ++i)
      EXPECT_EQ(standing(id_of(names[i]), field), values[i].empty() ? "" : values[i] + "/import")
          << names[i] << " " << field;
  // Neither 未评级 nor / is a value that somebody should mend.
  ASSERT_EQ(report.left_out_values, 4);
  std::vector<std::string> left_out;
  for (const auto& value : report.left_out)
    left_out.push_back(std::to_string(value.row) + " " + value.column + " " + value.field + " " +
                       value.value);
  EXPECT_EQ(left_out, (std::vector<std::string>{"4 等级 level 九级甲等", "4 类别 category 马戏团",
                                                "4 床位数 beds.open 很多", "4 职工人数 staff 1500张"}));
  std::ifstream in(report.failed_file);
  const std::string failed((std::istreambuf_iterator<char>(in)), {});
  EXPECT_NE(failed.find("4,值未采用，这一行的其他内容已导入：等级「九级甲等」"), std::string::npos) << failed;
  EXPECT_NE(failed.find("床位数「很多」不是一个数"), std::string::npos) << failed;
  EXPECT_NE(failed.find("成都市工友医院"), std::string::npos) << failed;
}

TEST_F(TheMaster, TakesBranchesFromAColumn) {
  const auto report = import("a.csv",
                             "医院名称,省市,等级,院区\n"
                             "成都市云溪医院,四川省-成都市,三级甲等,本部、城南院区；成都市云溪医院东院区\n");
  EXPECT_EQ(report.unused, std::vector<std::string>());
  EXPECT_EQ(report.import.added, 1) << "a branch is no row";
  const auto id = id_of("成都市云溪医院");
  std::vector<std::string> branches;
  for (const auto& child : view(id).children) {
    EXPECT_EQ(child.relation, "branch");
    EXPECT_EQ(standing(id_of(child.name), "kind"), "hospital/import");
    branches.push_back(child.name);
  }
  std::sort(branches.begin(), branches.end());
  EXPECT_EQ(branches, (std::vector<std::string>{"成都市云溪医院东院区", "成都市云溪医院城南院区"}));
  EXPECT_EQ(import("b.csv",
                   "医院名称,省市,等级,院区\n成都市云溪医院,四川省-成都市,三级甲等,"
                   "本部、城南院区；成都市云溪医院东院区\n")
                .import.unchanged,
            1);
}

TEST_F(TheMaster, TakesASheetOfAWorkbookAsItTakesATable) {
  const auto book =
      office::make_xlsx({{"说明", {{"本表由信息科维护"}}},
                         {"名录",
                          {{"云溪市医疗机构名录"},
                           {"医院名称", "省市", "医院等级", "床位数"},
                           {"成都市云溪医院（成都市明德医院）", "四川省-成都市", "三级甲等", "1200"},
                           {"", "四川省-成都市", "", ""},
                           {"绵阳市仁山中医院", "四川省-绵阳市", "二级甲等", "很多"}}}});
  ImportOptions sheet;
  sheet.sheet = "名录";
  const auto report = import("a.xlsx", book, sheet);
  EXPECT_EQ(report.import.records, 3);
  EXPECT_EQ(report.import.added, 2);
  EXPECT_EQ(report.import.failed, 1);
  const auto id = id_of("成都市云溪医院");
  EXPECT_EQ(standing(id, "beds.open"), "1200/import") << "a cell that holds a number";
  EXPECT_EQ(standing(id, "level.tier"), "3/import");
  EXPECT_EQ(id_of("成都市明德医院"), id);
  EXPECT_EQ(standing(id_of("绵阳市仁山中医院"), "beds.open"), "");
  std::ifstream in(report.failed_file);
  const std::string failed((std::istreambuf_iterator<char>(in)), {});
  EXPECT_NE(failed.find("4,没有单位名称"), std::string::npos) << failed;
  EXPECT_EQ(import("b.xlsx", book, sheet).import.unchanged, 2);
  const auto before = dump();
  auto missing = sheet;
  missing.sheet = "别的";
  missing.file = folder_ / "a.xlsx";
  EXPECT_FALSE(import_organisations(store(), config::shipped_reading_tables(), missing, clock_.now));
  EXPECT_EQ(difference(before, dump()), "no difference");
}

TEST_F(TheMaster, FindsTheSheetThatHoldsTheTable) {
  const auto book = office::make_xlsx({{"封面", {{"机构导入模板"}}},
                                       {"说明", {{"医院等级", "请填三级甲等之类"}}},
                                       {"名录",
                                        {{"云溪市医疗机构名录"},
                                         {"医院名称", "省市", "医院等级"},
                                         {"成都市云溪医院", "四川省-成都市", "三级甲等"}}}});
  const auto report = import("a.xlsx", book);
  EXPECT_EQ(report.import.added, 1);
  EXPECT_NE(std::ranges::find(report.notes, "读的工作表：名录"), report.notes.end());
  // Of a file with nothing but a title that isn't said to be done.
  ImportOptions cover;
  cover.file = folder_ / "cover.xlsx";
  std::ofstream(cover.file, std::ios::binary) << office::make_xlsx({{"封面", {{"机构导入模板"}}}});
  const auto refused = import_organisations(store(), config::shipped_reading_tables(), cover, clock_.now);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::invalid_input);
  EXPECT_NE(refused.error().message.find("no table is recognised"), std::string::npos);
}

TEST_F(TheMaster, ListsImportsOfOneSecondNewestFirst) {
  std::vector<std::string> files;
  for (const std::string name : {"a.csv", "b.csv", "c.csv", "d.csv", "e.csv"}) {
    import(name, "名称,地区\n成都市医院" + name.substr(0, 1) + ",成都市\n");
    files.insert(files.begin(), name);
  }
  std::vector<std::string> listed;
  for (const auto& row : read([](store::Queries& queries) { return queries.imports(); }))
    listed.push_back(row.file);
  EXPECT_EQ(listed, files);
}

TEST_F(TheMaster, GivesNoticesTheirBuyersUnderAllTheirNames) {
  import("a.csv", kTable);
  const auto id = id_of("成都市云溪医院");
  put("a", "四川省成都市云溪医院", "510000");
  put("b", "成都云溪医院", "510000");
  put("c", "成都市工友医院", "510000");
  put("d", "成都市云溪医院东院", "510000");
  put("e", "成都市云溪医院西院区", "510000");
  put("f", "德阳市云溪医院", "510000");
  link();
  for (const char* notice : {"a", "b", "c"}) EXPECT_EQ(buyer_of(notice), id) << notice;
  EXPECT_EQ(buyer_of("d"), id_of("成都市云溪医院东院区"));
  for (const char* notice : {"e", "f"}) {
    EXPECT_NE(buyer_of(notice), id) << notice;
    EXPECT_NE(buyer_of(notice), "") << notice;
  }
  const auto branch = view(buyer_of("e"));
  ASSERT_EQ(branch.parents.size(), 1u);
  EXPECT_EQ(branch.parents[0].id, id);
}

TEST_F(TheMaster, KeepsTheIdThatNoticesGave) {
  put("a", "成都市仁山中医医院", "510000");
  put("b", "仁山明德医院", "510100");
  link();
  const auto placed = buyer_of("a");
  const auto unplaced = buyer_of("b");
  import("a.csv", kTable);
  import("b.csv", "名称,地区\n仁山明德医院,四川省成都市\n");
  EXPECT_EQ(buyer_of("a"), placed);
  EXPECT_EQ(buyer_of("b"), unplaced);
  EXPECT_EQ(standing(unplaced, "name"), "仁山明德医院/import");
}

TEST_F(TheMaster, QueuesAnAmbiguousNameUntilAPersonDecides) {
  import("a.csv", "名称,地区\n仁山明德医院,四川省成都市\n仁山明德医院,四川省绵阳市\n");
  put("a", "仁山明德医院", "510000");
  put("b", "仁山明德医院", "510000");
  link();
  auto queue = read([](store::Queries& queries) { return queries.ambiguous_names(); });
  ASSERT_EQ(queue.size(), 1u);
  EXPECT_EQ(queue[0].notices, 2);
  const auto candidates = wire::parse_text(queue[0].candidates)->as_array();
  ASSERT_EQ(candidates.size(), 2u);
  const std::string first = candidates[0].at("id").as_string().c_str();
  EXPECT_NE(buyer_of("a"), first);
  EXPECT_NE(buyer_of("a"), "") << "an organisation of its own stands for the name meanwhile";
  const auto before = dump(store::DumpParts::refined);

  const auto action = done(editor().resolve("仁山明德医院", "51", first, "王"));
  EXPECT_EQ(buyer_of("a"), first);
  EXPECT_EQ(buyer_of("b"), first);
  EXPECT_TRUE(read([](store::Queries& queries) { return queries.ambiguous_names(); }).empty());
  done(editor().undo(std::to_string(action), "王"));
  EXPECT_EQ(dump(store::DumpParts::refined), before) << difference(before, dump(store::DumpParts::refined));
}

TEST_F(TheMaster, MergesAndSplitsAsAPersonSaysAndUndoesThat) {
  import("a.csv", kTable);
  put("a", "成都仁山中医院", "510000");
  put("b", "成都市云岭中医院", "510000");
  link();
  const auto before = dump(store::DumpParts::refined);
  const auto into = buyer_of("a");
  const auto from = buyer_of("b");
  ASSERT_NE(from, into);

  const auto merged = done(editor().merge(from, into, "王"));
  EXPECT_EQ(buyer_of("b"), into);
  const auto with_merge = dump(store::DumpParts::refined);
  // What a reparse does: everything that was read from pages goes, and comes again.
  ASSERT_TRUE(store().write([](store::WriteBatch& writer) { writer.clear_refined(""); }));
  put("a", "成都仁山中医院", "510000");
  put("b", "成都市云岭中医院", "510000");
  link();
  EXPECT_EQ(buyer_of("b"), into) << "a reparse keeps the merge";
  EXPECT_EQ(dump(store::DumpParts::refined), with_merge)
      << difference(with_merge, dump(store::DumpParts::refined));
  EXPECT_EQ(view(from).row.id, into) << "the old id leads to the new one";
  EXPECT_FALSE(editor().merge(into, from, "王")) << "they are one already";
  done(editor().undo(std::to_string(merged), "王"));
  EXPECT_EQ(dump(store::DumpParts::refined), before) << difference(before, dump(store::DumpParts::refined));

  const auto split = done(editor().split(into, "成都仁山中医院", "", "王"));
  EXPECT_NE(buyer_of("a"), into);
  EXPECT_EQ(view(buyer_of("a")).row.name, "成都仁山中医院");
  done(editor().undo(std::to_string(split), "王"));
  EXPECT_EQ(dump(store::DumpParts::refined), before) << difference(before, dump(store::DumpParts::refined));
  EXPECT_FALSE(editor().undo(std::to_string(split), "王")) << "it is undone already";
  EXPECT_FALSE(editor().split(into, "别人的医院", "", "王"));
  const auto refused = editor().split(from, view(from).row.name, "", "王");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("is the only name of"), std::string::npos)
      << refused.error().message;
}

TEST_F(TheMaster, LetsAPersonsValueStandUntilItIsReleased) {
  import("a.csv", kTable);
  const auto id = id_of("成都市云溪医院");
  done(editor().set(id, "level.tier", "2", "王"));
  done(editor().set(id, "name", "成都市云溪总医院", "王"));
  done(editor().set(id, "alias", "云溪总院", "王"));
  clock_.now += kDay;
  import("b.csv", "名称,地区,等级\n成都市云溪医院,成都市,一级\n");
  EXPECT_EQ(standing(id, "level.tier"), "2/person");
  EXPECT_EQ(view(id).row.name, "成都市云溪总医院");
  const auto hospitals = read([](store::Queries& queries) { return known_hospitals(queries); });
  EXPECT_EQ(hospitals.at(id).profile.level->tier, 2);
  ASSERT_TRUE(store().write([](store::WriteBatch& writer) { writer.clear_refined(""); }));
  put("a", "成都市云溪总医院", "510000");
  link();
  EXPECT_EQ(standing(id, "level.tier"), "2/person") << "a reparse leaves people's values alone";
  EXPECT_EQ(buyer_of("a"), id) << "names that a person entered are known in notices";

  done(editor().release(id, "level.tier", "", "王"));
  EXPECT_EQ(standing(id, "level.tier"), "1/import") << "then the newest import's value stands";
  done(editor().release(id, "name", "", "王"));
  EXPECT_EQ(standing(id, "name"), "成都市云溪医院/import");
  EXPECT_FALSE(editor().release(id, "name", "", "王"));
}

TEST_F(TheMaster, RefusesWhatIsNoValue) {
  import("a.csv", kTable);
  const auto id = id_of("成都市云溪医院");
  struct Case {
    const char* field;
    const char* value;
  };
  for (const auto& [field, value] :
       {Case{"level.tier", "很高"}, Case{"level.tier", "4"}, Case{"beds.open", "-"}, Case{"beds.open", "-5"},
        Case{"beds.open", "800张"}, Case{"staff", "1e3"}, Case{"founded", "1000000000"},
        Case{"ratings.emr", "12"}, Case{"category", "大"}, Case{"region", "999999"}, Case{"kind", "医院"},
        Case{"nonsense", "1"}, Case{"name", ""}, Case{"parent.group", "没有"}})
    EXPECT_FALSE(editor().set(id, field, value, "王")) << field << " " << value;
  done(editor().set(id, "beds.open", "999999999", "王"));
  EXPECT_FALSE(editor().set("没有", "name", "甲医院", "王"));
}

TEST(SettledValues, StandByOriginAndDate) {
  std::vector<OrganisationValue> values = {{"beds.open", "100", Origin::crawl, "page", 300, false},
                                           {"beds.open", "200", Origin::import, "file", 200, false},
                                           {"beds.open", "300", Origin::import, "file", 300, false},
                                           {"name", "甲", Origin::crawl, "page", 900, false},
                                           {"name", "乙", Origin::import, "file", 100, false},
                                           {"staff", "5", Origin::person, "王", 1, false},
                                           {"staff", "6", Origin::crawl, "page", 900, false},
                                           {"alias", "丙", Origin::crawl, "page", 1, false}};
  settle(values);
  std::string standing;
  for (const auto& value : values)
    if (value.stands) standing += value.field + "=" + value.value + " ";
  EXPECT_EQ(standing, "alias=丙 beds.open=300 name=乙 staff=5 ");
}

}  // namespace
}  // namespace tenderlead::app

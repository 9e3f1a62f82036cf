// Imports over a real store and archive.
#include "app/import/import_notices.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "app/config/mapping_reader.h"
#include "crawler/warc_reader.h"
#include "pipeline_fixture.h"

namespace tenderlead::app {
namespace {

class ImportTest : public PipelineTest {
 protected:
  void SetUp() override {
    PipelineTest::SetUp();
    auto loaded = config::load_mapping("m", config::shipped_mapping("vendor_jsonl"));
    ASSERT_TRUE(loaded.ok());
    mapping_ = std::move(loaded.value);
  }

  static std::string line(const std::string& id, const std::string& title, const std::string& more = "") {
    return "{\"id\":\"" + id +
           "\",\"area\":\"云南\",\"subtype\":\"招标\",\"publishTime\":1786000000,\"title\":\"" + title +
           "\",\"buyer\":\"云溪市第" + id + "妇幼保健院\",\"budget\":1800000,\"buyerTel\":\"138****1234\"" +
           more + "}\n";
  }
  static std::string first_file() {
    return line("1", "云溪市第1妇幼保健院儿童保健信息系统采购项目公开招标公告") +
           line("2", "云溪市第2妇幼保健院妇幼健康信息平台采购项目公开招标公告") + "no json\n";
  }

  ImportReport import(const std::string& bytes, const std::string& name = "a.jsonl") {
    clock_.now += 3600;
    const auto file = read_records({name, bytes, store::content_id({bytes})}, {mapping_, {}, {}, {}},
                                   config::shipped_reading_tables());
    EXPECT_TRUE(file) << file.error().message;
    ImportReport report;
    report.import.file = name;
    report.import.digest = store::content_id({bytes});
    report.import.person = "陈工";
    report.import.at = clock_.now;
    Pipeline pipeline(store(), configuration_, config::shipped_reading_tables());
    const auto summary = store_notices(*file, pipeline, options(), report);
    EXPECT_TRUE(summary) << summary.error().message;
    if (summary) last_ = *summary;
    return report;
  }
  void revert(const std::string& id) {
    Pipeline pipeline(store(), configuration_, config::shipped_reading_tables());
    const auto summary = pipeline.revert_import(id, "李工", options());
    ASSERT_TRUE(summary) << summary.error().message;
    last_ = *summary;
  }
  PipelineOptions options() {
    PipelineOptions options;
    options.clock = &clock_;
    options.as_of = Date{2026, 8, 6};
    return options;
  }
  std::vector<store::NoticeRow> notices() {
    return read([](store::Queries& queries) {
      std::vector<store::NoticeRow> rows;
      queries.each_notice(false, [&](const store::NoticeRow& row) { rows.push_back(row); });
      return rows;
    });
  }
  void review(const std::string& lead) {
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open(store_path(configuration_).c_str(), &database), SQLITE_OK);
    const std::string sql = "INSERT INTO reviews(id, lead_id, person, action, reason, at) VALUES('r', '" +
                            lead + "', '陈工', 'accept', '', 1)";
    EXPECT_EQ(sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
  }
  std::string line_of_dump(const std::string& word) {
    std::istringstream lines(dump());
    for (std::string each; std::getline(lines, each);)
      if (each.starts_with(word + "\t")) return each;
    return {};
  }

  parsers::RecordMapping mapping_;
  PipelineSummary last_;
};

TEST_F(ImportTest, TakesRecordsTheWayOfCrawledPages) {
  const auto report = import(first_file());
  EXPECT_EQ(report.import.records, 3);
  EXPECT_EQ(report.import.added, 2);
  EXPECT_EQ(report.import.failed, 1);
  ASSERT_EQ(last_.ledger.size(), 1u);
  const auto& entry = last_.ledger[0];
  EXPECT_EQ(entry.source_id, "vendor");
  EXPECT_TRUE(entry.balances());
  EXPECT_EQ(entry.parsed, 2);
  EXPECT_EQ(entry.notices, 2);
  EXPECT_EQ(entry.reasons.at("failed:bad_json"), 1);
  const auto rows = notices();
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_GT(last_.organisations, 0);
  EXPECT_GT(last_.leads, 0) << "tagged and matched";
  for (const auto& row : rows) {
    EXPECT_EQ(row.source_id, "vendor");
    EXPECT_EQ(row.kind, "tender");
    EXPECT_NE(row.json.find("unreadable"), std::string::npos);
    const auto page = read([&](store::Queries& queries) { return queries.page_of_notice(row.id); });
    ASSERT_TRUE(page);
    const auto origin =
        read([&](store::Queries& queries) { return queries.imports_of("vendor", page->task.url); });
    ASSERT_EQ(origin.size(), 1u);
    EXPECT_EQ(origin[0].first.file, "a.jsonl");
    EXPECT_EQ(origin[0].first.id, report.import.id);
    EXPECT_EQ(origin[0].second.digest, page->page.digest);
  }
}

TEST_F(ImportTest, OfTheSameRecordsChangesNothing) {
  import(first_file());
  const auto before = dump(store::DumpParts::refined);
  const auto again = import(first_file(), "other name.jsonl");
  EXPECT_EQ(again.import.unchanged, 2);
  EXPECT_EQ(again.import.id, "");
  EXPECT_EQ(difference(before, dump(store::DumpParts::refined)), "no difference");
  EXPECT_EQ(read([](store::Queries& queries) { return queries.imports(); }).size(), 1u);
}

TEST_F(ImportTest, IsInTheBooksThoughItBringsNothingNew) {
  import(first_file());
  const auto first = last_;
  import(first_file());
  EXPECT_NE(last_.run_id, first.run_id);
  EXPECT_EQ(last_.leads, first.leads);
  ASSERT_EQ(last_.ledger.size(), 1u);
  const auto& entry = last_.ledger[0];
  EXPECT_EQ(entry.source_id, "vendor");
  EXPECT_TRUE(entry.balances());
  EXPECT_EQ(entry.fetched, 2) << "read";
  EXPECT_EQ(entry.unchanged, 2);
  EXPECT_EQ(entry.parsed, 0);
  EXPECT_EQ(entry.reasons.at("failed:bad_json"), 1);
}

TEST_F(ImportTest, OfRecordsThatSayTheSameInOtherWordsLeavesNoBatch) {
  import(line("1", "云溪市第1妇幼保健院儿童保健信息系统采购项目公开招标公告"));
  const auto refined = dump(store::DumpParts::refined);
  const auto again =
      import(line("1", "云溪市第1妇幼保健院儿童保健信息系统采购项目公开招标公告", ",\"fs_word\":[\"x\"]"));
  EXPECT_EQ(again.import.unchanged, 1);
  EXPECT_EQ(again.import.changed, 0);
  EXPECT_EQ(again.import.id, "");
  EXPECT_EQ(difference(refined, dump(store::DumpParts::refined)), "no difference");
}

TEST_F(ImportTest, IsTakenBackWithAllThatItBroughtAndNothingElse) {
  import(line("9", "云溪市第9妇幼保健院儿童保健信息系统采购项目公开招标公告"), "earlier.jsonl");
  const auto before = dump(store::DumpParts::refined);
  const auto leads = read([](store::Queries& queries) { return queries.leads({}); });
  ASSERT_FALSE(leads.empty());
  review(leads[0].id);
  const auto review_line = line_of_dump("review");
  ASSERT_FALSE(review_line.empty());
  const auto report = import(first_file());
  EXPECT_NE(dump(store::DumpParts::refined), before);
  revert(report.import.id);
  EXPECT_EQ(last_.pages, 2u);
  EXPECT_EQ(difference(before, dump(store::DumpParts::refined)), "no difference");
  EXPECT_EQ(line_of_dump("review"), review_line);
  const auto row = read([&](store::Queries& queries) { return queries.import(report.import.id); });
  ASSERT_TRUE(row && row->reverted_at);
  EXPECT_EQ(row->reverted_by, "李工");
  // And may come again.
  const auto again = import(first_file());
  EXPECT_EQ(again.import.added, 2);
  EXPECT_EQ(notices().size(), 3u);
}

TEST_F(ImportTest, TakenBackRestoresWhatAnEarlierOneHadSaid) {
  import(line("1", "云溪市第1妇幼保健院儿童保健信息系统采购项目公开招标公告"));
  const auto before = dump(store::DumpParts::refined);
  const auto report = import(line("1", "云溪市第1妇幼保健院儿童保健信息系统采购项目更正公告"));
  EXPECT_EQ(report.import.changed, 1);
  ASSERT_EQ(notices().size(), 1u);
  EXPECT_EQ(notices()[0].kind, "amendment");
  revert(report.import.id);
  EXPECT_EQ(difference(before, dump(store::DumpParts::refined)), "no difference");
}

TEST_F(ImportTest, KeepsRecordsThatAnotherImportBroughtToo) {
  const auto first = import(first_file());
  const auto second =
      import(first_file() + line("3", "云溪市第3妇幼保健院互联网医院采购项目公开招标公告"), "b.jsonl");
  EXPECT_EQ(second.import.added, 1);
  revert(first.import.id);
  EXPECT_EQ(notices().size(), 3u);
  revert(second.import.id);
  EXPECT_EQ(notices().size(), 0u);
}

TEST_F(ImportTest, IsRebuiltFromTheArchiveByteForByte) {
  import(first_file());
  const auto before = dump(store::DumpParts::refined);
  Pipeline pipeline(store(), configuration_, config::shipped_reading_tables());
  const auto summary = pipeline.reparse("", options());
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->pages, 2u);
  EXPECT_EQ(difference(before, dump(store::DumpParts::refined)), "no difference");
}

TEST_F(ImportTest, IsReplayedFromTheArchiveAloneIntoAnotherStore) {
  import(first_file());
  const auto before = dump(store::DumpParts::refined);
  std::vector<std::filesystem::path> files;
  for (const auto& each : std::filesystem::directory_iterator(archive_path(configuration_)))
    if (each.path().string().ends_with(".warc.gz")) files.push_back(each.path());
  ASSERT_EQ(files.size(), 1u);
  auto warc = crawler::WarcReader::open(files[0]);
  ASSERT_TRUE(warc);
  std::size_t resources = 0;
  for (auto record = warc->next(); record && *record; record = warc->next()) {
    EXPECT_NE((*record)->type(), "response") << "no server ever answered so";
    if ((*record)->type() != "resource") continue;
    ++resources;
    EXPECT_TRUE((*record)->target_uri().starts_with("import://vendor/")) << (*record)->target_uri();
    EXPECT_NE((*record)->block.find("\"subtype\":\"招标\""), std::string::npos) << "the vendor's own record";
  }
  EXPECT_EQ(resources, 2u);
  store_.reset();
  configuration_.settings.data_directory = "other";
  Pipeline pipeline(store(), configuration_, config::shipped_reading_tables());
  const auto summary = pipeline.replay(files, options());
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_TRUE(summary->failures.empty());
  EXPECT_EQ(difference(before, dump(store::DumpParts::refined)), "no difference");
}

TEST_F(ImportTest, OfACrawledProcurementBelongsToItsProject) {
  make_site(1, 1);
  begin_run();
  crawl();
  finish_run();
  ASSERT_EQ(notices().size(), 1u);
  import(line("1", "云溪市第1妇幼保健院儿童保健信息系统采购项目中标结果公告",
              ",\"detail\":\"一、项目编号：YXZC-2026-"
              "10001。二、项目名称：云溪市第1妇幼保健院儿童保健信息系统采购项目。\""));
  const auto rows = notices();
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_NE(rows[0].source_id, rows[1].source_id);
  EXPECT_FALSE(rows[0].project_id.empty());
  EXPECT_EQ(rows[0].project_id, rows[1].project_id);
}

}  // namespace
}  // namespace tenderlead::app

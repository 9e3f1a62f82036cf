// Files of vendors taken apart into records.
#include "app/import/record_file.h"

#include <gtest/gtest.h>

#include "app/config/reading_tables.h"
#include "parsers/json_document.h"
#include "parsers/record/record_reader.h"
#include "tests/office/office_files.h"

namespace tenderlead::app {
namespace {

Result<RecordFile> take_apart(const std::string& bytes, const RecordFileOptions& options = {}) {
  return read_records({"file", bytes, "digest"}, options, config::shipped_reading_tables());
}

// The one notice that a record gives.
Notice notice_of(const RecordFile& file, std::size_t index) {
  auto reading =
      parsers::read_record_page(page_of(file, file.records.at(index)), config::shipped_reading_tables());
  EXPECT_EQ(reading.notices.size(), 1u);
  return reading.notices.empty() ? Notice() : std::move(reading.notices.front());
}

parsers::FieldRule rule(const char* field, const char* pointer) {
  parsers::FieldRule made;
  made.field = field;
  made.from = {pointer};
  return made;
}

const std::string kCsv =
    "某平台导出,,\n"
    "公告标题,采购单位,预算金额（万元）,发布日期,备注\n"
    "青禾县妇幼保健院儿保系统招标公告,青禾县妇幼保健院,180.5,2026-05-08,甲\n"
    ",无标题医院,1,2026-05-08,乙\n"
    "\"白鹭医院\n排队叫号系统询价公告\",白鹭医院,12,2026年5月9日,丙\n";

TEST(RecordFile, GuessesTheMappingOfACsvAndSaysSo) {
  const auto file = take_apart(kCsv);
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->format, "csv");
  EXPECT_EQ(file->source, "import");
  using Pair = std::pair<std::string, std::string>;
  EXPECT_EQ(file->columns, (std::vector<Pair>{{"公告标题", "title"},
                                              {"采购单位", "buyer.name"},
                                              {"预算金额（万元）", "budget"},
                                              {"发布日期", "published_at"}}));
  EXPECT_EQ(file->unused, (std::vector<std::string>{"备注"}));
  ASSERT_EQ(file->records.size(), 2u);
  EXPECT_EQ(file->records[1].number, 5);
  const auto notice = notice_of(*file, 0);
  EXPECT_EQ(notice.budget->amount_minor, 180'500'000);
  EXPECT_EQ(to_string(*notice.published_at), "2026-05-08");
  EXPECT_EQ(notice_of(*file, 1).title, "白鹭医院 排队叫号系统询价公告");
  ASSERT_EQ(file->failed.size(), 1u);
  EXPECT_EQ(file->failed[0].number, 4);
  EXPECT_EQ(file->failed[0].reason, "no_title");
  EXPECT_EQ(file->failed[0].cells.at(1), "无标题医院");
}

TEST(RecordFile, KnowsTheColumnsOfTermsAndTheirDays) {
  const struct {
    const char* column;
    const char* cell;
    bool of_contract;
  } cases[] = {{"服务期限", "自2025年2月12日至2027年2月11日", false},
               {"服务截止日期", "2027-02-11", false},
               {"服务到期日期", "2027-02-11", false},
               {"维保到期", "2027年2月11日", false},
               {"合同期限", "2025年2月12日至2027年2月11日", true},
               {"合同到期日", "2027-02-11", true},
               {"合同结束日期", "2027/2/11", true}};
  for (const auto& c : cases) {
    const auto file =
        take_apart(std::string("公告标题,公告类型,采购人,中标供应商,发布时间,投标截止时间,") + c.column +
                   "\n甲医院儿保系统运维合同公告,合同,甲医院,云帆软件有限公司,2025-02-15,," + c.cell + "\n");
    ASSERT_TRUE(file) << c.column;
    const auto notice = notice_of(*file, 0);
    const auto& period = c.of_contract ? notice.contract.period : notice.service_period;
    ASSERT_TRUE(period && period->ends_on) << c.column;
    EXPECT_EQ(to_string(*period->ends_on), "2027-02-11") << c.column;
    EXPECT_FALSE(notice.bid_deadline) << c.column;
  }
}

TEST(RecordFile, FindsTheSheetThatHoldsTheNotices) {
  const auto file = take_apart(office::make_xlsx(
      {{"封面", {{"公告标题"}}},
       {"数据", {{"公告标题", "采购人", "发布时间"}, {"甲医院儿保系统招标公告", "甲医院", "2026-05-08"}}}}));
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->records.size(), 1u);
  const auto cover = take_apart(office::make_xlsx({{"封面", {{"公告标题"}}}}));
  ASSERT_FALSE(cover);
  EXPECT_EQ(cover.error().code, ErrorCode::invalid_input);
}

TEST(RecordFile, FollowsAMappingByHeadersOrLetters) {
  RecordFileOptions options;
  options.mapping.emplace();
  options.mapping->source = "vendor";
  options.mapping->fields = {rule("title", "/公告 标题："), rule("buyer.name", "/B"),
                             rule("ceiling", "/没有的列")};
  const auto file = take_apart(kCsv, options);
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->source, "vendor");
  EXPECT_EQ(notice_of(*file, 0).buyer.name, "青禾县妇幼保健院");
  EXPECT_EQ(file->notes.size(), 1u);
  options.mapping->fields = {rule("title", "/另一列")};
  EXPECT_EQ(take_apart(kCsv, options).error().code, ErrorCode::not_found);
}

TEST(RecordFile, ReadsSheetsWithColumnsOfOneName) {
  const auto file = take_apart(office::make_xlsx(
      {{"导出", {{"标题", "联系人", "联系人"}, {"青禾医院系统招标公告", "陈工", "李工"}}}}));
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->format, "xlsx");
  EXPECT_EQ(notice_of(*file, 0).project_contact.name, "陈工");
  EXPECT_EQ(file->unused, (std::vector<std::string>{"联系人 2"}));
}

TEST(RecordFile, ReadsJsonLinesAndLeavesOutBadOnes) {
  const auto file = take_apart(
      "{\"id\":\"1\",\"title\":\"甲医院系统招标公告\",\"publishTime\":1767578400,\"x\":{}}\n"
      "not json\n\n"
      "[3]\n"
      "{\"id\":\"2\",\"buyer\":\"乙医院\"}\r\n"
      "{\"id\":\"3\",\"title\":\"丙医院系统招标公告\",\"publishTime\":1767578460}\n");
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->format, "jsonl");
  ASSERT_EQ(file->records.size(), 2u);
  EXPECT_EQ(file->records[0].url, "import://import/1");
  EXPECT_EQ(file->records[1].number, 6);
  EXPECT_EQ(to_string(*notice_of(*file, 0).published_at), "2026-01-05T10:00:00+08:00");
  std::vector<std::string> reasons;
  for (const auto& each : file->failed) reasons.push_back(std::to_string(each.number) + " " + each.reason);
  EXPECT_EQ(reasons, (std::vector<std::string>{"2 bad_json", "4 bad_record", "5 no_title"}));
}

TEST(RecordFile, KeepsTheRawRecordByteForByte) {
  const std::string raw = "{ \"title\" : \"甲医院系统招标公告\", \"budget\": 100.10 }";
  const auto file = take_apart(raw + "\n" + "{\"title\":\"乙\"}\n");
  ASSERT_TRUE(file);
  EXPECT_NE(page_of(*file, file->records.at(0)).find(raw), std::string::npos);
}

TEST(RecordFile, TakesTheLastOfRecordsWithOneName) {
  const auto file =
      take_apart("[{\"id\":7,\"title\":\"甲\"},{\"id\":7,\"title\":\"乙\"},{\"id\":8,\"title\":\"丙\"}]");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->format, "json");
  EXPECT_EQ(file->duplicates, 1);
  ASSERT_EQ(file->records.size(), 2u);
  EXPECT_EQ(notice_of(*file, 0).title, "乙");
}

TEST(RecordFile, CollectsTheWinnersOfANoticeOverItsRows) {
  const auto file = take_apart(
      "公告ID,公告标题,采购单位,发布日期,包号,包名称,中标供应商,中标金额（万元）\n"
      "7,云溪市妇幼保健院信息化项目中标公告,云溪市妇幼保健院,2026-05-08,1,电子病历系统,云帆软件有限公司,180\n"
      "8,青禾县医院检验系统中标公告,青禾县医院,2026-05-09,,,海川系统有限公司,60\n"
      "7,云溪市妇幼保健院信息化项目中标公告,云溪市妇幼保健院,2026-05-08,2,检验系统,海川系统有限公司,90.5\n"
      ",,,,3,交换机,海川系统有限公司,20\n"
      "7,云溪市妇幼保健院信息化项目中标公告,云溪市妇幼保健院,2026-05-08,2,检验系统,海川系统有限公司,90.5\n"
      "7,云溪市妇幼保健院信息化项目更正公告,云溪市妇幼保健院,2026-05-12,,,,\n");
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_TRUE(file->failed.empty());
  EXPECT_EQ(file->duplicates, 2) << "the row that stands twice, and what the amendment stands for";
  ASSERT_EQ(file->records.size(), 2u);
  EXPECT_EQ(notice_of(*file, 1).kind, NoticeKind::amendment) << "no winner of it, and the later of one name";
}

TEST(RecordFile, KeepsTheLotsOfANoticesWinnersApart) {
  for (const std::string id : {"公告ID,", ""}) {
    const std::string of = id.empty() ? "" : "7,", none = id.empty() ? "" : ",";
    const auto file = take_apart(
        id + "公告标题,采购单位,发布日期,包号,包名称,中标供应商,中标金额（万元）\n" + of +
        "云溪市妇幼保健院信息化项目中标公告,云溪市妇幼保健院,2026-05-08,1,电子病历系统,云帆软件有限公司,"
        "180\n" +
        of +
        "云溪市妇幼保健院信息化项目中标公告,云溪市妇幼保健院,2026-05-08,2,检验系统,海川系统有限公司,90.5\n" +
        none + ",,,3,交换机,海川系统有限公司,20\n");
    ASSERT_TRUE(file) << file.error().message;
    ASSERT_EQ(file->records.size(), 1u) << id;
    EXPECT_EQ(file->duplicates, 0);
    ASSERT_EQ(file->notes.size(), 1u);
    const auto notice = notice_of(*file, 0);
    ASSERT_EQ(notice.awards.size(), 3u);
    std::string told;
    for (const auto& award : notice.awards)
      told += award.lot + " " + award.supplier + " " + decimal_amount(*award.amount) + "\n";
    EXPECT_EQ(told, "1 云帆软件有限公司 1800000\n2 海川系统有限公司 905000\n3 海川系统有限公司 200000\n");
    ASSERT_EQ(notice.lots.size(), 3u);
    EXPECT_EQ(notice.lots[1].no + notice.lots[1].name, "2检验系统");
    EXPECT_EQ(notice.evidence.at("awards.1.supplier").text, "海川系统有限公司");
    EXPECT_EQ(notice.evidence.at("awards.2.lot").text, "3");
  }
}

TEST(RecordFile, TakesRowsWithoutAWinnerForNoticesOfTheirOwn) {
  const auto file = take_apart(
      "公告标题,采购单位,预算金额（万元）,发布日期,中标供应商\n"
      "2026年6月政府采购意向,云溪市妇幼保健院,180,2026-05-08,\n"
      "2026年6月政府采购意向,云溪市妇幼保健院,90,2026-05-08,\n");
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->records.size(), 2u);
}

TEST(RecordFile, KnowsReleasesOfOcdsWithoutAMapping) {
  const std::string one =
      R"({"ocid":"ocds-x-1","id":"r 1","tag":["tender"],"tender":{"id":"T","title":"甲系统"}})";
  for (const auto& text : {R"({"releases":[)" + one + R"(,{"ocid":"o","tag":["tender"]}]})",
                           one + "\n{\"ocid\":\"o\",\"tag\":[\"tender\"]}\n"}) {
    const auto file = take_apart(text);
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->format, "ocds");
    ASSERT_EQ(file->records.size(), 1u) << text;
    EXPECT_EQ(file->records[0].url, "import://import/ocds-x-1/r%201");
    ASSERT_EQ(file->failed.size(), 1u);
    EXPECT_EQ(file->failed[0].reason, "no_title");
  }
}

TEST(RecordFile, SaysThatNoColumnIsOneOfANotice) {
  const auto file = take_apart("甲,乙\n1,2\n");
  ASSERT_FALSE(file);
  EXPECT_NE(file.error().message.find("甲, 乙"), std::string::npos) << file.error().message;
  EXPECT_FALSE(take_apart("{\"a\":1}\n{\"a\":2}\n"));
}

}  // namespace
}  // namespace tenderlead::app

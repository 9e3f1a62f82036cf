// Records of a vendor's export, by a mapping.
#include "parsers/record/record_reader.h"

#include <gtest/gtest.h>

#include "app/config/reading_tables.h"
#include "parsers/json_document.h"

namespace tenderlead::parsers {
namespace {

RecordMapping mapping() {
  RecordMapping mapping;
  mapping.source = "vendor";
  mapping.id = {"/id"};
  const auto add = [&](const char* field, std::vector<std::string> from) -> FieldRule& {
    FieldRule& rule = mapping.fields.emplace_back();
    rule.field = field;
    rule.from = std::move(from);
    return rule;
  };
  add("title", {"/title"});
  add("kind", {"/type"}).values = {
      {"招标", "tender"}, {"成交", "award"}, {"合同", "contract"}, {"其它", "other"}, {"废标", "failure"}};
  add("published_at", {"/time"}).time = TimeForm::epoch_seconds;
  add("opening_at", {"/opens"});
  add("region.province", {"/area"});
  add("region.city", {"/city"});
  add("buyer.name", {"/buyer"});
  add("buyer.phone", {"/tel"});
  add("buyer.contact", {"/person"});
  add("agency.name", {"/agency"});
  add("budget", {"/budget"}).unit = 1'000'000;
  add("awards.supplier", {"/winners/*/name", "/winner"}).split = ",；";
  add("awards.amount", {"/price"}).may_be_unit_price = true;
  add("text", {"/detail"});
  add("contract.signed_on", {"/signed"});
  add("contract.term", {"/合同履行期限"});
  add("contract.period.starts_on", {"/contract_from"});
  add("contract.period.ends_on", {"/contract_until"});
  add("service_term", {"/服务期限", "/工期"});
  add("service_period.starts_on", {"/from"});
  add("service_period.ends_on", {"/until", "/质保到期"});
  return mapping;
}

RecordReading read(const std::string& record) {
  return read_record_page(record_page(mapping(), record), config::shipped_reading_tables());
}

Notice notice_of(const std::string& record) {
  auto reading = read(record);
  EXPECT_EQ(reading.notices.size(), 1u) << reading.reject_reason;
  return reading.notices.empty() ? Notice() : std::move(reading.notices.front());
}

std::size_t code_points(const std::string& text) {
  std::size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

// The words between two places of the text, in code points.
std::string words_at(const std::string& text, std::size_t start, std::size_t end) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool first = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    if (first && i > 0) ++at;
    if (at >= start && at < end) out += text[i];
  }
  return out;
}

TEST(MappedRecord, GivesTheFieldsWithTheVendorsOwnWordsAsEvidence) {
  const auto notice = notice_of(
      R"({"id":"7","title":"青禾县妇幼保健院儿童保健信息系统成交公告","type":"成交","time":1767578400,)"
      R"("area":"四川","city":"成都市","buyer":"青禾县妇幼保健院","budget":180.5,"winner":"云帆软件有限公司",)"
      R"("price":1700000})");
  EXPECT_EQ(notice.kind, NoticeKind::award);
  ASSERT_TRUE(notice.published_at);
  EXPECT_EQ(to_string(*notice.published_at), "2026-01-05T10:00:00+08:00");
  EXPECT_EQ(notice.region.code, "510100");
  EXPECT_EQ(notice.buyer.name, "青禾县妇幼保健院");
  ASSERT_TRUE(notice.budget);
  EXPECT_EQ(notice.budget->amount_minor, 180'500'000);
  ASSERT_EQ(notice.awards.size(), 1u);
  EXPECT_EQ(notice.awards[0].supplier, "云帆软件有限公司");
  ASSERT_TRUE(notice.awards[0].amount);
  EXPECT_EQ(notice.awards[0].amount->amount_minor, 170'000'000);
  for (const char* field : {"title", "kind", "published_at", "region", "buyer.name", "budget",
                            "awards.0.supplier", "awards.0.amount"})
    EXPECT_TRUE(notice.evidence.contains(field)) << field;
  for (const auto& [field, evidence] : notice.evidence) {
    EXPECT_EQ(words_at(notice.text, evidence.start, evidence.end), evidence.text) << field;
    EXPECT_LE(evidence.end, code_points(notice.text)) << field;
  }
  EXPECT_EQ(notice.evidence.at("published_at").text, "1767578400");
  EXPECT_EQ(notice.evidence.at("published_at").rule, "import:/time");
}

TEST(MappedRecord, ReadsTimesInAllTheirForms) {
  const struct {
    const char* opens;
    const char* iso;
  } cases[] = {
      {R"("2026-05-08 09:30")", "2026-05-08T09:30:00+08:00"},
      {R"("2026年5月8日9时30分")", "2026-05-08T09:30:00+08:00"},
      {R"("2026/5/8")", "2026-05-08"},
      {R"("2026-05-08T01:30:00Z")", "2026-05-08T01:30:00+00:00"},
  };
  for (const auto& c : cases) {
    const auto notice = notice_of(std::string(R"({"title":"甲系统采购公告","opens":)") + c.opens + "}");
    ASSERT_TRUE(notice.opening_at) << c.opens;
    EXPECT_EQ(epoch_seconds(*notice.opening_at), epoch_seconds(*stated_time_from_iso(c.iso))) << c.opens;
  }
  // Midnight is how exports write a day.
  EXPECT_EQ(to_string(*notice_of(R"({"title":"甲系统采购公告","time":1767542400})").published_at),
            "2026-01-05");
  const auto broken = notice_of(R"({"title":"甲系统采购公告","time":"昨天"})");
  EXPECT_FALSE(broken.published_at);
  EXPECT_EQ(broken.missing.at("published_at"), MissingReason::unreadable);
}

TEST(MappedRecord, NotesMaskedValuesAsUnreadableAndNeverTakesThemForValues) {
  const auto notice =
      notice_of(R"({"title":"甲系统采购公告","buyer":"甲县医院","tel":"028-606****6","person":"李**"})");
  EXPECT_EQ(notice.buyer.phone, "");
  EXPECT_EQ(notice.buyer.contact, "");
  EXPECT_EQ(notice.missing.at("buyer.phone"), MissingReason::unreadable);
  EXPECT_EQ(notice.unreadable.at("buyer.phone"), Damage::masked);
  EXPECT_EQ(notice.evidence.at("buyer.phone").text, "028-606****6");
  EXPECT_EQ(notice.missing.at("buyer.contact"), MissingReason::unreadable);
  EXPECT_EQ(notice_of(R"({"title":"甲系统采购公告","tel":"028-6061234"})").buyer.phone, "028-6061234");
}

TEST(MappedRecord, LeavesOutPricesOfAPieceAndSumsThatAreNobodysInParticular) {
  const auto piece =
      notice_of(R"({"title":"甲医院被服洗涤成交公告","winner":"云帆服务有限公司","price":13})");
  ASSERT_EQ(piece.awards.size(), 1u);
  EXPECT_FALSE(piece.awards[0].amount);
  EXPECT_EQ(piece.missing.at("awards.0.amount"), MissingReason::not_stated);
  const auto share =
      notice_of(R"({"title":"甲医院系统成交公告","winner":"云帆软件有限公司","price":80000,"budget":200})");
  EXPECT_FALSE(share.awards.at(0).amount);
  const auto several = notice_of(
      R"({"title":"甲医院系统成交公告","winner":"云帆软件有限公司,白鹭科技有限公司","price":800000})");
  ASSERT_EQ(several.awards.size(), 2u);
  EXPECT_FALSE(several.awards[0].amount);
  EXPECT_FALSE(several.awards[1].amount);
}

TEST(MappedRecord, TakesListsOfWinnersAndLeavesOutWhatIsNoOrganisation) {
  const auto notice = notice_of(
      R"({"title":"甲医院系统成交公告","winners":[{"name":"云帆软件有限公司"},{"name":"见附件"},{"name":"云帆软件有限公司"},)"
      R"({"name":"白鹭科技有限公司"}],"winner":"不看这里有限公司"})");
  ASSERT_EQ(notice.awards.size(), 2u);
  EXPECT_EQ(notice.awards[1].supplier, "白鹭科技有限公司");
}

TEST(MappedRecord, JudgesTheKindByTitleAndTheVendorsWordTogether) {
  const struct {
    const char* title;
    const char* type;
    std::optional<NoticeKind> kind;
  } cases[] = {
      {"甲医院儿保系统采购项目更正公告", "招标", NoticeKind::amendment},
      {"甲医院儿保系统采购项目废标公告", "成交", NoticeKind::failure},
      {"甲医院儿保系统采购项目", "成交", NoticeKind::award},
      {"甲医院儿保系统采购项目中标(成交)结果公告", "废标", NoticeKind::failure},
      {"甲医院儿保系统采购项目招标公告", "其它", NoticeKind::tender},
      {"甲医院儿保系统", "合同", NoticeKind::contract},
      {"甲医院儿保系统市场调研公告", "其它", NoticeKind::market_research},
  };
  for (const auto& c : cases) {
    const auto notice = notice_of(std::string(R"({"title":")") + c.title + R"(","type":")" + c.type + "\"}");
    EXPECT_EQ(notice.kind, c.kind) << c.title << " / " << c.type;
  }
}

TEST(MappedRecord, AContractsWinnerIsItsSupplier) {
  const auto notice = notice_of(
      R"({"title":"甲医院儿保系统采购合同公告","type":"合同","winner":"云帆软件有限公司","price":900000})");
  EXPECT_EQ(notice.contract.supplier, "云帆软件有限公司");
  ASSERT_TRUE(notice.contract.amount);
  EXPECT_TRUE(notice.awards.empty());
  EXPECT_TRUE(notice.evidence.contains("contract.supplier"));
}

TEST(MappedRecord, TakesABuyerThatIsTheAgencyForUnknown) {
  const auto notice = notice_of(
      R"({"title":"甲医院儿保系统招标公告","buyer":"云帆招标代理有限公司","agency":"云帆招标代理有限公司"})");
  EXPECT_EQ(notice.agency.name, "云帆招标代理有限公司");
  EXPECT_NE(notice.buyer.name, "云帆招标代理有限公司");
}

TEST(MappedRecord, ReadsTheSnippetButNotItsTornEnd) {
  const auto notice = notice_of(
      R"({"title":"甲县人民医院儿保系统竞争性磋商公告","detail":"一、项目编号：JX-2026-017，二、采购方式：竞争性磋商。三、预算金额：12"})");
  EXPECT_EQ(notice.project_no, "JX-2026-017");
  EXPECT_FALSE(notice.budget);
  EXPECT_NE(notice.text.find("预算金额：12"), std::string::npos);
}

std::string days_of(const std::optional<ContractPeriod>& period) {
  if (!period) return "none";
  const auto day = [](const std::optional<Date>& date) { return date ? to_string(*date) : std::string("?"); };
  return day(period->starts_on) + ".." + day(period->ends_on) + " " + std::to_string(period->months) + " " +
         to_string(period->kind);
}

TEST(MappedRecord, ReadsTermsOfServiceAndContractAsPeriods) {
  const std::pair<const char*, const char*> service[] = {
      {R"("服务期限":"自2025年2月12日至2027年2月11日")", "2025-02-12..2027-02-11 0 service"},
      {R"("服务期限":"2025.02.12-2027.02.11")", "2025-02-12..2027-02-11 0 service"},
      {R"("服务期限":"2年")", "?..? 24 service"},
      {R"("工期":"30日历天")", "?..? 0 delivery"},
      {R"("服务期限":"2年","from":"2025-02-12")", "2025-02-12..2027-02-11 24 service"},
      {R"("服务期限":"2年","until":"2027/2/11")", "?..2027-02-11 24 service"},
      {R"("from":"2025-02-12","until":"2027-02-11")", "2025-02-12..2027-02-11 0 service"},
      {R"("until":"2027年2月11日")", "?..2027-02-11 0 service"},
      {R"("until":"2027年2月")", "?..2027-02-28 0 service"},
      {R"("质保到期":"2027-02-11")", "?..2027-02-11 0 warranty"},
      {R"("from":"2028-02-12","until":"2027-02-11")", "?..2027-02-11 0 service"},
      {R"("from":"2025-02-12")", "none"},
      {R"("until":"另议")", "none"},
      {R"("服务期限":"见合同")", "none"},
  };
  for (const auto& [columns, days] : service) {
    const auto notice =
        notice_of(R"({"title":"甲医院儿保系统运维合同公告","type":"合同",)" + std::string(columns) + "}");
    EXPECT_EQ(days_of(notice.service_period), days) << columns;
    EXPECT_TRUE(!notice.service_period || notice.evidence.contains("service_term")) << columns;
    EXPECT_TRUE(!notice.service_period || !notice.service_term.empty())
        << "never without its words: " << columns;
  }
  const auto contract = notice_of(
      R"({"title":"甲医院儿保系统运维合同公告","type":"合同","signed":"2025-02-12","合同履行期限":"自合同签订之日起2年"})");
  EXPECT_EQ(days_of(contract.contract.period), "2025-02-12..2027-02-11 24 service");
  const auto by_day = notice_of(
      R"({"title":"甲医院儿保系统合同公告","type":"合同","合同履行期限":"签订后30日内交货","contract_until":"2027-02-11"})");
  EXPECT_EQ(days_of(by_day.contract.period), "?..2027-02-11 0 service");
  EXPECT_EQ(by_day.contract.term, "签订后30日内交货");
}

TEST(MappedRecord, AColumnsTermStandsForTheOneInTheWords) {
  const auto notice = notice_of(
      R"({"title":"甲医院儿保系统运维合同公告","type":"合同","服务期限":"至2027年2月11日","detail":"服务期限：自2024年1月1日至2024年12月31日\n其他事项"})");
  EXPECT_EQ(notice.service_term, "至2027年2月11日");
  EXPECT_EQ(days_of(notice.service_period), "?..2027-02-11 0 service");
}

TEST(MappedRecord, KnowsTheWordsForWhatStandsBeforeAPlanToBuy) {
  for (const char* word : {"立项", "立项公示", "立项批复", "项目立项", "拟建", "拟建项目", "可研批复",
                           "可行性研究报告批复", "项目建议书批复", "初步设计批复", "备案", "项目备案"}) {
    const auto notice = notice_of(std::string(R"({"title":"甲医院信息化建设","type":")") + word + "\"}");
    EXPECT_EQ(notice.kind, NoticeKind::intention) << word;
    EXPECT_EQ(notice.evidence.at("kind").text, word);
  }
  for (const char* word : {"合同备案", "项目", "初步设计招标", "公示"})
    EXPECT_NE(notice_of(std::string(R"({"title":"甲医院信息化建设","type":")") + word + "\"}").kind,
              NoticeKind::intention)
        << word;
  EXPECT_EQ(notice_of(R"({"title":"甲医院初步设计中标公告","type":"立项"})").kind, NoticeKind::award)
      << "the title says more";
}

TEST(MappedRecord, KeepsTheRowsOfItsTables) {
  const auto notice = notice_of(
      R"({"title":"甲县人民医院　采购公告","detail":"<p>清单</p><table><tr><td>序号</td><td>名称</td><td>类别</td></tr>)"
      R"(<tr><td>1</td><td>儿保管理</td><td>软件</td></tr><tr><td>2</td><td>桌椅</td><td>家具</td></tr></table>"})");
  std::vector<std::string> rows;
  for (const auto& row : notice.rows) rows.push_back(words_at(notice.text, row.start, row.end));
  EXPECT_EQ(rows, (std::vector<std::string>{"序号\n名称\n类别", "1\n儿保管理\n软件", "2\n桌椅\n家具"}));
  EXPECT_TRUE(
      notice_of(R"({"title":"甲县人民医院采购公告","detail":"清单\n1 儿保管理 软件\n"})").rows.empty());
}

TEST(MappedRecord, SaysWhyARecordGivesNoNotice) {
  EXPECT_EQ(read(R"({"id":"1","buyer":"甲医院"})").reject_reason, "no_title");
  EXPECT_EQ(read("[1]").reject_reason, "bad_record");
  EXPECT_EQ(read_record_page("{}", config::shipped_reading_tables()).reject_reason, "bad_record");
  EXPECT_EQ(read_record_page("not json", config::shipped_reading_tables()).reject_reason, "bad_record");
}

TEST(RecordMapping, IsTheSameAfterItWasWrittenAsJson) {
  const auto again = mapping_from_json(to_json(mapping()));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, mapping());
  EXPECT_FALSE(mapping_from_json(boost::json::value(3)));
}

TEST(RecordMapping, NamesARecordByTheMembersItSays) {
  const auto record = parse_json(R"({"id":"a/b","title":"x"})");
  ASSERT_TRUE(record);
  EXPECT_EQ(record_id(*record, mapping()), "a/b");
}

}  // namespace
}  // namespace tenderlead::parsers

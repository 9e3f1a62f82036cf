// Releases of the Open Contracting Data Standard 1.1.
#include "parsers/record/ocds_reader.h"

#include <gtest/gtest.h>

#include "app/config/reading_tables.h"
#include "parsers/json_document.h"

namespace tenderlead::parsers {
namespace {

const std::string kParties =
    R"("parties":[{"id":"B","name":"青禾县妇幼保健院","roles":["buyer"],"address":{"region":"四川省","locality":"成都市",)"
    R"("streetAddress":"育才路1号"},"contactPoint":{"name":"陈工","telephone":"028-12345678"}}],"buyer":{"id":"B"})";
const std::string kTender =
    R"("tender":{"id":"QH-2026-9","title":"儿童保健信息系统","status":"active","procurementMethod":"open",)"
    R"("value":{"amount":1805000.5,"currency":"CNY"},"tenderPeriod":{"startDate":"2026-05-01T00:00:00+08:00",)"
    R"("endDate":"2026-05-20T09:30:00+08:00"}})";
const std::string kAwards =
    R"("awards":[{"id":"A1","status":"active","suppliers":[{"name":"云帆软件有限公司"}],"value":{"amount":1700000,"currency":"CNY"}},)"
    R"({"id":"A2","suppliers":[{"name":"甲有限公司"},{"name":"乙有限公司"}],"value":{"amount":5}}])";
const std::string kContracts =
    R"("contracts":[{"id":"C1","awardID":"A1","value":{"amount":1690000,"currency":"CNY"},"dateSigned":"2026-06-15T00:00:00Z",)"
    R"("period":{"startDate":"2026-07-01T00:00:00+08:00","endDate":"2029-06-30T00:00:00+08:00"}}])";

std::string release(const std::string& tags, const std::string& parts) {
  return R"({"ocid":"ocds-x-1","id":"r1","date":"2026-05-01T08:00:00+08:00","tag":)" + tags + "," + kParties +
         "," + parts + "}";
}

RecordReading read(const std::string& text) {
  const auto value = parse_json(text);
  EXPECT_TRUE(value) << text;
  return read_ocds_release(*value, config::shipped_reading_tables());
}

TEST(OcdsRelease, GivesTheNoticesThatItsTagsSpeakOf) {
  const struct {
    const char* tags;
    std::vector<NoticeKind> kinds;
  } cases[] = {
      {R"(["planning"])", {NoticeKind::intention}},
      {R"(["tender"])", {NoticeKind::tender}},
      {R"(["tenderAmendment"])", {NoticeKind::amendment}},
      {R"(["tenderCancellation"])", {NoticeKind::failure}},
      {R"(["tender","award"])", {NoticeKind::tender, NoticeKind::award}},
      {R"(["contract"])", {NoticeKind::contract}},
      {R"(["compiled"])", {NoticeKind::tender, NoticeKind::award, NoticeKind::contract}},
      {R"([])", {NoticeKind::tender, NoticeKind::award, NoticeKind::contract}},
  };
  for (const auto& c : cases) {
    const auto reading = read(release(c.tags, kTender + "," + kAwards + "," + kContracts));
    std::vector<NoticeKind> kinds;
    for (const auto& notice : reading.notices) kinds.push_back(notice.kind.value_or(NoticeKind::other));
    EXPECT_EQ(kinds, c.kinds) << c.tags;
  }
}

TEST(OcdsRelease, ReadsATenderWithItsBuyerFromTheParties) {
  const auto reading = read(release(R"(["tender"])", kTender));
  ASSERT_EQ(reading.notices.size(), 1u);
  const auto& notice = reading.notices[0];
  EXPECT_EQ(notice.title, "儿童保健信息系统");
  EXPECT_EQ(notice.project_no, "QH-2026-9");
  EXPECT_EQ(notice.buyer.name, "青禾县妇幼保健院");
  EXPECT_EQ(notice.buyer.address, "育才路1号");
  EXPECT_EQ(notice.buyer.contact, "陈工");
  EXPECT_EQ(notice.buyer.phone, "028-12345678");
  EXPECT_EQ(notice.region.code, "510100");
  EXPECT_EQ(notice.method, ProcurementMethod::open);
  ASSERT_TRUE(notice.budget);
  EXPECT_EQ(notice.budget->amount_minor, 180'500'050);
  ASSERT_TRUE(notice.bid_deadline);
  EXPECT_EQ(to_string(*notice.bid_deadline), "2026-05-20T09:30:00+08:00");
  EXPECT_EQ(notice.evidence.at("budget").rule, "import:/tender/value/amount");
  EXPECT_EQ(notice.url, "#tender");
}

TEST(OcdsRelease, ReadsAwardsAndContracts) {
  const auto reading = read(release(R"(["award","contract"])", kTender + "," + kAwards + "," + kContracts));
  ASSERT_EQ(reading.notices.size(), 2u);
  const auto& award = reading.notices[0];
  ASSERT_EQ(award.awards.size(), 3u);
  EXPECT_EQ(award.awards[0].supplier, "云帆软件有限公司");
  EXPECT_EQ(award.awards[0].amount->amount_minor, 170'000'000);
  EXPECT_FALSE(award.awards[1].amount) << "a value that two suppliers share";
  const auto& contract = reading.notices[1].contract;
  EXPECT_EQ(contract.no, "C1");
  EXPECT_EQ(contract.supplier, "云帆软件有限公司");
  EXPECT_EQ(contract.amount->amount_minor, 169'000'000);
  ASSERT_TRUE(contract.period);
  EXPECT_EQ(contract.period->ends_on, (Date{2029, 6, 30}));
}

TEST(OcdsRelease, ATenderWithoutSuccessIsAFailure) {
  const auto reading =
      read(release(R"(["tender"])", R"("tender":{"id":"1","title":"甲","status":"unsuccessful"})"));
  ASSERT_EQ(reading.notices.size(), 1u);
  EXPECT_EQ(reading.notices[0].kind, NoticeKind::failure);
}

TEST(OcdsRelease, SaysWhyItGivesNoNotice) {
  EXPECT_EQ(read(R"({"id":"r1"})").reject_reason, "bad_record");
  EXPECT_EQ(read("3").reject_reason, "bad_record");
  EXPECT_EQ(read(R"({"ocid":"o","tag":["tender"],"tender":{}})").reject_reason, "no_title");
  EXPECT_EQ(read(R"({"ocid":"o","tag":["compiled"]})").reject_reason, "no_stage");
}

TEST(OcdsFile, GivesTheReleasesOfPackagesRecordsAndLists) {
  const std::string one = R"({"ocid":"o","id":"1","tag":["tender"]})";
  const struct {
    std::string text;
    std::size_t releases;
  } cases[] = {
      {one, 1},
      {"[" + one + "," + one + "]", 2},
      {R"({"version":"1.1","releases":[)" + one + "," + one + "]}", 2},
      {R"({"records":[{"ocid":"o","compiledRelease":)" + one + R"(},{"ocid":"p","releases":[)" + one + "," +
           one + "]}]}",
       2},
      {R"({"records":[{"ocid":"p","releases":[{"url":"https://x.example/1"}]}]})", 0},
      {R"({"id":1,"title":"甲"})", 0},
      {"[1,2]", 0},
  };
  for (const auto& c : cases) {
    const auto value = parse_json(c.text);
    ASSERT_TRUE(value);
    EXPECT_EQ(ocds_releases(*value).size(), c.releases) << c.text;
  }
}

}  // namespace
}  // namespace tenderlead::parsers

#include "wire/json.h"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

namespace tenderlead::wire {
namespace {

Notice full_notice() {
  Notice notice;
  notice.url = "http://portal.example/1.html";
  notice.title = "云溪市妇幼保健院儿童保健系统公开招标公告";
  notice.kind = NoticeKind::tender;
  notice.method = ProcurementMethod::open;
  notice.project_no = "YX-2026-001";
  notice.project_name = "儿童保健系统";
  notice.region = {"云南省", "", "", "530000"};
  notice.buyer = {"云溪市妇幼保健院", "某路1号", "李女士", "0870-1234567"};
  notice.agency.name = "某代理有限公司";
  notice.project_contact = {"王先生", "", "", "13800000000"};
  notice.budget = Money{926440680, "CNY", "9,264,406.80元"};
  notice.ceiling = Money{100, "USD", "1美元"};
  notice.lots = {{"1", "第一包", "1", "套", Money{100000000, "CNY", "100万元"}, std::nullopt}};
  notice.awards = {{"1", "某公司", "某街", Money{5, "CNY", "0.05元"}, 1, 97.5}};
  notice.contract = {"HT-1",
                     "某公司",
                     Money{12345, "CNY", "123.45"},
                     StatedTime{{2026, 1, 2}, std::nullopt},
                     "自合同签订之日起一年",
                     ContractPeriod{PeriodKind::service, PeriodBasis::signed_on, Date{2026, 1, 2},
                                    Date{2027, 1, 1}, 12, 0, 0, 6}};
  notice.intentions = {{"系统", "需求", Money{1, "CNY", "0.01"}, "2026-05"}};
  notice.published_at = StatedTime{{2026, 4, 1}, std::nullopt};
  notice.documents_from = StatedTime{{2026, 4, 2}, std::nullopt};
  notice.documents_until = StatedTime{{2026, 4, 9}, std::nullopt};
  notice.documents_period = ReckonedPeriod{"发布之日起5个工作日", {2026, 4, 1}, {2026, 4, 9}};
  notice.bid_deadline = StatedTime{{2026, 4, 22}, 9 * 3600};
  notice.opening_at = StatedTime{{2026, 4, 22}, 9 * 3600};
  notice.service_term = "合同签订后90日内";
  notice.service_period =
      ContractPeriod{PeriodKind::delivery, PeriodBasis::signed_on, std::nullopt, std::nullopt, 0, 90, 0, 0};
  notice.attachments = {{"招标文件.pdf", "http://portal.example/a.pdf"}};
  Change change{"预算金额", "budget", "1", {}, {}};
  change.before = {"", "90万元", Money{90000000, "CNY", "90万元"}, std::nullopt, std::nullopt};
  change.after = {"", "95.5万元", Money{95500000, "CNY", "95.5万元"}, std::nullopt, std::nullopt};
  notice.changes = {change};
  Contradiction early{"bid_deadline", ContradictionKind::before_publication, {}};
  early.values = {{"", "3月1日", std::nullopt, StatedTime{{2026, 3, 1}, 9 * 3600}, std::nullopt},
                  {"published_at", "4月1日", std::nullopt, StatedTime{{2026, 4, 1}, std::nullopt},
                   StatedTime{{2026, 4, 2}, std::nullopt}}};
  notice.contradictions = {early};
  notice.text = "全文";
  notice.rows = {{0, 1}, {1, 2}};
  notice.attachments[0].kind = "pdf";
  notice.requirements = "系统应当支持儿童保健全流程管理。";
  notice.evidence["requirements"] = {"采购需求",     0, 4,     "attachment:requirements", 0.8,
                                     "招标文件.pdf", 9, "表一"};
  notice.missing["contract"] = MissingReason::see_attachment;
  notice.unreadable = {{"buyer.phone", Damage::masked}, {"budget", Damage::damaged}};
  notice.evidence["project_no"] = {"YX-2026-001", 3, 14, "label:项目编号", 0.97};
  return notice;
}

TEST(NoticeJson, ReadsBackEverythingThatItWrites) {
  const std::string text = to_json_text(full_notice());
  const auto value = parse_text(text);
  ASSERT_TRUE(value);
  const auto back = notice_from_json(*value);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(to_json_text(*back), text);
  EXPECT_EQ(back->budget->amount_minor, 926440680);
  EXPECT_EQ(back->awards[0].score, 97.5);
  EXPECT_EQ(back->contract.period, full_notice().contract.period);
  EXPECT_EQ(back->service_period, full_notice().service_period);
  EXPECT_EQ(back->documents_period, full_notice().documents_period);
  EXPECT_EQ(back->changes.at(0).after.money, full_notice().changes[0].after.money);
  EXPECT_EQ(back->contradictions.at(0).why, ContradictionKind::before_publication);
  EXPECT_EQ(back->contradictions.at(0).values.at(1).until, (StatedTime{{2026, 4, 2}, std::nullopt}));
  EXPECT_EQ(back->unreadable, full_notice().unreadable);
}

TEST(NoticeJson, WritesChangesContradictionsAndPeriodsUnderTheirOwnKeys) {
  const std::string text = to_json_text(full_notice());
  for (
      const char* part :
      {R"("changes":[{"item":"预算金额","field":"budget","lot":"1","old":{"text":"90万元","amount":900000,"currency":"CNY"})",
       R"("contradictions":[{"field":"bid_deadline","why":"before_publication","values":[)",
       R"("period":{"kind":"service","basis":"signed_on","starts_on":"2026-01-02","ends_on":"2027-01-01","months":12)",
       R"("service_period":{"kind":"delivery","basis":"signed_on","days":90})",
       R"("unreadable":{"budget":"damaged","buyer.phone":"masked"})"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
}

TEST(NoticeJson, WritesAmountsAsPeopleDo) {
  const std::string text = to_json_text(full_notice());
  EXPECT_NE(text.find(R"("budget":{"amount":9264406.8,"currency":"CNY")"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("amount":0.05,)"), std::string::npos) << text;
}

TEST(NoticeJson, ReadsBackTheLargestAmountsInWholeYuan) {
  for (const char* text : {R"({"type":"notice","budget":{"amount":5860099999999999,"currency":"CNY"}})",
                           R"({"type":"notice","budget":{"amount":8999999999999.99,"currency":"CNY"}})"}) {
    const auto notice = notice_from_json(*parse_text(text));
    ASSERT_TRUE(notice) << notice.error().message;
    EXPECT_EQ(to_json_text(*notice), text);
  }
}

TEST(NoticeJson, TakesAnEmptyCurrencyForNoneAndSoForYuan) {
  const auto notice = notice_from_json(*parse_text(R"({"budget":{"amount":586000,"currency":""}})"));
  ASSERT_TRUE(notice) << notice.error().message;
  EXPECT_EQ(notice->budget->currency, "CNY");
}

TEST(NoticeJson, LeavesOutWhatThePageDoesNotSay) {
  EXPECT_EQ(to_json_text(Notice{}), R"({"type":"notice"})");
}

TEST(NoticeJson, NamesTheKeyThatHasTheWrongType) {
  const struct {
    const char* text;
    const char* key;
  } cases[] = {{R"({"title":1})", "'title'"},
               {R"({"kind":"tenders"})", "'kind'"},
               {R"({"lots":[{"no":"1"},{"budget":{"amount":"x"}}]})", "'lots.1.budget.amount'"},
               {R"({"published_at":"yesterday"})", "'published_at'"},
               {R"({"budget":{"amount":1e300}})", "'budget.amount'"},
               {R"({"missing":{"budget":"lost"}})", "'missing'"},
               {R"({"evidence":{"title":{"confidence":1.2}}})", "'evidence.title.confidence'"},
               {R"([])", "''"}};
  for (const auto& c : cases) {
    const auto notice = notice_from_json(*parse_text(c.text));
    ASSERT_FALSE(notice) << c.text;
    EXPECT_NE(notice.error().message.find(c.key), std::string::npos) << notice.error().message;
  }
}

TEST(HospitalJson, ReadsBackEverythingThatItWrites) {
  HospitalProfile profile;
  profile.name = "云溪市妇幼保健院";
  profile.aliases = {"云溪市儿童医院"};
  profile.level = HospitalLevel{3, "甲"};
  profile.category = HospitalCategory::maternal_child;
  profile.ownership = Ownership::public_;
  profile.beds_open = 500;
  profile.beds_authorised = 450;
  profile.outpatient_visits = 570000;
  profile.staff = 800;
  profile.departments = {"儿科", "产科"};
  profile.ratings = {4, "四级甲等", 3, 1};
  profile.rated_in = {{"ratings.emr", 2023}, {"level", 2019}};
  profile.founded = 1952;
  profile.region.province = "云南省";
  const std::string text = to_json_text(profile);
  const auto back = hospital_from_json(*parse_text(text));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(to_json_text(*back), text);
  EXPECT_FALSE(hospital_from_json(*parse_text(R"({"category":"clinic"})")));
}

TEST(LeadJson, ReadsBackItsReasons) {
  Lead lead;
  lead.id = "a1";
  lead.kind = LeadKind::partner;
  lead.score = 71;
  lead.act_by = StatedTime{{2026, 4, 22}, 9 * 3600};
  lead.reasons = {
      {"products/emr", "title", "电子病历", 2, 6, 40, "标题提到电子病历"},
      {"facts/x", "", "", 0, 0, 31, "理由", "a reason", ScorePart::timing, 40, "n-1", "https://a.example/"}};
  lead.state = LeadState::reopened;
  lead.ended = "deadline";
  lead.grade = "A";
  lead.uncertainty = 9;
  lead.known = 64;
  lead.lowest = 40;
  lead.highest = 80;
  lead.opportunity = "project:p-1";
  lead.opened_at = StatedTime{{2026, 3, 1}, std::nullopt};
  lead.changed_at = StatedTime{{2026, 4, 1}, 3600};
  lead.parts = {{ScorePart::fit, 30, 21, 70}, {ScorePart::value, 15, std::nullopt, 0}};
  lead.unknown = {{"leads/partner/budget", ScorePart::value, 15, "金额未知", "amount unknown"}};
  lead.history = {{"deadline", lead.changed_at, "2026-04-20", "2026-04-22", "n-2", "延后", "put off"}};
  lead.notices = {"n-1", "n-2"};
  lead.price = PriceEstimate{"tier3", 350, 500, {{"prices/tier3", "", "", 0, 0, 0, "参考"}}};
  lead.plan = {{"plans/a/b", "phone", "张", "Zhang", "谈", "talk", "张", "028", Date{2026, 4, 20}}};
  lead.suggestion_en = "call";
  lead.assigned = {"li", "region"};
  lead.versions = {"0.1", "aa", "bb"};
  const std::string text = to_json_text(lead);
  const auto back = lead_from_json(*parse_text(text));
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(to_json_text(*back), text);
}

TEST(LedgerJson, ReadsBackItsCountsAndSaysWhetherTheyBalance) {
  LedgerEntry entry;
  entry.source_id = "demo";
  entry.listed = entry.fresh = entry.failed = 2;
  entry.reasons["failed:timed_out"] = 2;
  const std::string text = to_json_text(entry);
  EXPECT_NE(text.find(R"("balances":true)"), std::string::npos);
  const auto back = ledger_entry_from_json(*parse_text(text));
  ASSERT_TRUE(back);
  EXPECT_EQ(to_json_text(*back), text);
}

TEST(JsonText, RefusesWhatIsNotJsonOrTooDeep) {
  for (const std::string& text :
       {std::string("{"), std::string(""), std::string(100, '['), std::string("{} x")}) {
    EXPECT_FALSE(parse_text(text)) << text.substr(0, 10);
  }
}

TEST(JsonText, WritesNumbersThatReadBackTheSame) {
  const struct {
    const char* read;
    const char* written;
  } cases[] = {{"97.5", "97.5"},
               {"0.05", "0.05"},
               {"9264406.8", "9264406.8"},
               {"0.3333333333333333333", "0.333333333333333"},
               {"12345678901234.56", "12345678901234.6"},
               {"-0.1234567890123456789", "-0.123456789012346"},
               {"2222222222222222222222222222222222220.97", "2.22222222222222e+36"},
               {"0.00000012345", "1.2345e-07"}};
  for (const auto& c : cases) {
    EXPECT_EQ(to_text(*parse_text(c.read)), c.written);
    EXPECT_EQ(to_text(*parse_text(c.written)), c.written);
  }
}

TEST(JsonText, KeepsChineseAndEscapesControlCharacters) {
  EXPECT_EQ(to_text(json::object{{"标题", "a\n\"中\""}}), "{\"标题\":\"a\\n\\\"中\\\"\"}");
  EXPECT_EQ(to_text(json::value(json::string("\b\f\r\t\\/\x01\x1f\x7f"))),
            "\"\\b\\f\\r\\t\\\\/\\u0001\\u001f\x7f\"");
  json::string every;
  for (int c = 0; c < 256; ++c) every += static_cast<char>(c);
  EXPECT_EQ(to_text(json::value(every)), json::serialize(json::value(every)));
}

}  // namespace
}  // namespace tenderlead::wire

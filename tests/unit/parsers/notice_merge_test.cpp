#include <gtest/gtest.h>

#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

std::string slice(const std::string& text, std::size_t begin, std::size_t end) {
  std::string out;
  std::size_t point = 0;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t next = i + 1;
    while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80) ++next;
    if (point >= begin && point < end) out += text.substr(i, next - i);
    ++point;
    i = next;
  }
  return out;
}

TEST(NoticeMerge, EvidenceStandsWhereItSaysInCodePoints) {
  const Notice n = read_text(
      "项目名称：儿童保健系统\n采购人：甲县妇幼保健院\n联系电话：0371-"
      "5551234\n预算金额：12万元\n附件：\n采购需求.docx\n");
  ASSERT_FALSE(n.evidence.empty());
  for (const auto& [path, evidence] : n.evidence) {
    EXPECT_EQ(slice(n.text, evidence.start, evidence.end), evidence.text) << path;
    EXPECT_GT(evidence.confidence, 0) << path;
    EXPECT_LE(evidence.confidence, 1) << path;
    EXPECT_FALSE(evidence.rule.empty()) << path;
  }
  EXPECT_EQ(n.evidence.at("buyer.name").rule, "label:采购人");
  EXPECT_EQ(n.evidence.at("budget").text, "12万元");
}

TEST(NoticeMerge, TwoPlacesThatAgreeAreSurerThanOne) {
  const Notice one = read_text("预算金额：12万元\n项目名称：甲\n");
  const Notice two = read_text("预算金额：12万元\n项目名称：甲\n三、其它\n预算金额：120000.00元\n");
  EXPECT_GT(two.evidence.at("budget").confidence, one.evidence.at("budget").confidence);
}

TEST(NoticeMerge, TwoPlacesThatDisagreeAreLessSure) {
  const Notice one = read_text("预算金额：12万元\n");
  const Notice two = read_text("预算金额：12万元\n预算金额：13万元\n");
  EXPECT_LT(two.evidence.at("budget").confidence, one.evidence.at("budget").confidence);
  EXPECT_EQ(yuan(two.budget), "120000");
}

TEST(NoticeMerge, MissingValuesSayWhy) {
  const Notice n = read_text("最高限价（元）：/\n合同履行期限：详见招标文件\n预算金额：10万元\n");
  EXPECT_EQ(n.missing.at("ceiling"), MissingReason::not_stated);
  EXPECT_EQ(n.missing.at("service_term"), MissingReason::see_attachment);
  EXPECT_FALSE(n.missing.contains("budget"));
}

TEST(NoticeMerge, AMaskedTelephoneIsKeptAsWritten) {
  const Notice n = read_text("招标人\n甲州农业大学\n联系电话\n136********1722\n");
  EXPECT_EQ(n.buyer.phone, "136********1722");
}

TEST(NoticeMerge, OfSeveralNumbersTheProjectsOwnWins) {
  const struct {
    const char* text;
    const char* number;
  } cases[] = {
      {"采购计划编号：J-1\n采购编号：C-2026-2\n项目编号：P-2026-3\n", "P-2026-3"},
      {"投资项目代码：2510-360902-04-01-885885\n招标编号：Z-2026-4\n", "Z-2026-4"},
      {"投资项目代码：2510-360902-04-01-885885\n", "2510-360902-04-01-885885"},
      {"采购执行编号：ZC-26\n项目号：CQS26C00781\n", "CQS26C00781"},
  };
  for (const auto& c : cases) EXPECT_EQ(read_text(c.text).project_no, c.number) << c.text;
}

TEST(NoticeMerge, PastWorkIsNotTheProject) {
  const Notice n = read_text(
      "中标人名称\n甲山装饰有限公司\n中标价（万元）\n3602."
      "5688\n企业类似业绩\n项目名称\n旧院装饰工程\n附件\n招标人：乙县文旅有限公司\n",
      "剧院装修工程中标人公告");
  EXPECT_EQ(n.project_name, "剧院装修工程");
  EXPECT_EQ(n.buyer.name, "乙县文旅有限公司");
  ASSERT_EQ(n.awards.size(), 1u);
  EXPECT_EQ(yuan(n.awards[0].amount), "36025688");
}

TEST(NoticeMerge, TheHeadlineOfThePageWinsOverALikeTitleOfTheList) {
  EXPECT_EQ(read_text("西乡学校智慧体育项目询价\n公告\n项目概况\n", "西乡学校智慧体育项目采购公告").title,
            "西乡学校智慧体育项目询价公告");
  EXPECT_EQ(read_text("中标候选人公示\n招标人：甲公司\n", "东桥改造工程设计中标候选人公示").title,
            "东桥改造工程设计中标候选人公示");
}

TEST(NoticeMerge, PortalsMarkersAreNoPartOfATitle) {
  const struct {
    const char* hint;
    const char* title;
  } cases[] = {
      {"[郫江区]卫生院设备采购公告", "卫生院设备采购公告"},
      {"（市交易中心）地铁设备采购招标公告308831", "地铁设备采购招标公告"},
      {"【平资采2026223号】校舍维修项目招标公告", "【平资采2026223号】校舍维修项目招标公告"},
  };
  for (const auto& c : cases) EXPECT_EQ(read_text("联系人：李工\n", c.hint).title, c.title);
}

TEST(NoticeMerge, AHeadlineCopiedFromAnotherNoticeDoesNotMakeAnAward) {
  const Notice n = read_text(
      "甲学院对工资系统项目进行采购，现欢迎合格的供应商参加本次采购活动。\n1. 项目名称：工资系统\n2. "
      "采购方式：竞争性磋商\n",
      "甲学院工资系统采购成交公告");
  EXPECT_EQ(kind_of(n), "tender");
}

TEST(NoticeMerge, ThePlaceIsTheBuyersOwn) {
  const Notice n = read_text(
      "1.采购人信息\n名称：鲁山县教育体育局\n地址：平顶山市鲁山县人民路西段\n2."
      "采购代理机构信息\n名称：甲公司\n地址：郑州市金水区1号\n");
  EXPECT_EQ(n.region.province, "河南省");
  EXPECT_EQ(n.region.city, "平顶山市");
  EXPECT_EQ(n.region.county, "鲁山县");
}

TEST(NoticeMerge, ASitesOwnLabelIsRead) {
  const Document document = build_text_document("财政安排：15万元\n", "");
  NoticeReadingOptions options;
  options.labels = {{"财政安排", "budget"}};
  EXPECT_EQ(yuan(read_notice(document, config::shipped_reading_tables(), options).budget), "150000");
  EXPECT_EQ(yuan(read_notice(document, config::shipped_reading_tables()).budget), "none");
}

TEST(NoticeMerge, APageThatIsNoNoticeGivesNextToNothing) {
  const Notice n = read_text("今天天气很好。\n我们去公园散步。\n");
  EXPECT_TRUE(n.project_no.empty());
  EXPECT_TRUE(n.buyer.empty());
  EXPECT_FALSE(n.budget.has_value());
}

TEST(NoticeMerge, AnEmptyPageIsReadWithoutComplaint) {
  EXPECT_TRUE(read_text("").title.empty());
  EXPECT_TRUE(read_html("").evidence.empty());
}

TEST(NoticeMerge, ThousandsOfLabelsTakeLinearTime) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "项目名称：甲系统\n序号\n名称\n数量\n1\n";
  const Notice n = read_text(text);
  EXPECT_EQ(n.project_name, "甲系统");
}

}  // namespace
}  // namespace tenderlead::parsers

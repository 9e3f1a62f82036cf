// What forms print as it is: boxes, long brackets, look-alikes, lone lines.
#include <gtest/gtest.h>

#include "parsers/notice/tick_boxes.h"
#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

TEST(NoticeForms, GiveTheTickedChoiceWhereverTheBoxStands) {
  const struct {
    std::u16string_view text;
    std::u16string_view choice;
  } cases[] = {{u"□竞争性谈判 ☑竞争性磋商 □询价", u"竞争性磋商"},
               {u"□竞争性谈判■竞争性磋商□询价", u"竞争性磋商"},
               {u"竞争性谈判 √竞争性磋商 □询价", u"竞争性磋商"},
               {u"公开招标□ 竞争性磋商☑", u"竞争性磋商"},
               {u"公开招标( )", u"公开招标( )"},
               {u"☑公开招标", u"公开招标"},
               {u"□公开招标 □邀请招标", u""},
               {u"竞争性磋商", u"竞争性磋商"},
               {u"☑", u""},
               {u"", u""}};
  for (const auto& c : cases) {
    const auto place = notice::ticked_choice(c.text);
    EXPECT_EQ(c.text.substr(place.begin, place.size()), c.choice);
  }
}

TEST(NoticeForms, AMethodIsTheTickedOne) {
  const std::string head =
      "云岭市第三医院导诊服务采购公告\n项目编号：YL2026-018\n项目名称：导诊服务\n采购方式：";
  EXPECT_EQ(read_text(head + "□竞争性谈判 ☑竞争性磋商 □询价\n预算金额：98万元\n").method,
            ProcurementMethod::competitive_consultation);
  EXPECT_EQ(
      read_text(head + "□公开招标 □邀请招标 □竞争性谈判 □竞争性磋商 □框架协议 ☑询价 □单一来源\n").method,
      ProcurementMethod::inquiry);
  EXPECT_EQ(read_text(head + "询价\n").method, ProcurementMethod::inquiry);
}

TEST(NoticeForms, TheLongBracketOfTheStandardFormBelongsToItsLabel) {
  const Notice n = read_text(
      "一、项目编号（或招标编号、政府采购计划编号、采购计划备案文号等，如有）：\n442-2026-059\n"
      "二、项目名称：云岭市第三医院导诊服务\n");
  EXPECT_EQ(n.project_no, "442-2026-059");
}

TEST(NoticeForms, ALookAlikeInALabelIsReadAsMeant) {
  const Notice n = read_text("1.釆购人信息\n名称：云岭市第三医院\n联系方式：0888-6100009\n");
  EXPECT_EQ(n.buyer.name, "云岭市第三医院");
  EXPECT_EQ(n.buyer.phone, "0888-6100009");
}

TEST(NoticeForms, AFirstLineIsTheHeadlineWhereNothingElseIs) {
  EXPECT_EQ(read_text("云岭市第三医院导诊服务\n2026-07-03\n项目编号：YL2026-018\n"
                      "项目名称：云岭市第三医院导诊服务\n预算金额：98万元\n")
                .title,
            "云岭市第三医院导诊服务");
  EXPECT_EQ(read_text("中标结果公告\n云岭市第三医院导诊服务\n中标单位\n恒川服务有限公司\n").title,
            "中标结果公告");
}

TEST(NoticeForms, PairsWithoutAnythingBetweenAreToldByTheirValues) {
  const Notice n = read_html(
      "<h1>青溪县人民医院设备采购招标公告</h1><div><span>项目编号</span><span>QX-2026-12</span></div>"
      "<div><span>采购单位</span><span>青溪县人民医院</span></div>"
      "<div><span>预算金额（元）</span><span>586000.00</span></div>"
      "<div><span>投标截止时间</span><span>2026年5月20日9:30</span></div>"
      "<div><span>联系人</span><span>王东明</span></div><div><span>联系电话</span><span>0571-66543210</"
      "span></div>");
  EXPECT_EQ(n.project_no, "QX-2026-12");
  EXPECT_EQ(n.buyer.name, "青溪县人民医院");
  EXPECT_EQ(yuan(n.budget), "586000");
  EXPECT_EQ(when(n.bid_deadline), "2026-05-20T09:30:00+08:00");
  EXPECT_EQ(when(n.published_at), "none");
  EXPECT_EQ(n.buyer.contact, "王东明");
  EXPECT_EQ(n.buyer.phone, "0571-66543210");
  EXPECT_EQ(yuan(read_text("青溪县招标公告\n预算金额在招标文件第3章中说明。\n").budget), "none");
}

TEST(NoticeForms, ALineOfPairsIsNoTablesHead) {
  const Notice n = read_text(
      "青溪县财政局物业服务项目合同公告\n合同编号 11N00251234520261 合同名称 青溪县财政局物业服务合同 "
      "项目编号 QXZFCG-2026-12 "
      "项目名称 青溪县财政局物业服务项目 采购人（甲方） 青溪县财政局 供应商（乙方） 青山物业服务有限公司 "
      "合同金额 "
      "1,180,000.00元 合同签订日期 2026-02-28 合同公告日期 2026-03-02\n");
  EXPECT_EQ(n.contract.no, "11N00251234520261");
  EXPECT_EQ(n.contract.supplier, "青山物业服务有限公司");
  EXPECT_EQ(n.project_no, "QXZFCG-2026-12");
}

}  // namespace
}  // namespace tenderlead::parsers

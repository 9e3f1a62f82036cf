// Tables that lost their shape, and the lists of winners, plans and lots in them.
#include <gtest/gtest.h>

#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

TEST(NoticePlans, DemandsOverSeveralLinesAreOneCell) {
  const Notice n = read_text(
      "双江市中心血站2026年7月至9月政府采购意向\n现将采购意向公开如下：\n序号\n采购项目名称\n采购需求概况\n预"
      "算金额\n（万元）\n"
      "预计采购时间\n备注\n1\n血液冷藏箱采购\n标的名称：血液冷藏箱\n数量：12台，工期6个月\n需满足的要求：\n1."
      "用于储存；\n2.质保三年\n36\n"
      "2026年7月\n2\n短信服务\n全年短信服务\n18."
      "6\n2026年8月\n预留份额\n3\n采血车改装\n对现有车辆进行改装：\n更换座椅\n52\n2026年9月\n"
      "本次公开的采购意向是本单位政府采购工作的初步安排。\n双江市中心血站\n2026年5月30日\n");
  ASSERT_EQ(n.intentions.size(), 3u);
  EXPECT_EQ(n.intentions[0].name, "血液冷藏箱采购");
  EXPECT_EQ(yuan(n.intentions[0].budget), "360000");
  EXPECT_EQ(n.intentions[1].name, "短信服务");
  EXPECT_EQ(n.intentions[2].name, "采血车改装");
  EXPECT_EQ(yuan(n.intentions[2].budget), "520000");
}

TEST(NoticePlans, TheDemandsPeriodsAreNoTermOfTheNotice) {
  const std::string head =
      "<h2>双江市卫生健康委员会2026年5月政府采购意向</h2><table><tr><th>序号</th><th>采购项目名称</"
      "th><th>采购需求概况</th>"
      "<th>预算金额（万元）</th><th>预计采购时间</th></tr><tr><td>1</td><td>平台升级项目</"
      "td><td>平台升级，工期6个月</td><td>320</td>"
      "<td>2026年5月</td></tr><tr><td>2</td><td>业务用车</td><td>采血车1辆</td><td>85.5</td><td>2026年6月</"
      "td></tr></table>";
  const Notice n = read_html(head);
  EXPECT_EQ(n.intentions.size(), 2u);
  EXPECT_EQ(n.service_term, "");
}

TEST(NoticePlans, TheCandidatesOfTheStandardForm) {
  const Notice n = read_text(
      "门诊楼改造工程中标候选人公示\n一、评标情况\n标段(包)[001]门诊楼改造工程施工：\n1、中标候选人基本情况\n"
      "中标候选人第1名：恒川建设集团有限公司，投标报价：8123456.78元，质量：合格，工期：120日历天；\n"
      "中标候选人第2名：云岭四方建筑工程有限公司，投标报价：8201000.00元，质量：合格，工期：120日历天；\n"
      "2、中标候选人按照招标文件要求承诺的项目负责人情况\n中标候选人(恒川建设集团有限公司)"
      "的项目负责人：孙立\n");
  ASSERT_EQ(n.awards.size(), 2u);
  EXPECT_EQ(n.awards[0].supplier, "恒川建设集团有限公司");
  EXPECT_EQ(yuan(n.awards[0].amount), "8123456.78");
  EXPECT_EQ(n.awards[1].rank, 2);
}

TEST(NoticePlans, AllThatAreOnAFrameworksListHaveWon) {
  std::string rows;
  for (const char* row : {"<td>1</td><td>双江康健大药房有限公司</td><td>94.5</td><td>1</td>",
                          "<td>2</td><td>双江安和大药房有限公司</td><td>93.5</td><td>2</td>",
                          "<td>3</td><td>双江益民大药房有限公司</td><td>92.5</td><td>3</td>"})
    rows += "<tr>" + std::string(row) + "</tr>";
  const auto page = [&](const char* head) {
    return "<h2>定点零售药店服务入围结果公告</h2><p>三、入围供应商</p><table><tr><td>序号</td><td>" +
           std::string(head) + "</td><td>综合得分</td><td>排名</td></tr>" + rows + "</table>";
  };
  EXPECT_EQ(read_html(page("入围供应商名称")).awards.size(), 3u);
  EXPECT_EQ(read_html(page("供应商名称")).awards.size(), 1u);
}

TEST(NoticePlans, SeveralLotsInOneLineAreSeveral) {
  const Notice n = read_html(
      "<h2>实验室试剂采购项目公开招标公告</h2><p>预算金额：268.5万元</p><p>采购需求：</p>"
      "<p>A包：核酸检测试剂，预算150万元；B包：培养基，预算118.5万元。</p>");
  ASSERT_EQ(n.lots.size(), 2u);
  EXPECT_EQ(n.lots[0].name, "核酸检测试剂");
  EXPECT_EQ(yuan(n.lots[0].budget), "1500000");
  EXPECT_EQ(n.lots[1].name, "培养基");
  EXPECT_EQ(yuan(n.lots[1].budget), "1185000");
}

TEST(NoticePlans, TermsInSentencesAndOverColumns) {
  const struct {
    const char* words;
    const char* term;
  } cases[] = {
      {"采购全自动血培养仪2台，最高限价86万元，交货期为合同签订后45日内。", "合同签订后45日内"},
      {"本项目合同履行期限为三年，合同一年一签。", "三年"},
      {"预算15万元，服务期限自合同签订之日起一年，现邀请报价。", "自合同签订之日起一年"},
      {"计划工期：90日历天（3个月），缺陷责任期2年，保修期5年", "90日历天（3个月）"},
      {"合同履行期限：合同期一年，具体详见磋商文件。", "合同期一年，具体详见磋商文件"},
      {"合同履行期限：详见磋商文件第四章。", ""},
      {"合同履行期限：本项目(是/否)接受联合体。", ""},
  };
  for (const auto& c : cases)
    EXPECT_EQ(
        read_html("<h2>血培养仪采购公告</h2><p>项目概况</p><p>" + std::string(c.words) + "</p>").service_term,
        c.term)
        << c.words;
}

TEST(NoticePlans, ChoicesWithoutATickAreNoMethod) {
  const char* choices = "项目编号：A-1\n采购方式：\n竞争性谈判\n竞争性磋商\n询价\n预算金额：103万元\n";
  EXPECT_EQ(method_of(read_text(std::string("赛事运营服务竞争性磋商公告\n") + choices)),
            "competitive_consultation");
  EXPECT_EQ(method_of(read_text(
                "赛事运营服务竞争性磋商公告\n项目编号：A-1\n采购方式：\n询价\n预算金额：103万元\n")),
            "inquiry");
}

TEST(NoticePlans, ApplicationsAreNoRequest) {
  const Notice n = read_text(
      "净化系统维保服务比选公告\n比选人：双江市第三医院\n三、比选申请文件递交截止时间及开启时间：2026年4月10"
      "日上午10:00\n");
  EXPECT_EQ(when(n.bid_deadline), "2026-04-10T10:00:00+08:00");
  EXPECT_EQ(when(n.opening_at), "2026-04-10T10:00:00+08:00");
}

TEST(NoticePlans, NumbersInFrontOfHeadsAreNoColumn) {
  const Notice n = read_html(
      "<h2>改造工程勘察设计中标候选人公示</h2><table><tr><td>序号</td><td>推荐顺序</td><td>第一名</"
      "td><td>第二名</td></tr>"
      "<tr><td>1</td><td>中标候选人名称</td><td>恒川勘察设计有限公司</td><td>云岭通信设计有限公司</td></tr>"
      "<tr><td>2</td><td>投标报价</td><td>172万元</td><td>178万元</td></tr>"
      "<tr><td>3</td><td>工期</td><td>2个月</td><td>2个月</td></tr></table>");
  ASSERT_EQ(n.awards.size(), 2u);
  EXPECT_EQ(n.awards[1].supplier, "云岭通信设计有限公司");
  EXPECT_EQ(yuan(n.awards[1].amount), "1780000");
}

TEST(NoticePlans, ALoneSumIsTheOneWinners) {
  const std::string head =
      "<h2>物业管理服务成交结果公告</h2><p>五、成交供应商</p><p>1.供应商名称：双江洁雅物业服务有限公司</p>";
  const std::string row = "<tr><td>物业管理服务</td><td>1项</td><td>3,480,000.00</td></tr>";
  const std::string table =
      "<p>六、报价明细</p><table><tr><td>主要成交标的名称</td><td>数量</td><td>成交金额（元）</td></tr>";
  const Notice one = read_html(head + table + row + "</table>");
  ASSERT_EQ(one.awards.size(), 1u);
  EXPECT_EQ(yuan(one.awards[0].amount), "3480000");
  const Notice two = read_html(head + table + row + row + "</table>");
  ASSERT_EQ(two.awards.size(), 1u);
  EXPECT_EQ(yuan(two.awards[0].amount), "none");
}

TEST(NoticePlans, AnAmendedResultHasItsWinner) {
  const char* body =
      "\n项目及标段名称\n加固工程施工\n中标单位\n恒川建设有限公司\n中标金额（元）\n12420812.90\n";
  const Notice amended = read_text(std::string("加固工程中标结果更正公告") + body);
  EXPECT_EQ(kind_of(amended), "amendment");
  ASSERT_EQ(amended.awards.size(), 1u);
  EXPECT_EQ(yuan(amended.awards[0].amount), "12420812.9");
  EXPECT_TRUE(read_text(std::string("加固工程更正公告") + body).awards.empty());
}

TEST(NoticePlans, ALotsSumIsNoName) {
  const Notice n = read_text(
      "道路设施完善工程招标公告\n本项目预算：人民币4,952,896.71元。\n招标内容为：道路设施完善工程。\n"
      "第一标段：招标控制价为1,833,325.58元；\n第二标段：招标控制价为1,941,794.82元。\n");
  ASSERT_EQ(n.lots.size(), 2u);
  EXPECT_EQ(n.lots[0].name, "");
  EXPECT_EQ(yuan(n.lots[1].ceiling), "1941794.82");
}

TEST(NoticePlans, WhatAllOfItCostsIsTheLastResort) {
  const struct {
    const char* words;
    const char* budget;
  } cases[] = {
      {"本项目静态总投资(不含建设期利息)约为164131.59万元，共4个子项目。", "1641315900"},
      {"项目总投资为82262.58万元，本项目投资1712900元。", "1712900"},
      {"总投资为3503.82万元，本工程建设费用约2667.34万元。", "26673400"},
      {"本次招标概算投资约3200万元。", "32000000"},
      {"项目总投资37274857.44元；其中三标段含税招标控制总价为9013318元。", "none"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(
        yuan(read_text("双江智能交通工程招标公告\n一、项目概况\n" + std::string(c.words) + "\n").budget),
        c.budget)
        << c.words;
}

TEST(NoticePlans, WhatTheWorksCostIsNoBudgetOfTheirDesign) {
  EXPECT_EQ(
      yuan(read_text(
               "人才公寓设计方案比选公告\n项目名称：人才公寓施工图设计\n工程规模：本项目总投资约1000万元。\n")
               .budget),
      "none");
}

TEST(NoticePlans, MomentsOfPartsWithoutLineBreaks) {
  const Notice n = read_text(
      "一、采购项目名称：医用臭氧治疗仪 二、采购项目编号：JNCZ-2026-795 四、获取谈判（磋商）文件： "
      "1.时间：2026年03月18日至"
      "2026年03月25日16点整 2.地点：政务服务中心网站 五、递交响应文件时间及地点 时间：2026年03月31日 "
      "08:30—09:30 (北京时间) "
      "地点：政务服务中心1号楼 六、谈判（开启）时间及地点 时间：2026年03月31日 09:30 (北京时间) "
      "地点：政务服务中心1号楼");
  EXPECT_EQ(when(n.documents_from), "2026-03-18");
  EXPECT_EQ(when(n.documents_until), "2026-03-25T16:00:00+08:00");
  EXPECT_EQ(when(n.bid_deadline), "2026-03-31T09:30:00+08:00");
  EXPECT_EQ(when(n.opening_at), "2026-03-31T09:30:00+08:00");
}

TEST(NoticePlans, OpeningsInSentences) {
  const struct {
    const char* words;
    const char* moment;
  } cases[] = {
      {"于2026年3月23日上午10时00分（北京时间）在双江市公共资源交易中心进行了公开开标。",
       "2026-03-23T10:00:00+08:00"},
      {"现更改为“投标文件递交的截止时间及开标时间（投标截止时间，下同）为2026年3月25日10时00分”。",
       "2026-03-25T10:00:00+08:00"},
      {"响应文件递交截止时间及谈判时间：2026年4月13日上午9:30", "2026-04-13T09:30:00+08:00"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(when(read_text("配套改造项目公告\n各投标单位：\n" + std::string(c.words) + "\n").opening_at),
              c.moment)
        << c.words;
}

TEST(NoticePlans, AHeadMayGoOnInASecondRow) {
  const Notice n = read_text(
      "双江市第三医院政府采购意向\n序号 | 采购项目名称 | 采购需求概况 | 预算金额(万元) | 预计 采购时间 "
      "|\n落实政府采购政策 | 备注 |\n"
      "1 | 食堂服务采购项目 | 提供全体员工的早、中餐，期限为一年 | 68.35 | 2026-03 | 专门面向中小企业 | 无 "
      "|\n双江市第三医院\n2026年1月27日\n");
  ASSERT_EQ(n.intentions.size(), 1u);
  EXPECT_EQ(n.intentions[0].name, "食堂服务采购项目");
  EXPECT_EQ(yuan(n.intentions[0].budget), "683500");
}

TEST(NoticePlans, APartyOverSeveralRowsIsThatOfAll) {
  const Notice n = read_text(
      "住宅电梯更新项目招标计划\n序号\n项目名称\n建设单位\n项目概况\n招标方式\n预计招标时间\n1\n电梯更新项目"
      "一标段\n双江产业投资有限公司\n"
      "43台电梯的采购、安装、维保等。\n公开招标\n2026年04月\n2\n电梯更新项目二标段\n41台电梯的采购、安装、维"
      "保等。\n"
      "注：实际情况以招标公告为准。\n");
  EXPECT_EQ(n.buyer.name, "双江产业投资有限公司");
}

TEST(NoticePlans, TheColumnsBehindAPartyAreItsOwn) {
  const Notice n = read_html(
      "<h2>无线滤波器招标公告</h2><table><tr><td>项目名称</td><td>数量</td><td>采购单位</td><td>联系方式</"
      "td><td>地址</td></tr>"
      "<tr><td>无线滤波器采购项目</td><td>1</td><td>双江市立医院</td><td>连工0591-88216000</"
      "td><td>双江市东街134号</td></tr></table>");
  EXPECT_EQ(n.buyer.name, "双江市立医院");
  EXPECT_EQ(n.buyer.contact, "连工");
  EXPECT_EQ(n.buyer.phone, "0591-88216000");
  EXPECT_EQ(n.buyer.address, "双江市东街134号");
}

TEST(NoticePlans, AFormOfThreePairs) {
  const Notice n = read_html(
      "<h2>电梯采购及安装项目</h2><table><tr><td>总投资</td><td>75万元</td><td>投资性质</td><td>自筹</"
      "td><td>招标部分估算价</td>"
      "<td>70万元</td></tr><tr><td>交易方式</td><td>公开</td><td>工程类别</td><td>设备</td><td>层数</td><td>/"
      "</td></tr></table>");
  EXPECT_EQ(yuan(n.budget), "700000");
  EXPECT_EQ(method_of(n), "open");
}

TEST(NoticePlans, ASumsUnitMayHaveALabelOfItsOwn) {
  const Notice n = read_text(
      "中标公告 中标供应商名称： 恒川科技有限公司 中标价格： 121.5 价格单位： 万元 价格币种： 人民币 "
      "评审时间：2026-09-05");
  ASSERT_EQ(n.awards.size(), 1u);
  EXPECT_EQ(yuan(n.awards[0].amount), "1215000");
}

TEST(NoticePlans, ALineOfLabelsWithoutColons) {
  const Notice n = read_html(
      "<h2>检验外送服务中标公告</h2><p>三、中标（成交）信息</p><p>1：供应商名称 恒川医学检验有限公司 "
      "；供应商地址 双江市揽月路80号 ；"
      "中标（成交）金额 1267500；备注 服务期：1年 。</p>");
  ASSERT_EQ(n.awards.size(), 1u);
  EXPECT_EQ(n.awards[0].supplier, "恒川医学检验有限公司");
  EXPECT_EQ(yuan(n.awards[0].amount), "1267500");
}

TEST(NoticePlans, AFormsOneLotHasTheBudgetOfAll) {
  const std::string head =
      "<h2>保护规划磋商公告</h2><table><tr><td>合同包</td><td>采购标的</td><td>数量</td><td>合同包预算</td></"
      "tr>";
  const std::string row = "<tr><td>1</td><td>规划设计服务</td><td>1项</td><td>3520000</td></tr>";
  EXPECT_EQ(yuan(read_html(head + row + "</table>").budget), "3520000");
}

TEST(NoticePlans, PartsOfTheDayStandInBracketsToo) {
  const struct {
    const char* words;
    const char* moment;
  } cases[] = {{"2026年4月21日（上午）10时30分", "2026-04-21T10:30:00+08:00"},
               {"2026年4月21日（下午）2:30", "2026-04-21T14:30:00+08:00"},
               {"2026年4月21日（周二）10:30", "2026-04-21T10:30:00+08:00"},
               {"2026年4月21日（上旬）", "2026-04-21"}};
  for (const auto& c : cases)
    EXPECT_EQ(when(read_text("养护工程招标公告\n投标截止时间：" + std::string(c.words) + "\n").bid_deadline),
              c.moment)
        << c.words;
}

TEST(NoticePlans, MayStandOneBelowTheOtherAsForms) {
  const auto form = [](const char* name, const char* budget, bool table) {
    const char* open = table ? "<tr><td>" : "<p>";
    const char* between = table ? "</td><td>" : "：";
    const char* close = table ? "</td></tr>" : "</p>";
    std::string html = table ? "<table>" : "";
    for (const auto& [label, value] :
         {std::pair{"采购项目名称", name}, {"预算金额（万元）", budget}, {"预计采购时间", "2027年3月"}})
      html += std::string(open) + label + between + value + close;
    return html + (table ? "</table>" : "");
  };
  for (const bool table : {true, false}) {
    const Notice n = read_html("<h1>上虞县中医医院2027年政府采购意向公告</h1>" +
                               form("数字病理系统", "230", table) + form("智能药柜", "100", table));
    ASSERT_EQ(n.intentions.size(), 2U) << table;
    EXPECT_EQ(
        n.intentions[1].name + " " + yuan(n.intentions[1].budget) + " " + n.intentions[1].expected_month,
        "智能药柜 1000000 2027-03")
        << table;
    EXPECT_EQ(yuan(n.budget), "none") << "one row's budget is not the plan's";
    EXPECT_EQ(n.project_name, "") << table;
  }
}

}  // namespace
}  // namespace tenderlead::parsers

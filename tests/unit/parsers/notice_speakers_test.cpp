// Who gives a notice out and what it says is bought, where no label does.
#include <gtest/gtest.h>

#include "parsers/json_document.h"
#include "parsers/notice/headline.h"
#include "parsers/notice/speakers.h"
#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

TEST(NoticeSpeakers, TheHouseSignsForItsDepartment) {
  const Notice n = read_text(R"(麦田县第二人民医院染色机采购结果公示
成交供应商：广南康达医疗科技有限公司
采购中心联系人：何老师，电话：0777-2200112
麦田县第二人民医院采购中心
2025年9月10日
)");
  EXPECT_EQ(n.buyer.name, "麦田县第二人民医院");
  EXPECT_EQ(n.agency.name, "");
  EXPECT_EQ(notice::without_department("麦田县第二人民医院（东院区）设备科"), "麦田县第二人民医院");
  EXPECT_EQ(notice::without_department("麦田县人民医院"), "麦田县人民医院");
  EXPECT_EQ(notice::without_department("麦田县人民医院信息管理部"), "麦田县人民医院");
  EXPECT_EQ(notice::without_department("麦田县人民医院本部"), "麦田县人民医院本部");
  EXPECT_EQ(notice::without_department("麦田县公共资源交易中心采购部"), "麦田县公共资源交易中心采购部");
  EXPECT_TRUE(notice::looks_like_agency(u"麦田县政府采购中心"));
}

TEST(NoticeSpeakers, ASignatureMayEndAParagraph) {
  const Notice n = read_text(R"(关于更换格栅灯工程的延期公告
有关事项通知如下：本项目延期开标，时间待定。特此公告。麦田大学后勤保障部2025年9月5日
)");
  EXPECT_EQ(n.buyer.name, "麦田大学后勤保障部");
  EXPECT_EQ(when(n.published_at), "2025-09-05");
}

TEST(NoticeSpeakers, TheDateOfTwoThatSignIsTheLater) {
  const Notice n = read_text(R"(一、项目名称：敬老院食堂外包服务
二、成交结果：见附件，成交供应商另行通知。
2025年12月2日 2025年12月15日附件信息：
成交公告.docx
)");
  EXPECT_EQ(when(n.published_at), "2025-12-15");
}

TEST(NoticeSpeakers, WhoAnnouncesInTheTitleBuys) {
  for (const char* title :
       {"麦田县中医医院关于应用软件开发的招标公告", "麦田县中医医院采购餐饮管理服务市场调研公告"})
    EXPECT_EQ(read_text("一、项目要求\n详见附件\n", title).buyer.name, "麦田县中医医院") << title;
  EXPECT_EQ(read_text("一、项目要求\n详见附件\n", "远山招标有限公司关于应用软件开发的招标公告").buyer.name,
            "");
}

TEST(NoticeSpeakers, WhatOurHouseIsTheSiteSays) {
  const Notice n = read_html(R"(<html><head><title>关于采购血透机的公告-临川市人民医院</title></head><body>
<h3>关于采购血透机的公告</h3><p>我院因业务需要，拟采购血液透析机2台，现面向社会公开询价。</p>
<p>联系电话：0777-5521001</p></body></html>)");
  EXPECT_EQ(n.buyer.name, "临川市人民医院");
}

TEST(NoticeSpeakers, ALockedFieldNamesNobody) {
  const Notice n = read_text(R"(采购单位
立即查看
代理机构
登录后查看
食堂餐饮服务调研公告
)");
  EXPECT_EQ(n.buyer.name, "");
  EXPECT_EQ(n.agency.name, "");
}

struct Said {
  const char* sentence;
  const char* name;
};

TEST(NoticePurchases, TheFirstSentenceSaysWhatIsBought) {
  const Said kSaid[] = {
      {"我院拟对门诊叫号系统升级项目进行市场调研，现诚邀符合条件的供应商参加。", "门诊叫号系统升级项目"},
      {"因工作需要，我院拟采购便携式彩超一台，现公开询价。", "便携式彩超"},
      {"现就麦田县医院病案加工服务项目（项目编号：LX2025-07）进行公开遴选，欢迎参加。",
       "麦田县医院病案加工服务项目"},
      {"我院污水处理站运维服务项目已于2025年3月3日完成评审，现将结果公示如下：", "污水处理站运维服务项目"},
      {"我院于2025年4月1日组织了消防维保服务项目的院内谈判，现将结果公示如下：", "消防维保服务项目"},
      {"现面向社会公开征集医用冷藏箱供应商，具体要求如下：", "医用冷藏箱"},
      {"麦田县医院智能药柜采购项目，因有效投标人不足三家，作废标处理。", "麦田县医院智能药柜采购项目"},
      {"本次采购项目为麦田县医院导视标识制作项目，预算15万元。", "麦田县医院导视标识制作项目"},
      {"麦田县医院拟以单一来源方式采购影像系统维保服务，现公示如下。", "影像系统维保服务"},
      {"各计划招标项目信息均为暂定，以招标公告为准，请各潜在投标人留意后续公告。", ""},
      {"供应商须对采购文件的全部内容进行响应，否则作采购无效处理。", ""},
  };
  for (const Said& said : kSaid)
    EXPECT_EQ(read_text(std::string(said.sentence) + "\n").project_name, said.name) << said.sentence;
}

TEST(NoticePurchases, AFullerTitleNamesIt) {
  const Notice n =
      read_text("我院拟采购试剂一批，现公开询价。\n", "麦田县疾控中心微检科2025年监测试剂采购公告");
  EXPECT_EQ(n.project_name, "麦田县疾控中心微检科2025年监测试剂采购");
}

TEST(NoticePurchases, TitlesNameTheProjectWithoutTheirKind) {
  const Said kTitles[] = {
      {"关于“麦田县口腔医院新建项目设备采购及安装工程”开标延期的公告",
       "麦田县口腔医院新建项目设备采购及安装工程"},
      {"2025年度医疗辅助服务采购项目政府采购合同", "2025年度医疗辅助服务采购项目"},
      {"麦田县交通局关于干线公路绿化补植项目的更正公告", "干线公路绿化补植项目"},
      {"麦田县气象局信息发布平台工程推迟开标情况说明", "麦田县气象局信息发布平台工程"},
      {"职工食堂改造招标公告(3)", "职工食堂改造"},
      {"关于麦田县医院外送检测服务项目的中选公示", "麦田县医院外送检测服务项目"},
      {"麦田县医院食堂承租项目(二次)招标公告", "麦田县医院食堂承租项目(二次)"},
      {"公开征集麦田县影像诊断中心建设方案及报价的函", "麦田县影像诊断中心建设"},
      {"单一来源采购公示", ""},
      {"竞争性谈判采购公告", ""},
      {"院内招标结果公示", ""},
  };
  for (const Said& said : kTitles)
    EXPECT_EQ(notice::name_from_title(said.sentence), said.name) << said.sentence;
}

TEST(NoticeHeadline, ItMayBeAnExplanationOrEndInAQuotationMark) {
  for (const char* title :
       {"麦田县气象局信息发布平台工程推迟开标情况说明", "麦田县医院2026年“春节慰问品”采购公告",
        "药用包装材料采购转为竞争性谈判的说明", "医疗辅助服务采购项目政府采购合同"})
    EXPECT_EQ(read_text(std::string(title) + "\n本项目原定时间有变，具体如下。\n").title, title);
}

TEST(NoticeHeadline, ItsLabelOrItsLinesGiveIt) {
  EXPECT_EQ(read_text("公告名称：麦田医院屏蔽工程询价公告\n公告类型：询价公告\n").title,
            "麦田医院屏蔽工程询价公告");
  EXPECT_EQ(read_text("标题：麦田医院门厅改造成交公告 发布时间：2025-07-08 正文：成交结果公布如下：\n").title,
            "麦田医院门厅改造成交公告");
  EXPECT_EQ(
      read_text("麦田医院设备维保服务采购项目\n（项目编号：MT-2026-01）\n公开招标公告\n一、项目概况\n").title,
      "麦田医院设备维保服务采购项目（项目编号：MT-2026-01）公开招标公告");
  EXPECT_EQ(read_text("八、公告说明：投标人有异议的，可以提出质疑。\n").title, "");
}

TEST(NoticeRunOn, LabelsBehindNumbersAndLabelsAreRead) {
  const Notice n = read_text(
      "1.招标条件本招标项目麦田开发区道路工程已由麦田开发区管委会批准建设。2.1.3合同估算价：约1153.17万元；2."
      "1.4工期要求："
      "90日历天；2.1.5其他:共一个标段。4.招标文件的获取4."
      "1招标文件获取时间：2023年2月15日至2023年2月28日9时30分。"
      "7.联系方式招标人：麦田开发区代建中心地址：麦田市金龙湖路1号联系人：付笛电话：0777-8320000\n");
  EXPECT_EQ(n.project_name, "麦田开发区道路工程");
  EXPECT_EQ(yuan(n.budget), "11531700");
  EXPECT_EQ(n.service_term, "90日历天");
  EXPECT_EQ(when(n.documents_until), "2023-02-28T09:30:00+08:00");
  EXPECT_EQ(n.buyer.name, "麦田开发区代建中心");
  EXPECT_EQ(n.buyer.contact, "付笛");
  EXPECT_EQ(n.buyer.phone, "0777-8320000");
  const Notice contacts = read_text(
      "七、联系事项：采购人：麦田市自然资源局地址：麦田市立新路49号联系人：曾主任 联系电话：0777-2813723\n");
  EXPECT_EQ(contacts.buyer.name, "麦田市自然资源局");
  EXPECT_EQ(contacts.buyer.address, "麦田市立新路49号");
}

TEST(NoticeRunOn, ShortNumbersBehindWordsNumberLabels) {
  const Notice n = read_text(
      "麦田大学停车场竣工测绘谈判邀请书，欢迎参加，具体事项如下：工程编号：MTJJ202211001FW2."
      "项目名称：停车场竣工测绘3."
      "邀请对象：麦田测绘中心4.项目地点：东校区\n");
  EXPECT_EQ(n.project_no, "MTJJ202211001FW");
  EXPECT_EQ(n.project_name, "停车场竣工测绘");
}

TEST(NoticeRunOn, ACellThatHoldsAWholeNoticeIsText) {
  std::string filler;
  for (int i = 0; i < 60; ++i) filler += "投标人须具备独立订立合同的能力。";
  const Notice n = read_html(
      "<table><tr><td>项目编号</td><td>E32030</td><td>招标人名称</td><td>麦田代建中心</td></"
      "tr><tr><td>公告信息</td>"
      "<td colspan=3>3.投标人资格要求" +
      filler +
      "4.招标文件的获取4.1招标文件获取时间为：2025年2月15日至2025年2月28日；5.投标截止时间5.1投标截止时间为："
      "2025年3月8日09时30分。</td></tr></table>");
  EXPECT_EQ(n.project_no, "E32030");
  EXPECT_EQ(when(n.documents_from), "2025-02-15");
  EXPECT_EQ(when(n.bid_deadline), "2025-03-08T09:30:00+08:00");
}

TEST(NoticeContacts, WhomToAskMayStandAmongTheRegistration) {
  const Notice n = read_text(R"(麦田中学校外供餐项目公告
四、报名方式
材料送达麦田中学传达室，联系人：郑东，电话：13900001111。
麦田中学
2025年8月6日
)");
  EXPECT_EQ(n.buyer.contact, "郑东");
  EXPECT_EQ(n.buyer.phone, "13900001111");
  const Notice slip =
      read_text("采购人：麦田学院\n地 址：麦田市长江路80号 联 系人；祁老师 电 话：0777-6207539\n");
  EXPECT_EQ(slip.buyer.contact, "祁老师");
  EXPECT_EQ(slip.buyer.address, "麦田市长江路80号");
}

TEST(NoticeContacts, MayFollowTheListOfWhatIsBought) {
  const Notice n = read_html(
      "<p>采购单位：青溪县医院</p><p>采购清单</p><table><tr><td>序号</td><td>名称</td><td>数量</td></tr>"
      "<tr><td>1</td><td>蓄电池</td><td>64</td></tr></table><p>联系人：信息科 胡工 联系电话：13511112222</p>",
      "信息中心蓄电池更换竞价公告");
  EXPECT_EQ(n.buyer.contact, "胡工");
  EXPECT_EQ(n.buyer.phone, "13511112222");
}

TEST(NoticeContacts, APeriodEndsWhatIsToldOfTheSupplier) {
  const Notice n = read_text(R"(单一来源采购公示
采购人：麦田疾控中心
拟定的唯一供应商名称：海州微元软件有限公司
地址：海州市江南大道100号
征求意见期限：从2025年11月3日起至2025年11月10日止
联系人：罗女士
联系电话：0777-8266001
)");
  EXPECT_EQ(n.buyer.contact, "罗女士");
  EXPECT_EQ(n.buyer.phone, "0777-8266001");
}

TEST(NoticeSums, SentencesStateABudget) {
  const Said kSaid[] = {
      {"我院拟采购麻醉系统，预算约60万元。", "600000"},
      {"调研内容：影像归档、三维后处理，预算约85万。", "850000"},
      {"2．资金来源：自筹资金，预算人民币伍拾捌万元整（¥580000.00）", "580000"},
      {"食堂餐饮管理服务费预算385万元/年。", "3850000"},
      {"预算上限值：600万元/年，三年合计不超过1800万元。", "18000000"},
      {"本标段投资额约413.59万元。", "4135900"},
      {"污水药剂预算单价3.5元/公斤。", "none"},
      {"本项目超过预算的报价无效，保证金2万元。", "none"},
  };
  for (const Said& said : kSaid)
    EXPECT_EQ(yuan(read_text(std::string(said.sentence) + "\n").budget), said.name) << said.sentence;
}

TEST(NoticeSpeakers, WhoseIntentionsTheSentenceSays) {
  const Notice n = read_text("根据有关规定，现将麦田市妇幼保健院2026年3月政府采购意向公开如下：详见下表。\n");
  EXPECT_EQ(n.buyer.name, "麦田市妇幼保健院");
}

TEST(NoticeDeadlines, PapersHandedInAreBids) {
  const Notice n = read_text(
      "关于春节慰问品采购的公告\n请于2026年2月9日上午9:"
      "00前完成报名，并将报名材料密封送至门诊7楼工会办公室，逾期不予受理。\n");
  EXPECT_EQ(when(n.bid_deadline), "2026-02-09T09:00:00+08:00");
}

TEST(NoticeMethods, TheOpeningSpeaksOfIt) {
  EXPECT_EQ(method_of(read_text("麦田学校门厅改造项目综合评议采购（竞争性谈判），经评审结果如下：\n")),
            "competitive_negotiation");
  EXPECT_EQ(method_of(read_text("本次公开招标方式已经批准，公开招标文件另附；不再竞争性谈判。\n")), "open");
  EXPECT_EQ(method_of(read_text("五、评审专家（单一来源采购人员）名单：\n费一、孟二\n")), "none");
}

TEST(NoticeKinds, TheFormOfTheTextTellsIt) {
  EXPECT_EQ(kind_of(read_text("一、项目信息\n项目名称：危废处置\n采用单一来源采购方式的原因及说明：只此一家\n"
                              "二、拟定的唯一供应商名称：麦田环保有限公司\n")),
            "single_source");
  EXPECT_EQ(kind_of(read_text(
                "项目名称：食堂服务(三次)\n终止原因：因3月28日发出的更正公告有歧义，评审无法进行。\n")),
            "failure");
}

TEST(NoticeParties, ARecordsMembersNameWhomThePageDoesNot) {
  const auto page = read_json_document(
      R"({"buyerName":"青溪镇人民政府","agentName":"青溪镇人民政府","projectCode":"QX-2026-007",)"
      R"("content":"<h1>绿化养护成交公告</h1><p>中标供应商：青山园艺有限公司</p>"})",
      "");
  ASSERT_TRUE(page);
  const Notice n = read_notice(*page, config::shipped_reading_tables());
  EXPECT_EQ(n.buyer.name, "青溪镇人民政府");
  EXPECT_EQ(n.agency.name, "") << "who buys for itself has no agency";
  EXPECT_EQ(n.project_no, "QX-2026-007");
}

}  // namespace
}  // namespace tenderlead::parsers

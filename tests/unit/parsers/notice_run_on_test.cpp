// Head fields where labels lost their colons, values their ends, or only sentences name them.
#include <gtest/gtest.h>

#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

TEST(NoticeRunOn, ANameMayEndItsSentence) {
  const Notice n =
      read_text("云岭市第三医院导诊服务市场调研公告\n1.项目名称：云岭市第三医院2027年度导诊服务项目。\n");
  EXPECT_EQ(n.project_name, "云岭市第三医院2027年度导诊服务项目");
}

TEST(NoticeRunOn, ABudgetForSeveralYearsIsATotal) {
  EXPECT_EQ(yuan(read_text("项目名称：导诊服务\n项目预算：96万元/两年。\n").budget), "960000");
  EXPECT_EQ(yuan(read_text("项目名称：导诊服务\n项目预算：96元/人。\n").budget), "none");
}

TEST(NoticeRunOn, AFigureBehindATelephoneNumbersTheNextParty) {
  const Notice n = read_text(
      "九、联系方式1.采购人：云岭市体育局地址：云岭市竹溪路8号联系人：孟工 "
      "电话：0888-61000012.采购代理机构：恒川招标有限公司"
      "地址：云岭市安澜大道100号联系人：费欣、卢青电话：13900000001、139000000023."
      "监督机构名称：云岭市财政局电话：0888-"
      "6100009。");
  EXPECT_EQ(n.buyer.phone, "0888-6100001");
  EXPECT_EQ(n.agency.contact, "费欣、卢青");
  EXPECT_EQ(n.agency.phone, "13900000001、13900000002");
}

TEST(NoticeRunOn, ATelephoneOfEightFiguresKeepsThemAll) {
  const Notice n = read_text("采购人：云岭市体育局\n联系人：孟工\n电话：0888-61000012.\n");
  EXPECT_EQ(n.buyer.phone, "0888-61000012");
}

TEST(NoticeRunOn, EscapedSpacesAreSpaces) {
  const Notice n = read_text("&nbsp;项目编号：&nbsp;YLCG2026049&nbsp;&nbsp;采购方式：竞争性磋商\n");
  EXPECT_EQ(n.project_no, "YLCG2026049");
}

TEST(NoticeRunOn, SentencesTellOfAProject) {
  struct Row {
    const char* text;
    const char* name;
  };
  const Row rows[] = {
      {"我院锅炉维保项目于2026年1月14日在本院会议室进行开标，有效投标人不足三家，作废标处理。\n",
       "锅炉维保项目"},
      {"我校竹溪楼家具招标采购项目（编号：2026[29]）评标会议于2026年6月28日召开。\n",
       "竹溪楼家具招标采购项目"},
      {"经院务会研究通过，云岭市第三医院门诊楼改造项目进行对外招标采购，先后4家公司投标。\n",
       "云岭市第三医院门诊楼改造项目"},
      {"恒川招标有限公司受云岭市第三医院委托，就所需要采购的工装采购在国内进行公开招标。\n", "工装采购"},
  };
  for (const Row& row : rows) EXPECT_EQ(read_text(row.text).project_name, row.name) << row.text;
}

TEST(NoticeRunOn, AListToComeIsNoName) {
  for (const char* text :
       {"竞争性谈判公告\n恒川招标有限公司受云岭市第三医院委托将对下列政府采购项目进行竞争性谈判\n",
        "恒川招标有限公司受云岭市第三医院委托，对其所需项目进行国际公开招标采购。\n"})
    EXPECT_EQ(read_text(text).project_name, "") << text;
}

TEST(NoticeRunOn, TheGiverEndsBeforeItsBracket) {
  for (const char* text :
       {"恒川招标有限公司受云岭市第三医院的（以下简称“采购人”）委托，对冷链采购项目进行公开招标。\n",
        "恒川招标有限公司受云岭市第三医院（采购单位）委托，就冷链采购项目进行公开招标。\n"})
    EXPECT_EQ(read_text(text).buyer.name, "云岭市第三医院") << text;
}

TEST(NoticeRunOn, TheHouseBeforeAQuotedNameIsTheBuyer) {
  const Notice n = read_text(
      "门厅改造项目成交公告\n云岭市竹溪区安澜学校《教学楼门厅改造项目》经过专家评审，成交结果公布如下：\n");
  EXPECT_EQ(n.buyer.name, "云岭市竹溪区安澜学校");
  EXPECT_EQ(n.project_name, "教学楼门厅改造项目");
}

TEST(NoticeRunOn, ADepartmentSignsForItsHouse) {
  const Notice n =
      read_text("舞台维修项目结果公示\n现将结果公示如下。\n云岭师范学院\n后勤基建处\n2026年3月21日\n");
  EXPECT_EQ(n.buyer.name, "云岭师范学院");
}

TEST(NoticeRunOn, AProjectsNameMayBeginWithItsHouse) {
  EXPECT_EQ(read_text("云岭市石桥人民医院医疗设备项目废标公告\n恒川招标有限公司\n2026年4月16日\n").buyer.name,
            "云岭市石桥人民医院");
  EXPECT_EQ(
      read_text("云岭市石桥人民医院新院区道路工程招标公告\n恒川招标有限公司\n2026年4月16日\n").buyer.name,
      "");
}

TEST(NoticeRunOn, NumbersNeedNoColonBeforeTheEnd) {
  EXPECT_EQ(read_text("四、采购项目编号YLRM-BASZH-20260617-06\n").project_no, "YLRM-BASZH-20260617-06");
  EXPECT_EQ(read_text("我院组织了“被服”（招标编号YLYY-20260803-FW027）的公开招标。\n").project_no,
            "YLYY-20260803-FW027");
  EXPECT_EQ(read_text("项目编号：YL120821ZSCG072\n招标文件\n").project_no, "YL120821ZSCG072");
  EXPECT_EQ(read_text("二、编号：1、采购代理编号：200072921\n").project_no, "200072921");
}

TEST(NoticeRunOn, WhiteSpaceTellsWhoseAWordIs) {
  const Notice n = read_text("项目名称：云岭市合成平台设备采购 项目编号：YL(4)2026040 一、项目联系方式：\n");
  EXPECT_EQ(n.project_name, "云岭市合成平台设备采购");
  EXPECT_EQ(n.project_no, "YL(4)2026040");
}

TEST(NoticeRunOn, AnAnnouncementInFrontIsNoPartOfTheName) {
  EXPECT_EQ(read_text("一、调研内容\n", "院内调研公告（2026年14号）-多导睡眠监测设备采购项目").project_name,
            "多导睡眠监测设备采购项目");
  EXPECT_EQ(read_text("安澜学校食堂食材采购补充公告\n").project_name, "安澜学校食堂食材采购");
}

TEST(NoticeRunOn, APageThatSomebodyKeptHasItsDateBelowItsHeadline) {
  const Notice n = read_text(
      "云岭市牧草种子采购项目公开招标公告\n2026年03月06日 15:14 来源：云岭采购网 【打印】\n一、招标范围\n");
  EXPECT_EQ(when(n.published_at).substr(0, 10), "2026-03-06");
}

TEST(NoticeRunOn, AClockMayStandRightBehindItsDay) {
  const Notice n = read_text("[竹溪]巡护装备更新成交公告更正公告 2026-10-3013：03：16 一、项目基本情况\n");
  EXPECT_EQ(when(n.published_at).substr(0, 10), "2026-10-30");
}

TEST(NoticeRunOn, AHeadlineMayBeginWithTheHouseAboveIt) {
  EXPECT_EQ(read_text("云岭市自来水厂有限公司\n水表2026年度(第一批)采购项目招标公告\n云岭市自来水厂有限公司"
                      "水表2026年度(第一批)"
                      "采购项目招标即将实施。\n")
                .project_name,
            "云岭市自来水厂有限公司水表2026年度(第一批)采购项目");
  EXPECT_EQ(read_text("云岭市自来水厂有限公司\n水表2026年度(第一批)采购项目招标公告\n现就水表进行采购。\n")
                .project_name,
            "水表2026年度(第一批)采购项目");
}

TEST(NoticeRunOn, PapersToBeSentBySomeHourAreDueThen) {
  EXPECT_EQ(when(read_text("3.投标人请于2026年7月30日17时将投标资料送或寄至竹溪路8号。\n").bid_deadline),
            "2026-07-30T17:00:00+08:00");
  EXPECT_EQ(when(read_text("成交供应商请于2026年7月30日17时将合同送至竹溪路8号。\n").bid_deadline), "none");
}

TEST(NoticeRunOn, AKindAloneMayBeTheHeadline) {
  const Notice n = read_text("废标公告\n我院组织的被服采购作废标处理，择期重新招标。\n");
  EXPECT_EQ(n.title, "废标公告");
  EXPECT_EQ(n.project_name, "");
}

TEST(NoticeRunOn, TheEndOfAPublicationIsNotItsDay) {
  const Notice n =
      read_text("造林项目结果公示\n公示时间：二天（2026年3月31日17：30止）\n二〇二六年三月三十日\n");
  EXPECT_EQ(when(n.published_at), "2026-03-30");
}

TEST(NoticeRunOn, ContractsAreToldByTheirNumberAndParties) {
  const Notice n = read_text(
      "政府采购合同编号：YLCG-GK-20260426-"
      "1\n采购人（全称）：云岭市妇幼保健院（甲方）\n中标（成交）供应商（全称）："
      "恒川软件有限公司（乙方）\n合计金额小写：2968000元\n");
  EXPECT_EQ(kind_of(n), "contract");
  EXPECT_EQ(n.contract.no, "YLCG-GK-20260426-1");
  EXPECT_EQ(yuan(n.contract.amount), "2968000");
}

TEST(NoticeRunOn, AShortPageThatSaysWhoWonIsAnAward) {
  EXPECT_EQ(kind_of(read_text("我校竹溪楼家具项目评标会议召开，确认恒川家具有限公司所投公寓家具中标。\n")),
            "award");
  EXPECT_EQ(kind_of(read_text("“被服系统”拟采用单一来源方式采购，现征求意见。\n")), "single_source");
}

TEST(NoticeRunOn, AnAgencysPlaceAndNumberMayStandBehindItsName) {
  const Notice n = read_text(
      "采购单位：云岭市第三医院\n采购代理机构及联系电话如下：\n恒川工程招标有限公司，联系电话：0888-"
      "6100002。\n"
      "到恒川工程招标有限公司（详细地址：云岭市竹溪区安澜路118号）购买招标文件。\n恒川工程招标有限公司\n2026"
      "年3月30日\n");
  EXPECT_EQ(n.agency.name, "恒川工程招标有限公司");
  EXPECT_EQ(n.agency.address, "云岭市竹溪区安澜路118号");
  EXPECT_EQ(n.agency.phone, "0888-6100002");
}

TEST(NoticeRunOn, TheProjectsOwnCellHoldsItsContact) {
  const Notice n = read_text(R"(采购人 | 云岭市安澜幼儿园 |
采购人地址和联系方式 | 地址:竹溪路8号,联系方式:孟老师,13900000001 |
采购代理机构名称 | 云岭市政府采购中心 |
采购代理机构地址和联系方式 | 地址:安澜大道100号,联系方式:费老师,0888-6100002 |
采购项目联系人姓名和电话 | 联系人:卢老师,电话:13900000003 |
)");
  EXPECT_EQ(n.project_contact.name, "卢老师");
  EXPECT_EQ(n.project_contact.phone, "13900000003");
  EXPECT_EQ(n.agency.phone, "0888-6100002");
}

}  // namespace
}  // namespace tenderlead::parsers

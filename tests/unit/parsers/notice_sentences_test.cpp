// What sentences, signatures and headlines say where no label does; texts that lost their line breaks.
#include <gtest/gtest.h>

#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

struct Period {
  const char* name;
  const char* text;
  const char* from;
  const char* until;
};

class DocumentsPeriod : public ::testing::TestWithParam<Period> {};

TEST_P(DocumentsPeriod, IsWhatTheSentenceOrTheHeadingAboveItSays) {
  const Notice n = read_text(GetParam().text, "青禾县人民医院影像设备采购公告");
  EXPECT_EQ(when(n.documents_from), GetParam().from);
  EXPECT_EQ(when(n.documents_until), GetParam().until);
}

INSTANTIATE_TEST_SUITE_P(
    Sentences, DocumentsPeriod,
    ::testing::Values(
        Period{"HeadingNamesTheDocuments",
               "四、招标文件\n本项目的招标文件自2026年2月25日～2026年3月16日（节假日休息）由投标人报名后购买"
               "，售价500元。\n",
               "2026-02-25", "2026-03-16"},
        Period{"Registration",
               "六、报名时间、地点及要求\n1、请投标人于2026年8月14日至2026年8月20日上午9时至12时到青禾县行政"
               "中心四楼登记。\n",
               "2026-08-14", "2026-08-20"},
        Period{"NumberedUnderItsHeading",
               "5、招标文件发售时间及地点：\n（1）时间：2026年8月26日至2026年9月1日上午8：30-"
               "11：30；\n（2）地点：青禾县水务大厦2楼。\n",
               "2026-08-26", "2026-09-01"},
        Period{"DownloadUntilAClockTime",
               "6．招标文件的获取\n6."
               "1凡有意参加投标者，请从2026年9月29日～2026年10月18日17时止，自行在青禾县交易网进行网上下载招"
               "标文件。\n",
               "2026-09-29", "2026-10-18T17:00:00+08:00"},
        Period{"DepositIsNoDocument",
               "七、投标保证金\n投标人购买招标文件后于2026年9月29日至2026年10月18日17时缴纳投标保证金。\n",
               "none", "none"},
        Period{"FromNowOn",
               "3．发售招标文件时间：招标文件每包100元，购买招标文件的费用即日起至2026年10月10日前向招标代理"
               "机构交纳。\n",
               "none", "2026-10-10"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(NoticeSentences, BidsAreHandedInByTheEndOfTheirHour) {
  const Notice n = read_text(R"(五、投标文件的递交
响应文件必须在2026年3月18日下午14:30～15:00(北京时间)之间送到青禾县交易中心，接收人为：杨昌梅。
六、开标时间和地点
采购会议于2026年3月18日下午15:00(北京时间)在青禾县交易中心举行，供应商须出席。
)",
                             "青禾县人民医院影像设备招标公告");
  EXPECT_EQ(when(n.bid_deadline), "2026-03-18T15:00:00+08:00");
  EXPECT_EQ(when(n.opening_at), "2026-03-18T15:00:00+08:00");
}

TEST(NoticeSentences, TimesToBeToldLaterAreNone) {
  const Notice n = read_text(
      "关于青禾县医院更换照明工程的延期公告后勤处 2026/9/5 "
      "22:46:00现将青禾县医院更换照明工程有关事项通知如下：本项目延期开标，"
      "具体投标截止时间和开标时间待定。特此公告。");
  EXPECT_EQ(n.title, "关于青禾县医院更换照明工程的延期公告");
  EXPECT_EQ(when(n.bid_deadline), "none");
  EXPECT_EQ(when(n.opening_at), "none");
  ASSERT_TRUE(n.published_at.has_value());
  EXPECT_EQ(to_string(n.published_at->date), "2026-09-05");
}

TEST(NoticeSentences, TheOpeningMayBeTheDeadline) {
  const Notice n = read_text(
      "5."
      "1投标文件递交的截止时间为：2026年8月19日9时30分。招标人定于上述投标文件递交截止的同一时间在青禾县交易"
      "中心公开开标。\n",
      "青禾县医院改造工程招标公告");
  EXPECT_EQ(when(n.opening_at), "2026-08-19T09:30:00+08:00");
}

TEST(NoticeSentences, DocumentsMayBeHadForLonger) {
  const Notice n =
      read_text("二、更正信息\n更正内容：\n获取招标文件时间延长至2026年8月5日17:30。\n其余均不变。\n",
                "青禾大学相机采购更正公告");
  EXPECT_EQ(when(n.documents_until), "2026-08-05T17:30:00+08:00");
}

TEST(NoticeSentences, WhoSignsIsTheAgencyAndWhomToAsk) {
  const Notice n = read_text(R"(根据政府采购法的规定，现就医疗设备项目进行公开招标，欢迎前来投标。
一、项目名称：医疗设备采购
十二、业务咨询：
联系人：陈冰、李贞 联系电话：0773-2887388
广西云溪招标有限公司
2026年4月10日
)");
  EXPECT_EQ(n.agency.name, "广西云溪招标有限公司");
  EXPECT_EQ(n.agency.contact, "陈冰、李贞");
  EXPECT_EQ(n.agency.phone, "0773-2887388");
  EXPECT_TRUE(n.buyer.phone.empty());
}

TEST(NoticeSentences, WhoGaveTheOrderMayBeLeftOut) {
  const Notice n =
      read_text("福建讯远招标有限公司受委托对下列政府采购项目进行公开招标：\n1．招标文件编号：FJXY2026128\n");
  EXPECT_EQ(n.agency.name, "福建讯远招标有限公司");
}

TEST(NoticeSentences, TwoPartiesSideBySideHaveTheirOwnContacts) {
  const Notice n = read_text(R"(八、联系方式
采购人：青禾市工业学校 采购代理机构：青禾亿远工程咨询有限公司
地址：沈家路650号 地址：延安西路1329弄5号3703室
联系人：王老师 联系人：曹工
电话：58607281 电话：62121178
)",
                             "青禾市工业学校设备采购成交公告");
  EXPECT_EQ(n.buyer.address, "沈家路650号");
  EXPECT_EQ(n.buyer.contact, "王老师");
  EXPECT_EQ(n.buyer.phone, "58607281");
  EXPECT_EQ(n.agency.address, "延安西路1329弄5号3703室");
  EXPECT_EQ(n.agency.contact, "曹工");
  EXPECT_EQ(n.agency.phone, "62121178");
}

TEST(NoticeSentences, ATelephoneBelowTheProjectsPersonIsThatPersons) {
  const Notice n = read_text(
      "2．招标内容：医疗设备\n5．项目联系人：潘先生\n6．联系电话：0595-22518425传真: 0595-22518429\n",
      "青禾县中医院设备招标公告");
  EXPECT_EQ(n.project_contact.name, "潘先生");
  EXPECT_EQ(n.project_contact.phone, "0595-22518425");
  EXPECT_TRUE(n.buyer.phone.empty());
}

TEST(NoticeSentences, TheSitesOwnLicenceAndTelephoneAreNotTheNotices) {
  const Notice n = read_html(R"(<html><body><h1>青禾县桥梁修复工程中标候选人公示</h1>
<p>招标人：青禾县公路管理局</p><p>联系电话：0577-88603686</p><p>公示期为三个工作日，从公示之日起计算，有异议的应当在公示期间提出。</p>
<div>增值电信业务经营许可证 编号：苏B2-20990129</div><div>某某工程招标网 版权所有</div><div>电话：400 6071880</div></body></html>)");
  EXPECT_TRUE(n.project_no.empty()) << n.project_no;
  EXPECT_EQ(n.buyer.phone, "0577-88603686");
  EXPECT_TRUE(n.agency.phone.empty());
}

TEST(NoticeSentences, FieldsOfATextWithoutLineBreaksEndWhereTheNextIsNumbered) {
  const Notice n = read_text(
      "2. 项目概况与谈判范围 2.1项目名称：青禾县文化局音响采购项目 2.2采购编号：QHG2026-24-017 "
      "2.3谈判范围：音响及座椅 3. 资格要求 "
      "3."
      "1具备供货能力。一、采购人名称：青禾县文化局二、采购方式：竞争性谈判三、项目编号：QHPSP26ZH04ZC25四、采"
      "购预算：20万元",
      "青禾县文化局音响采购项目谈判公告");
  EXPECT_EQ(n.project_name, "青禾县文化局音响采购项目");
  EXPECT_EQ(n.project_no, "QHPSP26ZH04ZC25");
}

TEST(NoticeSentences, AHeadlineMayHoldTheNumber) {
  const Notice bracketed =
      read_text("关于医院照明改造工程（QHUHQ202608011GC）的延期公告\n本项目延期开标，请各投标人知悉。\n");
  EXPECT_EQ(bracketed.project_no, "QHUHQ202608011GC");
  const Notice before =
      read_html("<h1>qhcg2603-tp08 青禾县城管支队物业服务项目流标公告</h1><p>本项目流标。</p>");
  EXPECT_EQ(before.title, "青禾县城管支队物业服务项目流标公告");
  EXPECT_EQ(before.project_no, "qhcg2603-tp08");
}

TEST(NoticeSentences, TheNumberOfAPackageYieldsToThatOfTheProcurement) {
  const Notice n =
      read_text("所需路沿石已具备询比价采购条件(采购编号:A6HX231018002)。\n标段(包)编号：A6HX231018002/01\n",
                "青禾建设路沿石询价采购公告");
  EXPECT_EQ(n.project_no, "A6HX231018002");
}

TEST(NoticeSentences, TheSitesNameAndColumnAreNoPartOfTheTitle) {
  std::string menu;
  for (int i = 0; i < 100; ++i) menu += "<li><a href=\"/c" + std::to_string(i) + "\">栏目</a></li>";
  const Notice behind = read_html(
      "<html><head><title>关于网络改造设备的成交结果公告-青禾第一中学</title></head><body><ul>" + menu +
      "</ul><div>关于网络改造设备的成交结果公告</div><p>一、项目编号：QHYX2026-099</p></body></html>");
  EXPECT_EQ(behind.title, "关于网络改造设备的成交结果公告");
  EXPECT_EQ(read_html("<h2>成交公告：[市级]智能美疗仪采购的成交公告</h2><p>成交金额：5000元</p>").title,
            "智能美疗仪采购的成交公告");
}

TEST(NoticeSentences, ADateWithinAPeriodIsNoSignature) {
  const Notice n = read_text(
      "三、获取招标文件\n时间：\n2026年07月29日\n至\n2026年08月05日\n，每天上午\n09:30至13:30\n地点：线上\n",
      "青禾县供水管网设计招标公告");
  EXPECT_FALSE(n.published_at.has_value());
  EXPECT_EQ(when(n.documents_until), "2026-08-05");
}

TEST(NoticeSentences, HowLongANoticeStandsIsNotWhenItWasPublished) {
  EXPECT_FALSE(read_text("公示时间：2026年6月14日至2026年6月17日17时\n", "青禾县大道改建工程中标候选人公示")
                   .published_at.has_value());
}

TEST(NoticeSentences, AWinnersNameEndsWhereTheNextFieldBegins) {
  const Notice n =
      read_text("二、成交供应商名称：\n包为“美疗仪”的成交供应商：北城锦诚商贸有限公司，成交金额：493000元\n",
                "青禾市学校美疗仪采购成交公告");
  ASSERT_EQ(n.awards.size(), 1u);
  EXPECT_EQ(n.awards[0].supplier, "北城锦诚商贸有限公司");
}

TEST(NoticeSentences, LotsOfATableWhoseLastCellsVanishedBeginWithTheirNumber) {
  const Notice n = read_text(R"(采购需求：
采购标段
标的名称
品目名称
数量
简要规格描述或
项目基本概况
预算金额(元)
备注
包5-指挥调度桌面云
包5-指挥调度桌面云
信息化设备
1
详见招标文件
2390000.00
包6-通讯设备建设
包6-通讯设备建设
信息化设备
1
详见招标文件
1419700.00
合同履行期限：签订后90日内
)",
                             "青禾市应急能力提升工程招标公告");
  ASSERT_EQ(n.lots.size(), 2u);
  EXPECT_EQ(n.lots[0].name, "包5-指挥调度桌面云");
  EXPECT_EQ(yuan(n.lots[1].budget), "1419700");
}

TEST(NoticeSentences, AnOfficesContactIsItsInstitutions) {
  const Notice n = read_text(
      "采购人：青禾县职业大学\n六、本次招标联系事项：\n国资处联系人：孔老师87697823\n监督处电话：87690001\n",
      "青禾县职业大学接送服务中标公告");
  EXPECT_EQ(n.buyer.contact, "孔老师");
  EXPECT_EQ(n.buyer.phone, "87697823");
}

TEST(NoticeSentences, AResultUnderATendersHeadlineIsAnAward) {
  const Notice n =
      read_text("项目编号：YGYG-20260928\n成交供应商名称:北城德通电子有限公司\n成交金额：人民币3850元\n",
                "笔记本电脑采购公告");
  EXPECT_EQ(kind_of(n), "award");
}

TEST(NoticeSentences, FiguresMayBeSetApartByTenThousands) {
  EXPECT_EQ(yuan(read_text("3.采购预算：人民币250,0000.00元。\n", "青禾县医院设备招标公告").budget),
            "2500000");
}

TEST(NoticeSentences, LotsMayShareABudgetInOneSentence) {
  const Notice n = read_text(
      "预算金额：\n本项目预算金额为 600000.0 元，其中：A 医院评估 100000.0元B 医院规划体系建设 "
      "500000.0元。\n采购需求：共分为2个包。\n",
      "青禾市卫生局2026年医院评估项目竞争性磋商公告");
  ASSERT_EQ(n.lots.size(), 2u);
  EXPECT_EQ(n.lots[0].name, "医院评估");
  EXPECT_EQ(yuan(n.lots[0].budget), "100000");
  EXPECT_EQ(n.lots[1].no, "B");
  EXPECT_EQ(yuan(n.lots[1].budget), "500000");
}

TEST(NoticeSentences, APlanWithoutRowsAnnouncesWhatItsHeadlineNames) {
  const Notice n =
      read_text("青禾市工程建设项目招标计划表\n备注 本计划表所列信息均为暂定，以实际招标时的信息为准\n",
                "青禾职业中心2026年暑期校园维修工程招标计划");
  ASSERT_EQ(n.intentions.size(), 1u);
  EXPECT_EQ(n.intentions[0].name, "青禾职业中心2026年暑期校园维修工程");
}

TEST(NoticeSentences, LabelsOfFourLettersEndAValueWithoutAnyBreak) {
  const Notice n = read_text(
      "项目名称：青禾县公路提质改造施工项目编号：A4313810001招标人：青禾县人民政府保证金：14."
      "7万元\n青禾县公路提质改造施工招标公告\n");
  EXPECT_EQ(n.project_name, "青禾县公路提质改造施工");
  EXPECT_EQ(n.project_no, "A4313810001");
}

TEST(NoticeSentences, BidsMayBeTakenForSeveralDays) {
  const Notice n = read_text(
      "三、投标时间、方式及相关事宜\n1.投标时间：2026年7月9—11日8：30— 16：00（北京时间），逾期不受理。\n",
      "青禾职业学院维修服务采购公告");
  EXPECT_EQ(when(n.bid_deadline), "2026-07-11T16:00:00+08:00");
}

TEST(NoticeSentences, MonthsMayHaveEnglishNames) {
  EXPECT_EQ(
      when(read_text("开标地点\n开标室2\n开标时间\nMar 16, 2026\n", "青禾县体育馆改造开标记录").opening_at),
      "2026-03-16");
}

TEST(NoticeSentences, UnitsNamedAmongCandidatesAreCandidates) {
  const Notice n = read_html(R"(<h1>青禾市净菜中心项目定标候选人公示</h1><table>
<tr><td colspan="2">定标候选人及相关内容</td></tr>
<tr><td>单位名称</td><td>青禾第一建筑工程有限公司</td></tr><tr><td>投标报价</td><td>61685092.71 元</td></tr></table>)");
  ASSERT_EQ(n.awards.size(), 1u);
  EXPECT_EQ(n.awards[0].supplier, "青禾第一建筑工程有限公司");
  EXPECT_EQ(yuan(n.awards[0].amount), "61685092.71");
}

}  // namespace
}  // namespace tenderlead::parsers

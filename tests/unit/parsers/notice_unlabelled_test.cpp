// What notices say without a label, or in columns that were lost.
#include <gtest/gtest.h>

#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

TEST(NoticeUnlabelled, TwoPartiesSideBySideKeepTheirOwn) {
  const Notice n = read_text(R"(成交公告
采购人：云岭市第三医院      采购代理机构：恒川工程咨询有限公司
地址：云岭市竹溪路8号       地址：云岭市安澜大道100号
联系人：孟老师              联系人：费工
电话：0888-6100001          电话：0888-6100002
)",
                             "云岭市第三医院血球仪成交公告");
  EXPECT_EQ(n.buyer.address, "云岭市竹溪路8号");
  EXPECT_EQ(n.buyer.contact, "孟老师");
  EXPECT_EQ(n.buyer.phone, "0888-6100001");
  EXPECT_EQ(n.agency.address, "云岭市安澜大道100号");
  EXPECT_EQ(n.agency.contact, "费工");
  EXPECT_EQ(n.agency.phone, "0888-6100002");
}

TEST(NoticeUnlabelled, ThePairsMayBeginWithTheAgencysPerson) {
  const Notice n = read_text(R"(采购代理机构联系人：费工 采购人联系人：孟老师
电话：0888-6100002 电话：0888-6100001
联系地址：云岭市安澜大道100号 联系地址：云岭市竹溪路8号
)");
  EXPECT_EQ(n.agency.phone, "0888-6100002");
  EXPECT_EQ(n.buyer.phone, "0888-6100001");
  EXPECT_EQ(n.buyer.address, "云岭市竹溪路8号");
}

TEST(NoticeUnlabelled, TheContactOfANoticeThatAnAgencySignsIsTheAgencys) {
  const Notice n = read_html(R"(<p>现就一批康复设备进行公开招标，欢迎供应商前来投标。</p>
<p>一、项目名称：康复设备采购</p><p>十二、业务咨询：</p>
<p>联系人：费欣 联系电话：0888-6100002</p><p>恒川招标有限公司</p><p>2026年4月10日</p>)");
  EXPECT_EQ(n.agency.name, "恒川招标有限公司");
  EXPECT_EQ(n.agency.contact, "费欣");
  EXPECT_EQ(n.agency.phone, "0888-6100002");
  EXPECT_EQ(n.buyer.contact, "");
}

TEST(NoticeUnlabelled, AProcurementCentreThatSignsIsNoBuyer) {
  const Notice n =
      read_text("某项目流标公告\n本次招标有效投标文件不足三家，流标。\n云岭市政府采购中心\n2026年4月10日\n");
  EXPECT_EQ(n.buyer.name, "");
  EXPECT_EQ(n.agency.name, "云岭市政府采购中心");
}

TEST(NoticeUnlabelled, NumberAndNameOfOneLabelAreTakenApart) {
  struct Row {
    const char* text;
    const char* name;
    const char* number;
  };
  const Row rows[] = {
      {"一、招标项目名称及标书编号：云岭市巡护队物业服务项目ylcg2603-tp08\n", "云岭市巡护队物业服务项目",
       "ylcg2603-tp08"},
      {"项目名称、编号：云岭市血站冷链设备（YLXZ-2026-009）\n", "云岭市血站冷链设备", "YLXZ-2026-009"},
      {"采购项目编号及名称：YLCG20260418 云岭市血站冷链设备\n", "云岭市血站冷链设备", "YLCG20260418"},
  };
  for (const Row& row : rows) {
    const Notice n = read_text(row.text);
    EXPECT_EQ(n.project_name, row.name);
    EXPECT_EQ(n.project_no, row.number);
  }
}

TEST(NoticeUnlabelled, AFootersNumbersAreNobodys) {
  const Notice n = read_html(R"(<h1>云岭市血站冷链设备采购公告</h1><p>项目名称：云岭市血站冷链设备</p>
<p>一、采购需求</p><p>冷链箱十只，温度记录仪二十只，冷库改造一项，运输车辆二辆，均含三年维护与校准服务，供应商须上门安装调试。</p>
<p>二、其他说明</p><p>详见采购文件，采购文件一经售出不予退还，供应商自行承担参加采购活动的费用。</p>
<p>招标网 版权所有</p><p>增值电信业务经营许可证 编号：云B2-20260001</p><p>电话：400-600-1234</p>)");
  EXPECT_EQ(n.project_no, "");
  EXPECT_EQ(n.buyer.phone, "");
}

TEST(NoticeUnlabelled, SentencesSayWhenDocumentsAreGivenOut) {
  const char* rows[] = {
      "四、招标文件\n本项目的招标文件自2026年2月25日～2026年3月16日（节假日休息）由投标单位报名领取，售价500"
      "元。\n",
      "1、请投标人于 2026 年 2 月 25 日至2026年 3 月 16 "
      "日上午9时至12时，在云岭市行政中心四楼购买招标文件。\n",
      "6.1凡有意参加投标者，请从2026年2月25日～2026年3月16日17时止，自行在交易网下载招标文件。\n",
  };
  for (const char* row : rows) {
    const Notice n = read_text(row, "云岭市血站冷链设备招标公告");
    EXPECT_EQ(when(n.documents_from).substr(0, 10), "2026-02-25") << row;
    EXPECT_EQ(when(n.documents_until).substr(0, 10), "2026-03-16") << row;
  }
}

TEST(NoticeUnlabelled, ASectionsSentenceSaysItsTime) {
  const Notice n = read_text(R"(五、投标文件的递交
响应文件用汉语编制，一套正本，两套副本，于2026年3月18日15:00前送到云岭市交易中心。
六、开标时间和地点
开标会议于2026年3月18日下午15:30(北京时间)在云岭市交易中心举行。
)");
  EXPECT_EQ(when(n.bid_deadline), "2026-03-18T15:00:00+08:00");
  EXPECT_EQ(when(n.opening_at), "2026-03-18T15:30:00+08:00");
}

TEST(NoticeUnlabelled, TheHeadlineOfATextWithoutLineBreaksIsFound) {
  struct Row {
    const char* text;
    const char* title;
  };
  const std::string rest =
      "关于单位采购项目有关事项通知如下：本项目延期开标，具体投标截止时间和开标时间待定，请各供应商留意网站的"
      "后续通知。";
  const Row rows[] = {
      {"关于实验楼更换格栅灯工程（YLU202608011）的延期公告后勤保障部 2026/9/5 22:46:00",
       "关于实验楼更换格栅灯工程（YLU202608011）的延期公告"},
      {"更换外围排污总管工程（YLU202602005）后勤保障部 2026/9/5 22:46:00",
       "更换外围排污总管工程（YLU202602005）"},
  };
  for (const Row& row : rows) {
    const Notice n = read_text(row.text + rest);
    EXPECT_EQ(n.title, row.title);
    EXPECT_EQ(when(n.published_at), "2026-09-05T22:46:00+08:00");
  }
}

TEST(NoticeUnlabelled, TheSitesNameIsNoPartOfTheTitle) {
  std::string menu;
  for (int i = 0; i < 120; ++i) menu += "<p>校园风采</p>";
  const Notice n =
      read_html("<html><head><title>四号楼厕所改造项目采购说明-云岭市第一初级中学</title></head><body>" +
                menu + "<p>四号楼厕所改造项目采购说明</p><p>项目编号：YLYZ-2026-1</p></body></html>");
  EXPECT_EQ(n.title, "四号楼厕所改造项目采购说明");
}

TEST(NoticeUnlabelled, WhoWonIsReadBehindAnyWordsForIt) {
  const Notice n = read_text(R"(云岭市血站冷链设备采购公告
经过询价采购程序，最终确认采购结果如下：
成交供应商名称:云岭博远商贸有限公司
成交金额： 人民币3850元
)");
  EXPECT_EQ(kind_of(n), "award");
  ASSERT_EQ(n.awards.size(), 1u);
  EXPECT_EQ(n.awards[0].supplier, "云岭博远商贸有限公司");
  EXPECT_EQ(yuan(n.awards[0].amount), "3850");
}

TEST(NoticeUnlabelled, RanksMayHeadColumnsBehindAWideHead) {
  const Notice n = read_html(R"(<h1>云岭市竹溪路改造工程中标候选人公示</h1>
<p>标段（包）编号：YLA080003-202601-01</p><p>二、评标结果</p><table>
<tr><td colspan=2>名 次</td><td>第一名</td><td>第二名</td></tr>
<tr><td colspan=2>中标候选人名称</td><td>恒川建设有限公司</td><td>安澜路桥有限公司</td></tr>
<tr><td colspan=2>投标报价(元/%)</td><td>5674075.38</td><td>5613025.98</td></tr>
<tr><td colspan=2>质量目标</td><td>达到国家验收规范合格标准。</td><td>达到国家验收规范合格标准。</td></tr>
<tr><td rowspan=2>项目人员</td><td>项目负责人</td><td>费欣</td><td>孟川</td></tr>
<tr><td>技术负责人</td><td>费安</td><td>孟竹</td></tr></table>
<table><tr><td>单位名称</td><td>奖项及获奖项目名称</td><td>颁奖部门</td><td>获奖日期</td></tr>
<tr><td>恒川建设有限公司</td><td>优质工程奖</td><td>云岭市建设局</td><td>2022-11-18</td></tr></table>)");
  EXPECT_EQ(n.project_no, "YLA080003-202601-01");
  EXPECT_EQ(when(n.published_at), "none");
  ASSERT_EQ(n.awards.size(), 2u);
  EXPECT_EQ(n.awards[0].supplier, "恒川建设有限公司");
  EXPECT_EQ(yuan(n.awards[0].amount), "5674075.38");
  EXPECT_EQ(n.awards[1].rank, 2);
}

TEST(NoticeUnlabelled, FormsMayCallTheirFieldsAnything) {
  const Notice n = read_html(R"(<h1>云岭市血站冷链设备询价公告</h1><table>
<tr><td>采购任务统一编号</td><td>YLXZ-2026-009</td></tr>
<tr><td>询价响应文件接收截止时间</td><td>2026-05-20 09:30</td></tr>
<tr><td>项目采购预算价（万元）</td><td>38.5</td></tr></table>)");
  EXPECT_EQ(when(n.bid_deadline), "2026-05-20T09:30:00+08:00");
  EXPECT_EQ(yuan(n.budget), "385000");
}

TEST(NoticeUnlabelled, ASentenceInAColumnOfPricesIsNoSum) {
  const Notice n = read_html(R"(<h1>云岭市竹溪路改造工程设计中标候选人公示</h1><table>
<tr><td>中标候选人名称</td><td>恒川设计有限公司</td><td>安澜设计有限公司</td></tr>
<tr><td>投标报价(元/%)</td><td>按《收费管理规定》（计价格[2002]10 号）标准的50%计取</td>
<td>按《收费管理规定》（计价格[2002]10 号）标准的55%计取</td></tr></table>)");
  ASSERT_EQ(n.awards.size(), 2u);
  EXPECT_FALSE(n.awards[0].amount.has_value());
}

TEST(NoticeUnlabelled, AnExtensionMayFollowAStar) {
  const Notice n = read_text("1.采购人信息\n名称：云岭市血站\n联系方式：费欣：0888-61000123*1122\n");
  EXPECT_EQ(n.buyer.phone, "0888-61000123*1122");
}

TEST(NoticeUnlabelled, PartsOfATextWithoutBreaksAreToldByTheirCount) {
  std::string text =
      "云岭市血站冷链设备询价公告 一、采购单位：云岭市血站二、供应商资格：须为独立法人三、其他";
  for (int i = 0; i < 30; ++i) text += "供应商自行承担参加采购活动的费用，";
  text += "详见文件。委托单位：云岭市血站后勤中心四、领取成交通知书及签订合同。";
  const Notice n = read_text(text);
  EXPECT_NE(n.buyer.name.find("云岭市血站"), std::string::npos);
  EXPECT_EQ(n.buyer.name.find("领取"), std::string::npos);
}

TEST(NoticeUnlabelled, LotsMayStandWithinALine) {
  const Notice n = read_text(
      "1. 谈判条件 2.1项目名称：云岭市文化馆设备采购项目 2.3谈判范围：第一标段：显示屏、音响 第二标段：座椅 "
      "3. 资格要求",
      "云岭市文化馆设备采购项目谈判公告");
  ASSERT_EQ(n.lots.size(), 2u);
  EXPECT_EQ(n.lots[0].name, "显示屏、音响");
  EXPECT_EQ(n.lots[1].name, "座椅");
  const Notice terms =
      read_text("合同履行期限：第一包：签订后三十日 第二包：签订后六十日\n", "云岭市文化馆设备采购公告");
  EXPECT_TRUE(terms.lots.empty());
}

TEST(NoticeUnlabelled, ALotHoldsAllThatItsRowsName) {
  const Notice n = read_html(R"(<h1>云岭市医院设备采购公告</h1><table>
<tr><td>分 标</td><td>货 物 名 称</td><td>数 量</td></tr>
<tr><td rowspan=2>A 分标</td><td>呼吸机</td><td>1</td></tr><tr><td>监护仪</td><td>8</td></tr>
<tr><td>B 分标</td><td>灭菌器</td><td>1</td></tr></table>)");
  ASSERT_EQ(n.lots.size(), 2u);
  EXPECT_EQ(n.lots[0].name, "呼吸机、监护仪");
  EXPECT_EQ(n.lots[1].name, "灭菌器");
}

TEST(NoticeUnlabelled, ASentenceNamesTheWinnerAndTheSum) {
  const Notice n = read_text(
      "云岭市竹溪路改造工程中标公告\n经评审，中标人为恒川建设有限公司（项目负责人：费欣），中标价1042478元，"
      "工期90天。\n");
  ASSERT_EQ(n.awards.size(), 1u);
  EXPECT_EQ(n.awards[0].supplier, "恒川建设有限公司");
  EXPECT_EQ(yuan(n.awards[0].amount), "1042478");
}

TEST(NoticeUnlabelled, TablesUnderLotHeadsNameTheirCandidatesEach) {
  std::string html = "<h1>云岭市沼气工程中标候选人公示</h1><p>六、中标候选人名单：</p>";
  for (const char* lot : {"第一标段：", "第二标段："})
    html += std::string("<p>") + lot +
            "</p><table><tr><td rowspan=2>&nbsp;</td><td>排 "
            "序</td><td>中标候选人名称</td><td>预期中标金额（元）</td></tr>"
            "<tr><td>第一名</td><td>费欣安</td><td>332000.00</td></tr></table>";
  const Notice n = read_html(html);
  ASSERT_EQ(n.awards.size(), 2u);
  EXPECT_EQ(n.awards[0].lot, "一");
  EXPECT_EQ(n.awards[1].lot, "二");
  EXPECT_EQ(yuan(n.awards[1].amount), "332000");
}

}  // namespace
}  // namespace tenderlead::parsers

// Units of money that stand apart from their numbers, and periods that only words state.
#include <gtest/gtest.h>

#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

std::string tender(const std::string& body) {
  return "<h1>云溪县人民医院设备采购招标公告</h1><p>项目编号：YX-2026-1</p>" + body +
         "<p>采购人：云溪县人民医院</p>";
}

struct UnitCase {
  const char* body;
  const char* amount;
  const char* currency = "CNY";
};

TEST(NoticeUnits, OfABudgetMayStandInAnotherCellOrLine) {
  const UnitCase cases[] = {
      {"<table><tr><td>预算金额</td><td>58.6</td><td>万元</td></tr><tr><td>采购方式</td><td "
       "colspan=2>询价</td>"
       "</tr></table>",
       "586000"},
      {"<table><tr><td>预算金额</td><td>586000</td><td>（元）</td></tr><tr><td>采购方式</td><td "
       "colspan=2>询价"
       "</td></tr></table>",
       "586000"},
      {"<table><tr><td>预算金额/万元</td><td>58.6</td></tr><tr><td>采购方式</td><td>询价</td></tr></table>",
       "586000"},
      {"<p>预算金额/万元：58.6</p>", "586000"},
      {"<p>预算金额（万元）：58.6万元</p>", "586000"},
      {"<p>预算金额（万欧元）：8.6</p>", "86000", "EUR"},
      {"<table><tr><td>序号</td><td>标的名称</td><td>预算金额（万美元）</td></tr><tr><td>1</td><td>影像系统</"
       "td>"
       "<td>8.6</td></tr></table>",
       "86000", "USD"},
      {"<p>预算金额</p><p>58.6</p><p>万元</p>", "586000"},
      // A count's unit is no unit of money.
      {"<table><tr><td>预算金额</td><td>586000</td><td>台</td></tr><tr><td>采购方式</td><td "
       "colspan=2>询价</td>"
       "</tr></table>",
       "586000"},
  };
  for (const UnitCase& c : cases) {
    const Notice n = read_html(tender(c.body));
    ASSERT_TRUE(n.budget) << c.body;
    EXPECT_EQ(yuan(n.budget), c.amount) << c.body;
    EXPECT_EQ(n.budget->currency, c.currency) << c.body;
  }
}

struct TableCase {
  const char* above;
  const char* caption;  // a row of the table's own
  const char* head;
  const char* unit;  // a column 单位; none where empty
  const char* first;
  const char* amount;
};

TEST(NoticeUnits, OfATableMayStandAboveItOrInAColumn) {
  const TableCase cases[] = {
      {"<p>单位：万元</p>", "", "中标金额", "", "58.6", "586000"},
      {"<p>（金额单位：人民币万元）</p>", "", "中标金额", "", "58.6", "586000"},
      {"<p>币种：人民币 单位：元</p>", "", "中标金额", "", "586000", "586000"},
      {"", "<tr><td colspan=3>单位：万元</td></tr>", "中标金额", "", "58.6", "586000"},
      {"", "", "中标金额", "万元", "58.6", "586000"},
      // What stands nearer to the number wins, and nothing is multiplied twice.
      {"<p>单位：万元</p>", "", "中标金额（元）", "", "586000", "586000"},
      {"<p>单位：万元</p>", "", "中标金额", "", "586000元", "586000"},
      {"<p>单位：万元</p>", "", "中标金额（万元）", "", "58.6万元", "586000"},
      // A unit that speaks of the one who publishes is none of money.
      {"<p>发布单位：云溪县人民医院</p>", "", "中标金额", "", "586000", "586000"},
  };
  for (const TableCase& c : cases) {
    const std::string unit_head = *c.unit ? "<td>单位</td>" : "";
    const std::string unit_cell = *c.unit ? std::string("<td>") + c.unit + "</td>" : "";
    const std::string page =
        std::string("<h1>云溪县人民医院设备采购中标结果公告</h1>") + c.above + "<table>" + c.caption +
        "<tr><td>包号</td><td>中标供应商</td><td>" + c.head + "</td>" + unit_head +
        "</tr><tr><td>1</td><td>浙江甲软件有限公司</td><td>" + c.first + "</td>" + unit_cell +
        "</tr><tr><td>2</td><td>杭州乙科技有限公司</td><td>12</td>" + unit_cell + "</tr></table>";
    const Notice n = read_html(page);
    ASSERT_EQ(n.awards.size(), 2u) << page;
    EXPECT_EQ(yuan(n.awards[0].amount), c.amount) << page;
  }
}

TEST(NoticeUnits, OfPlansMayStandAboveTheirTable) {
  const Notice n = read_html(
      "<h1>云溪县人民医院2026年政府采购意向公告</h1><p>金额单位：万元</p><table><tr><td>序号</td><td>"
      "采购项目名称</td><td>采购需求概况</td><td>预算金额</td><td>预计采购时间</td></tr><tr><td>1</td><td>"
      "信息系统</td><td>建设</td><td>58.6</td><td>2026年5月</td></tr></table>");
  ASSERT_EQ(n.intentions.size(), 1u);
  EXPECT_EQ(yuan(n.intentions[0].budget), "586000");
}

struct PeriodCase {
  const char* time;
  const char* published;
  const char* from;
  const char* until;
};

TEST(NoticePeriodsOfDocuments, AreReckonedWhereOnlyWordsStateThem) {
  const PeriodCase cases[] = {
      {"自公告发布之日起5个工作日", "2026-07-01", "2026-07-01", "2026-07-08"},
      {"自公告发布之日起3个工作日", "2026-09-30", "2026-09-30", "2026-10-10"},
      {"2026年7月9日起5个工作日", "2026-07-01", "2026-07-09", "2026-07-15"},
  };
  for (const PeriodCase& c : cases) {
    const Notice n =
        read_text(std::string("云溪县人民医院设备采购招标公告\n三、获取招标文件\n时间：") + c.time +
                      "\n四、提交投标文件截止时间\n时间：2026年12月7日 9:30\n五、公告期限\n"
                      "自本公告发布之日起30个工作日\n",
                  {}, c.published);
    EXPECT_FALSE(n.documents_until) << c.time;
    ASSERT_TRUE(n.documents_period) << c.time;
    EXPECT_EQ(n.documents_period->text, c.time);
    EXPECT_EQ(to_string(n.documents_period->from), c.from) << c.time;
    EXPECT_EQ(to_string(n.documents_period->until), c.until) << c.time;
    EXPECT_GT(n.evidence.at("documents_period").confidence, 0.5);
  }
  // Where the page states the days, there is nothing to reckon; nor where nobody knows when it was published.
  EXPECT_FALSE(read_text("云溪县人民医院设备采购招标公告\n三、获取招标文件\n时间：2026年7月9日至7月15日\n",
                         {}, "2026-07-01")
                   .documents_period);
  EXPECT_FALSE(
      read_text("云溪县人民医院设备采购招标公告\n三、获取招标文件\n时间：自公告发布之日起5个工作日\n")
          .documents_period);
}

TEST(NoticeDeadlines, AreTheEndOfTheDaysOnWhichBidsAreTaken) {
  const Notice n = read_text(
      "云溪县人民医院设备采购招标公告\n四、提交投标文件\n提交投标文件截止时间：2026年8月6日至2026年8月7日17:"
      "00\n");
  EXPECT_EQ(when(n.bid_deadline), "2026-08-07T17:00:00+08:00");
}

TEST(NoticeTimes, WhatWasAnnouncedBeforeHoldsNoLonger) {
  const Notice n = read_text("青溪县教育中心器材项目谈判更正公告\n原定开标时间：2026年4月3日上午9：30。\n");
  EXPECT_EQ(when(n.opening_at), "none");
  const Notice put_off =
      read_text("青溪县平台工程推迟开标说明\n本项目原定开标时间为：2026年12月23日13时30分，因故推迟。\n");
  EXPECT_EQ(when(put_off.opening_at), "none");
}

TEST(NoticeTimes, JudgingIsNoOpeningInAResult) {
  EXPECT_EQ(when(read_text("青溪中学设备采购中标公告\n中标供应商：青山软件有限公司\n评审时间：2026-09-05\n")
                     .opening_at),
            "none");
  EXPECT_EQ(when(read_text("青溪镇道路工程发包公告\n4.2抽签时间：2026年5月18日15时00分\n").opening_at),
            "2026-05-18T15:00:00+08:00");
}

TEST(NoticeTimes, DocumentsMayBeHadUntilBidsAreDue) {
  const Notice n = read_text(
      "青溪医院供电工程招标公告\n五、招标文件的获取\n获取时间：2026年12月25日9:00至投标截止时间。\n"
      "投标截止时间：2027年1月15日9时15分\n");
  EXPECT_EQ(when(n.documents_from), "2026-12-25T09:00:00+08:00");
  EXPECT_EQ(when(n.documents_until), "2027-01-15T09:15:00+08:00");
}

TEST(NoticeTimes, RegisteringForAMarketResearchGetsNoDocuments) {
  const std::string text =
      "我院拟对医用织物洗涤服务进行市场调研。\n二、报名时间：2026年3月1日至2026年3月8日17:"
      "00\n青溪县人民医院\n";
  EXPECT_EQ(when(read_text("青溪县人民医院洗涤服务市场调研公告\n" + text).documents_until), "none");
  EXPECT_EQ(when(read_text("青溪县人民医院洗涤服务招标公告\n二、报名时间：2026年3月1日至2026年3月8日17:00\n")
                     .documents_until),
            "2026-03-08T17:00:00+08:00");
}

TEST(NoticeTimes, AFormsOwnDeadlineIsThatOfItsBids) {
  const Notice n = read_html(
      "<h1>青溪县人民医院检验试剂询价公告</h1><table><tr><td>采购单位：</td><td>青溪县人民医院</"
      "td><td>采购方式：</td>"
      "<td>询价</td></tr><tr><td>需求名称：</td><td>检验试剂一批</td><td>截止时间：</td><td>2026-03-12 "
      "17:00</td></tr></table>");
  EXPECT_EQ(when(n.bid_deadline), "2026-03-12T17:00:00+08:00");
  EXPECT_EQ(n.project_name, "检验试剂一批");
}

TEST(NoticeTimes, AFormsLastMomentIsNoSignature) {
  const Notice n =
      read_text("采购公告\n编号：QX-2026-09\n采购单位\n青溪县第二人民医院\n资料收取截止\n2026-03-15 17:00\n");
  EXPECT_EQ(when(n.published_at), "none");
}

TEST(NoticeTerm, EndsBeforeTheNextNumber) {
  EXPECT_EQ(
      read_text("青溪县人民医院电梯维保询价公告\n2、最高限价：8万元/年，服务期3年\n3、报价文件递交截止时间："
                "2026年3月15日下午5点\n")
          .service_term,
      "3年");
}

TEST(NoticeTimes, ARowsMomentIsNoSignature) {
  const Notice n = read_text(
      "青溪县人民医院设备采购更正公告\n二、更正信息\n更正内容：\n序号\n更正项\n更正前内容\n更正后内容\n1\n提"
      "交投标文件截止时间\n"
      "2026-03-12 09:30:00\n2026-03-18 09:30:00\n2\n开标时间\n2026-03-12 09:30:00\n2026-03-18 "
      "09:30:00\n三、其他\n/\n");
  EXPECT_EQ(when(n.published_at), "none");
  EXPECT_EQ(when(n.bid_deadline), "2026-03-18T09:30:00+08:00");
}

}  // namespace
}  // namespace tenderlead::parsers

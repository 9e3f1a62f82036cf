// Details of layouts that are easy to get wrong: what stands around a value decides what it is.
#include <gtest/gtest.h>

#include "parsers/page_parser.h"
#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

TEST(NoticeDetails, AnAmendmentInASentenceGivesTheNewTimesOfBoth) {
  const Notice n = read_text(R"(一、项目基本情况
原公告的采购项目编号：QHCG-2026-031
首次公告日期：2026年07月25日
二、更正信息
更正内容：原公告中“提交投标文件截止时间、开标时间：2026年08月15日15时00分（北京时间）”，现更正为“提交投标文件截止时间、开标时间：2026年08月21日15时00分（北京时间）”，其他内容不变。
更正日期：2026年07月30日
)",
                             "青禾县医院互联网医院平台项目更正公告");
  EXPECT_EQ(when(n.bid_deadline), "2026-08-21T15:00:00+08:00");
  EXPECT_EQ(when(n.opening_at), "2026-08-21T15:00:00+08:00");
}

TEST(NoticeDetails, AnAmendmentMayNameTheTimeOnlyBeforeTheOldValue) {
  const Notice n = read_text(R"(二、更正信息
原招标文件中开标时间2026年08月15日15时00分变更为2026年08月21日15时00分。
原报名截止时间2026年08月05日17时00分变更为2026年08月10日17时00分。
)",
                             "青禾县医院门诊楼项目变更公告");
  EXPECT_EQ(when(n.opening_at), "2026-08-21T15:00:00+08:00");
  EXPECT_EQ(when(n.bid_deadline), "none") << "registration is no bid";
}

TEST(NoticeDetails, PrequalificationDocumentsHaveTheirPeriod) {
  const Notice n = read_text(R"(三、领取资格预审文件
时间：2026-06-09至2026-06-16，每天上午09:00至12:00，下午14:00至17:00
地点：政府采购电子交易平台
)",
                             "青禾县妇幼保健信息系统项目资格预审公告");
  EXPECT_EQ(when(n.documents_from), "2026-06-09");
  EXPECT_EQ(when(n.documents_until), "2026-06-16");
}

TEST(NoticeDetails, ADateBelowTheLastTelephoneIsNoPartOfIt) {
  const Notice n = read_text(R"(7.联系方式
招标人：青禾县人民医院
联系人：马工 电话：0763-2477468
招标代理机构：广东远山招标代理有限公司
联系人：吴立群 电话：0763-3233528
2026-07-29
)",
                             "青禾县人民医院改造工程招标公告");
  EXPECT_EQ(n.buyer.phone, "0763-2477468");
  EXPECT_EQ(n.agency.phone, "0763-3233528");
}

TEST(NoticeDetails, RowsOfCandidatesMayBeginWithTheirOrdinal) {
  const Notice n = read_html(
      R"(<table><tr><td>排名</td><td>中标候选人名称</td><td>投标报价（元）</td><td>综合得分</td></tr>
<tr><td>第一名</td><td>眉山远山信息技术有限公司</td><td>14344400.00</td><td>93.67</td></tr>
<tr><td>第二名</td><td>宜昌青禾软件股份有限公司</td><td>14416100.00</td><td>91.54</td></tr></table>)",
      "青禾县医院装修工程中标候选人公示");
  ASSERT_EQ(n.awards.size(), 2u);
  EXPECT_EQ(n.awards[0].rank, 1);
  EXPECT_EQ(yuan(n.awards[0].amount), "14344400");
  EXPECT_EQ(n.awards[1].rank, 2);
  EXPECT_EQ(n.awards[1].score, 91.54);
}

TEST(NoticeDetails, OrdinalsAboveAColumnABidderAreTheirRanks) {
  const Notice n = read_html(R"(<table><tr><td>内容</td><td>第一中标候选人</td><td>第二中标候选人</td></tr>
<tr><td>中标候选人名称</td><td>眉山远山信息技术有限公司</td><td>宜昌青禾软件股份有限公司</td></tr>
<tr><td>投标报价（元）</td><td>2011500.00</td><td>2021500.00</td></tr></table>)",
                             "青禾县医院装修工程中标候选人公示");
  ASSERT_EQ(n.awards.size(), 2u);
  EXPECT_EQ(n.awards[0].supplier, "眉山远山信息技术有限公司");
  EXPECT_EQ(n.awards[0].rank, 1);
  EXPECT_EQ(n.awards[1].rank, 2);
  EXPECT_EQ(yuan(n.awards[1].amount), "2021500");
}

ParsedPage read_unknown(std::string_view html) {
  PageInput input;
  input.body = html;
  input.content_type = "text/html; charset=utf-8";
  input.url = "https://portal.example/p.html";
  return parse_page(input, config::shipped_reading_tables());
}

TEST(NoticeDetails, AnEmptyListUnderTheWordsOfAKindIsNoNotice) {
  for (const std::string kind : {"结果公告", "采购意向", "合同公告"}) {
    const ParsedPage page = read_unknown(
        "<html><head><title>" + kind + "_青禾县政府采购网</title></head><body><div>当前位置：首页 &gt; " +
        kind +
        "</div><ul "
        "class=\"list\"></ul><p>主办单位：青禾县政府采购网运行中心，技术支持热线见首页</p></body></html>");
    EXPECT_FALSE(page.notice.has_value()) << kind;
  }
}

TEST(NoticeDetails, APageOfDepartmentsIsAHospitalsPage) {
  std::string html =
      "<html><head><title>科室介绍 - 青禾县人民医院</title></head><body><h1>科室介绍</h1>"
      "<p>青禾县人民医院设有以下临床及医技科室：</p><ul>";
  for (const char* name :
       {"儿科", "产科", "妇科", "骨科", "麻醉科", "检验科", "药剂科", "急诊医学科", "神经内科"})
    html += std::string("<li><a href=\"/ks/") + name + ".html\">" + name + "</a></li>";
  const ParsedPage page = read_unknown(html + "</ul></body></html>");
  ASSERT_TRUE(page.hospital.has_value());
  EXPECT_EQ(page.hospital->departments.size(), 9u);
}

TEST(NoticeRegion, IsTheOneDistrictThatTheTextNames) {
  const char* head = "深圳市公安局采购公告\n采购人：深圳市公安局\n项目编号：QX-1\n预算金额：6万元\n";
  EXPECT_EQ(read_text(std::string(head) + "项目位于龙岗区中心城。\n").region.county, "龙岗区");
  EXPECT_EQ(read_text(std::string(head) + "项目位于龙岗区中心城。另一处位于南山区。\n").region.county, "");
  EXPECT_EQ(read_text(std::string(head) + "采购代理机构：青山招标有限公司\n地址：深圳市龙岗区青山路1号\n")
                .region.county,
            "");
}

TEST(NoticeTerm, OfAHeadingWithOtherThingsIsNone) {
  EXPECT_EQ(read_text("三、项目用途、简要技术要求及合同履行日期：项目用途：教学，供应商负责组织专业技术人员进"
                      "行设备安装调试，"
                      "配合完成项目的安装、调试且直至验收合格，使用正常。其他详见招标文件第三章。\n")
                .service_term,
            "");
}

}  // namespace
}  // namespace tenderlead::parsers

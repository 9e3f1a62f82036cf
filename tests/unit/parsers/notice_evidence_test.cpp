#include <gtest/gtest.h>

#include "tests/unit/parsers/notice_page.h"
#include "tests/unit/parsers/stated_paths.h"

namespace tenderlead::parsers {
namespace {

struct Page {
  const char* name;
  const char* html;
  std::size_t fewest;  // values that the page states
};

void PrintTo(const Page& page, std::ostream* out) {
  *out << page.name;
}

class EvidenceOf : public ::testing::TestWithParam<Page> {};

TEST_P(EvidenceOf, EveryValueNamesItsRuleAndHowSureItIs) {
  const Notice n = read_html(GetParam().html);
  const std::vector<std::string> paths = stated_paths(n);
  EXPECT_GE(paths.size(), GetParam().fewest);
  for (const std::string& path : paths) {
    const auto found = n.evidence.find(path);
    ASSERT_TRUE(found != n.evidence.end()) << path;
    EXPECT_FALSE(found->second.rule.empty()) << path;
    EXPECT_GT(found->second.confidence, 0) << path;
    EXPECT_FALSE(found->second.text.empty()) << path;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Layouts, EvidenceOf,
    ::testing::Values(
        Page{"Lots",
             "<h1>云溪县人民医院设备采购公开招标公告</h1><p>项目编号：YX-2026-1</p><p>预算金额：150万元</p>"
             "<table><tr><td>包号</td><td>采购内容</td><td>数量</td><td>单位</td><td>预算金额（万元）</td>"
             "<td>最高限价（万元）</td></tr><tr><td>1</td><td>彩超</td><td>1</td><td>台</td><td>120</td>"
             "<td>119</td></tr><tr><td>2</td><td>监护仪</td><td>4</td><td>台</td><td>30</td><td>29</td></tr>"
             "</table><p>提交投标文件截止时间：2026年8月7日9时30分</p><p>采购人：云溪县人民医院</p>",
             17},
        Page{"WinnersOfLots",
             "<h1>云溪县人民医院设备采购中标结果公告</h1><p>项目编号：YX-2026-1</p><table><tr><td>包号</td>"
             "<td>中标供应商</td><td>供应商地址</td><td>中标金额（万元）</td></tr><tr><td>1</td><td>"
             "浙江甲医疗器械有限公司</td><td>杭州市滨江区某路1号</td><td>118</td></tr><tr><td>2</td><td>"
             "杭州乙医疗器械有限公司</td><td>杭州市上城区某路2号</td><td>28</td></tr></table>",
             13},
        Page{"RankedCandidates",
             "<h1>云溪县人民医院设备采购中标候选人公示</h1><table><tr><td>中标候选人</td><td>第一名</td><td>"
             "第二名</td></tr><tr><td>单位名称</td><td>浙江甲医疗器械有限公司</"
             "td><td>杭州乙医疗器械有限公司</td>"
             "</tr><tr><td>投标报价（万元）</td><td>118</td><td>119</td></tr><tr><td>综合得分</td><td>95.1</"
             "td>"
             "<td>90</td></tr></table>",
             11},
        Page{"CandidatesOfLines",
             "<h1>云溪县人民医院设备采购中标候选人公示</h1><p>第一中标候选人：浙江甲医疗器械有限公司</p><p>"
             "投标报价：118万元</p><p>第二中标候选人：杭州乙医疗器械有限公司</p><p>投标报价：119万元</p>",
             9},
        Page{"Plans",
             "<h1>云溪县人民医院2026年政府采购意向公告</h1><table><tr><td>序号</td><td>采购项目名称</td><td>"
             "采购需求概况</td><td>预算金额（万元）</td><td>预计采购时间</td></tr><tr><td>1</td><td>"
             "信息系统一期</td><td>建设内容甲</td><td>58</td><td>2026年5月</td></tr><tr><td>2</td><td>"
             "信息系统二期</td><td>建设内容乙</td><td>60</td><td>2026年6月</td></tr></table>",
             10},
        Page{"KindToldByTheBodyAlone",
             "<p>三、获取招标文件</p><p>时间：2026年7月9日至2026年7月15日</p><p>采购人：云溪县人民医院</p>"
             "<p>预算金额：58万元</p>",
             5},
        Page{"Contract",
             "<h1>云溪县人民医院影像系统合同公告</h1><p>合同编号：HT-9</p><p>供应商（乙方）："
             "浙江甲软件有限公司</p><p>合同金额：58万元</p><p>合同签订日期：2026年3月1日</"
             "p><p>履约期限：三年</p>",
             7},
        Page{"Amendment",
             "<h1>云溪县人民医院影像系统更正公告</h1><table><tr><td>更正项</td><td>更正前内容</"
             "td><td>更正后内容"
             "</td></tr><tr><td>预算金额</td><td>58万元</td><td>60万元</td></tr></table>",
             5}),
    [](const auto& page) { return std::string(page.param.name); });

TEST(NoticeEvidence, SaysWhereTheRowsOfTablesStand) {
  const auto notice = read_html(
      "<h1>采购公告</h1><table><tr><th>序号</th><th>名称</th></tr><tr><td>1</td><td>护理系统</td></tr>"
      "<tr><td colspan=2>合计</td></tr></table><p>采购人</p>");
  ASSERT_EQ(notice.text, "采购公告\n序号\n名称\n1\n护理系统\n合计\n采购人");
  EXPECT_EQ(notice.rows, (std::vector<TextRow>{{5, 10}, {11, 17}}));
}

TEST(NoticeEvidence, TakesNoLayoutTableForARow) {
  const auto notice = read_html(
      "<table><tr><td>菜单</td><td><table><tr><td>名称</td><td>护理系统</td></tr></table></td></tr></table>");
  ASSERT_EQ(notice.text, "菜单\n名称\n护理系统");
  EXPECT_EQ(notice.rows, (std::vector<TextRow>{{3, 10}}));
}

TEST(NoticeEvidence, OfWhatOnlyTheListSaysHasNoPlace) {
  Document document =
      build_text_document("采购人：云溪县人民医院\n预算金额：58万元\n", "https://h.example/1");
  document.hint_title = "影像系统采购项目公开招标公告";
  document.hint_published_at = "2026-07-01";
  const Notice n = read_notice(document, config::shipped_reading_tables());
  for (const char* path : {"title", "kind", "method", "project_name", "published_at"}) {
    ASSERT_TRUE(n.evidence.contains(path)) << path;
    EXPECT_EQ(n.evidence.at(path).text, "") << path;
    EXPECT_EQ(n.evidence.at(path).end, 0u) << path;
    EXPECT_GT(n.evidence.at(path).confidence, 0.5) << path;
  }
  EXPECT_EQ(n.evidence.at("title").rule, "headline:list");
  EXPECT_EQ(n.evidence.at("published_at").rule, "list:date");
}

}  // namespace
}  // namespace tenderlead::parsers

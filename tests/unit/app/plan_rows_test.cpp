#include "app/pipeline/plan_rows.h"

#include <gtest/gtest.h>

#include <set>

#include "app/config/reading_tables.h"
#include "parsers/page_parser.h"
#include "tests/unit/parsers/stated_paths.h"
#include "wire/json.h"

namespace tenderlead::app {
namespace {

// A plan as ministries' forms have it, of invented procurements.
std::string plan_page(const std::string& rows) {
  return "<html><head><meta "
         "charset=\"utf-8\"><title>云溪市妇幼保健院2026年8月至10月政府采购意向</title></head><body>"
         "<h1>云溪市妇幼保健院2026年8月至10月政府采购意向</"
         "h1><p>为便于供应商及时了解政府采购信息，现将云溪市妇幼保健院2026年8月至10月采购"
         "意向公开如下：</p><table><tr><td>序号</td><td>采购项目名称</td><td>采购需求概况</"
         "td><td>预算金额（万元）</td><td>预计采购时间"
         "</td><td>备注</td></tr>" +
         rows + "</table><p>云溪市妇幼保健院</p><p>2026年7月20日</p></body></html>";
}
std::string row(const std::string& no, const std::string& name, const std::string& demand,
                const std::string& budget, const std::string& month) {
  return "<tr><td>" + no + "</td><td>" + name + "</td><td>" + demand + "</td><td>" + budget + "</td><td>" +
         month + "</td><td></td></tr>";
}
Notice read(const std::string& html) {
  parsers::PageInput input;
  input.body = html;
  input.content_type = "text/html; charset=utf-8";
  input.url = "http://portal.example/plan.html";
  auto parsed = parsers::parse_page(input, config::shipped_reading_tables());
  return parsed.notice ? *parsed.notice : Notice();
}
std::string words_at(const std::string& text, std::size_t start, std::size_t end) {
  std::string words;
  std::size_t point = 0;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++point;
    if (point > start && point <= end) words += c;
  }
  return words;
}

const std::string kThree = row("1", "儿童保健信息系统", "建设覆盖全市的儿童健康档案", "180", "2026年8月") +
                           row("2", "负压救护车", "购置两辆", "96.5", "2026年9月") +
                           row("3", "检验信息系统升级", "更换现有检验系统", "75", "2026年10月");

TEST(APlanOfSeveralProcurements, IsANoticeARow) {
  const auto plan = read(plan_page(kThree));
  ASSERT_EQ(plan.intentions.size(), 3u);
  const auto rows = plan_rows(plan);
  ASSERT_EQ(rows.size(), 3u);
  struct Want {
    const char* name;
    std::int64_t fen;
    const char* month;
  };
  const Want wanted[] = {{"儿童保健信息系统", 180'000'000, "2026-08"},
                         {"负压救护车", 96'500'000, "2026-09"},
                         {"检验信息系统升级", 75'000'000, "2026-10"}};
  std::set<std::string> keys;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& notice = rows[i].notice;
    keys.insert(rows[i].key);
    EXPECT_EQ(notice.project_name, wanted[i].name);
    EXPECT_EQ(notice.title, plan.title + "：" + wanted[i].name);
    ASSERT_EQ(notice.intentions.size(), 1u);
    EXPECT_EQ(notice.intentions[0].budget->amount_minor, wanted[i].fen);
    EXPECT_EQ(notice.intentions[0].expected_month, wanted[i].month);
    EXPECT_FALSE(notice.budget) << "of all rows together";
    EXPECT_EQ(notice.buyer.name, "云溪市妇幼保健院");
    EXPECT_EQ(notice.published_at, plan.published_at);
    for (const auto& other : wanted)
      EXPECT_EQ(notice.text.find(other.name) != std::string::npos, other.name == wanted[i].name)
          << wanted[i].name << " in " << notice.text;
  }
  EXPECT_EQ(keys.size(), 3u);
}

TEST(APlanOfSeveralProcurements, KeepsTheEvidenceOfEachRowWhereItThenStands) {
  for (const auto& [notice, key] : plan_rows(read(plan_page(kThree)))) {
    ASSERT_TRUE(notice.evidence.contains("intentions.0.budget"));
    ASSERT_TRUE(notice.evidence.contains("buyer.name"));
    for (const auto& [path, proof] : notice.evidence)
      EXPECT_EQ(words_at(notice.text, proof.start, proof.end), proof.text) << path;
    EXPECT_FALSE(notice.evidence.contains("intentions.1.name"));
    EXPECT_FALSE(notice.evidence.contains("intentions.2.name"));
    for (const auto& path : stated_paths(notice))
      EXPECT_TRUE(notice.evidence.contains(path)) << notice.project_name << " " << path;
    ASSERT_EQ(notice.rows.size(), 2u) << "the head and its own";
    EXPECT_NE(words_at(notice.text, notice.rows[1].start, notice.rows[1].end).find(notice.intentions[0].name),
              std::string::npos);
  }
}

TEST(APlanOfSeveralProcurements, KnowsEachAgainWhereverItStandsInTheTable) {
  std::set<std::string> before, after;
  for (const auto& each : plan_rows(read(plan_page(kThree)))) before.insert(each.key);
  for (const auto& each : plan_rows(
           read(plan_page(row("1", "检验信息系统升级", "更换现有检验系统", "80", "2026年11月") +
                          row("2", "儿童保健信息系统", "建设覆盖全市的儿童健康档案", "180", "2026年8月") +
                          row("3", "儿童保健信息系统", "二院区", "60", "2026年8月")))))
    after.insert(each.key);
  EXPECT_EQ(after.size(), 3u) << "two of one name are two";
  std::size_t same = 0;
  for (const auto& key : after) same += before.count(key);
  EXPECT_EQ(same, 2u);
}

TEST(APlanOfSeveralProcurements, MayNameABuyerARow) {
  const auto plan = read(
      "<html><head><meta "
      "charset=\"utf-8\"><title>西岭市卫生健康委员会2026年8月政府采购意向</title></head><body>"
      "<h1>西岭市卫生健康委员会2026年8月政府采购意向</h1><p>采购单位：西岭市卫生健康委员会</"
      "p><p>联系人：吴科长</p>"
      "<table><tr><td>序号</td><td>采购单位</td><td>采购项目名称</td><td>预算金额（万元）</"
      "td><td>预计采购时间</td></tr>"
      "<tr><td>1</td><td>西岭市人民医院</td><td>区域影像云平台</td><td>460</td><td>2026年8月</td></tr>"
      "<tr><td>2</td><td>/</td><td>监管平台</td><td>85.5</td><td>2026年9月</td></tr></table></body></html>");
  EXPECT_EQ(plan.buyer.name, "西岭市卫生健康委员会");
  ASSERT_EQ(plan.intentions.size(), 2u);
  const auto rows = plan_rows(plan);
  ASSERT_EQ(rows.size(), 2u);
  const auto& own = rows[0].notice;
  EXPECT_EQ(own.buyer.name, "西岭市人民医院");
  EXPECT_EQ(own.buyer.contact, "") << "the authority's";
  ASSERT_TRUE(own.evidence.contains("buyer.name"));
  EXPECT_EQ(own.evidence.at("buyer.name").text, "西岭市人民医院");
  for (const auto& path : stated_paths(own)) EXPECT_TRUE(own.evidence.contains(path)) << path;
  EXPECT_EQ(rows[1].notice.buyer.name, "西岭市卫生健康委员会");
  EXPECT_EQ(wire::notice_from_json(*wire::parse_text(wire::to_json_text(own)))->intentions[0].buyer,
            "西岭市人民医院");
}

TEST(APlanOfOneProcurement, StaysTheNoticeThatItIs) {
  auto one = read(plan_page(row("1", "儿童保健信息系统", "建设", "180", "2026年8月")));
  ASSERT_EQ(one.intentions.size(), 1u);
  EXPECT_TRUE(plan_rows(one).empty());
  one.intentions.push_back(one.intentions.front());
  EXPECT_EQ(plan_rows(one).size(), 2u);
  one.kind = NoticeKind::tender;
  EXPECT_TRUE(plan_rows(one).empty()) << "a tender is one procurement";
}

}  // namespace
}  // namespace tenderlead::app

// What amendments change, and what pages contradict.
#include <gtest/gtest.h>

#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

std::string shown(const Statement& statement) {
  if (statement.money) return decimal_amount(*statement.money);
  std::string out = statement.time ? to_string(*statement.time).substr(0, 16) : "";
  if (statement.until) out += "/" + to_string(*statement.until).substr(0, 16);
  return out.empty() ? statement.text : out;
}

// One line a change: "field(lot): old -> new", with the item where no field is ours.
std::string shown(const std::vector<Change>& changes) {
  std::string out;
  for (const Change& change : changes)
    out += (change.field.empty() ? change.item : change.field) +
           (change.lot.empty() ? "" : "(" + change.lot + ")") + ": " + shown(change.before) + " -> " +
           shown(change.after) + "\n";
  return out;
}

std::string amendment(std::string_view body) {
  return "一、项目基本情况\n原公告的采购项目编号：QH-2026-08\n首次公告日期：2026年07月15日\n二、更正信息\n" +
         std::string(body) + "\n更正日期：2026年07月29日\n三、其他补充事宜\n无\n";
}

TEST(NoticeChanges, AreReadFromSentencesAndLines) {
  struct Case {
    const char* body;
    const char* want;
  };
  for (const Case& c :
       {Case{"更正内容：原公告中“投标截止时间、开标时间：2026年8月15日15时00分（北京时间）”，现更正为“投标截"
             "止时间、开标时间：2026年8月"
             "21日15时00分（北京时间）”，其他内容不变。",
             "bid_deadline: 2026-08-15T15:00 -> 2026-08-21T15:00\nopening_at: 2026-08-15T15:00 -> "
             "2026-08-21T15:00\n"},
        {"更正内容：更正事项一：原：提交投标文件截止时间和地点：2026年8月7日9点30分，地点：青禾中心一室 "
         "。现更正为：提交投标文件截止时间和地点：2026年8月17日9点00分，地点：青禾中心二室。",
         "bid_deadline: 2026-08-07T09:30 -> 2026-08-17T09:00\n地点: 青禾中心一室 -> 青禾中心二室\n"},
        {"更正内容：\n提交投标文件截止时间：2026年7月30日09点00分\n开标时间：2026年7月30日09点00分\n变更为："
         "\n提交投标文件截止时间："
         "2026年8月3日09点30分\n开标时间：2026年8月3日09点30分",
         "bid_deadline: 2026-07-30T09:00 -> 2026-08-03T09:30\nopening_at: 2026-07-30T09:00 -> "
         "2026-08-03T09:30\n"},
        {"更正内容：\n原合同履行期限：合同签订后至2026年10月31日；\n更正为：合同履行期限：合同签订后至2026年1"
         "1月30日；\n其他内容不变",
         "service_term: 合同签订后至2026年10月31日 -> 合同签订后至2026年11月30日\n"},
        {"更正内容：\n1、将预算金额由90万元变更为95."
         "5万元。\n2、最高限价由人民币880000元调整为人民币930000元。",
         "budget: 900000 -> 955000\nceiling: 880000 -> 930000\n"},
        {"更正内容：最高限价：原￥2,000,000.00，现￥1,980,000.00。", "ceiling: 2000000 -> 1980000\n"},
        {"更正内容：获取招标文件时间延长至2026年8月5日17:30。其余均不变。",
         "documents_until:  -> /2026-08-05T17:30\n"},
        {"更正内容：开标时间由2026年8月7日9时延期至2026年8月14日9时，请各供应商相互转告。",
         "opening_at: 2026-08-07T09:00 -> 2026-08-14T09:00\n"},
        {"更正内容：原招标文件评分标准中“提供两份业绩得2分”，现修改为“提供一份业绩得2分”。",
         "招标文件评分标准中: 提供两份业绩得2分 -> 提供一份业绩得2分\n"},
        {"更正内容：采购包2预算金额由30万元更正为36万元", "budget(2): 300000 -> 360000\n"},
        {"更正内容：原则上不变更内容，由采购人解释。", ""},
        {"更正内容：详见附件", ""}}) {
    const Notice n = read_text(amendment(c.body), "青禾县医院互联网医院平台项目更正公告");
    EXPECT_EQ(shown(n.changes), c.want) << c.body;
  }
}

TEST(NoticeChanges, AreCalledByTheirNamesWithoutTheListsNumbers) {
  const Notice n = read_text(
      amendment("更正内容：1.原“3.1投标保证金”更正为“3.2投标保证金”；2.预算金额由“300万元”调整为“320万元”；"
                "3.其他内容不变。"),
      "青禾县中医院设备采购项目更正公告");
  ASSERT_EQ(n.changes.size(), 2U);
  EXPECT_EQ(n.changes[1].item, "预算金额");
}

TEST(NoticeChanges, OfAClauseHaveItsWholeName) {
  const Notice n =
      read_text(amendment("更正内容：招标文件第三章“技术参数”第5条原为“≥16bit”，现改为“≥14bit”。"),
                "青禾县中医院设备采购项目更正公告");
  ASSERT_EQ(n.changes.size(), 1U);
  EXPECT_EQ(n.changes[0].item, "招标文件第三章“技术参数”第5条");
  EXPECT_EQ(shown(n.changes[0].before) + " -> " + shown(n.changes[0].after), "≥16bit -> ≥14bit");
}

TEST(NoticeChanges, AreReadFromTablesAndLabels) {
  const Notice table = read_html(
      "<h1>青禾县医院平台项目更正公告</h1><p>二、更正信息</p><p>更正内容：</p><table><tr><td>序号</"
      "td><td>更正项</td><td>更正前内容</td>"
      "<td>更正后内容</td></tr><tr><td>1</td><td>投标截止时间（第二包）</td><td>2026年8月5日10:30</"
      "td><td>2026年8月14日10:30</"
      "td></tr><tr><td>2</td><td>预算金额（万元）</td><td>90</td><td>95</td></tr><tr><td>3</td><td>参数</"
      "td><td>详见原文件</td>"
      "<td>详见附件</td></tr></table><p>更正日期：2026年7月29日</p>");
  EXPECT_EQ(
      shown(table.changes),
      "bid_deadline(二): 2026-08-05T10:30 -> 2026-08-14T10:30\nbudget: 900000 -> 950000\n参数: 详见原文件 -> "
      "详见附件\n");
  ASSERT_TRUE(table.evidence.contains("changes.0.old"));
  EXPECT_EQ(table.evidence.at("changes.0.old").text, "2026年8月5日10:30");
  EXPECT_EQ(table.evidence.at("changes.0.new").rule, "table:header-row:change");
  EXPECT_EQ(when(table.bid_deadline), "2026-08-14T10:30:00+08:00");

  const Notice labels = read_text(
      amendment("更正事项：开标时间\n更正前内容：2026年8月5日9时30分\n更正后内容：2026年8月12日9时30分"),
      "青禾县医院平台项目更正公告");
  EXPECT_EQ(shown(labels.changes), "opening_at: 2026-08-05T09:30 -> 2026-08-12T09:30\n");
}

TEST(NoticeChanges, OldValuesAreNoValuesOfTheNotice) {
  const Notice n = read_text(
      amendment(
          "更正内容：\n原投标截止时间：2026年8月5日9时30分\n更正为：投标截止时间：2026年8月12日9时30分"),
      "青禾县医院平台项目更正公告");
  EXPECT_EQ(when(n.bid_deadline), "2026-08-12T09:30:00+08:00");
  EXPECT_TRUE(n.contradictions.empty());
}

TEST(NoticeChanges, OneDayForDocumentsIsTheLastOne) {
  const Notice n = read_text(amendment("更正内容：获取招标文件时间延长至2026年8月5日17:30。"),
                             "青禾县医院平台项目更正公告");
  EXPECT_EQ(when(n.documents_until), "2026-08-05T17:30:00+08:00");
  EXPECT_EQ(when(n.documents_from), "none");
}

TEST(NoticeChanges, AreNoneInNoticesThatAmendNothing) {
  const Notice n = read_text("项目名称：青禾平台\n服务期由甲方书面通知后调整为按季度结算。\n预算金额：90万元",
                             "青禾县医院平台项目公开招标公告");
  EXPECT_TRUE(n.changes.empty());
}

// One line a contradiction: "field why: value | value".
std::string shown(const std::vector<Contradiction>& contradictions) {
  std::string out;
  for (const Contradiction& c : contradictions) {
    out += c.field + " " + to_string(c.why) + ":";
    for (const Statement& value : c.values)
      out += " " + (value.field.empty() ? "" : value.field + "=") + shown(value);
    out += "\n";
  }
  return out;
}

struct PageCase {
  const char* text;
  const char* want;
};

TEST(NoticeContradictions, AreReportedWithBothValues) {
  for (const PageCase& c :
       {PageCase{"项目编号：QH-2026-08\n预算金额：90万元\n一、项目基本情况\n预算金额：人民币950000元\n",
                 "budget statements_differ: 900000 950000\n"},
        {"采购人：青禾县人民医院\n采购代理机构：云溪招标有限公司\n四、联系方式\n1."
         "采购人信息\n名称：白河市第二中学\n",
         "buyer.name statements_differ: 青禾县人民医院 白河市第二中学\n"},
        {"预算金额：玖拾万元整（￥950000.00）\n", "budget words_and_figures: 950000 900000\n"},
        {"发布时间：2026年7月29日\n投标截止时间：2026年6月20日9时30分\n",
         "bid_deadline before_publication: 2026-06-20T09:30 published_at=2026-07-29\n"},
        {"投标截止时间：2026年8月20日9时30分\n开标时间：2026年8月19日9时30分\n",
         "opening_at out_of_order: 2026-08-19T09:30 bid_deadline=2026-08-20T09:30\n"}}) {
    const Notice n = read_text(c.text, "青禾县医院平台项目公开招标公告");
    EXPECT_EQ(shown(n.contradictions), c.want) << c.text;
    for (std::size_t i = 0; i < n.contradictions.size(); ++i)
      for (std::size_t v = 0; v < n.contradictions[i].values.size(); ++v)
        EXPECT_TRUE(
            n.evidence.contains("contradictions." + std::to_string(i) + ".values." + std::to_string(v)))
            << c.text;
  }
}

TEST(NoticeContradictions, LotsThatDoNotAddUpToTheTotalAreReported) {
  const auto page = [](const char* total) {
    return "<h1>青禾县医院设备公开招标公告</h1><p>预算金额：" + std::string(total) +
           "</p><table><tr><td>包号</td><td>包名称</td><td>预算金额（万元）</td></tr><tr><td>1</"
           "td><td>护理信息系统</td><td>40</td>"
           "</tr><tr><td>2</td><td>检验信息系统</td><td>50</td></tr></table>";
  };
  const Notice wrong = read_html(page("95万元"));
  EXPECT_EQ(shown(wrong.contradictions),
            "budget sum_of_lots: 950000 lots.0.budget=400000 lots.1.budget=500000\n");
  EXPECT_EQ(shown(read_html(page("900000元")).contradictions), "");
}

TEST(NoticeContradictions, EqualValuesInOtherWordsAreNone) {
  for (const char* text :
       {"预算金额：90万元\n一、项目基本情况\n预算金额：９００，０００．００元\n",
        "预算金额：144.996万元\n预算金额：1449960元\n", "预算金额：144.99万元\n预算金额：1449960元\n",
        "预算金额：玖拾万元整（￥900000.00）\n",
        "采购人：青禾县人民医院（青禾县总医院）\n采购单位：青禾县人民医院\n",
        "采购人：青禾县人民医院(本部)\n采购人名称：青禾县人民医院（本部）\n",
        "投标截止时间：2026年8月20日9时30分\n提交投标文件截止时间：2026-08-20 09:30\n",
        "投标截止时间：2026年8月20日\n提交投标文件截止时间：2026年8月20日9点30分（北京时间）\n",
        "项目编号：QH-2026-08\n采购项目编号：ＱＨ－２０２６－０８\n",
        "发布时间：2026年7月29日\n投标截止时间：2026年7月29日9时30分\n开标时间：2026年7月29日\n"}) {
    EXPECT_EQ(shown(read_text(text, "青禾县医院平台项目公开招标公告").contradictions), "") << text;
  }
}

TEST(NoticeUnreadable, SaysWhichValuesAreMaskedOrDamaged) {
  const Notice n = read_text(
      "项目名称：青禾平台\n预算金额：***万元\n最高限价：万元\n采购人：某某医院\n投标截止时间：2026年  月  "
      "日\n1.采购人信息\n名称：某某医院\n"
      "联系人：张**\n电话：138****5678\n",
      "青禾平台公开招标公告");
  EXPECT_EQ(n.missing.at("budget"), MissingReason::unreadable);
  EXPECT_EQ(n.unreadable.at("budget"), Damage::masked);
  EXPECT_EQ(n.missing.at("ceiling"), MissingReason::not_stated) << "a form that nobody filled in";
  EXPECT_EQ(n.missing.at("bid_deadline"), MissingReason::unreadable);
  EXPECT_EQ(n.unreadable.at("bid_deadline"), Damage::damaged);
  EXPECT_EQ(n.buyer.name, "某某医院") << "what can be read is kept as written";
  EXPECT_EQ(n.unreadable.at("buyer.name"), Damage::masked);
  EXPECT_EQ(n.buyer.phone, "138****5678");
  EXPECT_EQ(n.unreadable.at("buyer.phone"), Damage::masked);
  EXPECT_FALSE(n.missing.contains("buyer.phone"));
  EXPECT_FALSE(n.unreadable.contains("project_name"));
}

TEST(NoticePeriods, TermsAreReadIntoPeriods) {
  const Notice contract = read_text(
      "一、合同编号：HT-"
      "01\n供应商：云溪软件有限公司\n合同金额：90万元\n合同签订日期：2026年3月1日\n履约期限：自合同签订之日起"
      "三年\n",
      "青禾县医院运维服务合同公告");
  ASSERT_TRUE(contract.contract.period) << contract.contract.term;
  EXPECT_EQ(contract.contract.period->basis, PeriodBasis::signed_on);
  EXPECT_EQ(contract.contract.period->ends_on, (Date{2029, 2, 28}));
  const Notice half =
      read_text("合同编号：HT-01\n供应商：云溪软件有限公司\n履约期限：半年\n", "青禾县医院运维服务合同公告");
  ASSERT_TRUE(half.contract.period);
  EXPECT_EQ(half.contract.period->months, 6);
  const Notice tender =
      read_text("项目名称：青禾平台\n合同履行期限：自合同签订之日起三年\n", "青禾平台公开招标公告");
  ASSERT_TRUE(tender.service_period) << tender.service_term;
  EXPECT_EQ(tender.service_period->months, 36);
  EXPECT_FALSE(tender.service_period->ends_on);
}

TEST(NoticeChanges, AnOpeningIsPutOffInASentence) {
  const Notice n = read_text(
      "青溪县学校设备采购延期公告\n青溪县学校设备采购（项目编号：QX-2026-"
      "1）原定于2026年3月20日9时30分开标，现延期至"
      "2026年3月27日9时30分，投标截止时间同步顺延。\n");
  EXPECT_EQ(n.project_no, "QX-2026-1");
  EXPECT_EQ(when(n.opening_at), "2026-03-27T09:30:00+08:00");
  EXPECT_EQ(when(n.bid_deadline), "2026-03-27T09:30:00+08:00") << "what is put off with it";
  ASSERT_EQ(n.changes.size(), 1U);
  EXPECT_EQ(n.changes[0].item, "开标");
  const Notice why = read_text(
      "青溪县学校设备采购延期公告\n本项目原定于2026年3月20日9时30分开标，因故延期至2026年3月27日9时30分。其他"
      "不变。\n");
  ASSERT_EQ(why.changes.size(), 1U);
  EXPECT_EQ(why.changes[0].item, "开标");
  EXPECT_EQ(when(why.bid_deadline), "none");
  const Notice both = read_text(
      "青溪县学校设备采购延期公告\n本项目原定于2026年3月20日9时30分开标，因故现将投标截止及开标时间延期至2026"
      "年3月27日14"
      "时30分，地点不变。\n");
  EXPECT_EQ(when(both.bid_deadline), "2026-03-27T14:30:00+08:00");
  EXPECT_EQ(when(both.opening_at), "2026-03-27T14:30:00+08:00");
  ASSERT_EQ(both.changes.size(), 2U);
  EXPECT_EQ(both.changes[0].item, "投标截止及开标时间");
  EXPECT_EQ(both.changes[0].before.text, "2026年3月20日9时30分");
  EXPECT_EQ(both.changes[0].after.text, "2026年3月27日14时30分");
}

}  // namespace
}  // namespace tenderlead::parsers

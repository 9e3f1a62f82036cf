// Lots and planned procurements in the shapes that notices give them.
#include <gtest/gtest.h>

#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

// "1 门诊楼装修 129000": number, name and budget (ceiling where there is none) of each lot.
std::string lots_of(const Notice& notice) {
  std::string all;
  for (const Lot& lot : notice.lots) {
    if (!all.empty()) all += "; ";
    all += lot.no + " " + lot.name + " " + yuan(lot.budget ? lot.budget : lot.ceiling);
  }
  return all;
}

constexpr const char* kHead = "一、项目基本情况\n项目编号：LX-2026-7\n项目名称：柳溪县中医院装修项目\n";

struct Case {
  const char* name;
  const char* text;
  const char* lots;
};

TEST(NoticeLots, LotsAreReadFromAnyShape) {
  const Case cases[] = {
      {"lines with sums", "一标段：门诊楼装修，最高限价12万元\n二标段：住院楼装修，最高限价6万元\n",
       "一 门诊楼装修 120000; 二 住院楼装修 60000"},
      {"letters and brackets", "A包：门诊楼装修（预算12万元）\nB包：住院楼装修（预算6万元）\n",
       "A 门诊楼装修 120000; B 住院楼装修 60000"},
      {"a sentence", "本项目分两个包。第1包：门诊楼装修，预算12万元；第2包：住院楼装修，预算6万元。\n",
       "1 门诊楼装修 120000; 2 住院楼装修 60000"},
      {"numbers behind the word", "本项目共两个标段。标段一：门诊楼装修；标段二：住院楼装修。\n",
       "一 门诊楼装修 none; 二 住院楼装修 none"},
      {"a numbered list", "（1）一标段：门诊楼装修；\n（2）二标段：住院楼装修。\n",
       "一 门诊楼装修 none; 二 住院楼装修 none"},
      {"shares in the budget's brackets",
       "预算金额：18万元（其中A包12万元，B包6万元）\nA包：门诊楼装修\nB包：住院楼装修\n",
       "A 门诊楼装修 120000; B 住院楼装修 60000"},
      {"spaces for colons", "采购内容：\n包1 门诊楼装修\n包2 住院楼装修，预算6万元\n",
       "1 门诊楼装修 none; 2 住院楼装修 60000"},
      {"a list's commas for colons", "第一包、门诊楼装修\n第二包、住院楼装修\n",
       "一 门诊楼装修 none; 二 住院楼装修 none"},
      {"how much is no lot", "1包 纱布\n2包 棉签\n", ""},
      {"one line alone is none", "包1 门诊楼装修\n采购需求：详见采购文件\n", ""},
      {"what each lot asks is none", "资格要求：\n包1 供应商须有许可证\n包2 供应商须有资质\n", ""},
      {"what came of them is none",
       "第一包：中选单位 青山软件有限公司 中选价 12万元\n第二包：因有效供应商不足三家，流标\n", ""},
      {"who won is none", "包1 青山软件有限公司\n包2 白云科技有限公司\n", ""},
      {"what is asked of bidders is no name", "资格要求：包1：供应商须有许可证。包2：供应商须有资质。\n", ""},
      {"names first, sums later",
       "一标段：门诊楼装修\n二标段：住院楼装修\n预算金额：\n人民币（大写）：壹拾捌万元整\n其中：\n一标段：\n"
       "人民币（大写）：壹拾贰万元整\n"
       "人民币（小写）：¥120000.00\n二标段：\n人民币（大写）：陆万元整\n人民币（小写）：¥60000.00\n",
       "一 门诊楼装修 120000; 二 住院楼装修 60000"},
      {"a table drawn with bars",
       "标段 | 项目内容 | 预算金额（万元） |\n一标段 | 门诊楼装修 | 12 |\n二标段 | 住院楼装修 | 6 |\n",
       "一标段 门诊楼装修 120000; 二标段 住院楼装修 60000"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(lots_of(read_text(std::string(kHead) + c.text, "柳溪县中医院装修项目招标公告")), c.lots)
        << c.name;
}

TEST(NoticeLots, AColumnOfATableMayBeALot) {
  const auto table = [](const char* rows) {
    return read_html(
        "<p>一、项目基本情况</p><table>" + std::string(rows) + "</table><p>二、申请人资格要求</p>",
        "柳溪县中医院装修项目招标公告");
  };
  EXPECT_EQ(lots_of(table("<tr><td>包号</td><td>1</td><td>2</td></tr>"
                          "<tr><td>采购内容</td><td>门诊楼装修</td><td>住院楼装修</td></tr>"
                          "<tr><td>预算金额（万元）</td><td>12</td><td>6</td></tr>")),
            "1 门诊楼装修 120000; 2 住院楼装修 60000");
  EXPECT_EQ(lots_of(table("<tr><td>标段</td><td>第一标段</td><td>第二标段</td></tr>"
                          "<tr><td>标段名称</td><td>门诊楼装修</td><td>住院楼装修</td></tr>"
                          "<tr><td>最高限价</td><td>12万元</td><td>6万元</td></tr>")),
            "第一标段 门诊楼装修 120000; 第二标段 住院楼装修 60000");
  const Notice award = read_html(
      "<p>三、中标信息</p><table><tr><td>包号</td><td>1</td><td>2</td></tr>"
      "<tr><td>中标供应商</td><td>青山软件有限公司</td><td>白云科技有限公司</td></tr>"
      "<tr><td>中标金额（元）</td><td>120000</td><td>60000</td></tr></table>",
      "柳溪县中医院装修项目中标公告");
  ASSERT_EQ(award.awards.size(), 2U);
  EXPECT_EQ(award.awards[1].supplier + " " + award.awards[1].lot + " " + yuan(award.awards[1].amount),
            "白云科技有限公司 2 60000");
}

TEST(NoticeLots, OneLotCountsOnlyWhereThePageSetsItApart) {
  const Case cases[] = {
      {"the project again in a table",
       "包号 | 包名称 | 预算金额（元） |\n1 | 柳溪县中医院装修项目 | 120000 |\n", ""},
      {"the first of one without a sum", "包号 | 设备名称 | 数量 |\n1 | 手术灯 | 2 |\n", ""},
      {"a block with a lot's own budget", "采购包1（柳溪县中医院装修项目）：\n采购包预算金额：120000.00元\n",
       "1 柳溪县中医院装修项目 120000"},
      {"another name and its budget", "包号 | 设备名称 | 预算金额（元） |\n1 | 手术灯 | 120000 |\n",
       "1 手术灯 120000"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(lots_of(read_text(std::string(kHead) + c.text, "柳溪县中医院装修项目招标公告")), c.lots)
        << c.name;
}

TEST(NoticeLots, TheWinnersOfSeveralLotsTellTheirNames) {
  const Notice n = read_text(
      "三、中标信息\n包号 | 包名称 | 中标供应商 | 中标金额（元） |\n1 | CT维保 | 青山软件有限公司 | 86000 |\n"
      "2 | 核磁维保 | 白云科技有限公司 | 56000 |\n",
      "柳溪县中医院维保项目中标公告");
  EXPECT_EQ(lots_of(n), "1 CT维保 none; 2 核磁维保 none");
}

TEST(NoticeLots, APlanThatLostItsNumbersIsRead) {
  for (const char* text : {"现将采购意向公开如下：\n序号\n采购项目名称\n采购需求概况\n预算金额(万元)"
                           "\n预计采购时间\n备注\n保洁服务\n全院各楼的日常保洁，含医疗废物的收集。\n.\n-\n"
                           "本次公开的采购意向以公告为准。\n",
                           "现将采购意向公开如下: 序号 采购项目名称 采购需求概况 预算金额(万元) 预计采购时间 "
                           "备注 保洁服务 全院各楼的日常保洁，含医疗废物的收集。 . - "
                           "本次公开的采购意向以公告为准。\n"}) {
    const Notice n = read_text(text, "柳溪县中医院采购意向");
    ASSERT_EQ(n.intentions.size(), 1U) << text;
    EXPECT_EQ(n.intentions[0].name, "保洁服务");
    EXPECT_EQ(n.intentions[0].demand, "全院各楼的日常保洁，含医疗废物的收集");
  }
}

TEST(NoticeLots, PlansWithOtherHeadsAreRead) {
  const Notice n = read_text(
      "现将采购意向公开如下：\n序号 | 意向项目 | 需求概述 | 预算（元） | 拟采购时间 |\n"
      "1 | CT维保 | 两台CT的三年维保 | 1290000 | 2026年9月 |\n2 | 保洁 | 全院保洁 | 2000000 | 2026年11月 |\n",
      "柳溪县中医院采购意向");
  ASSERT_EQ(n.intentions.size(), 2U);
  EXPECT_EQ(n.intentions[1].name, "保洁");
  EXPECT_EQ(n.intentions[1].demand, "全院保洁");
  EXPECT_EQ(n.intentions[1].expected_month, "2026-11");
  EXPECT_EQ(yuan(n.intentions[1].budget), "2000000");
}

TEST(NoticeLots, SumsOfLotsAreNoSumOfTheWhole) {
  const Notice list = read_text(
      "项目编号：QX-2026-38\n预算金额（元）：\n23083900\n最高限价（元）：\n6150000,2027500,3849600,"
      "11056800\n");
  EXPECT_EQ(yuan(list.budget), "23083900");
  EXPECT_EQ(yuan(list.ceiling), "none");
  EXPECT_EQ(yuan(read_text("预算金额：互认平台对接11万元、接口费用5.5万元\n").budget), "none");
  EXPECT_EQ(yuan(read_text("预算金额：共16.5万元，其中平台11万元、接口5.5万元\n").budget), "165000");
  const Notice blocks = read_text(
      "一、项目基本情况\n预算总金额（元）：12461000\n采购需求：\n"
      "标项一 标项名称:甲楼设备采购数量:不限预算金额（元）:10230000用途：详见招标文件；最高限价：10230000."
      "00元\n"
      "标项二 标项名称:乙楼家具采购数量:不限预算金额（元）:2231000用途：详见招标文件；最高限价：2231000."
      "00元\n");
  EXPECT_EQ(yuan(blocks.ceiling), "none");
  ASSERT_EQ(blocks.lots.size(), 2U);
  EXPECT_EQ(yuan(blocks.lots[0].ceiling), "10230000");
  const Notice packages = read_text(
      "项目编号：QX-2026-38\n预算金额：1,150,000.00元\n采购包1：\n采购包预算金额：900,000.00元\n"
      "采购包最高限价：900,000.00元\n采购包2：\n采购包预算金额：250,000.00元\n");
  EXPECT_EQ(yuan(packages.budget) + " " + yuan(packages.ceiling), "1150000 none");
}

TEST(NoticeLots, ASumInWordsAndFiguresUnderItsLabelIsTheWhole) {
  const Notice n = read_text(
      "(一)采购编号:QX-2026-19\n(二)项目名称:应用软件开发\n一标段:监护管理系统\n二标段:资产管理系统\n"
      "(三)预算金额:\n人民币(大写):壹佰肆拾壹万伍仟元整\n人民币(小写):¥1415000.00\n其中:\n一标段:\n"
      "人民币(大写):壹佰零壹万伍仟元整\n人民币(小写):¥1015000.00\n二标段:\n人民币(大写):肆拾万元整\n"
      "人民币(小写):¥400000.00\n(四)采购需求:\n");
  EXPECT_EQ(yuan(n.budget), "1415000");
  ASSERT_EQ(n.lots.size(), 2U);
  EXPECT_EQ(n.lots[0].name + " " + yuan(n.lots[0].budget), "监护管理系统 1015000");
  EXPECT_EQ(n.lots[1].name + " " + yuan(n.lots[1].budget), "资产管理系统 400000");
}

TEST(NoticeLots, ATermMaySayWhoseItIs) {
  EXPECT_EQ(read_text("合同履约期限：标项 1，本项目服务期为：8月中下旬内完成\n").service_term,
            "标项 1，本项目服务期为：8月中下旬内完成");
}

TEST(NoticeLots, RowsMayLackACell) {
  const Notice n = read_text(
      "一、项目基本情况\n采购需求：\n包号\n采购内容\n数量\n预算金额（万元）\n备注\n1\n教学设备\n1批\n200."
      "5\n2\n"
      "课桌椅\n1批\n160\n核心产品\n合同履行期限：合同签订后30日内\n");
  ASSERT_EQ(n.lots.size(), 2U);
  EXPECT_EQ(n.lots[1].name + " " + yuan(n.lots[1].budget), "课桌椅 1600000");
}

TEST(NoticeLots, SectionsOfSeveralNamesAreLots) {
  const Notice n = read_text(
      "一、项目基本情况\n采购需求：\n标段编号\nQX-2026-1-"
      "001\n标段名称\n教学楼施工\n合同估算价（万元）\n1200\n"
      "标段编号\nQX-2026-1-002\n标段名称\n宿舍楼施工\n合同估算价（万元）\n800\n三、投标人资格要求\n");
  ASSERT_EQ(n.lots.size(), 2U);
  EXPECT_EQ(n.lots[1].name + " " + yuan(n.lots[1].budget), "宿舍楼施工 8000000");
  EXPECT_EQ(yuan(n.budget), "none");
}

TEST(NoticeLots, APartOfTheirSumIsNoBudget) {
  const Notice n = read_text(
      "一、项目基本情况\n采购包1：\n采购包预算金额（元）: 1,200,000.00\n采购包最高限价（元）: "
      "1,150,000.00\n采购包2：\n"
      "采购包预算金额（元）: 800,000.00\n采购包最高限价（元）: 790,000.00\n");
  EXPECT_EQ(yuan(n.budget), "none");
  EXPECT_EQ(n.lots.size(), 2U);
}

TEST(NoticeLots, OfOneSentenceHaveTheirOwnCeilings) {
  const Notice n = read_text(
      "青溪县人民医院平台项目招标公告\n招标内容：第一包：医共体平台，最高限价420万元；第二包：第三方测评，最"
      "高限价36万元。"
      "总预算456万元。\n");
  ASSERT_EQ(n.lots.size(), 2U);
  EXPECT_EQ(n.lots[1].name, "第三方测评");
  EXPECT_EQ(yuan(n.lots[0].ceiling) + " " + yuan(n.lots[1].ceiling), "4200000 360000");
  EXPECT_EQ(yuan(n.ceiling), "none") << "one lot's is not the whole's";
  EXPECT_EQ(yuan(n.budget), "4560000");
  const Notice one =
      read_text("青溪县人民医院平台招标公告\n本项目共1包，第1包最高限价：285.6万元；交付时间：120天。\n");
  EXPECT_EQ(yuan(one.ceiling), "2856000") << "the only lot's is";
}

TEST(NoticeLots, MayBeNamedByTheirSharesOfTheBudgetAlone) {
  for (const char* budget : {"第一包：50万元，第二包：78.5万元", "A包50万元、B包78.5万元",
                             "标项一：50万元；标项二：78.5万元", "包1：500000元 包2：785000元"}) {
    const Notice n = read_html("<h1>平安省人民医院设备采购招标公告</h1><p>项目编号：PA-1</p><p>采购预算：" +
                               std::string(budget) + "</p>");
    EXPECT_EQ(yuan(n.budget), "none") << budget;
    ASSERT_EQ(n.lots.size(), 2U) << budget;
    EXPECT_EQ(yuan(n.lots[0].budget) + " " + yuan(n.lots[1].budget), "500000 785000") << budget;
  }
}

}  // namespace
}  // namespace tenderlead::parsers

// Winners and candidates in the shapes that portals, agencies and hospitals give them.
#include <gtest/gtest.h>

#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

// "1 甲公司 12000; 2 乙公司 none": rank (where there is one), name and sum of each award.
std::string awards_of(const Notice& notice) {
  std::string all;
  for (const Award& award : notice.awards) {
    if (!all.empty()) all += "; ";
    if (award.rank) all += std::to_string(*award.rank) + " ";
    all += award.supplier + " " + yuan(award.amount);
  }
  return all;
}

struct Case {
  const char* name;
  const char* text;
  const char* awards;
};

constexpr const char* kAward = "柳溪县中医院信息化项目中标结果公告";
constexpr const char* kShortlist = "柳溪县中医院信息化项目中标候选人公示";

TEST(NoticeAwards, WinnersAreReadFromAnyShape) {
  const Case cases[] = {
      {"a sum under an unusual head",
       "三、中标信息\n序号 | 标项名称 | 数量 | 总价(元) | 中标供应商名称 |\n"
       "1 | 云平台 | 1 | 最终报价:913668(元) | 青山软件有限公司 |\n",
       "青山软件有限公司 913668"},
      {"one line of words",
       "三、中标信息\n序号 中标金额(元) 中标供应商名称 中标供应商地址 1 913668 青山软件有限公司 "
       "柳溪县中山路10号 2 56000 白云科技有限公司 柳溪县滨河路3号 四、主要标的信息\n",
       "青山软件有限公司 913668; 白云科技有限公司 56000"},
      {"a lot that failed",
       "三、中标信息\n包号 | 包名称 | 中标供应商 | 中标金额（元） |\n"
       "1 | CT维保 | 青山软件有限公司 | 86000 |\n2 | 核磁维保 | 废标 | / |\n3 | 超声 | 白云科技有限公司 | "
       "流标 |\n",
       "青山软件有限公司 86000"},
      {"who won is a column",
       "评审结果\n序号 | 供应商名称 | 报价（元） | 是否中标 |\n1 | 青山软件有限公司 | 86000 | 是 |\n"
       "2 | 白云科技有限公司 | 89000 | 否 |\n",
       "青山软件有限公司 86000"},
      {"a list in one line",
       "三、入围结果\n入围供应商：青山软件有限公司、白云科技有限公司、碧水设备有限公司\n",
       "青山软件有限公司 none; 白云科技有限公司 none; 碧水设备有限公司 none"},
      {"a list with numbers", "三、入围结果\n入围供应商：\n1、青山软件有限公司；\n2、白云科技有限公司；\n",
       "青山软件有限公司 none; 白云科技有限公司 none"},
      {"a consortium is one", "三、中标信息\n中标供应商：青山软件有限公司、白云科技有限公司联合体\n",
       "青山软件有限公司、白云科技有限公司联合体 none"},
      {"a decision",
       "经评审委员会评审，确定青山软件有限公司为本项目的中标供应商，中标金额为人民币91.5万元。\n",
       "青山软件有限公司 915000"},
      {"a bracket between the name and the deed",
       "经集体研究，确定“检测服务项目”由青山软件有限公司（统一社会信用代码：91510000MA00000000）中选，服务期1"
       "年。\n",
       "青山软件有限公司 none"},
      {"a bid that won", "经评审，青山软件有限公司以86000元的报价中标。\n", "青山软件有限公司 86000"},
      {"a price behind the name", "本院谈判后，成交供应商为青山软件有限公司，成交价为45800元，特此公示。\n",
       "青山软件有限公司 45800"},
      {"labels that begin with their lot",
       "三、中标信息\n包1中标供应商：青山软件有限公司\n包1中标金额：86000元\n包2中标供应商：白云科技有限公司"
       "\n包2中标金额：56000元\n",
       "青山软件有限公司 86000; 白云科技有限公司 56000"},
      {"lots and names",
       "三、中标结果\n第一包：青山软件有限公司，中标金额86000元\n第二包：白云科技有限公司，中标金额56000元\n",
       "青山软件有限公司 86000; 白云科技有限公司 56000"},
      {"a result that is a name", "三、成交结果：青山软件有限公司成交，成交金额86000元。\n",
       "青山软件有限公司 86000"},
      {"a deed", "本院于2026年6月3日开标，青山软件有限公司中标，中标价86000元，公示3天。\n",
       "青山软件有限公司 86000"},
      {"who did not win is none",
       "本院于2026年6月3日开标，白云科技有限公司未中标，中标单位：青山软件有限公司。\n",
       "青山软件有限公司 none"},
      {"a price without a colon",
       "评审结果：\n第一名：青山软件有限公司，报价8.6万元，得分92.3；\n第二名：白云科技有限公司，报价8."
       "9万元。\n",
       "青山软件有限公司 86000"},
      {"a rate is no sum",
       "三、中标信息\n序号 | 中标供应商名称 | 中标下浮率（%） |\n1 | 青山软件有限公司 | 12.5 |\n",
       "青山软件有限公司 none"},
      {"a column of verdicts under any head",
       "三、评审情况\n序号 | 投标人名称 | 投标报价(元) | 评审结果 |\n1 | 青山软件有限公司 | 128000 | 中标 |\n"
       "2 | 白云科技有限公司 | 129000 | 未中标 |\n",
       "青山软件有限公司 128000"},
      {"a consortium with its leader's label",
       "一、中标信息\n供应商名称：牵头人：青山软件有限公司，成员：白云科技有限公司\n中标金额：12.8万元\n",
       "牵头人：青山软件有限公司，成员：白云科技有限公司 128000"},
  };
  for (const Case& c : cases) EXPECT_EQ(awards_of(read_text(c.text, kAward)), c.awards) << c.name;
}

TEST(NoticeAwards, CandidatesAreReadFromAnyShape) {
  const Case cases[] = {
      {"their order in one line",
       "三、推荐中标候选人顺序：1.青山软件有限公司；2.白云科技有限公司\n四、公示期：三天\n",
       "1 青山软件有限公司 none; 2 白云科技有限公司 none"},
      {"their order in a sentence, with what they bid",
       "经评审，推荐成交候选人排序如下：1、青山软件有限公司，投标报价12."
       "8万元，2、白云科技有限公司，投标报价12.9万元。\n",
       "1 青山软件有限公司 128000; 2 白云科技有限公司 129000"},
      {"their order in lines",
       "评标委员会推荐的中标候选人名单如下\n（1）青山软件有限公司\n（2）白云科技有限公司\n采购人：柳溪县中医"
       "院\n",
       "1 青山软件有限公司 none; 2 白云科技有限公司 none"},
      {"their places in words",
       "推荐顺序为：第一名：青山软件有限公司；第二名：白云科技有限公司（报价12.9万元）。\n",
       "1 青山软件有限公司 none; 2 白云科技有限公司 129000"},
      {"what isn't a firm is none", "推荐的中标候选人名单：1.公示期三天；2.有异议者可书面提出。\n", ""},
      {"a column a bidder",
       "三、中标候选人\n排序 | 第一中标候选人 | 第二中标候选人 |\n单位名称 | 青山软件有限公司 | "
       "白云科技有限公司 |\n"
       "投标报价（万元） | 12.8 | 12.9 |\n工期 | 90日历天 | 80日历天 |\n",
       "1 青山软件有限公司 128000; 2 白云科技有限公司 129000"},
      {"the same with a cell a line",
       "三、中标候选人\n排序\n第一中标候选人\n第二中标候选人\n单位名称\n青山软件有限公司\n白云科技有限公司\n"
       "投标报价（万元）\n12.8\n12.9\n工期\n90日历天\n80日历天\n公示期：三天\n",
       "1 青山软件有限公司 128000; 2 白云科技有限公司 129000"},
      {"places in words, a cell a line",
       "三、中标候选人\n中标候选人排序\n单位名称\n投标总价（元）\n第一中标候选人\n青山软件有限公司\n128000\n"
       "第二中标候选人\n白云科技有限公司\n129000\n",
       "1 青山软件有限公司 128000; 2 白云科技有限公司 129000"},
      {"a column of places beside the names",
       "三、中标候选人\n中标候选人 | 单位名称 | 投标报价 |\n第一名 | 青山软件有限公司 | 12.8万元 |\n第二名 | "
       "白云科技有限公司 | 12.9万元 |\n",
       "1 青山软件有限公司 128000; 2 白云科技有限公司 129000"},
      {"a column of advice",
       "三、评标结果\n序号 | 投标人名称 | 投标报价(元) | 推荐意见 |\n"
       "1 | 青山软件有限公司 | 128000 | 第一中标候选人 |\n2 | 白云科技有限公司 | 129000 | 第二中标候选人 |\n"
       "3 | 碧水设备有限公司 | 139000 | / |\n",
       "1 青山软件有限公司 128000; 2 白云科技有限公司 129000"},
      {"one sentence for each",
       "经评审，推荐青山软件有限公司为第一中标候选人，白云科技有限公司为第二中标候选人。\n",
       "1 青山软件有限公司 none; 2 白云科技有限公司 none"},
      {"one sentence for all", "评标委员会推荐的中标候选人依次为：青山软件有限公司、白云科技有限公司。\n",
       "1 青山软件有限公司 none; 2 白云科技有限公司 none"},
  };
  for (const Case& c : cases) EXPECT_EQ(awards_of(read_text(c.text, kShortlist)), c.awards) << c.name;
}

TEST(NoticeAwards, CandidatesOfSeveralLotsKeepTheirLots) {
  const Notice n = read_text(
      "评标委员会推荐的入围单位：\n一标段：\n青山软件有限公司\n白云科技有限公司\n二标段：\n"
      "白云科技有限公司\n碧水设备有限公司\n附件：名单.xls\n",
      kShortlist);
  ASSERT_EQ(n.awards.size(), 4U);
  EXPECT_EQ(n.awards[0].lot, "一");
  EXPECT_EQ(n.awards[2].lot, "二");
  EXPECT_EQ(n.awards[2].supplier, "白云科技有限公司");
  ASSERT_EQ(n.lots.size(), 2U) << "winners of two lots show that there are two";
  EXPECT_EQ(n.lots[1].no, "二");
}

TEST(NoticeAwards, SentencesNameWhoWon) {
  const Case cases[] = {
      {"a trader", "推荐成交商为：青山软件有限公司最终成交报价：66500.00元\n", "青山软件有限公司 66500"},
      {"by its score", "投标结果为：青山软件有限公司，以92分最高分中标。现予以公示。\n",
       "青山软件有限公司 none"},
      {"what it offered", "经过讨论和评分，确认青山软件有限公司所投办公家具中标。\n",
       "青山软件有限公司 none"},
  };
  for (const Case& c : cases) {
    const Notice n = read_text(c.text, kAward);
    ASSERT_EQ(n.awards.size(), 1U) << c.name;
    EXPECT_EQ(n.awards[0].supplier + " " + yuan(n.awards[0].amount), c.awards) << c.name;
  }
}

TEST(NoticeAwards, ATableMayBeginBehindTheWordsThatAnnounceIt) {
  const Notice n = read_text(
      "五、中标信息招标公告日期：2026年03月14日中标供应商名称、联系地址及中标金额：序号     中标供应商名称   "
      "  "
      "中标供应商联系地址     中标金额(万元)     1     青山软件有限公司     青溪县云台路12号(自贸区内)     "
      "24.88     "
      "评审专家名单：陈某某、林某某",
      "青溪县第六小学教室设备采购中标公告");
  ASSERT_EQ(n.awards.size(), 1U);
  EXPECT_EQ(n.awards[0].supplier, "青山软件有限公司");
  EXPECT_EQ(yuan(n.awards[0].amount), "248800");
}

TEST(NoticeAwards, AConsortiumIsOneSupplierAsWritten) {
  for (const char* name : {"联合体牵头单位：青山建设集团有限公司；联合体成员单位：白云设计研究院有限公司",
                           "（主）青山建设集团有限公司，（成）白云设计研究院有限公司",
                           "青山建设集团有限公司(牵头人)/白云设计研究院有限公司(成员)"}) {
    const Notice n =
        read_text(std::string("三、中标信息\n中标人：") + name + "\n中标价：1586000元\n", kAward);
    ASSERT_EQ(n.awards.size(), 1U) << name;
    EXPECT_EQ(n.awards[0].supplier + " " + yuan(n.awards[0].amount), std::string(name) + " 1586000");
  }
  const Notice alone =
      read_text("三、中标信息\n中标人：青山建设集团有限公司（联合体牵头人）\n中标价：1586000元\n", kAward);
  ASSERT_EQ(alone.awards.size(), 1U);
  EXPECT_EQ(alone.awards[0].supplier, "青山建设集团有限公司");
}

TEST(NoticeAwards, ASumAboveALineSignsNothing) {
  const Notice n = read_text(
      "排名\n中标候选人名称\n投标报价(万元)\n质量\n1\n青山建设有限公司\n1313.308196\n合格\n2\n"
      "白云建设集团有限公司\n1309.22\n合格\n",
      kShortlist);
  EXPECT_EQ(n.buyer.name.find("青山"), std::string::npos);
}

TEST(NoticeAwards, OfOtherLotsAreReadWhereOneFailed) {
  const std::string head =
      "<h3>平安省人民医院设备采购中标公告</h3><p>三、中标（成交）信息</p><table><tr><th>包号</th><th>包名称</"
      "th>";
  for (const char* called : {"名称", "单位名称", "供应商名称"})
    for (const char* failed :
         {"<td colspan=3>废标（有效供应商不足三家）</td>", "<td>流标</td><td>/</td><td>/</td>"}) {
      const Notice n =
          read_html(head + "<th>" + called +
                    "</th><th>地址</th><th>中标金额(万元)</th></tr><tr><td>01</td><td>磁共振</td>"
                    "<td>平安康达医疗器械有限公司</td><td>科技路5号</td><td>1,198.00</td></tr><tr><td>02</td>"
                    "<td>输液泵</td>" +
                    failed + "</tr></table>");
      ASSERT_EQ(n.awards.size(), 1U) << called << failed;
      EXPECT_EQ(n.awards[0].supplier + " " + yuan(n.awards[0].amount), "平安康达医疗器械有限公司 11980000")
          << called << failed;
    }
}

TEST(NoticeAwards, OfLotsMayStandInOneSentenceOrALineEach) {
  for (const char* result :
       {"<p>第1包：平安康达医疗器械有限公司，中标金额98."
        "5万元；第2包：北方智联信息技术有限公司，中标金额120万元。</p>",
        "<p>第一包：平安康达医疗器械有限公司，98.5万元</p><p>第二包：北方智联信息技术有限公司，120万元</p>",
        "<p>A包：平安康达医疗器械有限公司 中标价：985000元</p><p>B包：北方智联信息技术有限公司 "
        "中标价：1200000元</p>"}) {
    const Notice n =
        read_html("<h1>平安省人民医院设备采购中标公告</h1><p>项目编号：PA-1</p><p>中标结果：</p>" +
                  std::string(result));
    ASSERT_EQ(n.awards.size(), 2U) << result;
    EXPECT_EQ(n.awards[0].supplier + " " + yuan(n.awards[0].amount), "平安康达医疗器械有限公司 985000")
        << result;
    EXPECT_EQ(n.awards[1].supplier + " " + yuan(n.awards[1].amount), "北方智联信息技术有限公司 1200000")
        << result;
    ASSERT_EQ(n.lots.size(), 2U) << result;
    EXPECT_EQ(n.lots[0].name, "") << "who won a lot is not what it is called: " << result;
  }
}

TEST(NoticeAwards, CandidatesOfALotMayHaveAColumnForEachPlace) {
  const Notice n = read_html(
      "<h1>平安省人民医院设备采购中标候选人公示</h1><table><tr><td>标段</td><td>第一中标候选人</"
      "td><td>投标报价（元）</td>"
      "<td>第二中标候选人</td><td>投标报价（元）</td></tr><tr><td>1</td><td>平安康达医疗器械有限公司</"
      "td><td>985000</td>"
      "<td>北方智联信息技术有限公司</td><td>990000</td></tr><tr><td>2</td><td>青山软件有限公司</"
      "td><td>120000</td>"
      "<td>白云软件有限公司</td><td>125000</td></tr></table>");
  ASSERT_EQ(n.awards.size(), 4U);
  EXPECT_EQ(n.awards[1].supplier + " " + yuan(n.awards[1].amount), "北方智联信息技术有限公司 990000");
  EXPECT_EQ(n.awards[1].rank, 2);
  EXPECT_EQ(n.awards[3].lot, "2");
}

}  // namespace
}  // namespace tenderlead::parsers

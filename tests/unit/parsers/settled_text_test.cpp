#include "parsers/settled_text.h"

#include <gtest/gtest.h>

#include "parsers/html_document.h"
#include "parsers/json_document.h"
#include "parsers/page_judge.h"
#include "parsers/simhash.h"

namespace tenderlead::parsers {
namespace {

TEST(SettledText, LeavesOutWhatChangesByItself) {
  const struct {
    const char* line;
    const char* settled;
  } cases[] = {
      {"浏览次数：1,204次", "浏览次数:次"},
      {"【浏览量：（88）】", "【浏览量:()】"},
      {"点击：［17］", "点击:[]"},
      {"阅读 35 次", "阅读次"},
      {"已有 17 人浏览", "已有人浏览"},
      {"PV：90", "PV:"},
      {"今天是2026年8月2日 星期日", "今天是"},
      {"当前时间：2026-08-02 10:11:12", "当前时间:"},
      {"距投标截止还有3天12小时", "距投标截止还有"},
      {"倒计时：00:12:31", "倒计时:"},
      {"版权所有 © 2020-2026 云溪市公共资源交易中心", ""},
      {"Copyright 2026 Yunxi", ""},
      {"云ICP备12345678号-1", ""},
  };
  for (const auto& each : cases) EXPECT_EQ(settled_line(each.line), each.settled) << each.line;
}

TEST(SettledText, KeepsWhatIsStated) {
  for (const char* line : {
           "预算金额:1800000元",
           "联系电话:0871-6512xxxx转17",
           "投标截止时间:2026年8月21日09时30分",
           "还有3家供应商未递交投标文件",
           "本项目的软件版权所有权归采购人",
           "日门诊访问人次达17万",
           "点击下载附件2",
           "阅读理解100题",
           "系统支持2000人在线",
       })
    EXPECT_EQ(settled_line(line), line);
  // A long line is prose: a number of visits in it is a demand.
  std::string prose = "系统须支持浏览次数:100000次";
  for (int i = 0; i < 40; ++i) prose += "以及门诊业务";
  EXPECT_EQ(settled_line(prose), prose);
}

std::string page(const std::string& today, const std::string& counter, const std::string& news,
                 const std::string& amount) {
  return "<html><body><div class=\"top\">欢迎访问云溪市采购网 " + today +
         "</div><div class=\"nav\"><a href=\"/\">首页</a><a "
         "href=\"/a\">公告</a></div><h1>云溪市某医院信息系统采购公告</h1>"
         "<p>发布时间：2026-08-01 来源：云溪市采购网 浏览次数：" +
         counter + "</p><div class=\"content\"><p>项目编号：YXZC-2026-1</p><p>预算金额：" + amount +
         "元</p><p>采购需求：本项目采购医院信息系统一套，含实施、培训与三年质保服务，详见采购文件。</p></"
         "div><p>上一篇：<a "
         "href=\"/p\">" +
         news + "</a></p><div class=\"box\"><h3>相关公告</h3><ul><li><a href=\"/n\">" + news +
         "</a><span>2026-08-02</span></li></ul></div><p>主办单位：云溪市财政局 技术支持：某公司 0871-1" +
         counter + "</p><p>版权所有 2020-2026</p></body></html>";
}

TEST(SettledText, IsThatOfTheNoticeWhateverStandsAroundIt) {
  const auto settled = [](const std::string& html) {
    return settled_text(build_html_document(html, "http://portal.example/1.htm"));
  };
  const auto first = settled(page("今天是2026年8月1日", "17", "云溪市某小学食堂采购公告", "1800000"));
  EXPECT_NE(first.find("1800000"), first.npos);
  EXPECT_EQ(first, settled(page("今天是2026年8月9日", "23", "云溪市某中学操场改造公告", "1800000")));
  EXPECT_NE(first, settled(page("今天是2026年8月1日", "17", "云溪市某小学食堂采购公告", "1800001")));
}

TEST(SettledText, OfARecordLeavesOutCountersAndStamps) {
  const auto settled = [](std::string_view json) { return settled_text(*parse_json(json)); };
  EXPECT_EQ(settled(R"({"timestamp":1,"data":{"viewCount":7,"title":"a","click_num":1}})"),
            settled(R"({"data":{"title":"a","viewCount":8,"click_num":9},"timestamp":2,"requestId":"x"})"));
  EXPECT_NE(settled(R"({"title":"a"})"), settled(R"({"title":"b"})"));
  EXPECT_NE(settled(R"({"cost":1})"), settled(R"({"cost":2})")) << "an amount";
  EXPECT_NE(settled(R"({"hits":{"hits":[1]}})"), settled(R"({"hits":{"hits":[2]}})"))
      << "a search engine's answer";
}

TEST(SettledText, OfAListIsItsItems) {
  ListPage list;
  list.items = {{"http://portal.example/1", "公告", "2026-08-01"}};
  const auto settled = settled_text(list);
  list.url = "http://portal.example/?t=17";
  EXPECT_EQ(settled_text(list), settled);
  list.items[0].title += "（更正）";
  EXPECT_NE(settled_text(list), settled);
}

TEST(AGonePage, SaysSoInFewWords) {
  const auto gone = [](const std::string& body) {
    return says_gone(build_html_document("<html><body>" + body + "</body></html>", ""));
  };
  EXPECT_TRUE(gone("<p>您访问的页面不存在或已被删除！</p><a href=\"/\">返回首页</a>"));
  EXPECT_TRUE(gone("<h1>404 Not Found</h1>"));
  EXPECT_TRUE(gone("<p>该信息已撤回</p>"));
  EXPECT_FALSE(gone("<p>项目编号：YXZC-2026-1</p>"));
  std::string notice = "<p>供应商上传的过期文件已被删除的，视为未提交。</p>";
  for (int i = 0; i < 20; ++i) notice += "<p>投标人应当按照采购文件的要求编制投标文件。</p>";
  EXPECT_FALSE(gone(notice)) << "a notice speaks of deletion too";
}

TEST(Simhash, DoesNotMindSpacesPunctuationWidthAndCase) {
  const std::string text = "云溪市第一人民医院HIS系统采购项目，预算金额：180万元。";
  EXPECT_EQ(simhash(text), simhash("云溪市第一人民医院ｈｉｓ系统采购项目 预算金额 180万元"));
  EXPECT_NE(simhash(text), 0u);
  EXPECT_EQ(simhash(""), 0u);
  EXPECT_EQ(simhash("一二"), 0u);
}

TEST(Simhash, IsTheSameOnEveryMachine) {
  EXPECT_EQ(simhash("云溪市第一人民医院医院信息系统采购项目公开招标公告"), 5548548229175032138u);
}

TEST(Simhash, MovesLittleWithASmallEditAndFarWithOtherWords) {
  std::string text;
  std::string other;
  for (int i = 0; i < 60; ++i) {
    text += "第" + std::to_string(i * 7919) + "项设备为医用影像处理工作站\n";
    other += "第" + std::to_string(i * 104'729) + "条道路沥青罩面养护施工标段\n";
  }
  EXPECT_LE(distance(simhash(text), simhash(text + "特此公告")), 3);
  EXPECT_GE(distance(simhash(text), simhash(other)), 16);
  EXPECT_EQ(distance(0, ~0ull), 64);
}

}  // namespace
}  // namespace tenderlead::parsers

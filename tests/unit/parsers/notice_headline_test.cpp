// Headlines: over several lines, beside the name of a form, and what they say of the procurement's name and kind.
#include <gtest/gtest.h>

#include "tests/unit/parsers/notice_page.h"

namespace tenderlead::parsers {
namespace {

constexpr const char* kBody =
    "一、项目编号：A-2026-01\n二、采购人：双江市滨河区人民医院\n三、预算金额：21万元\n";

TEST(NoticeHeadline, LinesThatTheTextSaysAsOneAreOne) {
  const char* lines =
      "<p style='text-align:center'><b>双江航天馆分布式光伏项目</b></p><p "
      "style='text-align:center'><b>设计采购施工（EPC）总承包</b></p>"
      "<p style='text-align:center'><b>招标公告</b></p>";
  EXPECT_EQ(read_html(std::string(lines) +
                      "<p>1.招标条件</p><p>本招标项目双江航天馆分布式光伏项目设计采购施工（EPC）总承包"
                      "已由双江市发改局批准建设。</p>")
                .title,
            "双江航天馆分布式光伏项目设计采购施工（EPC）总承包招标公告");
  EXPECT_EQ(read_html(std::string(lines) + "<p>1.招标条件</p>").title, "设计采购施工（EPC）总承包招标公告");
}

TEST(NoticeHeadline, TheBuyersLineOpensIt) {
  EXPECT_EQ(
      read_text(std::string("双江市滨河区人民医院\n彩色多普勒超声诊断仪采购项目\n竞争性磋商公告\n") + kBody)
          .title,
      "双江市滨河区人民医院彩色多普勒超声诊断仪采购项目竞争性磋商公告");
}

TEST(NoticeHeadline, OfAFormsOwnNameTheLineBelowIsTheProcurements) {
  const Notice n = read_html(
      "<h2>中标结果公告</h2><p>双江职业学校变压器增容改造工程</p><table><tr><td>标段编号</td><td>A330327001</"
      "td></tr>"
      "<tr><td>中标单位</td><td>恒川建筑科技有限公司</td></tr></table>");
  EXPECT_EQ(n.title, "中标结果公告");
  EXPECT_EQ(n.project_name, "双江职业学校变压器增容改造工程");
  EXPECT_EQ(
      read_html("<h2>中标结果公告</h2><p>双江市公共资源交易中心</p><p>标段编号：A330327001</p>").project_name,
      "");
}

TEST(NoticeHeadline, ALabelGivesTheTitleThatAFormHasNot) {
  EXPECT_EQ(read_text("中标（成交）结果公告\n采购项目编号：EZ-2023-017\n中标供应商名称：恒川科技有限公司\n"
                      "公告名称：沙塘学校信息化设备采购项目中标结果公告\n首次公告时间：2023-09-06\n")
                .title,
            "沙塘学校信息化设备采购项目中标结果公告");
}

TEST(NoticeHeadline, ALabelledTimeIsNoPublication) {
  const Notice n = read_html(
      "<h3>采购公告</h3><div><span>项目编号</span><span>HP2026-019</span></div>"
      "<div><span>投标截止时间</span><span>20260313 - 09:30:00</span></div>");
  EXPECT_FALSE(n.published_at);
  ASSERT_TRUE(n.bid_deadline);
  EXPECT_EQ(
      read_html(
          "<h3>采购公告</h3><div>后勤保障部 2026/3/1 22:46:00</div><div><span>项目编号</span><span>HP2026-019"
          "</span></div>")
          .published_at->date,
      (Date{2026, 3, 1}));
}

TEST(NoticeHeadline, ALabelledKindIsNoHeadline) {
  const Notice n = read_html(
      "<p>一、项目基本情况</p><p>原公告的采购项目编号：BT-014</p><p>二、更正信息：</p><p>更正事项：采购公告</"
      "p>"
      "<p>更正内容：开标方式变更为远程开标</p>");
  EXPECT_EQ(n.title, "");
}

TEST(NoticeHeadline, FormsWordsAreNoPartOfTheName) {
  const struct {
    const char* title;
    const char* name;
  } cases[] = {
      {"双江市人民医院住院楼加固工程(项目名称)施工/标段中标结果更正公告", "双江市人民医院住院楼加固工程"},
      {"关于暂停双江市第二人民医院HIS升级项目采购活动的公告", "双江市第二人民医院HIS升级项目"},
      {"医院污水处理运维服务项目采购公告", "医院污水处理运维服务项目"},
      {"双江市中医医院煎药机采购公告", "双江市中医医院煎药机采购"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(
        read_html("<h1>" + std::string(c.title) + "</h1><p>各潜在供应商：</p><p>请知悉。</p>").project_name,
        c.name);
}

TEST(NoticeHeadline, AKindIsWhatTheTitleDoes) {
  const struct {
    const char* title;
    const char* body;
    const char* kind;
  } cases[] = {
      {"关于暂停双江市第二人民医院HIS升级项目采购活动的公告", "恢复时间另行通知。", "failure"},
      {"双江大数据采购安装项目-包1异常公示", "项目名称：采购安装项目", "failure"},
      {"体育公园劳务招标结果的公示", "一、中标候选人排序\n第一名：恒川建筑有限公司\n", "shortlist"},
      {"体育公园劳务中标结果的公示", "中标单位：恒川建筑有限公司\n", "award"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(kind_of(read_text(std::string(c.title) + "\n" + c.body)), c.kind) << c.title;
}

TEST(NoticeHeadline, ThePublishingSitesMomentIsThePublication) {
  const struct {
    const char* line;
    const char* day;
  } cases[] = {{"双江市政府采购网 | 2026年05月08日 16:21", "2026-05-08T16:21:00+08:00"},
               {"后勤保障部 2026-05-08 16:21", "2026-05-08T16:21:00+08:00"},
               {"双江市政府采购网 | 2026年05月08日", "2026-05-08"},
               {"每日上午 2026-05-08", "none"},
               {"报名至 2026-05-08 16:21", "none"}};
  for (const auto& c : cases)
    EXPECT_EQ(when(read_html("<h3>儿童保健信息系统采购项目公开招标公告</h3><div>" + std::string(c.line) +
                             "</div><p>项目概况</p><p>项目编号：A-1</p>")
                       .published_at),
              c.day)
        << c.line;
}

TEST(NoticeHeadline, TheNoticesOwnSaysMoreThanThePages) {
  EXPECT_EQ(
      read_html(
          "<h1>靖江户外显示屏工程</h1><p>发布时间：2026-07-31</p><p>靖江户外显示屏工程公开招标中标公告</p>"
          "<p>一、采购项目情况</p><p>采购项目名称：靖江户外显示屏工程</p>")
          .title,
      "靖江户外显示屏工程公开招标中标公告");
}

TEST(NoticeHeadline, CountedAnnouncementsLeaveTheName) {
  const struct {
    const char* title;
    const char* name;
  } cases[] = {
      {"病案数字化加工服务项目澄清公告（一）", "病案数字化加工服务项目"},
      {"财信商贸中心商业提质改造项目补充通知（二）", "财信商贸中心商业提质改造项目"},
      {"关于采购儿童注意力训练系统的比选公告", "儿童注意力训练系统"},
      {"关于手术麻醉系统接口改造拟采用单一来源方式采购的公示", "手术麻醉系统接口改造"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(read_html("<h1>" + std::string(c.title) + "</h1><p>请知悉。</p>").project_name, c.name);
}

TEST(NoticeHeadline, AColumnsNameIsNoTitleToLookFor) {
  EXPECT_EQ(read_html("<h2>双江光伏发电项目总承包招标公告</h2><p>1.招标条件</p>", "招标公告").title,
            "双江光伏发电项目总承包招标公告");
}

TEST(NoticeHeadline, WhatANumberIsGivenForIsTheName) {
  const struct {
    const char* body;
    const char* name;
  } cases[] = {
      {"双江医院医疗设备采购项目(项目编号:DGSL-QX-0802)共有三家公司参与投标。", "双江医院医疗设备采购项目"},
      {"于3月27日组织完成了双江医院医疗设备采购（项目编号：tc-cd10）的谈判工作。", "双江医院医疗设备采购"},
      {"我院于2026年5月6日发布的双江医院医疗设备采购（项目编号：A-1）因故推迟。", "双江医院医疗设备采购"},
      {"我院于2026-04-21对双江医院医疗设备采购（项目编号：A-1）进行了评审。", "双江医院医疗设备采购"},
      {"某某大学食堂改造项目（项目编号：A-1）与此无关。", "双江医院医疗设备"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(
        read_html("<h1>关于双江医院医疗设备废标公告</h1><p>" + std::string(c.body) + "</p>").project_name,
        c.name)
        << c.body;
}

TEST(NoticeHeadline, ALineOfItsOwnKindAboveIsTheBuyers) {
  const auto page = [](const char* above) {
    return std::string("<p style='text-align:center'>") + above +
           "</p><p "
           "style='text-align:center'><b>生长发育评估系统单一来源采购成交公告</b></"
           "p><p>一、项目编号：SJET-2026-02</p>";
  };
  EXPECT_EQ(read_html(page("<b>双江市儿童医院</b>")).title,
            "双江市儿童医院生长发育评估系统单一来源采购成交公告");
  EXPECT_EQ(read_html(page("双江市儿童医院")).title, "生长发育评估系统单一来源采购成交公告");
}

TEST(NoticeHeadline, StandsOverTheLineThatSaysWhenThePageWasPublished) {
  const std::string stamp = "<p>【信息时间：2026/6/23 阅读次数：83】【我要打印】【关闭】</p>";
  const std::string body = "<p>工程编码：QX-2026-0098</p><p>建设单位：青溪镇人民政府</p>";
  EXPECT_EQ(read_html("<td>金桥北路老旧小区改造-道路工程施工</td>" + stamp + body).title,
            "金桥北路老旧小区改造-道路工程施工");
  EXPECT_EQ(read_html("<p>青溪镇公共资源交易中心</p>" + stamp + body).title, "") << "a site's name";
  EXPECT_EQ(
      read_html("<h2>青溪镇户外显示屏工程</h2><p>发布时间：2026-06-23</p><h3>青溪镇户外显示屏工程公开招标"
                "中标公告</h3>" +
                body)
          .title,
      "青溪镇户外显示屏工程公开招标中标公告")
      << "the notice's own headline says more";
}

TEST(NoticeKind, IsAnAwardWhereAnEvaluationsResultNamesWhoWon) {
  EXPECT_EQ(kind_of(read_text("青溪镇中学报刊采购评标结果公示\n项目编号：QX-1\n中标供应商：青山图书有限公司\n"
                              "中标金额：71682元\n")),
            "award");
  EXPECT_EQ(kind_of(read_text("青溪镇中学报刊采购评标结果公示\n项目编号：QX-1\n中标候选人排序\n"
                              "第一中标候选人：青山图书有限公司\n")),
            "shortlist");
  EXPECT_EQ(
      kind_of(read_html("<p>青溪传媒中心装修工程-</p><p>发布时间：2026-08-27</p><p>中标公示发布登记表</p>"
                        "<p>拟中标人：青山装饰有限公司</p><p>第一中标候选人：青山装饰有限公司</p>")),
      "award");
}

TEST(NoticeHeadline, WhatAPortalPutsInFrontTellsWhatTheTitleDoesNot) {
  struct Case {
    const char* title;
    const char* text;
    const char* kind;
    const char* method;
  };
  const Case cases[] = {
      {"【询价公告】青溪市中医医院网络安全等级保护测评服务", "1、采购内容：等保测评\n", "tender", "inquiry"},
      {"【成交公告】青溪市中医医院网络安全等级保护测评服务采购项目", "结果如下，公示三天。\n", "award",
       "none"},
      {"【终止公告】青溪市中医医院网络安全等级保护测评服务采购项目", "另行通知。\n", "failure", "none"},
      // The title's own words come first, and a body that asks for bids.
      {"【招标公告】青溪市中医医院测评服务竞争性磋商更正公告", "更正如下。\n", "amendment",
       "competitive_consultation"},
      {"【成交公告】青溪市中医医院测评服务采购项目",
       "欢迎合格的供应商参加。\n投标截止时间：2026年3月18日15时00分\n", "tender", "none"},
  };
  for (const Case& c : cases) {
    const Notice n = read_html(
        "<h1>" + std::string(c.title) + "</h1><p>项目编号：QX-2026-1</p><p>" + c.text + "</p>", c.title);
    EXPECT_EQ(kind_of(n), c.kind) << c.title;
    EXPECT_EQ(method_of(n), c.method) << c.title;
    EXPECT_TRUE(n.title.starts_with("青溪市")) << n.title;
  }
}

TEST(NoticeMethod, IsWhatTheWordsSayOfThisProcurement) {
  struct Case {
    const char* title;
    const char* text;
    const char* method;
  };
  const Case cases[] = {
      {"青溪医院包装材料采购公开招标转竞争性谈判说明", "", "competitive_negotiation"},
      {"青溪医院保洁服务采购预询价公告", "", "none"},
      {"青溪医院导诊服务市场调研公告", "诚邀供应商报名，以便我院开展后续遴选工作。\n", "none"},
      {"青溪堆场治理工程公告", "所需设备通过自行采购或租赁等方式取得。\n", "none"},
      {"青溪学院舞台采购结果", "评审小组经讨论采取综合比选法进行评审。\n", "other"},
      {"青溪学院舞台采购结果", "现对该项目的施工进行公开招标。\n", "open"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(method_of(read_text(std::string(c.title) + "\n项目编号：QX-2026-1\n" + c.text)), c.method)
        << c.text;
}

TEST(NoticeName, LeavesOutWhoseItIsWhereTheTextDoes) {
  const std::string day = "202\n6\n年\n3\n月\n16\n日";
  const Notice n = read_text(
      "我公司于2026年3月15日组织的青溪公园建设项目-主体工程劳务招标已评审。\n一、中标候选人排序\n"
      "第一名：青山劳务有限公司\n青溪发展有限公司\n" +
          day,
      "青溪发展有限公司青溪公园建设项目-主体工程劳务招标结果的公示");
  EXPECT_EQ(n.buyer.name, "青溪发展有限公司") << "the date below its name is broken over lines";
  EXPECT_EQ(n.project_name, "青溪公园建设项目-主体工程劳务");
}

TEST(NoticeName, MayBeBrokenOverLines) {
  EXPECT_EQ(
      read_text("一、项目概况\n(一)项目名称:青溪国际机场2026年-2027年场区室内外\n环卫保洁委托服务项目。\n"
                "(二)项目地点:青溪国际机场\n")
          .project_name,
      "青溪国际机场2026年-2027年场区室内外环卫保洁委托服务项目");
}

TEST(NoticeName, EndsBeforeWhatBecameOfIt) {
  EXPECT_EQ(read_text("青溪医院包装材料供应商资格采购院内公开招标转竞争性谈判说明\n项目说明\n").project_name,
            "青溪医院包装材料供应商资格采购");
  EXPECT_EQ(
      read_text("Ⅰ标段\n1、青山园林有限公司\n", "青溪防护林建设工程造林项目投标企业资格预审结果公示名单")
          .project_name,
      "青溪防护林建设工程造林项目");
}

TEST(NoticeTitle, IsCutFromTheSitesNameHoweverShortItIs) {
  for (const char* title :
       {"终止公告-临江省政府采购网", "终止公告_临江省政府采购网", "终止公告 - 某某市公共资源交易中心",
        "终止公告|凤台医院官网", "终止公告-政府采购"}) {
    const Notice n = read_html(
        "<title>" + std::string(title) +
        "</title><h1>终止公告</h1><p>凤台县第二人民医院就“凤台县第二人民医院远程会诊系统采购”（项目编号："
        "FT2026-H-0066）组织公开招标。因采购需求发生重大变化，现终止本次采购活动。</p>");
    EXPECT_EQ(n.title, "终止公告") << title;
    EXPECT_EQ(n.project_name, "凤台县第二人民医院远程会诊系统采购") << title;
  }
}

TEST(NoticeTitle, AndItsDayMayShareAHeadline) {
  for (const char* head : {"<h1>某县医院影像系统采购公告<span>发布时间：2026-11-02</span></h1>",
                           "<h1>某县医院影像系统采购公告<small>发布时间：2026-11-02</small></h1>",
                           "<h1>某县医院影像系统采购公告 <em>2026-11-02</em></h1>",
                           "<h1>某县医院影像系统采购公告 <i>来源：采购办 2026-11-02</i></h1>"}) {
    const Notice n = read_html(std::string(head) + "<p>项目编号：A-1</p><p>采购人：某县医院</p>");
    EXPECT_EQ(n.title, "某县医院影像系统采购公告") << head;
    EXPECT_EQ(when(n.published_at), "2026-11-02") << head;
  }
}

TEST(NoticeDay, StandsInTheLineBelowTheHeadlineOrInThePagesMetadata) {
  const struct {
    const char* line;
    const char* day;
  } cases[] = {{"<p>2026-11-17 浏览：12</p>", "2026-11-17"},
               {"<p>2026-11-17 阅读次数：33</p>", "2026-11-17"},
               {"<p>2026-11-17 | 作者：张三</p>", "2026-11-17"},
               {"<p>来源：采购办 2026-11-17</p>", "2026-11-17"},
               {"<p>作者：admin 2026-11-17 10:00:11 浏览量：3</p>", "2026-11-17T10:00:11+08:00"},
               {"<p>发布人：办公室 2026-11-17</p>", "2026-11-17"},
               {"<p><span>字号：大 中 小</span><span>2026-11-17</span></p>", "2026-11-17"},
               {"<p>[2026-11-17]</p>", "2026-11-17"},
               {"<p>签署时间：2026-11-17 10:00 来源：本站</p>", "none"},
               {"<p>投标截止 2026-11-17 浏览：3</p>", "none"}};
  for (const auto& c : cases)
    EXPECT_EQ(when(read_html("<title>x</title><h1>江南大学附属医院病理系统采购公告</h1>" +
                             std::string(c.line) + "<p>一、项目信息</p><p>采购人：江南大学附属医院</p>")
                       .published_at),
              c.day)
        << c.line;
  for (const char* meta :
       {"<meta name=PubDate content='2026-11-17'>", "<meta name=publishdate content='2026-11-17'>",
        "<meta property='article:published_time' content='2026-11-17'>"})
    EXPECT_EQ(when(read_html(std::string(meta) + "<h1>某县医院影像系统采购公告</h1><p>采购人：某县医院</p>")
                       .published_at),
              "2026-11-17")
        << meta;
}

}  // namespace
}  // namespace tenderlead::parsers
